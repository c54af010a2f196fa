"""How far somebody gets who knows nothing of the subject, but looks for length, place or words that give keys away.

The word model is a naive Bayes classifier over the words of single replies (Manning, Raghavan and Schütze 2008, chapter
13), tried only on families it has not seen: ten folds, divided by family.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import mean

from msgspec import Struct

from question_bank.codebook import are_professional
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.rules.cues import sentence_counts, share_right, word_leans
from question_bank.rules.wording import words

FOLDS = 10


class Guess(Struct, frozen=True):
    """What one way of guessing earns: the share of questions guessed right, beside chance."""

    way: str
    questions: int
    right: float
    chance: float


def guesses(items: Sequence[Item]) -> Iterator[Guess]:
    """Try every way of guessing on the items with one best reply."""
    keyed = [(item, best) for item in items if (best := kind_of(item).best(item)) is not None]
    chance = mean(1 / len(item.replies) for item, _best in keyed)
    ways: dict[str, Callable[[Item], Sequence[float]]] = {
        "the longest reply": lambda item: [len(reply.text) for reply in item.replies],
        "the reply with most sentences": sentence_counts,
        "the reply that repeats most words of the fact": _shared_with_the_fact,
        "the words of the reply alone": _word_model(items),
    }
    for way, score in ways.items():
        right = mean(share_right(item, best, score(item)) for item, best in keyed)
        yield Guess(way, len(keyed), right, chance)


def guess_side(items: Sequence[Item]) -> Guess:
    """Let the words alone decide whether a reply is professional; chance is always naming the larger side."""
    model = _word_model(items)
    hits = [
        (score > 0) is are_professional(reply.codes)
        for item in items
        for reply, score in zip(item.replies, model(item), strict=True)
    ]
    professional = mean(are_professional(reply.codes) for item in items for reply in item.replies)
    return Guess("the side of each reply from its words", len(hits), mean(hits), max(professional, 1 - professional))


def best_letters(items: Sequence[Item]) -> Counter[str]:
    """Count where the author put the best reply; candidates get a drawn order."""
    return Counter(best.id for item in items if (best := kind_of(item).best(item)) is not None)


def _shared_with_the_fact(item: Item) -> list[int]:
    fact = set(words(item.scenario.fact or ""))
    return [len(fact.intersection(words(reply.text))) for reply in item.replies]


def _word_model(items: Sequence[Item]) -> Callable[[Item], Sequence[float]]:
    """Return a function that scores the replies of an item by words learned from other families only."""
    families = sorted({item.family for item in items})
    fold_of = {family: number % FOLDS for number, family in enumerate(families)}
    learned = [word_leans([item for item in items if fold_of[item.family] != fold]) for fold in range(FOLDS)]

    def score(item: Item) -> list[float]:
        weights = learned[fold_of[item.family]]
        return [sum(weights.get(word, 0.0) for word in set(words(reply.text))) for reply in item.replies]

    return score
