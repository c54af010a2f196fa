"""The part of a draft that can be read already, as an item that only rules for texts may look at."""

from collections.abc import Mapping
from typing import Any

from question_bank.drafting.missing import is_blank, parts_of
from question_bank.flaw import Flaw, Place
from question_bank.items import CategoryOption, Item, Reply, Scenario, Turn


class Lenient:
    """An item without what is blank, and the way back from its places to those of the draft.

    A blank model answer stays, so that the others keep their places.
    """

    def __init__(self, draft: Mapping[str, Any]) -> None:
        scenario = draft.get("scenario")
        scenario = scenario if isinstance(scenario, Mapping) else {}
        self._kept: dict[Place, list[int]] = {}
        turns = self._parts(("scenario", "dialogue"), scenario.get("dialogue"), "text")
        replies = self._parts(("replies",), draft.get("replies"), "text")
        options = self._parts(("options",), draft.get("options"), "explanation")
        # Constructing a struct checks nothing: that is what makes this possible, and why nothing else may use it.
        self.item = Item(
            id=_text(draft, "id"),
            version=1,
            family=_text(draft, "family"),
            exam=_text(draft, "exam"),
            kind=draft.get("kind", "best_answer"),
            category=_text(draft, "category"),
            domain=draft.get("domain", ""),
            channel=draft.get("channel", ""),
            situation=draft.get("situation", ""),
            difficulty=draft.get("difficulty", 2),
            source=_text(draft, "source"),
            scenario=Scenario(
                role=_text(scenario, "role"),
                text=_text(scenario, "text"),
                fact=_text(scenario, "fact") or None,
                quote=_text(scenario, "quote") or None,
                dialogue=tuple(Turn(turn.get("speaker", "huurder"), turn["text"]) for turn in turns),
            ),
            question=_text(draft, "question"),
            replies=tuple(_reply(reply) for reply in replies),
            key=_key(draft.get("key")),
            options=tuple(CategoryOption(category="", explanation=option["explanation"]) for option in options),
            model_answers=tuple(draft.get("model_answers") or ()),
            marking_notes=_text(draft, "marking_notes") or None,
            valid_until=draft.get("valid_until") or None,
        )

    def in_draft(self, flaw: Flaw) -> Flaw:
        """Return a flaw with the place it has in the draft."""
        for group, numbers in self._kept.items():
            length = len(group)
            if flaw.place[:length] == group and len(flaw.place) > length:
                number = numbers[int(flaw.place[length])]
                return Flaw((*group, number, *flaw.place[length + 1 :]), flaw.sentence, flaw.severity)
        return flaw

    def _parts(self, group: Place, value: Any, needed: str) -> list[Mapping[str, Any]]:
        kept = [(number, part) for number, part in enumerate(parts_of(value)) if not is_blank(part.get(needed))]
        self._kept[group] = [number for number, _ in kept]
        return [part for _, part in kept]


def _reply(reply: Mapping[str, Any]) -> Reply:
    return Reply(
        id=_text(reply, "id"),
        text=reply["text"],
        category=_text(reply, "category"),
        also=tuple(reply.get("also", ())),
        explanation=_text(reply, "explanation"),
    )


def _key(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""
