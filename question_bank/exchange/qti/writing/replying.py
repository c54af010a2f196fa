"""Write the reply yourself: a text that people mark, with the rubric for who marks it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import element, text_element
from question_bank.exchange.qti.names import (
    CRITERION,
    CRITERION_MAXIMUM,
    CRITERION_TEXT,
    LEVEL,
    LEVEL_POINTS,
    MARKING_NOTES,
    MAXIMUM,
    MODEL_ANSWER,
    RESPONSE,
    SCORE,
)
from question_bank.exchange.qti.writing.declarations import outcome, response
from question_bank.exchange.qti.writing.format import Format
from question_bank.items import Criterion, Item
from question_bank.kinds.written_reply import CAPS, LONGEST
from question_bank.kinds.written_reply import MAXIMUM as HIGHEST


class Replying(Format):
    """SCORE is given by people, out of ten as in the rubric."""

    interaction = "extendedTextInteraction"
    scored_by = "human"
    lost = (
        (
            "hoogste aantal punten bij een fout",
            (
                "QTI rekent niet met een grens bij een fout. De grens staat als tekst bij de rubric; "
                "wie nakijkt, past hem zelf toe."
            ),
        ),
        (
            "twee beoordelaars",
            "QTI zegt niet dat twee mensen nakijken. Regel dat in het andere systeem.",
        ),
    )

    def maximum(self, item: Item) -> int:
        return HIGHEST

    def responses(self, item: Item) -> Iterator[Element]:
        yield response(RESPONSE, "string")

    def outcomes(self, item: Item) -> Iterator[Element]:
        bounds = {"normal-maximum": str(HIGHEST), "normal-minimum": "0", "external-scored": "human"}
        yield outcome(SCORE, "float", attributes=bounds)
        yield outcome(MAXIMUM, "float", str(HIGHEST))

    def interactions(self, item: Item) -> Iterator[Element]:
        names = {
            "response-identifier": RESPONSE,
            "expected-length": str(LONGEST),
            "pattern-mask": rf"[\s\S]{{0,{LONGEST}}}",
            "data-patternmask-message": f"Schrijf hoogstens {LONGEST} tekens.",
            "format": "plain",
        }
        yield element("qti-extended-text-interaction", names, text_element("qti-prompt", item.question))
        yield _rubric(item)


def _rubric(item: Item) -> Element:
    content = [_criterion(line) for line in item.rubric]
    content += [element("p", {}, _cap(most, codes)) for most, codes in CAPS.items()]
    if item.marking_notes is not None:
        content.append(text_element("p", item.marking_notes, class_=MARKING_NOTES))
    content += [text_element("p", answer, class_=MODEL_ANSWER) for answer in item.model_answers]
    names = {"view": "scorer", "use": "scoring"}
    return element("qti-rubric-block", names, element("qti-content-body", {}, *content))


def _criterion(line: Criterion) -> Element:
    levels = (
        part
        for points, level in line.levels.items()
        for part in (
            text_element("dt", str(points), class_=LEVEL_POINTS),
            text_element("dd", level, class_=LEVEL),
        )
    )
    most = text_element("span", str(line.max), class_=CRITERION_MAXIMUM)
    content = [
        text_element("p", line.criterion, class_=CRITERION_TEXT),
        element("p", {}, "Hoogste aantal punten: ", most),
    ]
    if line.levels:
        content.append(element("dl", {}, *levels))
    return element("div", {"class": CRITERION}, *content)


def _cap(most: int, codes: frozenset[str]) -> str:
    return f"Hoogstens {most} punten in totaal bij: {', '.join(sorted(codes))}."
