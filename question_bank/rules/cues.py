"""Rules over a whole exam: what would let a clever candidate score without knowing the subject."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from question_bank.codebook import are_professional
from question_bank.flaw import Flaw
from question_bank.items import Item, Reply
from question_bank.kinds import kind_of
from question_bank.kinds.rate_replies import RATINGS
from question_bank.rules.wording import sentences, words

# A bank smaller than this says nothing about a pattern.
SMALLEST_SAMPLE = 8
LARGEST_SHARE_LONGEST = 0.45
LARGEST_SHARE_MOST_SENTENCES = 0.35
SHARE_PER_RATING = (0.15, 0.35)
# A word in fewer replies says nothing; one in more may stand at most three times as often on one side.
FEWEST_REPLIES = 20
LARGEST_RATIO = 3


class Telling(Struct, frozen=True):
    """A word that leans to one side: how many professional and other replies hold it, and the log of their ratio."""

    word: str
    professional: int
    other: int
    lean: float

    @property
    def ratio(self) -> float:
        """Return how many times as often the word stands on one side as on the other."""
        return math.exp(abs(self.lean))


def cues(items: Sequence[Item]) -> Iterator[Flaw]:
    """Find patterns in one exam that give keys away; they are remarked at its blueprint."""
    for rule in (longest_reply_is_best, most_sentences_is_best, ratings_are_spread, words_are_no_markers):
        yield from (Flaw((), sentence, "warning") for sentence in rule(items))


def longest_reply_is_best(items: Sequence[Item]) -> Iterator[str]:
    """Find that the best reply is usually the longest."""
    keyed = [(item, best) for item in items if (best := kind_of(item).best(item)) is not None]
    longest = sum(len(best.text) == max(len(reply.text) for reply in item.replies) for item, best in keyed)
    if len(keyed) >= SMALLEST_SAMPLE and longest / len(keyed) > LARGEST_SHARE_LONGEST:
        yield f"Bij {longest} van de {len(keyed)} vragen is de beste reactie de langste. Maak de andere langer."


def most_sentences_is_best(items: Sequence[Item]) -> Iterator[str]:
    """Find that who picks the reply with most sentences is too often right; of several, they pick one blindly."""
    keyed = [(item, best) for item in items if (best := kind_of(item).best(item)) is not None]
    right = sum(share_right(item, best, sentence_counts(item)) for item, best in keyed)
    if len(keyed) >= SMALLEST_SAMPLE and right / len(keyed) > LARGEST_SHARE_MOST_SENTENCES:
        yield (
            f"Wie de reactie met de meeste zinnen kiest, heeft {right / len(keyed):.0%} van de {len(keyed)} vragen "
            "goed. Geef andere reacties een zin meer."
        )


def ratings_are_spread(items: Sequence[Item]) -> Iterator[str]:
    """Find a rating that is the key of too many or too few replies."""
    ratings = Counter(
        rating
        for item in items
        if item.kind == "rate_replies" and isinstance(item.key, dict)
        for rating in item.key.values()
    )
    total = ratings.total()
    low, high = SHARE_PER_RATING
    for rating in RATINGS if total >= len(RATINGS) * SMALLEST_SAMPLE else ():
        if not low <= (share := ratings[rating] / total) <= high:
            yield f"Het cijfer {rating} is bij {share:.0%} van de reacties juist; streef naar 20 tot 30%."


def words_are_no_markers(items: Sequence[Item]) -> Iterator[str]:
    """Find words that stand much more often on one side, professional or not, so that they give the key away."""
    for word in telling_words(items):
        if word.ratio > LARGEST_RATIO:
            sides = "professionele", "onprofessionele"
            more, less = sides if word.lean > 0 else reversed(sides)
            yield (
                f"'{word.word}' staat in {word.professional} professionele en {word.other} onprofessionele reacties. "
                f"Gebruik het woord vaker in {less} of minder vaak in {more} reacties: "
                f"hoogstens {LARGEST_RATIO} keer zo vaak."
            )


def telling_words(items: Sequence[Item]) -> list[Telling]:
    """List the words that stand in enough replies, those that lean most to one side first."""
    counts, totals = _replies_with(items)
    found = [word for word in _tellings(counts, totals) if word.professional + word.other >= FEWEST_REPLIES]
    return sorted(found, key=lambda word: (-word.ratio, word.word))


def word_leans(items: Sequence[Item]) -> Mapping[str, float]:
    """Return per word the log of how much more often it stands in a professional reply."""
    return {word.word: word.lean for word in _tellings(*_replies_with(items))}


def sentence_counts(item: Item) -> list[int]:
    """Count the sentences of each reply, in the author's order."""
    return [len(sentences(reply.text)) for reply in item.replies]


def share_right(item: Item, best: Reply, scores: Sequence[float]) -> float:
    """Return 1 where the best reply scores highest, 0 where another does, and a share where several do."""
    highest = max(scores)
    picked = [reply for reply, score in zip(item.replies, scores, strict=True) if score == highest]
    return (best in picked) / len(picked)


def _tellings(counts: Mapping[bool, Counter[str]], totals: Mapping[bool, int]) -> Iterator[Telling]:
    """Weigh every word; one is added to each count, so that a word of one side only has a ratio too."""
    for word in counts[True].keys() | counts[False].keys():
        professional, other = counts[True][word], counts[False][word]
        lean = math.log((professional + 1) / (totals[True] + 2)) - math.log((other + 1) / (totals[False] + 2))
        yield Telling(word, professional, other, lean)


def _replies_with(items: Sequence[Item]) -> tuple[dict[bool, Counter[str]], dict[bool, int]]:
    """Count by side, professional or not, how many replies hold each word, and how many there are."""
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    totals = {True: 0, False: 0}
    for item in items:
        for reply in item.replies:
            side = are_professional(reply.codes)
            counts[side].update(set(words(reply.text)))
            totals[side] += 1
    return counts, totals
