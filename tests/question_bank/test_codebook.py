"""The codebook holds the whole scheme, in sentences fit for a result page."""

import pytest

from question_bank.codebook import (
    FAMILY_NAMES,
    UnknownCategory,
    all_categories,
    are_neighbours,
    are_professional,
    find_category,
    is_category,
)

PROFESSIONAL = "ROLBESEF FEIT GEVOEL NIETKAN WELKAN UITLEG KLACHT LUISTER AFSPRAAK STATUS VERWACHTING GRENS"
UNPROFESSIONAL = "ALLES-DOEN GELIJK AFVALLEN SCHUILEN AFKAPPEN NUMMER BELOFTE TOEGEVEN DOORSCHUIF VAAG AANVAL BAGATEL"


def test_the_codebook_holds_exactly_the_categories_of_the_scheme():
    assert [category.code for category in all_categories()] == [*PROFESSIONAL.split(), *UNPROFESSIONAL.split()]


def test_categories_are_professional_as_the_scheme_says():
    professional = {category.code for category in all_categories() if category.professional}
    assert professional == set(PROFESSIONAL.split())


def test_only_what_an_article_states_or_shows_may_be_keyed():
    implied = {category.code for category in all_categories() if not category.may_be_keyed}
    assert implied == {"GRENS", "BELOFTE", "TOEGEVEN", "DOORSCHUIF", "VAAG", "AANVAL", "BAGATEL"}


def test_two_categories_are_stances_and_not_utterances():
    assert {category.code for category in all_categories() if category.stance} == {"ROLBESEF", "ALLES-DOEN"}


def test_every_family_has_a_name_and_a_category():
    assert {category.family for category in all_categories()} == set(FAMILY_NAMES)


def test_a_family_is_professional_or_not_as_a_whole():
    sides = {(category.family, category.professional) for category in all_categories()}
    assert len(sides) == len(FAMILY_NAMES)


@pytest.mark.parametrize("category", all_categories(), ids=lambda category: category.code)
def test_texts_are_sentences_and_habits_complete_a_sentence(category):
    assert category.features
    for text in (category.explanation, *category.features, category.example, category.advice):
        assert text[0].isupper()
        assert text[-1] in ".?!"
    assert category.habit.startswith("u ")
    assert category.habit[-1].isalpha()


def test_codes_numbers_and_names_are_unique():
    for attribute in ("code", "number", "name", "english", "example", "habit", "advice"):
        values = [getattr(category, attribute) for category in all_categories()]
        assert len(set(values)) == len(values), attribute


def test_an_unknown_code_is_refused_with_a_sentence():
    assert not is_category("AARDIG")
    with pytest.raises(UnknownCategory, match="staat niet in het codeboek"):
        find_category("AARDIG")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("FEIT", "NIETKAN", True),
        ("GELIJK", "SCHUILEN", True),
        ("AANVAL", "BAGATEL", True),
        ("STATUS", "LUISTER", True),
        ("GELIJK", "GELIJK", False),
        ("FEIT", "GEVOEL", False),
        ("NIETKAN", "WELKAN", False),
    ],
)
def test_neighbours_are_the_pairs_of_the_scoring_rule(one, other, near):
    assert are_neighbours(one, other) is near
    assert are_neighbours(other, one) is near


def test_one_unprofessional_part_spoils_a_reply():
    assert are_professional(frozenset({"UITLEG", "GEVOEL"}))
    assert not are_professional(frozenset({"UITLEG", "AFVALLEN"}))
