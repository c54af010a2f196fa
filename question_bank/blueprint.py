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
MOST_PILOT_SLOTS = 10
USUAL_SECONDS: dict[KindName, int] = {
    "best_answer": 75,
    "rate_replies": 165,
    "recognise_category": 60,
    "most_least": 105,
    "next_step": 90,
    "rank_replies": 120,
    "written_reply": 240,
}
"""How long an item of a kind is expected to take where the blueprint does not say; a plan, until it is measured."""


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


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """What the items of every form add up to, give or take the tolerance."""

    target: Count
    tolerance: Count

    @property
    def low(self) -> int:
        """Return the least that is allowed."""
        return self.target - self.tolerance

    @property
    def high(self) -> int:
        """Return the most that is allowed."""
        return self.target + self.tolerance


class Blueprint(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of the plan of an exam.

    ``about`` tells a candidate what the exam is about and ``statement`` completes "[name] ..." on a
    certificate, ``english_statement`` on one in English. ``cut`` is the share k of what can be earned above chance
    that is needed to pass; ``weights`` are the points of one item per kind, and name the kinds this exam uses.
    ``extension_minutes`` is what candidates may add themselves when their time is nearly over; 0 where the time is
    part of what is tested.

    ``length`` counts the items that score; ``pilot_slots`` more are tried out among them. ``total_difficulty`` and
    ``total_seconds`` are what the scored items add up to, so that forms are equally hard and take as long; ``seconds``
    is how long an item of a kind is expected to take. An item goes to the share ``max_exposure`` of candidates at most,
    two candidates of different employers share ``max_overlap`` of their scored items on average at most, and once the
    people of one employer have met ``employer_forms`` forms lately, the next ones get as few new items as possible.
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
    pilot_slots: Annotated[int, Meta(ge=0, le=MOST_PILOT_SLOTS)] = 0
    seconds: dict[KindName, Annotated[int, Meta(ge=1)]] = {}
    total_difficulty: Target | None = None
    total_seconds: Target | None = None
    max_exposure: Decimal = Decimal("0.25")
    max_overlap: Decimal = Decimal("0.30")
    employer_forms: Annotated[int, Meta(ge=1)] = 3

    @property
    def questions(self) -> int:
        """Return how many questions are on a form whose pilot slots are all filled."""
        return self.length + self.pilot_slots

    @property
    def knowledge_share(self) -> Fraction:
        """Return the cut as an exact fraction."""
        return Fraction(self.cut)

    def weight_of(self, item: Item) -> Fraction:
        """Return how many points a fully right answer to this item earns."""
        return Fraction(self.weights[item.kind])

    def seconds_of(self, item: Item) -> int:
        """Return how long this item is expected to take."""
        return self.seconds.get(item.kind, USUAL_SECONDS[item.kind])

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
    yield from _sum_flaws(blueprint)


def _sum_flaws(blueprint: Blueprint) -> Iterator[Flaw]:
    if not 0 < blueprint.max_exposure <= 1:
        yield Flaw(("max_exposure",), "Een vraag gaat naar een deel van de kandidaten: meer dan 0 en hooguit 1.")
    if not 0 < blueprint.max_overlap <= 1:
        yield Flaw(("max_overlap",), "Twee kandidaten delen een deel van hun vragen: meer dan 0 en hooguit 1.")
    if (longest := _longest_seconds(blueprint)) > blueprint.duration_minutes * 60:
        yield Flaw(
            ("duration_minutes",),
            f"Een toets duurt naar verwachting tot {_minutes(longest)} minuten. Geef kandidaten zo veel tijd.",
        )


def _longest_seconds(blueprint: Blueprint) -> int:
    """Return how long a form may be expected to take, with pilot items of the kind that takes longest."""
    if blueprint.total_seconds is None:
        return 0
    longest = max((blueprint.seconds.get(kind, USUAL_SECONDS[kind]) for kind in blueprint.weights), default=0)
    return blueprint.total_seconds.high + blueprint.pilot_slots * longest


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)
