"""How readable the items are, and how much of their wording returns in another item or in an article."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import mean, quantiles

from msgspec import Struct

from question_bank.items import Item, all_texts, authored_texts
from question_bank.rules.relations import compared_texts
from question_bank.rules.wording import longest_shared_run, runs, words
from question_bank.rules.wording import sentences as sentences_of

# Runs shorter than this are how Dutch is spoken, not copying.
SHORTEST_RUN = 6


class Readability(Struct, frozen=True):
    """Words per sentence and letters per word over what candidates read, and words per incident and per reply."""

    words_per_sentence: float
    words_per_sentence_p95: float
    letters_per_word: float
    words_per_incident: float
    words_per_reply: float
    reply_deviation: float


class SharedRun(Struct, frozen=True):
    """Words on a row that stand in two items, or in an item and an article."""

    one: str
    other: str
    text: str

    @property
    def length(self) -> int:
        """Return the number of words."""
        return len(self.text.split())


def readability(items: Sequence[Item]) -> Readability:
    """Measure what candidates read; the deviation is how far replies are from the mean length in their item."""
    texts = [text for item in items for text in all_texts(item).values()]
    sentences = [len(words(sentence)) for text in texts for sentence in sentences_of(text)]
    replies = [reply.text for item in items for reply in item.replies]
    return Readability(
        words_per_sentence=mean(sentences),
        words_per_sentence_p95=quantiles(sentences, n=20)[-1],
        letters_per_word=mean(len(word) for text in texts for word in words(text)),
        words_per_incident=mean(len(words(item.scenario.text)) for item in items),
        words_per_reply=mean(len(words(reply)) for reply in replies),
        reply_deviation=mean(_deviations(items)),
    )


def shared_between_items(items: Sequence[Item], *, most: int = 15) -> list[SharedRun]:
    """List the longest runs of words that return in another family, the longest first."""
    holders: dict[tuple[str, ...], dict[int, None]] = {}
    sequences = [[words(text) for text in compared_texts(item).values()] for item in items]
    for number, texts in enumerate(sequences):
        for text in texts:
            for run in runs(text, SHORTEST_RUN):
                holders.setdefault(run, {})[number] = None
    pairs = {pair for numbers in holders.values() if len(numbers) > 1 for pair in combinations(numbers, 2)}
    found = [
        SharedRun(items[one].id, items[other].id, " ".join(_longest(sequences[one], sequences[other])))
        for one, other in pairs
        if items[one].family != items[other].family
    ]
    return sorted(found, key=lambda shared: (-shared.length, shared.one, shared.other))[:most]


def shared_with_articles(items: Sequence[Item], articles: Sequence[str]) -> SharedRun | None:
    """Return the longest run of words an item shares with an article, or None without articles."""
    found = (
        SharedRun(item.id, "article", " ".join(longest_shared_run(words(text), words(article))))
        for article in articles
        for item in items
        for text in authored_texts(item).values()
    )
    return max(found, key=lambda shared: shared.length, default=None)


def _deviations(items: Sequence[Item]) -> Iterator[float]:
    for item in items:
        if item.replies:
            average = mean(len(reply.text) for reply in item.replies)
            yield from (abs(len(reply.text) / average - 1) for reply in item.replies)


def _longest(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> list[str]:
    shared = (longest_shared_run(first, second) for first in one for second in other)
    return max(shared, key=len)
