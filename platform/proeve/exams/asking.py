"""The items of a form as its candidate reads them: in the words of the corporation when the form was first opened."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.corporations.wording import wording_of
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.decoded import Decoded
from proeve.exams.item_versions import Version, find_items
from question_bank.forms import Slot
from question_bank.items import Item
from question_bank.variables import fill, variables_of

_Filled = tuple[Version, tuple[str | None, ...]]
"""An item and the words of somebody for the names in it, in their order; None is the default."""

_variables: Decoded[Version, frozenset[str]] = Decoded()
_filled: Decoded[_Filled, Item] = Decoded()
MOST_FILLED = 5_000
"""How many items are kept in somebody's words, some 3 kB each: filling one in takes longer than all else of it."""


async def asked_items(session: AsyncSession, attempt: Attempt) -> list[tuple[Slot, Item]]:
    """Return the slots of a form in order, each with its item as this candidate reads it, now and later.

    A form that nobody opened yet has no words of its own: it reads with the defaults.
    """
    slots = form_of(attempt).slots
    items = await find_items(session, [(slot.item, slot.version) for slot in slots])
    wording, names, filled = attempt.wording or {}, _variables.of(session), _filled.of(session)
    asked = []
    for slot in slots:
        item = items[slot.item, slot.version]
        wanted = _names_in(names, item)
        asked.append((slot, _in_words(filled, item, wanted, wording) if wanted else item))
    return asked


async def settle_wording(session: AsyncSession, attempts: Sequence[Attempt]) -> None:
    """Give attempts that are opened for the first time the words of their corporation, for good.

    Only the names that a form asks for are kept, each with the default where the corporation set no words of its own;
    a name that nobody knows stays as it is in the text.
    """
    wanted: dict[int, frozenset[str]] = {}
    for attempt in attempts:
        if attempt.wording is None:
            wanted[attempt.id] = await _names_of_form(session, attempt)
    theirs = {each.corporation_id for each in attempts if wanted.get(each.id)}
    wording = await wording_of(session, theirs) if theirs else {}
    for attempt in attempts:
        if names := wanted.get(attempt.id):
            own = wording[attempt.corporation_id]
            attempt.wording = {name: own[name] for name in sorted(names) if name in own}


async def _names_of_form(session: AsyncSession, attempt: Attempt) -> frozenset[str]:
    names = _variables.of(session)
    items = await find_items(session, [(slot.item, slot.version) for slot in form_of(attempt).slots])
    return frozenset().union(*(_names_in(names, item) for item in items.values()))


def _in_words(
    known: dict[_Filled, Item],
    item: Item,
    names: frozenset[str],
    wording: Mapping[str, str],
) -> Item:
    key = ((item.id, item.version), tuple(wording.get(name) for name in sorted(names)))
    if key not in known:
        if len(known) >= MOST_FILLED:
            known.clear()
        known[key] = fill(item, wording)
    return known[key]


def _names_in(known: dict[Version, frozenset[str]], item: Item) -> frozenset[str]:
    key = (item.id, item.version)
    if key not in known:
        known[key] = variables_of(item)
    return known[key]
