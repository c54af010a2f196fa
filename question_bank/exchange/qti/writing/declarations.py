"""Declarations of QTI: the variables that hold answers and outcomes, with keys and points."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import element


def response(
    identifier: str,
    base_type: str,
    right: Sequence[str] = (),
    *,
    cardinality: str = "single",
    points: Mapping[str, int] | None = None,
) -> Element:
    """Declare an answer, with what is right and, where partial answers count, what each value earns."""
    names = {"identifier": identifier, "cardinality": cardinality, "base-type": base_type}
    declared = element("qti-response-declaration", names)
    if right:
        declared.append(element("qti-correct-response", {}, *(element("qti-value", {}, value) for value in right)))
    if points:
        declared.append(_mapping(points))
    return declared


def outcome(
    identifier: str,
    base_type: str,
    default: str | None = None,
    attributes: Mapping[str, str] | None = None,
    *,
    cardinality: str = "single",
) -> Element:
    """Declare an outcome, with the value it begins with."""
    names = {"identifier": identifier, "cardinality": cardinality, "base-type": base_type}
    declared = element("qti-outcome-declaration", {**names, **(attributes or {})})
    if default is not None:
        declared.append(element("qti-default-value", {}, element("qti-value", {}, default)))
    return declared


def _mapping(points: Mapping[str, int]) -> Element:
    entries = (
        element("qti-map-entry", {"map-key": value, "mapped-value": str(earned)})
        for value, earned in points.items()
        if earned
    )
    return element("qti-mapping", {"default-value": "0", "lower-bound": "0"}, *entries)
