"""Write questions as Moodle XML, with a list per question of what Moodle cannot do."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from question_bank.exchange.carried import Draft, Exported, Loss, draft_of
from question_bank.exchange.default_words import shown_words
from question_bank.exchange.lost import losses
from question_bank.exchange.moodle.importing import CATEGORY, read_own
from question_bank.exchange.moodle.markup import add_tags, add_text, add_value
from question_bank.exchange.moodle.names import LONGEST_TAG, tags_of
from question_bank.exchange.moodle.types import TYPES
from question_bank.items import Item
from question_bank.kinds import kind_of


def export_moodle(items: Sequence[Item]) -> Exported:
    """Return a Moodle XML file of the items and what it cannot carry; an item that cannot be scored is left out."""
    quiz = Element("quiz")
    lost: list[Loss] = []
    written: list[Item] = []
    exam = None
    for item in items:
        flaws = [flaw for flaw in kind_of(item).flaws(item) if flaw.severity == "problem"]
        if flaws:
            lost.extend(Loss(item.id, "hele vraag", f"Deze vraag gaat niet mee. {flaw.sentence}") for flaw in flaws)
            continue
        if item.exam != exam:
            exam = item.exam
            _add_category(quiz, exam)
        draft = draft_of(item)
        lost.extend(_lost(draft, _add_question(quiz, draft)))
        written.append(item)
    lost.extend(shown_words(written))
    indent(quiz)
    content: bytes = tostring(quiz, encoding="UTF-8", xml_declaration=True)
    return Exported(content + b"\n", tuple(lost))


def _add_category(quiz: Element, exam: str) -> None:
    question = SubElement(quiz, "question", {"type": "category"})
    add_text(question, "category", f"{CATEGORY}{exam}", is_html=False)


def _add_question(quiz: Element, draft: Draft) -> Element:
    form = TYPES[draft["kind"]]
    question = SubElement(quiz, "question", {"type": form.name})
    add_text(question, "name", draft["id"], is_html=False)
    add_text(question, "generalfeedback", form.write(question, draft))
    add_value(question, "defaultgrade", form.points)
    add_value(question, "penalty", 0)
    add_value(question, "hidden", 0)
    add_value(question, "idnumber", draft["id"])
    add_tags(question, tags_of(draft))
    return question


def _lost(draft: Draft, question: Element) -> Iterator[Loss]:
    yield from losses(draft, read_own(question, draft["id"]), format_name="Moodle XML")
    for part, sentence in TYPES[draft["kind"]].losses:
        yield Loss(draft["id"], part, sentence)
    for tag in tags_of(draft):
        if len(tag) > LONGEST_TAG:
            yield Loss(draft["id"], "label", f"Moodle kort dit label in tot {LONGEST_TAG} tekens: {tag}")
