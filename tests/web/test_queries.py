"""What an address asks of a list is read as far as it makes sense."""

from types import SimpleNamespace

import pytest

from proeve.web.queries import numbers, page_number, word


def asks(**query: str) -> SimpleNamespace:
    return SimpleNamespace(query_params=query)


def test_the_page_of_the_address_is_read():
    assert page_number(asks(page="12")) == 12


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "²", "9" * 5000])
def test_what_is_no_page_is_the_first(page):
    assert page_number(asks(page=page)) == 1


def test_no_page_is_too_far_for_a_database_to_count():
    assert page_number(asks(page="9" * 9)) == 100_000


def test_rows_are_read_without_what_is_no_row():
    assert numbers(asks(wie=f"3,x,,-1,{'9' * 30},{'9' * 5000},7"), "wie") == [3, 7]


def test_words_come_without_signs_that_nobody_can_see():
    assert word(asks(zoek=" Joke\0 \u202eBerg "), "zoek") == "Joke Berg"
