"""What a draft still lacks, as a sentence for each field."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from question_bank.codebook import is_category
from question_bank.flaw import Flaw, Place
from question_bank.items import Channel, Domain, KindName, Situation

CHOICES: Mapping[str, tuple[frozenset[str], str]] = {
    "kind": (frozenset(get_args(KindName)), "Kies een vraagvorm."),
    "domain": (frozenset(get_args(Domain)), "Kies een onderwerp."),
    "channel": (frozenset(get_args(Channel)), "Kies een kanaal."),
    "situation": (frozenset(get_args(Situation)), "Kies of de huurder begint (reactief) of u (proactief)."),
}
TEXTS: Mapping[Place, str] = {
    ("scenario", "role"): "Schrijf wie de kandidaat hier is, zoals: U werkt aan de balie.",
    ("scenario", "text"): "Beschrijf het voorval.",
    ("question",): "Schrijf de vraag aan de kandidaat.",
    ("source",): "Noem de plaats in een artikel, zoals A:33-38 of B:9.",
}
NEED_NO_KEY = frozenset({"written_reply"})


def missing_fields(draft: Mapping[str, Any]) -> Iterator[Flaw]:
    """Find the fields that must be filled in before a draft is an item."""
    for name, (known, sentence) in CHOICES.items():
        if draft.get(name) not in known:
            yield Flaw((name,), sentence)
    if draft.get("difficulty") not in (1, 2, 3) or isinstance(draft.get("difficulty"), bool):
        yield Flaw(("difficulty",), "Kies hoe moeilijk de vraag is: 1, 2 of 3.")
    yield from _category(draft.get("category"), ("category",))
    for place, sentence in TEXTS.items():
        if is_blank(_at(draft, place)):
            yield Flaw(place, sentence)
    for number, turn in enumerate(parts_of(_at(draft, ("scenario", "dialogue")))):
        if is_blank(turn.get("text")):
            yield Flaw(("scenario", "dialogue", number, "text"), "Schrijf wat hier gezegd wordt.")
    yield from _replies(draft)
    yield from _written(draft)
    if draft.get("kind") not in NEED_NO_KEY and not draft.get("key"):
        yield Flaw(("key",), "Kies wat het goede antwoord is.")


def is_blank(value: Any) -> bool:
    """Say whether a value is no text, or one without anything to read."""
    return not isinstance(value, str) or not value.strip()


def parts_of(value: Any) -> list[Mapping[str, Any]]:
    """Return the parts of a list in a document, something empty for a part that is not in shape."""
    return [part if isinstance(part, Mapping) else {} for part in value] if isinstance(value, (list, tuple)) else []


def _replies(draft: Mapping[str, Any]) -> Iterator[Flaw]:
    for number, reply in enumerate(parts_of(draft.get("replies"))):
        place: Place = ("replies", number)
        if is_blank(reply.get("text")):
            yield Flaw((*place, "text"), "Schrijf wat de medewerker zegt.")
        yield from _category(reply.get("category"), (*place, "category"))
        if is_blank(reply.get("explanation")):
            yield Flaw((*place, "explanation"), "Leg in één zin uit waarom dit wel of niet professioneel is.")
    for number, option in enumerate(parts_of(draft.get("options"))):
        place = ("options", number)
        yield from _category(option.get("category"), (*place, "category"))
        if is_blank(option.get("explanation")):
            yield Flaw((*place, "explanation"), "Leg in één zin uit waarom dit wel of niet de soort reactie is.")


def _written(draft: Mapping[str, Any]) -> Iterator[Flaw]:
    for number, line in enumerate(parts_of(draft.get("rubric"))):
        if is_blank(line.get("criterion")):
            yield Flaw(("rubric", number, "criterion"), "Schrijf waar de beoordelaar op let.")
    answers = draft.get("model_answers")
    for number, answer in enumerate(answers if isinstance(answers, (list, tuple)) else []):
        if is_blank(answer):
            yield Flaw(("model_answers", number), "Schrijf dit voorbeeldantwoord, of haal het weg.")


def _category(code: Any, place: Place) -> Iterator[Flaw]:
    if is_blank(code):
        yield Flaw(place, "Kies een categorie uit het codeboek.")
    elif not is_category(code):
        yield Flaw(place, f"{code} staat niet in het codeboek. Kies een code uit het codeboek.")


def _at(draft: Any, place: Place) -> Any:
    for step in place:
        draft = draft.get(step) if isinstance(draft, Mapping) else None
    return draft
