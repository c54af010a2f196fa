"""The parts of a question that every type of Moodle shows in the same way."""

from collections.abc import Iterator, Mapping
from typing import Any

from question_bank.exchange.carried import Draft
from question_bank.exchange.moodle.markup import REPEATED, block

Plain = Mapping[str, Any]
SPEAKERS = {"huurder": "Huurder:", "medewerker": "Medewerker:"}


def incident(draft: Draft) -> Iterator[str]:
    """Give the scenario as HTML, in the order of the exam page."""
    scenario = draft["scenario"]
    for field, name, label in (("role", "rol", ""), ("fact", "feit", "Goed om te weten:"), ("text", "casus", "")):
        if field in scenario:
            yield block(name, scenario[field], label)
    if "quote" in scenario:
        yield block("citaat", scenario["quote"], "De huurder zegt:")
    for number, turn in enumerate(scenario.get("dialogue", ()), start=1):
        yield block(f"{turn['speaker']}-{number}", turn["text"], SPEAKERS[turn["speaker"]])


def asked(draft: Draft) -> str:
    """Return the question itself as HTML."""
    return block("vraag", draft["question"])


def reply_text(reply: Plain, label: str = "") -> str:
    """Return what a colleague says as HTML."""
    return block(f"reactie-{reply['id']}", reply["text"], label)


def reply_review(reply: Plain) -> str:
    """Return the categories and the explanation of a reply as HTML, for after the exam."""
    codes = ", ".join((reply["category"], *reply.get("also", ())))
    return block(f"soort-{reply['id']}", codes, "Soort reactie:") + block(f"uitleg-{reply['id']}", reply["explanation"])


def review(draft: Draft) -> str:
    """Return all replies once more with what is to be said of them, for types that say nothing per answer."""
    pairs = ((block(REPEATED, reply["text"]), reply_review(reply)) for reply in draft.get("replies", ()))
    return "".join(text for pair in pairs for text in pair)
