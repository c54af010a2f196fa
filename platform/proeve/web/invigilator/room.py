"""One room: who is where, what can be done about it, and what was done."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core import clock
from proeve.core.database import Database
from proeve.corporations.corporations import find_corporation
from proeve.exams.blueprints import find_blueprint
from proeve.exams.invigilating.acts import all_acts, find_room
from proeve.exams.invigilating.compensating import all_proposals
from proeve.exams.invigilating.room import RoomRow, Whereabouts, all_in_room, count_whereabouts
from proeve.exams.invigilating.undoing import UNDOABLE
from proeve.exams.rehearsals import all_readiness, last_rehearsed_at
from proeve.exams.sittings import SittingKind
from proeve.web.corporation.words import sitting_badge, window_in_words
from proeve.web.invigilator.feeds import version_of
from proeve.web.invigilator.words import (
    FILTERS,
    READINESS,
    act_in_words,
    ago_in_words,
    left_in_words,
    place_badge,
)
from proeve.web.listing import Listing
from proeve.web.page import page
from proeve.web.queries import address, page_number, word, words

PATH = "/toezicht"
PAGE_SIZE = 200
"""An invigilator looks at a whole room at once."""
UNKNOWN = 10**9
PLACES = list(Whereabouts)


@get("/{sitting_id:int}")
async def room_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], sitting_id: FromPath[int]
) -> Template:
    """Show one room as it is now; its script keeps it so."""
    async with database.reading() as session:
        sitting = await find_room(session, request.user, sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
        corporation = await find_corporation(session, request.user, sitting.corporation_id)
        everyone = await all_in_room(session, request.user, sitting_id)
        acts = await all_acts(session, request.user, sitting_id)
        outages = await all_proposals(session, request.user, sitting_id)
        readiness = {row.enrolment_id: row for row in await all_readiness(session, request.user, sitting_id)}
        rehearsed_at = await last_rehearsed_at(session, sitting_id)
    now_ms = clock.now_ms()
    query, sort = words(request, "waar", "zoek"), word(request, "sort") or "plek"
    rows = sorted_rows([row for row in everyone if is_in_view(row, query, now_ms)], sort, now_ms)
    whole = Listing(f"{PATH}/{sitting_id}", len(rows), query, sort, page_size=PAGE_SIZE)
    listing = replace(whole, page=min(page_number(request), whole.page_count))
    first = (listing.page - 1) * PAGE_SIZE
    told = [(row.act.id, row.act.undone_at) for row in acts]
    return page(
        request,
        "invigilator/room.html",
        sitting=sitting,
        blueprint=blueprint,
        corporation=corporation,
        stage=sitting_badge(sitting),
        window=window_in_words(sitting),
        is_joint=sitting.kind == SittingKind.JOINT,
        counts=count_whereabouts(everyone, now_ms),
        people=len(everyone),
        groups=FILTERS,
        rows=rows[first : first + PAGE_SIZE],
        listing=listing,
        choose_path=address(f"{PATH}/{sitting_id}/kiezen", query),
        readiness=readiness,
        readiness_badges=READINESS,
        acts=acts,
        undoable=UNDOABLE,
        act_in_words=act_in_words,
        outages=outages,
        now_ms=now_ms,
        version=version_of(everyone, (sitting.begun_at, sitting.closes_at, told, rehearsed_at)),
        place=place_badge,
        ago=ago_in_words,
        left=left_in_words,
    )


def is_in_view(row: RoomRow, query: dict[str, str], now_ms: int) -> bool:
    """Tell whether the filters of the page let somebody through."""
    group = FILTERS.get(query.get("waar", ""))
    words_of_row = f"{row.name} {row.team}".casefold()
    return (group is None or row.whereabouts(now_ms) is group[1]) and all(
        each in words_of_row for each in query.get("zoek", "").casefold().split()
    )


def sorted_rows(rows: list[RoomRow], sort: str, now_ms: int) -> list[RoomRow]:
    """Sort as the address says; by place those come first who need attention, each place by name."""
    keys: dict[str, Callable[[RoomRow], Any]] = {
        "naam": lambda row: row.sort_name,
        "plek": lambda row: PLACES.index(row.whereabouts(now_ms)),
        "vraag": lambda row: UNKNOWN if row.slot is None else row.slot,
        "antwoorden": lambda row: UNKNOWN if row.answered is None else row.answered,
        "tijd": lambda row: UNKNOWN if (left := row.left_ms(now_ms)) is None else left,
        "teken": lambda row: UNKNOWN**2 if row.seen_ms is None else row.seen_ms,
    }
    key = keys.get(sort.removeprefix("-"), keys["plek"])
    return sorted(rows, key=key, reverse=sort.startswith("-"))
