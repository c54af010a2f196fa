"""Rules over a whole exam: what would let a clever candidate score without knowing the subject."""

from collections import Counter
from collections.abc import Iterator, Sequence

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
MARKERS = ("begrijp", "helaas", "omdat", "want")


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
    """Find words that stand in professional replies only, so that they give the key away."""
    replies = [reply for item in items for reply in item.replies]
    for marker in MARKERS:
        shares = []
        for side in (True, False):
            group = [reply for reply in replies if are_professional(reply.codes) is side]
            hits = sum(any(word.startswith(marker) for word in words(reply.text)) for reply in group)
            shares.append((hits, len(group)))
        (good, all_good), (bad, all_bad) = shares
        if good + bad >= SMALLEST_SAMPLE and good * all_bad > 3 * bad * all_good:
            yield (
                f"'{marker}' staat in {good} van {all_good} professionele en {bad} van {all_bad} "
                "onprofessionele reacties. Gebruik het woord ook in verkeerde reacties."
            )


def sentence_counts(item: Item) -> list[int]:
    """Count the sentences of each reply, in the author's order."""
    return [len(sentences(reply.text)) for reply in item.replies]


def share_right(item: Item, best: Reply, scores: Sequence[float]) -> float:
    """Return 1 where the best reply scores highest, 0 where another does, and a share where several do."""
    highest = max(scores)
    picked = [reply for reply, score in zip(item.replies, scores, strict=True) if score == highest]
    return (best in picked) / len(picked)
