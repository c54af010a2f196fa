"""A question from its document, however little of it is written: as the candidate sees it, and with its key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from question_bank.codebook import are_professional, find_category, is_category
from question_bank.items import Turn
from question_bank.kinds.rate_replies import RATINGS
from question_bank.kinds.views import Presented, PresentedOption
from question_bank.variables import without_variables

LETTERS = "ABCDEFGHIJKL"
BEST = {"best_answer": "beste reactie", "next_step": "beste volgende stap"}
ENDS = {"most": "meest professioneel", "least": "minst professioneel"}


@dataclass(frozen=True, slots=True)
class KeyedReply:
    """A reply, or a category to recognise, with all that its author says of it."""

    letter: str
    text: str
    keyed: str
    categories: list[str]
    professional: bool | None
    explanation: str
    remark: str


def sketch(document: Mapping[str, Any]) -> Presented:
    """Return what the candidate would see, in the author's order, with the usual words of corporations filled in."""
    scenario = document.get("scenario", {})
    turns = [Turn(turn.get("speaker", "huurder"), _filled(turn, "text")) for turn in scenario.get("dialogue", [])]
    options = [_filled(reply, "text") for reply in document.get("replies", [])]
    if document.get("kind") == "recognise_category":
        turns += [Turn("medewerker", text) for text in options[:1] if text]
        options = [_name(option.get("category", "")) for option in document.get("options", [])]
    return Presented(
        kind=document.get("kind", ""),
        channel=document.get("channel", ""),
        role=_filled(scenario, "role"),
        fact=_filled(scenario, "fact") or None,
        text=_filled(scenario, "text"),
        quote=_filled(scenario, "quote") or None,
        dialogue=tuple(turn for turn in turns if turn.text),
        question=_filled(document, "question"),
        options=tuple(PresentedOption(text) for text in options),
    )


def keyed_replies(document: Mapping[str, Any]) -> list[KeyedReply]:
    """List the replies of a question, or the categories to recognise, with key, categories and explanations."""
    if document.get("kind") == "recognise_category":
        parts = [{**option, "text": _name(option.get("category", ""))} for option in document.get("options", [])]
    else:
        parts = list(document.get("replies", []))
    return [_keyed(document, number, part) for number, part in enumerate(parts)]


def key_of(document: Mapping[str, Any], reply: Mapping[str, Any]) -> str:
    """Say what the key says of one reply; empty when that is nothing, or not decided yet."""
    kind, key, letter = document.get("kind"), document.get("key"), reply.get("id", "")
    if kind == "recognise_category":
        return "juiste soort" if key and key == reply.get("category") else ""
    if not letter or not key:
        return ""
    if isinstance(key, Mapping):
        return RATINGS.get(_rating(key.get(letter))) or ", ".join(ENDS[end] for end in ENDS if key.get(end) == letter)
    if isinstance(key, Sequence) and not isinstance(key, str):
        return f"plaats {key.index(letter) + 1}" if letter in key else ""
    return BEST.get(str(kind), "") if key == letter else ""


def _keyed(document: Mapping[str, Any], number: int, part: Mapping[str, Any]) -> KeyedReply:
    codes = [code for code in (part.get("category", ""), *part.get("also", [])) if is_category(code)]
    return KeyedReply(
        letter=str(part.get("id", LETTERS[number])).upper(),
        text=_filled(part, "text"),
        keyed=key_of(document, part),
        categories=[_name(code) for code in codes],
        professional=are_professional(frozenset(codes)) if codes else None,
        explanation=part.get("explanation", ""),
        remark=part.get("remark", ""),
    )


def _rating(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _name(code: str) -> str:
    return find_category(code).name if is_category(code) else "nog geen categorie"


def _filled(part: Mapping[str, Any], name: str) -> str:
    return without_variables(part.get(name, ""))
