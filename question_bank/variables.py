"""What differs per corporation: names between braces in the texts of items, filled in for who reads them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from question_bank.flaw import Flaw, Place
from question_bank.items import Item


class Variable(Struct, frozen=True):
    """A name that may stand between braces; `meaning` and `example` tell corporations what to fill in."""

    name: str
    meaning: str
    default: str
    example: str


VARIABLES: Mapping[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable(
            "klachtentermijn",
            "Hoe lang de behandeling van een klacht hoogstens duurt.",
            default="vier weken",
            example="tien werkdagen",
        ),
        Variable(
            "commissie",
            "Hoe de onafhankelijke commissie voor klachten bij u heet, met het lidwoord.",
            default="de klachtencommissie",
            example="de regionale geschillencommissie",
        ),
        Variable(
            "reactietermijn",
            "Binnen welke tijd u een bericht van een huurder beantwoordt.",
            default="twee werkdagen",
            example="één werkdag",
        ),
        Variable(
            "spoedtelefoon",
            "Waarmee huurders buiten kantoortijd een spoedreparatie melden, met het lidwoord.",
            default="het spoednummer",
            example="de storingsdienst",
        ),
        Variable(
            "huurdersportaal",
            "Hoe de eigen pagina van huurders op uw website heet, met het lidwoord als dat erbij hoort.",
            default="de huurderspagina",
            example="Mijn Woning",
        ),
        Variable(
            "klantcontactcentrum",
            "Hoe de afdeling heet die huurders als eerste te woord staat, met het lidwoord.",
            default="het klantcontactcentrum",
            example="de woonwinkel",
        ),
    )
}
"""The only names there are; a new one is a new line here."""

DEFAULTS: Mapping[str, str] = {name: variable.default for name, variable in VARIABLES.items()}
LONGEST_VALUE = 60

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def fill(item: Item, wording: Mapping[str, str]) -> Item:
    """Return the item with every variable in its texts replaced; one that the wording lacks gets its default.

    A value at the start of a sentence begins with a capital.
    """
    plain = msgspec.to_builtins(item)
    if not _mentions(plain):
        return item
    filled: Item = msgspec.convert(_filled(plain, {**DEFAULTS, **wording}), Item, strict=False)
    return filled


def fill_text(text: str, wording: Mapping[str, str]) -> str:
    """Return one text with its variables replaced; a name that the wording lacks stays as it is."""
    first, rest = split_at_variables(text, wording)
    return first + "".join(words + after for _, words, after in rest)


def split_at_variables(text: str, wording: Mapping[str, str]) -> tuple[str, list[tuple[str, str, str]]]:
    """Return what stands before the first variable, and then of each its name, its words and what comes after it."""
    found = [each for each in _VARIABLE.finditer(text) if each[1] in wording]
    ends = [*(each.start() for each in found[1:]), len(text)]
    rest = [
        (each[1], _in_sentence(wording[each[1]], text[: each.start()]), text[each.end() : end])
        for each, end in zip(found, ends, strict=False)
    ]
    return text[: found[0].start()] if found else text, rest


def with_capital(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def _in_sentence(words: str, before: str) -> str:
    before = before.rstrip(" \"'“‘”’")
    return with_capital(words) if not before or before[-1] in ".!?" else words


def without_variables(text: str) -> str:
    """Return a text as it reads with the defaults; unknown names stay as they are."""
    return fill_text(text, DEFAULTS)


def variables_of(item: Item) -> frozenset[str]:
    """Return the names that stand between braces in an item, known or not."""
    return frozenset(name for _, text in _texts(msgspec.to_builtins(item), ()) for name in _VARIABLE.findall(text))


def unknown_variables(item: Item) -> Iterator[Flaw]:
    """Refuse names between braces that nobody can fill in."""
    yield from flaws_of_texts(msgspec.to_builtins(item))


def flaws_of_texts(document: Any) -> Iterator[Flaw]:
    """Refuse unknown names in every text of a document in the shape of an item, complete or not."""
    known = ", ".join(f"{{{name}}}" for name in VARIABLES)
    for place, text in _texts(document, ()):
        for name in _VARIABLE.findall(text):
            if name not in VARIABLES:
                yield Flaw(place, f"{{{name}}} is geen bekend invulwoord. Kies uit: {known}.")


def _mentions(value: Any) -> bool:
    return any("{" in text for _, text in _texts(value, ()))


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, (*place, key))
    elif isinstance(value, (list, tuple)):
        for number, part in enumerate(value):
            yield from _texts(part, (*place, number))


def _filled(value: Any, wording: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return fill_text(value, wording)
    if isinstance(value, dict):
        return {key: _filled(part, wording) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_filled(part, wording) for part in value]
    return value
