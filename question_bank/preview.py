"""A form to look at while a blueprint is being made: one of those that candidates could get."""

from msgspec import Struct

from question_bank.drawing import draw_from
from question_bank.estimates import FormEstimate, estimate_form, items_of
from question_bank.forms import Form, Slot
from question_bank.items import Item
from question_bank.pool import Pool


class PreviewedSlot(Struct, frozen=True):
    """One question of the form, with its item."""

    slot: Slot
    item: Item


class Preview(Struct, frozen=True):
    """A form with its items in their order, and what it is like."""

    form: Form
    slots: tuple[PreviewedSlot, ...]
    estimate: FormEstimate


def preview(pool: Pool, seed: int | str) -> Preview:
    """Draw the form this seed gives to somebody new; raise InfeasibleBlueprint. Nothing is counted or kept."""
    form = draw_from(pool, seed)
    scored, pilots = items_of(pool, form)
    items = {item.id: item for item in (*scored, *pilots)}
    slots = tuple(PreviewedSlot(slot, items[slot.item]) for slot in form.slots)
    return Preview(form, slots, estimate_form(pool.blueprint, scored, pilots))
