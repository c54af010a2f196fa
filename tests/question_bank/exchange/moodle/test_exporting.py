"""The file itself: what Moodle expects, and what its grading makes of our answers."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from question_bank.exchange.moodle import export_moodle
from question_bank.exchange.packages import parse_xml
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.kinds.rate_replies import RATINGS

# The percentages that Moodle accepts for an answer, of those between 0 and 1.
ALLOWED = {"0", "100", "50"}


def question_of(item: Item) -> Element:
    return parse_xml(export_moodle([item]).content, "v")[-1]


def moodle_choice(question: Element, answer: Mapping[str, Any], item: Item) -> Fraction:
    return Fraction(question.findall("answer")[answer["choice"]].get("fraction", "")) / 100


def moodle_ends(question: Element, answer: Mapping[str, Any], item: Item) -> Fraction:
    given = [f"Reactie {item.replies[answer[end]].id.upper()}" for end in ("most", "least")]
    return matched(question, given)


def moodle_rating(question: Element, answer: Mapping[str, Any], item: Item) -> Fraction:
    return matched(question, [RATINGS[rating] for rating in answer["ratings"]])


def matched(question: Element, given: list[str]) -> Fraction:
    """Grade as Moodle does: every pair with a text counts the same, and is right or wrong."""
    pairs = [pair for pair in question.findall("subquestion") if pair.findtext("text")]
    right = [pair.findtext("answer/text") for pair in pairs]
    return Fraction(sum(one == other for one, other in zip(given, right, strict=True)), len(pairs))


def moodle_order(question: Element, answer: Mapping[str, Any], item: Item) -> Fraction:
    """Grade as Moodle does with RELATIVE_TO_CORRECT: n - 1 less the distance, for each of n."""
    right = [str(element.findtext("text")) for element in question.findall("answer")]
    given = [next(text for text in right if f"reactie-{item.replies[place].id}" in text) for place in answer["ranking"]]
    most = len(right) - 1
    return Fraction(sum(most - abs(right.index(text) - given.index(text)) for text in right), most * len(right))


GRADERS = {
    "best_answer": moodle_choice,
    "next_step": moodle_choice,
    "recognise_category": moodle_choice,
    "most_least": moodle_ends,
    "rate_replies": moodle_rating,
    "rank_replies": moodle_order,
}


@pytest.mark.parametrize("kind", ["best_answer", "next_step", "recognise_category", "most_least"])
def test_moodle_gives_the_same_points_for_every_answer(make_item: Callable[..., Item], kind: str) -> None:
    item = make_item(kind)
    question, ours = question_of(item), kind_of(item)
    order = range(ours.reply_count(item))
    for answer in ours.complete_answers(len(order)):
        assert GRADERS[kind](question, answer, item) == ours.points(item, order, answer)


@pytest.mark.parametrize("kind", ["rate_replies", "rank_replies"])
def test_where_moodle_gives_other_points_the_item_is_listed(make_item: Callable[..., Item], kind: str) -> None:
    item = make_item(kind)
    question, ours = question_of(item), kind_of(item)
    order = range(ours.reply_count(item))
    answers = list(ours.complete_answers(len(order)))
    assert any(GRADERS[kind](question, answer, item) != ours.points(item, order, answer) for answer in answers)
    assert GRADERS[kind](question, ours.right_answer(item, order), item) == 1
    parts = [(loss.item, loss.part) for loss in export_moodle([item]).losses]
    assert (item.id, "puntentelling") in parts


@pytest.mark.parametrize("kind", ["best_answer", "next_step", "recognise_category"])
def test_choices_lose_nothing(make_item: Callable[..., Item], kind: str) -> None:
    assert export_moodle([make_item(kind)]).losses == ()


@pytest.mark.parametrize("kind", ["best_answer", "next_step", "recognise_category"])
def test_fractions_are_among_those_that_moodle_accepts(make_item: Callable[..., Item], kind: str) -> None:
    assert {answer.get("fraction") for answer in question_of(make_item(kind)).findall("answer")} <= ALLOWED


def test_every_rating_can_be_chosen(make_item: Callable[..., Item]) -> None:
    question = question_of(make_item("rate_replies", key={"a": 4, "b": 1, "c": 1, "d": 4, "e": 4}))
    choices = {answer.text for answer in question.findall("subquestion/answer/text")}
    assert choices == set(RATINGS.values())


def test_every_reply_can_be_chosen_as_most_or_least(make_item: Callable[..., Item]) -> None:
    choices = [answer.text for answer in question_of(make_item("most_least")).findall("subquestion/answer/text")]
    assert choices == ["Reactie A", "Reactie D", "Reactie B", "Reactie C"]


def test_a_ranking_is_written_best_first(make_item: Callable[..., Item]) -> None:
    texts = [str(answer.findtext("text")) for answer in question_of(make_item("rank_replies")).findall("answer")]
    assert [text.split('"')[1][7:] for text in texts] == ["reactie-b", "reactie-a", "reactie-d", "reactie-c"]


def test_moodle_makes_up_no_hints_for_a_ranking(make_item: Callable[..., Item]) -> None:
    assert question_of(make_item("rank_replies")).findtext("shownumcorrect") == "0"


def test_the_page_of_the_candidate_does_not_hold_the_key(full_items: list[Item]) -> None:
    for item in full_items:
        shown = question_of(item).findtext("questiontext/text") or ""
        assert "Daarom." not in shown
        assert "soort-" not in shown


def test_rubric_and_model_answers_are_for_markers_only(make_item: Callable[..., Item]) -> None:
    question = question_of(make_item("written_reply", marking_notes="Let op."))
    assert "Legt uit waarom" in str(question.findtext("graderinfo/text"))
    assert "Legt uit waarom" not in str(question.findtext("generalfeedback/text"))
    assert question.findtext("defaultgrade") == "10"


def test_a_written_reply_says_what_moodle_does_not_do(make_item: Callable[..., Item]) -> None:
    losses = {loss.part: loss.sentence for loss in export_moodle([make_item("written_reply")]).losses}
    assert "600 tekens" in losses["lengte"]
    assert "6 of 4 punten" in losses["puntentelling"]


def test_an_item_that_cannot_be_scored_is_left_out_and_listed(make_item: Callable[..., Item]) -> None:
    exported = export_moodle([make_item(key="z")])
    assert len(parse_xml(exported.content, "v")) == 0
    assert exported.losses[0].part == "hele vraag"


def test_a_label_that_moodle_cuts_off_is_listed(make_item: Callable[..., Item]) -> None:
    (loss,) = export_moodle([make_item(enemies=[f"kw-{'lang-' * 12}1"])]).losses
    assert loss.part == "label"


def test_questions_of_two_exams_stand_in_two_categories(make_item: Callable[..., Item]) -> None:
    items = [
        make_item(),
        make_item(id="lb-a-1", exam="lastige-boodschappen"),
        make_item(id="lb-a-2", exam="lastige-boodschappen"),
    ]
    quiz = parse_xml(export_moodle(items).content, "v")
    names = [question.findtext("category/text") for question in quiz if question.get("type") == "category"]
    assert names == ["$course$/top/Proeve/klantgericht-werken", "$course$/top/Proeve/lastige-boodschappen"]
