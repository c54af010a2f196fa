"""Our own metadata of an item, read back from the manifest."""

from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.carried import Draft
from question_bank.exchange.qti.metadata import FIELDS
from question_bank.exchange.qti.names import OWN
from question_bank.exchange.qti.reading.source import whole_number
from question_bank.exchange.xml_documents import children

NUMBERS = frozenset({"version", "difficulty", "boundary_rule"})


class Labels:
    """What a package knows about one item beside its texts."""

    def __init__(self, own: Element) -> None:
        self._own = own

    def added_to(self, draft: Draft) -> Draft:
        """Return a draft with its fields and the categories of its replies, in the order of an item."""
        fields = {name: _value(name, text) for name in FIELDS if (text := _first(self._own, name)) is not None}
        if enemies := [enemy.text or "" for enemy in children(self._own, "enemy")]:
            fields["enemies"] = enemies
        labels = {reply.get("id"): _labels(reply) for reply in children(self._own, "reply")}
        replies = [{**reply, **labels.get(reply["id"], {})} for reply in draft.get("replies", [])]
        return {**draft, **fields} | ({"replies": replies} if replies else {})


def labels_of(resource: Element) -> Labels | None:
    """Return our own metadata in a resource of a manifest, or None when it was not made by us."""
    own = resource.find(f".//{{{OWN}}}item")
    return None if own is None else Labels(own)


def _value(name: str, text: str) -> Any:
    number = whole_number(text) if name in NUMBERS else None
    return text if number is None else number


def _first(element: Element, name: str) -> str | None:
    return next((child.text or "" for child in children(element, name)), None)


def _labels(reply: Element) -> dict[str, Any]:
    labels: dict[str, Any] = {}
    for name in ("category", "remark"):
        if (text := _first(reply, name)) is not None:
            labels[name] = text
    if also := [code.text or "" for code in children(reply, "also")]:
        labels["also"] = also
    return labels
