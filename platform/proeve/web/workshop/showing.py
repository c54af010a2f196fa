"""One version of an item: as the candidate meets it, in the page of the exam itself, and as its author knows it."""

from random import Random
from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.blueprints import all_blueprints
from proeve.web.page import page
from proeve.web.queries import word
from proeve.web.trainer.viewing import note_views
from proeve.web.workshop.bank_lines import attribute_words
from proeve.web.workshop.item import item_path
from proeve.web.workshop.shown_version import find_version
from proeve.web.workshop.sketch import LETTERS, keyed_replies, sketch
from proeve.workshop.life import find_life
from proeve.workshop.viewers import AS_CANDIDATE
from question_bank.kinds.views import Presented

AnyRequest = Request[Any, Any, Any]
ORDERS = 1000
PLAYED = frozenset({"best_answer", "next_step", "most_least", "rate_replies", "rank_replies", "recognise_category"})
"""The formats that the page of the exam can show."""


@get("/vragen/{item_id:str}/kandidaat")
async def show_as_candidate(
    request: AnyRequest, database: NamedDependency[Database], item_id: FromPath[str]
) -> Template:
    """Show a version in the page of the exam, the replies in a drawn order; who looks is written down first."""
    async with database.reading() as session:
        life = await find_life(session, request.user, item_id)
    shown = find_version(life, word(request, "versie"))
    await note_views(database, request.user, [(shown.item_id, shown.version)], shown=AS_CANDIDATE)
    number = word(request, "volgorde")
    order = int(number) % ORDERS if number.isascii() and number.isdigit() else 1
    asked = drawn(sketch(shown.document), f"{item_id} {order}")
    return page(
        request,
        "workshop/candidate.html",
        asked=asked,
        item=[{"slot": 0, **msgspec.to_builtins(asked)}],
        is_played=asked.kind in PLAYED and len(asked.options) > 1 and bool(asked.channel),
        shown=shown,
        letters=LETTERS,
        back=item_path(item_id),
        again=f"{item_path(item_id)}/kandidaat?versie={shown.mark}&volgorde={order % ORDERS + 1}",
    )


@get("/vragen/{item_id:str}/sleutel")
async def show_key(request: AnyRequest, database: NamedDependency[Database], item_id: FromPath[str]) -> Template:
    """Show a version with key, categories, explanations and remarks; who looks is written down first."""
    async with database.reading() as session:
        life = await find_life(session, request.user, item_id)
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    shown = find_version(life, word(request, "versie"))
    await note_views(database, request.user, [(shown.item_id, shown.version)])
    return page(
        request,
        "workshop/key.html",
        back=item_path(item_id),
        exam=exams.get(life.exam, life.exam),
        shown=shown,
        document=shown.document,
        words=attribute_words(shown.document),
        asked=sketch(shown.document),
        replies=keyed_replies(shown.document),
        letters=LETTERS,
    )


def drawn(asked: Presented, seed: str) -> Presented:
    """Return a question with its replies in an order that hangs on the seed alone, as on somebody's form."""
    options = list(asked.options)
    Random(seed).shuffle(options)  # noqa: S311  The order of a preview is no secret.
    return msgspec.structs.replace(asked, options=tuple(options))
