"""What is known about an item beside its texts, as metadata of a package: for other banks in LOM, for us in full."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.codebook import find_category, is_category
from question_bank.exchange.qti.markup import element, text_element
from question_bank.exchange.qti.names import OWN
from question_bank.exchange.qti.writing import format_of
from question_bank.items import Item, Reply

DIFFICULTIES = {1: "easy", 2: "medium", 3: "difficult"}
FIELDS = (
    "id",
    "version",
    "family",
    "exam",
    "kind",
    "category",
    "domain",
    "channel",
    "situation",
    "difficulty",
    "source",
    "boundary_rule",
    "valid_until",
)
"""The fields of an item that are one short value; texts stand in the item itself."""


def metadata(item: Item) -> Element:
    """Return the metadata of an item, as the manifest of a package holds it."""
    return element("metadata", {}, _of_qti(item), _lom(item))


def _of_qti(item: Item) -> Element:
    form = format_of(item)
    values = {
        "timeDependent": "false",
        "composite": str(sum(1 for _ in form.responses(item)) > 1).lower(),
        "interactionType": form.interaction,
        "feedbackType": "nonadaptive" if any(form.explanations(item)) else "none",
        "solutionAvailable": str(item.key is not None).lower(),
        "scoringMode": form.scored_by,
        "toolName": "Proeve",
    }
    return element("qti:qtiMetadata", {}, *(element(f"qti:{name}", {}, value) for name, value in values.items()))


def _lom(item: Item) -> Element:
    identifier = element("lom:identifier", {}, _text("catalog", "Proeve"), _text("entry", item.id))
    words = (_string("keyword", word) for word in (item.exam, item.family, item.domain, item.channel, item.situation))
    general = element("lom:general", {}, identifier, _string("title", item.id), _text("language", "nl"), *words)
    life = element("lom:lifeCycle", {}, _string("version", str(item.version)))
    difficulty = element(
        "lom:difficulty", {}, _text("source", "LOMv1.0"), _text("value", DIFFICULTIES[item.difficulty])
    )
    educational = element("lom:educational", {}, difficulty)
    return element("lom:lom", {}, general, life, educational, _classification(item), _own(item))


def _classification(item: Item) -> Element:
    purpose = element("lom:purpose", {}, _text("source", "LOMv1.0"), _text("value", "competency"))
    name = find_category(item.category).name if is_category(item.category) else item.category
    taxon = element("lom:taxon", {}, _text("id", item.category), _string("entry", name))
    path = element("lom:taxonPath", {}, _string("source", "Proeve, codeboek van reacties"), taxon)
    return element("lom:classification", {}, purpose, path)


def _text(name: str, text: str) -> Element:
    return text_element(f"lom:{name}", text)


def _string(name: str, text: str) -> Element:
    return element(f"lom:{name}", {}, text_element("lom:string", text, language="nl"))


def _own(item: Item) -> Element:
    own = element("item", {"xmlns": OWN})
    values = {name: getattr(item, name) for name in FIELDS}
    own.extend(text_element(name, str(value)) for name, value in values.items() if value is not None)
    own.extend(text_element("enemy", enemy) for enemy in item.enemies)
    own.extend(_own_reply(reply) for reply in item.replies)
    return own


def _own_reply(reply: Reply) -> Element:
    return element("reply", {"id": reply.id}, *_labels(reply))


def _labels(reply: Reply) -> Iterator[Element]:
    yield text_element("category", reply.category)
    for code in reply.also:
        yield text_element("also", code)
    if reply.remark is not None:
        yield text_element("remark", reply.remark)
