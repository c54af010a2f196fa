"""Rules for the texts of one item: length, balance, plain language and facts that age."""

import re
from collections.abc import Iterator
from statistics import mean

from question_bank.flaw import Flaw, Severity
from question_bank.items import Item, all_texts
from question_bank.kinds.written_reply import CAPS
from question_bank.rules.wording import sentences, words
from question_bank.variables import without_variables

LONGEST_INCIDENT = 70
# Replies of equal length give no hint; within 25 % is the aim, beyond 40 % is refused.
AIMED_DEVIATION = 0.25
LARGEST_DEVIATION = 0.40
# Plain Dutch (B1) has short sentences.
LONGEST_MEAN_SENTENCE = 13
LONGEST_SENTENCE = 22
LONGEST_EXPLANATION = 30

# Amounts, and what the law or the government may change: the routes and rules outside the corporation.
_AGES = re.compile(
    r"%|€|\bprocent\b|\beuro\b|\bhuurcommissie\b|\bhuurtoeslag\b|\burgentie\w*|\bwaarborgsom\w*|\bwettelijke?\b",
    re.IGNORECASE,
)
# What ages only as a rule: notice, the court, help with debts and how long people wait. In the story it is an event.
_AGES_IN_A_FACT = re.compile(
    r"\bopzeg\w*|\b(kanton)?rechter\b|\bwet\b|\bschuldhulp\w*|\bwachttijd\w*"
    r"|\bjaar\b[^.?!]*\bingeschreven\b|\bingeschreven\b[^.?!]*\bjaar\b",
    re.IGNORECASE,
)
# Up to two points are the limit of a line of the rubric; more than that can only be a cap on the whole mark.
_LIMIT = re.compile(r"\bhoogstens (\d+|drie|vier|vijf|zes|zeven|acht|negen)\b", re.IGNORECASE)
_NUMBERS = {"drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9}
_LARGEST_LINE = 2
_MARKUP = re.compile(r"[<>{}]|\*\*|__")


def incident_is_short(item: Item) -> Iterator[Flaw]:
    """Refuse an incident of more than 70 words."""
    count = len(words(item.scenario.text))
    if count > LONGEST_INCIDENT:
        sentence = f"Het voorval heeft {count} woorden; maak er hoogstens {LONGEST_INCIDENT} van."
        yield Flaw(("scenario", "text"), sentence)


def replies_are_equally_long(item: Item) -> Iterator[Flaw]:
    """Refuse a reply that stands out by its length in characters."""
    if not item.replies:
        return
    average = mean(len(reply.text) for reply in item.replies)
    for number, reply in enumerate(item.replies):
        deviation = len(reply.text) / average - 1
        if abs(deviation) <= AIMED_DEVIATION:
            continue
        longer = "langer" if deviation > 0 else "korter"
        sentence = (
            f"Reactie {reply.id} is {abs(deviation):.0%} {longer} dan gemiddeld; "
            f"streef naar hoogstens {AIMED_DEVIATION:.0%}, meer dan {LARGEST_DEVIATION:.0%} mag niet."
        )
        severity: Severity = "problem" if abs(deviation) > LARGEST_DEVIATION else "warning"
        yield Flaw(("replies", number, "text"), sentence, severity)


def ageing_facts_have_an_end(item: Item) -> Iterator[Flaw]:
    """Demand a date until which an amount holds, or a rule that others may change."""
    if item.valid_until is not None:
        return
    for path, text in all_texts(item).items():
        found = _AGES.search(text)
        if found is None and path == ("scenario", "fact"):
            found = _AGES_IN_A_FACT.search(text)
        if found is not None:
            yield Flaw(path, f"'{found[0]}' kan verouderen. Haal het weg of geef 'valid_until'.")


def marking_notes_name_real_caps(item: Item) -> Iterator[Flaw]:
    """Refuse a limit in the marking notes that the software does not keep, or not for the categories named with it."""
    for part in re.split(r"[.;]", item.marking_notes or ""):
        named = set(re.findall(r"\b[A-Z]{4,}\b", part))
        for word in _LIMIT.findall(part):
            limit = _NUMBERS.get(word.lower()) or int(word)
            if limit > _LARGEST_LINE and (limit not in CAPS or (named and not named & CAPS[limit])):
                caps = "; ".join(f"{cap}: {', '.join(sorted(codes))}" for cap, codes in CAPS.items())
                sentence = f"'Hoogstens {word}' klopt hier niet. De hoogste cijfers zijn {caps}."
                yield Flaw(("marking_notes",), sentence)


def texts_are_plain(item: Item) -> Iterator[Flaw]:
    """Refuse markup and open places in texts."""
    for path, text in all_texts(item).items():
        if _MARKUP.search(without_variables(text)):
            yield Flaw(path, "Hier staat opmaak of een niet ingevulde plek. Schrijf gewone tekst.")


def sentences_are_short(item: Item) -> Iterator[Flaw]:
    """Warn of sentences that are too long for B1, one by one and on average."""
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
    """Warn of explanations with a sentence too long to take in."""
    for group in ("replies", "options"):
        for number, part in enumerate(getattr(item, group)):
            longest = max(len(words(sentence)) for sentence in sentences(part.explanation) or [""])
            if longest > LONGEST_EXPLANATION:
                sentence = f"Deze uitleg heeft een zin van {longest} woorden; maak hem korter."
                yield Flaw((group, number, "explanation"), sentence, "warning")


def tenants_are_tenants(item: Item) -> Iterator[Flaw]:
    """Warn of klant where the scheme speaks of huurder and woningzoekende."""
    for path, text in all_texts(item).items():
        if {"klant", "klanten", "client", "clienten"} & set(words(text)):
            yield Flaw(path, "Schrijf huurder of woningzoekende in plaats van klant.", "warning")
