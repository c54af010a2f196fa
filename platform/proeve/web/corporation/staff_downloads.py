"""Files about staff lists: the example to fill in, and the problems of one that was uploaded."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from proeve.core.database import Database
from proeve.corporations.staff_lists.template import staff_list_template
from proeve.corporations.staff_lists.uploads import find_staff_list
from proeve.reporting.columns import NumberColumn, TextColumn
from proeve.reporting.spreadsheets import CSV_TYPE, XLSX_TYPE, Table, as_csv
from proeve.web.downloads import attachment


@get("/medewerkers/voorbeeldlijst.xlsx", sync_to_thread=True)
def example_list() -> Response[bytes]:
    """Send the example of a staff list."""
    return attachment(staff_list_template(), XLSX_TYPE, "voorbeeldlijst-medewerkers.xlsx")


@get("/medewerkers/importeren/{staff_list_id:int}/fouten.csv")
async def problems_file(
    request: Request[Any, Any, Any], database: NamedDependency[Database], staff_list_id: FromPath[int]
) -> Response[bytes]:
    """Send the problems of an upload, for whoever mends the list."""
    async with database.reading() as session:
        staff_list = await find_staff_list(session, request.user, staff_list_id)
    columns = [NumberColumn("Regel"), TextColumn("Kolom"), TextColumn("Wat u kunt doen")]
    rows = [(problem["line"], problem["column"], problem["message"]) for problem in staff_list.problems]
    return attachment(as_csv(Table("Fouten", columns, rows)), CSV_TYPE, "fouten-in-de-lijst.csv")
