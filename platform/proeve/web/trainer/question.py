"""One question: as the candidate sees it, then its key with the category and explanation of each reply."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.blueprints import all_blueprints
from proeve.reporting.questions import find_question
from proeve.web.page import page
from proeve.web.trainer.question_words import question_words
from proeve.web.trainer.viewing import note_views
from question_bank.codebook import find_category
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.variables import DEFAULTS, fill

LETTERS = "ABCDE"


@get("/{item_id:str}")
async def show_question(
    request: Request[Any, Any, Any], database: NamedDependency[Database], item_id: FromPath[str]
) -> Template:
    """Show a question with its key; who looks is written down first."""
    async with database.reading() as session:
        item = await find_question(session, item_id)
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    await note_views(database, request.user, [(item.id, item.version)])
    kind = kind_of(item)
    order = range(kind.reply_count(item))
    return page(
        request,
        "trainer/question.html",
        item=item,
        words=question_words(item, exams),
        asked=kind.present(fill(item, DEFAULTS), order),
        explained=kind.explain(item, order, None),
        also=further_categories(item),
        letters=LETTERS,
    )


def further_categories(item: Item) -> list[list[str]]:
    """Return for each reply the names of the categories it shows besides its first."""
    return [[find_category(code).name for code in reply.also] for reply in item.replies]
