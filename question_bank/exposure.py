"""How often items were given out lately, and which of them therefore sit out the next form.

The item-eligibility method of W.J. van der Linden and B.P. Veldkamp (Journal of Educational and Behavioral Statistics
29, 2004, 273-291, and 32, 2007, 398-418), with one level of ability because a linear form is the same for everybody:
before every form each item takes part with a probability

    P(i takes part) = min(1, r_max * eligible_i / given_i)

in which given_i counts the forms it was in and eligible_i those it could have been in. An item that the blueprint asks
for more often than r_max sits out ever more, until it is given out just so often. That is slow to make up for a bad
start, as when all candidates come from one employer and share items; so an item that one more form would bring above
r_max sits out for certain (J. Revuelta and V. Ponsoda, Journal of Educational Measurement 35, 1998, 311-327).
Items that sit out are not forbidden but expensive (see `drawing`): there is a form whenever the bank can fill one.

The counts are those of the last forms only, where the first two papers let old forms fade by a factor of .999; and a
few forms are imagined beforehand that gave every item its even share, so that chance in the first ones bars nothing;
they fade while real ones come, for else they would lend an item places above r_max for ever.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable

from question_bank.drawing import generator
from question_bank.pool import Pool

WINDOW = 1000
"""How many forms count; fading by .999 remembers as many."""
IMAGINED = 20
FADING = 10
"""After so many forms one fewer is imagined: none any more after two hundred."""


class Exposure:
    """How often each item of a pool was given out in the last forms, and how often it sat out."""

    def __init__(self, pool: Pool, window: int = WINDOW) -> None:
        self._ids = [item.id for item in pool.items]
        self._limit = float(pool.blueprint.max_exposure)
        self._even = pool.blueprint.length / max(1, len(self._ids))
        self._forms: deque[tuple[frozenset[str], frozenset[str]]] = deque(maxlen=window)
        self._given: Counter[str] = Counter()
        self._barred: Counter[str] = Counter()

    @property
    def forms(self) -> int:
        """Return how many forms are counted."""
        return len(self._forms)

    def rate(self, item: str) -> float:
        """Return the share of the forms that held this item."""
        return self._given[item] / max(1, self.forms)

    def add(self, given: Iterable[str], barred: Collection[str] = ()) -> None:
        """Count one more form by the ids it scores and the ids that sat it out; the oldest is forgotten."""
        if len(self._forms) == self._forms.maxlen:
            old_given, old_barred = self._forms[0]
            self._given.subtract(old_given)
            self._barred.subtract(old_barred)
        self._forms.append((frozenset(given), frozenset(barred)))
        self._given.update(self._forms[-1][0])
        self._barred.update(self._forms[-1][1])

    @property
    def imagined(self) -> int:
        """Return how many forms are imagined beside the counted ones."""
        return max(0, IMAGINED - self.forms // FADING)

    def probability(self, item: str) -> float:
        """Return the probability that this item takes part in the next form."""
        if self._given[item] + 1 > self._limit * (self.forms + 1 + self.imagined):
            return 0.0
        eligible = self.forms - self._barred[item] + self.imagined
        given = self._given[item] + self.imagined * self._even
        return min(1.0, self._limit * eligible / given) if given else 1.0

    def barred(self, seed: int | str) -> frozenset[str]:
        """Return the items that sit out the form of this seed."""
        chance = generator(f"{seed} eligible").random(len(self._ids))
        return frozenset(item for item, each in zip(self._ids, chance, strict=True) if each >= self.probability(item))
