"""How long it takes to give somebody all certificates of a corporation in one file."""

import io
import time
import zipfile
from dataclasses import dataclass

from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.register.finding import EVERYTHING
from proeve.reporting.certificates_archive import plan_archive

EVERYWHERE = Scope(0, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Zipping:
    """How many files went in, how long planning and sending took, and how long the file is."""

    files: int
    plan_ms: float
    send_ms: float
    bytes: int


async def measure_zipping(database: Database) -> Zipping:
    """Make the archive of all certificates and look whether it is whole."""
    started = time.perf_counter()
    async with database.reading() as session:
        archive = await plan_archive(session, EVERYWHERE, EVERYTHING)
    planned = time.perf_counter()
    pieces = [piece async for piece in archive.stream(database)]
    sent = time.perf_counter()
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as file:
        if file.testzip() is not None:
            raise RuntimeError("The archive is damaged.")
        files = sum(name.endswith(".pdf") for name in file.namelist())
    return Zipping(files, (planned - started) * 1000, (sent - planned) * 1000, sum(map(len, pieces)))
