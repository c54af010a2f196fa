"""The blueprint: what an exam is made of, as data that people can read and argue about."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from msgspec import Meta, Struct

from question_bank.codebook import is_category
from question_bank.flaw import Flaw
from question_bank.items import Item, KindName, Slug, Text

Attribute = Literal["kind", "domain", "category", "channel", "difficulty", "situation"]
Count = Annotated[int, Meta(ge=0)]
Weight = Annotated[int, Meta(ge=1)]
# What a candidate may see after the exam: nothing but the result, categories and advice, or the items too.
Review = Literal["result", "categories", "items"]


class Cell(Struct, frozen=True, forbid_unknown_fields=True):
    """A bound on how many items of a form have certain attributes; several attributes must all hold."""

    where: dict[Attribute, tuple[str | int, ...]]
    min: Count
    max: Count

    @property
    def name(self) -> str:
        """Return the cell as people write it: ``kind=next_step`` or ``category=FEIT|ROLBESEF``."""
        return ", ".join(f"{name}={'|'.join(map(str, values))}" for name, values in self.where.items())

    def holds(self, item: Item) -> bool:
        """Say whether an item counts for this cell."""
        return all(getattr(item, name) in values for name, values in self.where.items())


class Blueprint(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of the plan of an exam.

    ``about`` tells a candidate what the exam is about and ``statement`` completes "[name] ..." on a
    certificate, ``english_statement`` on one in English. ``cut`` is the share k of what can be earned above chance
    that is needed to pass; ``weights`` are the points of one item per kind, and name the kinds this exam uses.
    ``extension_minutes`` is what candidates may add themselves when their time is nearly over; 0 where the time is
    part of what is tested.
    """

    exam: Slug
    version: Annotated[int, Meta(ge=1)]
    title: Text
    english_title: Text
    about: Text
    statement: Text
    english_statement: Text
    length: Annotated[int, Meta(ge=1)]
    duration_minutes: Annotated[int, Meta(ge=1)]
    cut: Decimal
    validity_months: Annotated[int, Meta(ge=1)]
    review: Review
    weights: dict[KindName, Weight]
    cells: tuple[Cell, ...]
    extension_minutes: Annotated[int, Meta(ge=0, le=60)] = 0

    @property
    def knowledge_share(self) -> Fraction:
        """Return the cut as an exact fraction."""
        return Fraction(self.cut)

    def weight_of(self, item: Item) -> Fraction:
        """Return how many points a fully right answer to this item earns."""
        return Fraction(self.weights[item.kind])

    def uses(self, item: Item) -> bool:
        """Say whether this exam may ask the item at all."""
        return item.exam == self.exam and item.kind in self.weights


def blueprint_flaws(blueprint: Blueprint) -> Iterator[Flaw]:
    """Find what is wrong with a blueprint in itself, whatever the bank holds."""
    if "written_reply" in blueprint.weights:
        yield Flaw(("weights",), "Een open vraag wordt nog niet nagekeken; haal written_reply uit de weging.")
    if not 0 < blueprint.cut < 1:
        yield Flaw(("cut",), "De grens 'cut' ligt tussen 0 en 1, zoals 0.65.")
    for number, cell in enumerate(blueprint.cells):
        if cell.min > cell.max:
            yield Flaw(("cells", number), f"cel {cell.name}: het minimum is groter dan het maximum.")
        for code in cell.where.get("category", ()):
            if not is_category(str(code)):
                yield Flaw(("cells", number), f"cel {cell.name}: {code} staat niet in het codeboek.")
    kinds = [cell for cell in blueprint.cells if set(cell.where) == {"kind"}]
    if not sum(cell.min for cell in kinds) <= blueprint.length <= sum(cell.max for cell in kinds):
        yield Flaw(("length",), f"De cellen per vorm kunnen samen geen {blueprint.length} vragen zijn.")
