"""What differs between two versions of an item, word by word."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.web.page import page
from proeve.web.queries import word
from proeve.web.trainer.viewing import note_views
from proeve.web.workshop.item import item_path
from proeve.web.workshop.shown_version import DRAFT, ShownVersion, find_version
from proeve.workshop.life import Life, find_life
from question_bank.differences import differences


@get("/vragen/{item_id:str}/verschil")
async def show_differences(
    request: Request[Any, Any, Any], database: NamedDependency[Database], item_id: FromPath[str]
) -> Template:
    """Show what changed from one version to another; the key is among it, so who looks is written down."""
    async with database.reading() as session:
        life = await find_life(session, request.user, item_id)
    marks = marks_of(life)
    after = find_version(life, word(request, "naar") or marks[0])
    before = find_version(life, word(request, "van") or earlier(marks, after.mark))
    await note_views(database, request.user, {(each.item_id, each.version) for each in (before, after)})
    return page(
        request,
        "workshop/differences.html",
        path=f"{item_path(item_id)}/verschil",
        back=item_path(item_id),
        item_id=item_id,
        choices=[(mark, name_of(find_version(life, mark))) for mark in marks],
        before=before,
        after=after,
        differences=differences(before.document, after.document),
    )


def marks_of(life: Life) -> list[str]:
    """List the draft and the versions as addresses name them, the newest first."""
    return [*([DRAFT] if life.draft else []), *(str(row.version) for row in life.versions)]


def earlier(marks: list[str], mark: str) -> str:
    """Return what came just before, or the same when it is the first."""
    place = marks.index(mark)
    return marks[min(place + 1, len(marks) - 1)]


def name_of(shown: ShownVersion) -> str:
    """Return what a choice calls a version."""
    return shown.name[0].upper() + shown.name[1:]
