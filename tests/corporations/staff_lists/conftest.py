"""Upload a list of a few lines."""

from collections.abc import Awaitable, Callable

import pytest

from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.corporations.staff_lists.checking import check_staff_list
from proeve.corporations.staff_lists.uploads import StaffList

HEADER = "Voornaam;Tussenvoegsel;Achternaam;E-mail;Personeelsnummer;Team"

Upload = Callable[..., Awaitable[StaffList]]


@pytest.fixture
def upload(database: Database) -> Upload:
    """Check a list of these lines, below the usual names of columns unless others are given."""

    async def check(scope: Scope, *rows: str, header: str = HEADER) -> StaffList:
        data = "\n".join([header, *rows]).encode()
        return await check_staff_list(database, scope, file_name="staf.csv", data=data)

    return check
