"""Rules for the texts of one item: length, balance, plain language and facts that age."""

import re
from collections.abc import Iterator
from statistics import mean

from question_bank.items import Item, all_texts
from question_bank.kinds.flaw import Flaw
from question_bank.rules.wording import sentences, words

LONGEST_INCIDENT = 70
# Replies of equal length give no hint; within 25 % is the aim, beyond 40 % is refused.
AIMED_DEVIATION = 0.25
LARGEST_DEVIATION = 0.40
# Plain Dutch (B1) has short sentences.
LONGEST_MEAN_SENTENCE = 13
LONGEST_SENTENCE = 22
LONGEST_EXPLANATION = 30

_AGES = re.compile(r"%|€|\bprocent\b|\beuro\b", re.IGNORECASE)
_MARKUP = re.compile(r"[<>{}]|\*\*|__")


def incident_is_short(item: Item) -> Iterator[Flaw]:
    """The incident has at most 70 words."""
    count = len(words(item.scenario.text))
    if count > LONGEST_INCIDENT:
        sentence = f"Het voorval heeft {count} woorden; maak er hoogstens {LONGEST_INCIDENT} van."
        yield Flaw(("scenario", "text"), sentence)


def replies_are_equally_long(item: Item) -> Iterator[Flaw]:
    """No reply stands out by its length (in characters)."""
    if len(item.replies) < 2:
        return
    average = mean(len(reply.text) for reply in item.replies)
    for number, reply in enumerate(item.replies):
        deviation = len(reply.text) / average - 1
        if abs(deviation) <= AIMED_DEVIATION:
            continue
        longer = "langer" if deviation > 0 else "korter"
        yield Flaw(
            ("replies", number, "text"),
            f"Reactie {reply.id} is {abs(deviation):.0%} {longer} dan gemiddeld; streef naar hoogstens 25%, meer dan 40% mag niet.",
            "problem" if abs(deviation) > LARGEST_DEVIATION else "warning",
        )


def ageing_facts_have_an_end(item: Item) -> Iterator[Flaw]:
    """A percentage or an amount has a date until which it holds."""
    if item.valid_until is not None:
        return
    for path, text in all_texts(item).items():
        if _AGES.search(text):
            yield Flaw(path, "Hier staat een percentage of bedrag. Haal het weg of geef 'valid_until'.")


def texts_are_plain(item: Item) -> Iterator[Flaw]:
    """Texts have no markup or open places."""
    for path, text in all_texts(item).items():
        if _MARKUP.search(text):
            yield Flaw(path, "Hier staat opmaak of een niet ingevulde plek. Schrijf gewone tekst.")


def sentences_are_short(item: Item) -> Iterator[Flaw]:
    """No sentence is too long for B1, and on average they are short."""
    lengths: list[int] = []
    for path, text in all_texts(item).items():
        of_text = [len(words(sentence)) for sentence in sentences(text)]
        lengths += of_text
        if of_text and max(of_text) > LONGEST_SENTENCE:
            sentence = f"Een zin heeft {max(of_text)} woorden; voor B1 hoogstens {LONGEST_SENTENCE}."
            yield Flaw(path, sentence, "warning")
    if mean(lengths) > LONGEST_MEAN_SENTENCE:
        sentence = f"De zinnen zijn gemiddeld {mean(lengths):.0f} woorden; maak ze korter voor B1."
        yield Flaw((), sentence, "warning")


def explanations_are_short(item: Item) -> Iterator[Flaw]:
    """Each explanation is a sentence a candidate can take in."""
    for group in ("replies", "options"):
        for number, part in enumerate(getattr(item, group)):
            longest = max(len(words(sentence)) for sentence in sentences(part.explanation) or [""])
            if longest > LONGEST_EXPLANATION:
                sentence = f"Deze uitleg heeft een zin van {longest} woorden; maak hem korter."
                yield Flaw((group, number, "explanation"), sentence, "warning")


def tenants_are_tenants(item: Item) -> Iterator[Flaw]:
    """The scheme speaks of huurder and woningzoekende, not of klant."""
    for path, text in all_texts(item).items():
        if {"klant", "klanten", "client", "clienten"} & set(words(text)):
            yield Flaw(path, "Schrijf huurder of woningzoekende in plaats van klant.", "warning")
