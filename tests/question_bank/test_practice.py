"""The practice questions: one of every format an exam asks, each of a size its format can show."""

from question_bank.kinds import KINDS
from question_bank.practice import practice_questions

OPTION_COUNTS = {"rate_replies": 5}


def test_every_format_of_an_exam_can_be_practised(bank):
    practised = {question.kind for question in practice_questions()}
    for blueprint in bank.blueprints.values():
        assert set(blueprint.weights) <= practised


def test_each_format_comes_once():
    kinds = [question.kind for question in practice_questions()]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) <= set(KINDS)


def test_each_question_has_as_many_options_as_its_format_shows():
    for question in practice_questions():
        assert len(question.options) == OPTION_COUNTS.get(question.kind, 4)


def test_nothing_of_the_practice_stands_in_the_bank(bank):
    practised = {option.text for question in practice_questions() for option in question.options}
    asked = {reply.text for item in bank.items.values() for reply in item.replies}
    assert practised.isdisjoint(asked)
