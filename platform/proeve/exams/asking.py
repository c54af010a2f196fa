"""The items of a form as its candidate reads them: in the words of the corporation when the form was first opened."""

from collections.abc import Iterable, Mapping, Sequence

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


Asked = list[tuple[Slot, Item]]
"""The slots of a form in order, each with its item as the candidate reads it."""


async def asked_items(session: AsyncSession, attempt: Attempt) -> Asked:
    """Return what an attempt asks, as its candidate reads it, now and later.

    A form that nobody opened yet has no words of its own: it reads with the defaults.
    """
    slots = form_of(attempt).slots
    return _asked(session, attempt, slots, await _find_items(session, slots))


async def settle_asked_items(session: AsyncSession, attempts: Sequence[Attempt]) -> dict[int, Asked]:
    """Return what each attempt asks, by id, and give those that are opened for the first time their words, for good.

    These are the words of their corporation. Only the names that a form asks for are kept, each with the default where
    the corporation set no words of its own; a name that nobody knows stays as it is in the text.
    """
    forms = [(attempt, form_of(attempt).slots) for attempt in attempts]
    items = await _find_items(session, [slot for _, slots in forms for slot in slots])
    known = _variables.of(session)
    wanted = [
        (attempt, names)
        for attempt, slots in forms
        if attempt.wording is None and (names := _names_of_form(known, slots, items))
    ]
    if wanted:
        wording = await wording_of(session, {attempt.corporation_id for attempt, _ in wanted})
        for attempt, names in wanted:
            own = wording[attempt.corporation_id]
            attempt.wording = {name: own[name] for name in sorted(names) if name in own}
    return {attempt.id: _asked(session, attempt, slots, items) for attempt, slots in forms}


def _asked(session: AsyncSession, attempt: Attempt, slots: Iterable[Slot], items: Mapping[Version, Item]) -> Asked:
    wording, known, filled = attempt.wording or {}, _variables.of(session), _filled.of(session)
    asked = []
    for slot in slots:
        item = items[slot.item, slot.version]
        names = _names_in(known, item)
        asked.append((slot, _in_words(filled, item, names, wording) if names else item))
    return asked


async def _find_items(session: AsyncSession, slots: Iterable[Slot]) -> dict[Version, Item]:
    return await find_items(session, {(slot.item, slot.version) for slot in slots})


def _names_of_form(
    known: dict[Version, frozenset[str]], slots: Iterable[Slot], items: Mapping[Version, Item]
) -> frozenset[str]:
    return frozenset().union(*(_names_in(known, items[slot.item, slot.version]) for slot in slots))


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
