"""Hints while typing: what in one item could let a candidate guess the key without knowing the subject."""

from collections.abc import Iterator, Sequence

from question_bank.codebook import are_professional, is_category
from question_bank.flaw import Flaw
from question_bank.items import Item, Reply
from question_bank.kinds import KINDS, kind_of
from question_bank.rules.cues import sentence_counts, share_right
from question_bank.rules.wording import words

CLEARLY_LONGER = 1.1
MARKERS = ("begrijp", "helaas", "omdat", "want")
"""Words that sound professional, or a reason that follows them."""
ABSOLUTES = frozenset({"altijd", "nooit", "iedereen", "niemand", "alles", "niets"})
"""Who has no idea knows that replies with these words are usually wrong."""
FEWEST = 2


def hints(item: Item) -> Iterator[Flaw]:
    """Warn of all that could give the key of an item away."""
    yield from _by_key(item)
    yield from _by_category(item)


def early_hints(item: Item) -> Iterator[Flaw]:
    """Warn of the same in an item in the making: by its key and by its categories as soon as it has them."""
    kind = KINDS.get(item.kind)
    if kind is not None and not any(flaw.place[:1] in {("key",), ("replies",)} for flaw in kind.flaws(item)):
        yield from _by_key(item)
    if all(is_category(code) for reply in item.replies for code in reply.codes):
        yield from _by_category(item)


def _by_key(item: Item) -> Iterator[Flaw]:
    """Warn of a keyed reply that stands out by length or sentences."""
    best = kind_of(item).best(item)
    if best is not None:
        yield from _longest(item.replies, best)
        yield from _most_sentences(item, best)


def _by_category(item: Item) -> Iterator[Flaw]:
    """Warn of words that stand in professional replies only, or in the others only."""
    professional = [reply for reply in item.replies if are_professional(reply.codes)]
    others = [reply for reply in item.replies if reply not in professional]
    if professional and others:
        yield from _markers(item, professional, others)
        yield from _absolutes(item, professional, others)


def _longest(replies: Sequence[Reply], best: Reply) -> Iterator[Flaw]:
    second = max((len(reply.text) for reply in replies if reply is not best), default=0)
    if second and len(best.text) > CLEARLY_LONGER * second:
        place = ("replies", replies.index(best), "text")
        yield Flaw(place, "De beste reactie is ook de langste. Maak een andere reactie langer.", "warning")


def _most_sentences(item: Item, best: Reply) -> Iterator[Flaw]:
    if share_right(item, best, sentence_counts(item)) == 1:
        place = ("replies", item.replies.index(best), "text")
        yield Flaw(place, "De beste reactie heeft de meeste zinnen. Geef een andere er ook zoveel.", "warning")


def _markers(item: Item, professional: Sequence[Reply], others: Sequence[Reply]) -> Iterator[Flaw]:
    for marker in MARKERS:
        with_it = [reply for reply in professional if _begins(reply, marker)]
        if len(with_it) == len(professional) and not any(_begins(reply, marker) for reply in others):
            place = ("replies", item.replies.index(with_it[0]), "text")
            sentence = f"'{marker}' staat alleen in professionele reacties. Gebruik het ook in een andere reactie."
            yield Flaw(place, sentence, "warning")


def _absolutes(item: Item, professional: Sequence[Reply], others: Sequence[Reply]) -> Iterator[Flaw]:
    if any(ABSOLUTES & set(words(reply.text)) for reply in professional):
        return
    with_it = [reply for reply in others if ABSOLUTES & set(words(reply.text))]
    if len(with_it) >= max(FEWEST, len(others)):
        place = ("replies", item.replies.index(with_it[0]), "text")
        sentence = "Alle onprofessionele reacties hebben woorden als 'altijd' of 'nooit'. Dat verraadt ze."
        yield Flaw(place, sentence, "warning")


def _begins(reply: Reply, marker: str) -> bool:
    return any(word.startswith(marker) for word in words(reply.text))
