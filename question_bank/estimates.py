"""What forms of a blueprint will be like: how hard, how long, and how much two candidates share.

Nothing here is computed in closed form but the overlap, from the counts of drawn forms: the cells, families and ties of
a blueprint decide how often an item is chosen, and only drawing tells. The more forms, the sharper the figures.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import mean

from msgspec import Struct

from question_bank.blueprint import Blueprint
from question_bank.drawing import draw_from
from question_bank.forms import Form
from question_bank.items import Item
from question_bank.pool import Pool
from question_bank.series import scored_ids

USUAL_FORMS = 40


class FormEstimate(Struct, frozen=True):
    """How hard one form is, by the levels of its scored items, and how long it is expected to take."""

    difficulty: int
    mean_difficulty: float
    scored_seconds: int
    pilot_seconds: int

    @property
    def minutes(self) -> float:
        """Return the expected working time, with the items that are tried out."""
        return (self.scored_seconds + self.pilot_seconds) / 60


class Range(Struct, frozen=True):
    """The least, the mean and the most of some forms."""

    low: float
    mean: float
    high: float


class Estimates(Struct, frozen=True):
    """What ``forms`` drawn forms were like.

    ``overlap`` is the mean share of scored items that two candidates of different employers have in common, and
    ``least_overlap`` what it would be if every item of the pool were given out as often. ``highest_exposure`` is the
    share of the forms that held the item given out most; of a few forms it is mostly chance.
    """

    forms: int
    difficulty: Range
    minutes: Range
    overlap: float
    least_overlap: float
    highest_exposure: float
    never_given: int


def estimate_form(blueprint: Blueprint, scored: Sequence[Item], pilots: Sequence[Item] = ()) -> FormEstimate:
    """Return how hard a form of these items is and how long it takes."""
    difficulty = sum(item.difficulty for item in scored)
    return FormEstimate(
        difficulty=difficulty,
        mean_difficulty=difficulty / len(scored) if scored else 0.0,
        scored_seconds=sum(blueprint.seconds_of(item) for item in scored),
        pilot_seconds=sum(blueprint.seconds_of(item) for item in pilots),
    )


def estimate(pool: Pool, forms: int = USUAL_FORMS, seed: str = "estimate") -> Estimates:
    """Draw so many forms from a pool and say what they are like; raise InfeasibleBlueprint.

    Each takes some hundredths of a second. The same seed gives the same figures.
    """
    drawn = [draw_from(pool, f"{seed} {number}") for number in range(forms)]
    each = [estimate_form(pool.blueprint, *items_of(pool, form)) for form in drawn]
    counts = Counter(item for form in drawn for item in scored_ids(form))
    return Estimates(
        forms=forms,
        difficulty=_range([form.difficulty for form in each]),
        minutes=_range([form.minutes for form in each]),
        overlap=expected_overlap(drawn),
        least_overlap=pool.blueprint.length / len(pool.items),
        highest_exposure=max(counts.values()) / forms,
        never_given=len(pool.items) - len(counts),
    )


def expected_overlap(forms: Sequence[Form]) -> float:
    """Return the mean share of scored items over all pairs of these forms.

    In closed form, from how often each item was given out: of n forms of length L, the pairs that share an item that is
    in c of them are c(c-1)/2 of n(n-1)/2 (S. Chen, R.D. Ankenmann and J.A. Spray, Journal of Educational Measurement
    40, 2003, 129-145, derive the overlap rate from exposure rates in the same way).
    """
    counts = Counter(item for form in forms for item in scored_ids(form))
    pairs = len(forms) * (len(forms) - 1)
    length = counts.total() / len(forms) if forms else 0
    return sum(count * (count - 1) for count in counts.values()) / (pairs * length) if pairs and length else 0.0


def items_of(pool: Pool, form: Form) -> tuple[list[Item], list[Item]]:
    """Return the scored items of a form of this pool, and those it tries out, in the order of the form."""
    scored, pilots = ({item.id: item for item in items} for items in (pool.items, pool.pilots))
    return (
        [scored[slot.item] for slot in form.slots if slot.is_scored],
        [pilots[slot.item] for slot in form.slots if not slot.is_scored],
    )


def _range(values: Sequence[float]) -> Range:
    return Range(min(values), mean(values), max(values))
