"""Names are composed, sorted and split as the Dutch do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.people.names import PREFIXES, PersonName, fold, full_name, initials, sort_name, split_name, split_prefix

BERG = PersonName("Jan", "van der", "Berg")


def test_a_full_name_has_its_tussenvoegsel_in_place() -> None:
    assert full_name("Fatima", "el", "Amrani") == "Fatima el Amrani"
    assert full_name("Zoë", "", "Jansen") == "Zoë Jansen"


def test_names_sort_on_the_family_name_without_tussenvoegsel_or_accent() -> None:
    names = [("Joke", "van der", "Berg"), ("Ali", "", "Çelik"), ("Zoë", "", "Adams"), ("Bas", "de", "Berg")]
    assert [given for given, _, _ in sorted(names, key=lambda name: sort_name(*name))] == ["Zoë", "Bas", "Joke", "Ali"]


@pytest.mark.parametrize(("given", "expected"), [("Jan", "J."), ("Anne-Marie Jo", "A.M.J."), ("É.", "É."), ("", "")])
def test_initials_are_those_of_every_given_name(given: str, expected: str) -> None:
    assert initials(given) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jan van der Berg", BERG),
        ("Berg, Jan van der", BERG),
        ("van der Berg, Jan", BERG),
        ("Berg, van der, Jan", BERG),
        ("Berg, van der Jan", BERG),
        ("Jan Jansen", PersonName("Jan", "", "Jansen")),
        ("Jansen, Jan Peter", PersonName("Jan Peter", "", "Jansen")),
        ("Anne Marie in 't Veld", PersonName("Anne Marie", "in 't", "Veld")),
        ("Bart in ’t Veld", PersonName("Bart", "in ’t", "Veld")),
        ("JAN VAN DER BERG", PersonName("JAN", "VAN DER", "BERG")),
        ("Petra de Vries - van den Berg", PersonName("Petra", "de", "Vries-van den Berg")),
        ("Petra Jansen-de Vries", PersonName("Petra", "", "Jansen-de Vries")),
        ("Maria de la Cruz Santos", PersonName("Maria", "de la", "Cruz Santos")),
        ("Jan Ben Jansen-de Boer", PersonName("Jan Ben", "", "Jansen-de Boer")),
        ("Yusuf ben Ali", PersonName("Yusuf", "ben", "Ali")),
    ],
)
def test_a_full_name_is_split_with_certainty(text: str, name: PersonName) -> None:
    assert split_name(text) == (name, True)


def test_a_name_of_three_words_is_split_before_the_last_and_marked_as_a_guess() -> None:
    assert split_name("Jan Peter Jansen") == (PersonName("Jan Peter", "", "Jansen"), False)


@pytest.mark.parametrize(
    ("text", "name"), [("Jansen", PersonName("", "", "Jansen")), ("Berg, van der", PersonName("", "van der", "Berg"))]
)
def test_a_name_that_lacks_a_given_name_shows_it(text: str, name: PersonName) -> None:
    assert split_name(text)[0] == name


@pytest.mark.parametrize(
    ("family", "parts"),
    [("van der Berg", ("van der", "Berg")), ("Berg", ("", "Berg")), ("van", ("", "van")), ("", ("", ""))],
)
def test_a_tussenvoegsel_is_split_off_a_family_name(family: str, parts: tuple[str, str]) -> None:
    assert split_prefix(family) == parts


WORDS = st.text(st.sampled_from("abcdeéïkmnoprstvë"), min_size=3, max_size=9).map(str.title)
NAMES = WORDS.filter(lambda word: word.casefold() not in PREFIXES)


@given(NAMES, st.lists(st.sampled_from(["van", "der", "de", "el", "'t"]), min_size=1, max_size=2), NAMES)
def test_a_name_with_a_tussenvoegsel_comes_back_from_either_order(given: str, prefix: list[str], family: str) -> None:
    name = PersonName(given, " ".join(prefix), family)
    assert split_name(f"{name.given_name} {name.name_prefix} {name.family_name}") == (name, True)
    assert split_name(f"{name.family_name}, {name.given_name} {name.name_prefix}") == (name, True)


@pytest.mark.parametrize(
    ("typed", "name"), [("yildiz", "Yıldız"), ("malgorzata", "Małgorzata"), ("sorensen", "Sørensen")]
)
def test_a_name_is_found_without_the_keys_for_its_letters(typed: str, name: str) -> None:
    assert fold(name) == typed
