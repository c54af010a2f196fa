"""Response processing of QTI: the few rules and expressions that our formats need."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import element
from question_bank.exchange.qti.names import FEEDBACK


def variable(identifier: str) -> Element:
    """Return the value of a variable."""
    return element("qti-variable", {"identifier": identifier})


def number(value: int) -> Element:
    """Return a number."""
    return element("qti-base-value", {"base-type": "float"}, str(value))


def identifier(value: str) -> Element:
    """Return an identifier."""
    return element("qti-base-value", {"base-type": "identifier"}, value)


def mapped(response: str) -> Element:
    """Return what the declaration of an answer says that it earns."""
    return element("qti-map-response", {"identifier": response})


def total(*terms: Element) -> Element:
    """Add up."""
    return element("qti-sum", {}, *terms)


def match(one: Element, other: Element) -> Element:
    """Say whether two values are the same."""
    return element("qti-match", {}, one, other)


def set_outcome(outcome: str, value: Element) -> Element:
    """Give an outcome its value."""
    return element("qti-set-outcome-value", {"identifier": outcome}, value)


def explain(*values: Element) -> Element:
    """Choose the explanations that a player may show."""
    return set_outcome(FEEDBACK, element("qti-multiple", {}, *values))


def when(condition: Element, *rules: Element) -> Element:
    """Follow rules when a condition holds."""
    return choose([(condition, rules)])


def when_answered(response: str, *rules: Element) -> Element:
    """Follow rules when there is an answer: most expressions have no value without one."""
    answered = element("qti-not", {}, element("qti-is-null", {}, variable(response)))
    return when(answered, *rules)


def choose(branches: Iterable[tuple[Element, Iterable[Element]]], otherwise: Iterable[Element] = ()) -> Element:
    """Follow the rules of the first condition that holds, else those of ``otherwise``."""
    condition = element("qti-response-condition")
    for place, (test, rules) in enumerate(branches):
        name = "qti-response-else-if" if place else "qti-response-if"
        condition.append(element(name, {}, test, *rules))
    if rules := tuple(otherwise):
        condition.append(element("qti-response-else", {}, *rules))
    return condition
