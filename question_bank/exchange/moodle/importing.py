"""Read questions from Moodle XML: our own as they were, those of others as drafts to complete."""

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from question_bank.exchange.carried import Draft, Imported, Loss
from question_bank.exchange.moodle.names import read_tags, values_of
from question_bank.exchange.moodle.strangers import GONE, STRANGERS, read_stranger
from question_bank.exchange.moodle.texts import MoodleText, read_text, text_of
from question_bank.exchange.moodle.types import TYPES
from question_bank.exchange.packages import RefusedPackage, parse_xml
from question_bank.exchange.rows import draft_from

CATEGORY = "$course$/top/Proeve/"
NO_QUIZ = "Dit is geen Moodle XML. Kies in Moodle bij Exporteren voor 'Moodle XML-opmaak'."
NO_QUESTIONS = "In dit bestand staan geen vragen."
OTHER_CATEGORY = "De categorie '{name}' van Moodle gaat niet mee. Kies zelf de toets en de casusfamilie."
NO_KIND = "Het label van de vraagvorm (vorm:...) is in Moodle weggehaald. Kies zelf een vraagvorm en een sleutel."
UNKNOWN_TYPE = "Het vraagtype '{name}' van Moodle kennen we niet. De vraag is niet meegenomen."


def import_moodle(content: bytes, name: str = "Moodle XML") -> Imported:
    """Return the drafts of a Moodle XML file and what was lost; raise RefusedPackage for a file that may do harm."""
    quiz = parse_xml(content, name)
    if quiz.tag != "quiz":
        raise RefusedPackage(NO_QUIZ, name)
    drafts: list[Draft] = []
    lost: list[Loss] = []
    for number, question in enumerate(quiz.iterfind("question"), start=1):
        if question.get("type") == "category":
            lost.extend(_about_category(question))
            continue
        draft, about = _read(question, name, f"vraag {number}")
        drafts.extend([draft] if draft else [])
        lost.extend(about)
    if not drafts and not lost:
        lost.append(Loss("", "bestand", NO_QUESTIONS))
    return Imported(tuple(drafts), tuple(lost))


def read_own(question: Element, name: str) -> Draft:
    """Return the draft of a question that was written by our export."""
    return _own(question, _all_text(question, name), name)[0]


def _read(question: Element, name: str, place: str) -> tuple[Draft | None, list[Loss]]:
    title = (question.findtext("idnumber") or "").strip() or text_of(question, "name") or place
    kind = question.get("type", "")
    text = _all_text(question, name)
    if text.blocks:
        draft, lost = _own(question, text, name)
        return draft, [Loss(title, part, sentence) for part, sentence in lost]
    if kind not in STRANGERS:
        return None, [Loss(title, "hele vraag", UNKNOWN_TYPE.format(name=kind))]
    draft, lost = read_stranger(question, partial(read_text, name=name))
    return draft, [Loss(title, part, sentence) for part, sentence in (*lost, *_other_tags(_tags(question)))]


def _own(question: Element, text: MoodleText, name: str) -> tuple[Draft, list[tuple[str, str]]]:
    """Return the draft of a question of ours, and what was added or changed in Moodle that it cannot hold."""
    values, others = read_tags(_tags(question))
    values |= values_of(text.blocks)
    form = TYPES.get(values.get(("kind",), ""))
    if form is not None and form.name == question.get("type"):
        values |= form.read_key(question, partial(read_text, name=name))
    if item_id := (question.findtext("idnumber") or "").strip() or text_of(question, "name"):
        values["id",] = item_id
    draft, problems = draft_from(values)
    lost = [] if form is not None else [("vraagvorm", NO_KIND)]
    lost += [("sleutel", sentence) for sentence in problems]
    lost += [(part, GONE[part]) for part in text.lost]
    lost += [("toegevoegde tekst", f"Dit gaat niet mee: '{text.plain}'")] if text.plain else []
    return draft, [*lost, *_other_tags(others)]


def _all_text(question: Element, name: str) -> MoodleText:
    """Return all texts of a question as one."""
    texts = [read_text(element, name) for element in _texts(question)]
    blocks = {part: text for each in texts for part, text in each.blocks.items()}
    plain = "\n".join(each.plain for each in texts if each.plain)
    return MoodleText(blocks, plain, tuple(dict.fromkeys(part for each in texts for part in each.lost)))


def _texts(question: Element) -> Iterator[Element]:
    """List every element of a question that holds HTML."""
    for element in question:
        if element.tag not in ("name", "tags"):
            yield element
            yield from element.iterfind("feedback")


def _tags(question: Element) -> list[str]:
    """List the labels of a question; Moodle keeps those that somebody gave it within a course apart."""
    return [text_of(tag, ".") for place in ("tags", "coursetags") for tag in question.iterfind(f"{place}/tag")]


def _other_tags(tags: list[str]) -> list[tuple[str, str]]:
    return [("labels", f"Deze labels van Moodle gaan niet mee: {', '.join(tags)}.")] if tags else []


def _about_category(question: Element) -> Iterator[Loss]:
    name = text_of(question, "category")
    if not name.startswith(CATEGORY):
        yield Loss("", "categorie", OTHER_CATEGORY.format(name=name))
