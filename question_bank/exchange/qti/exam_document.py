"""A test over the items of a package, with the weight that each has in our own exam."""

from collections.abc import Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element

from question_bank.blueprint import Blueprint
from question_bank.exchange.qti.manifest import item_file
from question_bank.exchange.qti.markup import document, element
from question_bank.exchange.qti.names import INSTANCE, QTI, QTI_SCHEMA, SCORE, version_identifier
from question_bank.exchange.qti.writing import format_of
from question_bank.exchange.qti.writing.declarations import outcome
from question_bank.exchange.qti.writing.rules import set_outcome
from question_bank.items import Item

WEIGHT = "WEIGHT"


def exam_document(items: Sequence[Item], identifier: str, title: str, blueprint: Blueprint | None) -> bytes:
    """Return a test in which all items are asked in this order, without feedback.

    With a blueprint its weights count, without one every item counts the same; both by the share of the points.
    """
    names = {
        "xmlns": QTI,
        "xmlns:xsi": INSTANCE,
        "xsi:schemaLocation": f"{QTI} {QTI_SCHEMA}",
        "identifier": f"test-{identifier}",
        "title": title,
        "tool-name": "Proeve",
        "tool-version": "1",
    }
    part = element(
        "qti-test-part", {"identifier": "part", "navigation-mode": "nonlinear", "submission-mode": "simultaneous"}
    )
    part.append(element("qti-item-session-control", {"max-attempts": "1", "show-feedback": "false"}))
    section = element("qti-assessment-section", {"identifier": "section", "title": title, "visible": "true"})
    section.extend(_reference(item, blueprint) for item in items)
    part.append(section)
    return document(element("qti-assessment-test", names, outcome(SCORE, "float", "0"), part, _sum()))


def weight(item: Item, blueprint: Blueprint | None) -> Fraction:
    """Return what one point of SCORE counts for: the weight of the item, divided over its points.

    An item that the exam of the blueprint does not ask counts as 1.
    """
    whole = blueprint.weight_of(item) if blueprint and blueprint.uses(item) else 1
    return Fraction(whole, format_of(item).maximum(item))


def _reference(item: Item, blueprint: Blueprint | None) -> Element:
    names = {"identifier": version_identifier(item.id, item.version), "href": item_file(item)}
    value = str(float(weight(item, blueprint)))
    return element("qti-assessment-item-ref", names, element("qti-weight", {"identifier": WEIGHT, "value": value}))


def _sum() -> Element:
    weighed = element("qti-test-variables", {"variable-identifier": SCORE, "weight-identifier": WEIGHT})
    return element("qti-outcome-processing", {}, set_outcome(SCORE, element("qti-sum", {}, weighed)))
