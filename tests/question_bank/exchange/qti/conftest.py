"""A small reader of response processing, written from the standard alone, to score what we export without a browser."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest

from question_bank.items import Item
from tests.question_bank.exchange.qti.responses import responses

NS = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
Answers = Mapping[str, Any]


class Session:
    """One item with one set of answers; values are text, lists of text, numbers, truth values or None."""

    def __init__(self, document: bytes, answers: Answers) -> None:
        self.root = ET.fromstring(document)
        self.values: dict[str, Any] = {part.get("identifier"): None for part in self.parts("response-declaration")}
        for part in self.parts("outcome-declaration"):
            default = part.find(f"{NS}qti-default-value/{NS}qti-value")
            self.values[part.get("identifier")] = None if default is None else Fraction(default.text)
        assert set(answers) <= self.values.keys()
        self.values |= answers

    def parts(self, name: str) -> list[Element]:
        return self.root.findall(f"{NS}qti-{name}")

    def process(self) -> dict[str, Any]:
        for processing in self.parts("response-processing"):
            self.follow(list(processing))
        return self.values

    def follow(self, rules: Sequence[Element]) -> None:
        for rule in rules:
            if name(rule) == "set-outcome-value":
                self.values[rule.get("identifier")] = self.value(rule[0])
            else:
                assert name(rule) == "response-condition"
                self.branch(rule)

    def branch(self, condition: Element) -> None:
        for branch in condition:
            bare = name(branch) == "response-else"
            if bare or self.value(branch[0]) is True:
                self.follow(branch if bare else branch[1:])
                return

    def value(self, expression: Element) -> Any:
        return getattr(self, name(expression).replace("-", "_"))(expression)

    def variable(self, expression: Element) -> Any:
        return self.values[expression.get("identifier")]

    def base_value(self, expression: Element) -> Any:
        return Fraction(expression.text) if expression.get("base-type") == "float" else expression.text

    def is_null(self, expression: Element) -> bool:
        return self.value(expression[0]) in (None, [], "")

    def map_response(self, expression: Element) -> Fraction:
        declared = next(
            part
            for part in self.parts("response-declaration")
            if part.get("identifier") == expression.get("identifier")
        )
        mapping = declared.find(f"{NS}qti-mapping")
        points = {entry.get("map-key"): Fraction(entry.get("mapped-value")) for entry in mapping}
        given = self.values[expression.get("identifier")]
        default = Fraction(mapping.get("default-value"))
        return sum(
            (points.get(value, default) for value in set([given] if isinstance(given, str) else given)), Fraction(0)
        )

    # An expression that lacks one of its values has none itself.
    def negated(self, expression: Element) -> bool | None:
        found = self.value(expression[0])
        return None if found is None else not found

    def match(self, expression: Element) -> bool | None:
        one, other = map(self.value, expression)
        return None if None in (one, other) else one == other

    def index(self, expression: Element) -> Any:
        found, place = self.value(expression[0]), int(expression.get("n"))
        return found[place - 1] if found is not None and place <= len(found) else None

    def sum(self, expression: Element) -> Any:
        values = list(map(self.value, expression))
        return None if None in values else sum(values, Fraction(0))

    def subtract(self, expression: Element) -> Any:
        one, other = map(self.value, expression)
        return None if None in (one, other) else one - other

    def max(self, expression: Element) -> Any:
        values = list(map(self.value, expression))
        return None if None in values else max(values)

    def multiple(self, expression: Element) -> list[Any]:
        return [value for value in map(self.value, expression) if value is not None]


setattr(Session, "not", Session.negated)


def name(part: Element) -> str:
    return part.tag.removeprefix(f"{NS}qti-")


@pytest.fixture
def play() -> Callable[[bytes, Answers], dict[str, Any]]:
    """Process answers to an item document; gives the value of every variable."""
    return lambda document, answers: Session(document, answers).process()


@pytest.fixture
def answered() -> Callable[[Item, Mapping[str, Any]], dict[str, Any]]:
    """Turn our answer, in positions of the author's order, into values of QTI."""
    return responses
