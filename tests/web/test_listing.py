"""A listing's links keep what the reader chose."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from proeve.web.listing import Listing

LISTING = Listing(path="/medewerkers", total=312, query={"status": "verlopen", "team": "kcc"}, sort="name", page=3)


def query_of(link: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}


def test_sorting_keeps_the_filters_and_starts_at_the_first_page():
    assert query_of(LISTING.sort_link("team")) == {"status": "verlopen", "team": "kcc", "sort": "team"}


def test_sorting_by_the_same_column_turns_the_order_round():
    assert query_of(LISTING.sort_link("name"))["sort"] == "-name"


def test_a_descending_column_says_so_and_turns_back():
    listing = Listing(path="/", total=1, sort="-name")
    assert listing.sorted_by("name") == "descending"
    assert listing.sort_link("name") == "/?sort=name"


def test_another_column_is_not_sorted():
    assert LISTING.sorted_by("team") == "none"


def test_paging_keeps_filters_and_order():
    assert query_of(LISTING.page_link(4)) == {"status": "verlopen", "team": "kcc", "sort": "name", "page": "4"}


def test_taking_a_filter_away_keeps_the_others():
    assert query_of(LISTING.link_without("status")) == {"team": "kcc", "sort": "name"}


def test_the_first_page_of_an_unfiltered_list_is_its_plain_address():
    assert Listing(path="/medewerkers", total=3).page_link(1) == "/medewerkers"


def test_words_in_a_filter_are_encoded():
    listing = Listing(path="/", total=1, query={"zoek": "Yıldız & co"})
    assert query_of(listing.page_link(1)) == {"zoek": "Yıldız & co"}


def test_an_empty_list_shows_row_zero_on_one_page():
    listing = Listing(path="/", total=0)
    assert (listing.first, listing.last, listing.page_count) == (0, 0, 1)


def test_gaps_stand_between_page_numbers_that_are_far_apart():
    assert Listing(path="/", total=1000, page=10).page_numbers == [1, None, 9, 10, 11, None, 20]


@given(st.integers(0, 6000), st.integers(1, 60), st.data())
def test_the_pages_together_show_every_row_once(total, page_size, data):
    count = Listing(path="/", total=total, page_size=page_size).page_count
    page = data.draw(st.integers(1, count))
    listing = Listing(path="/", total=total, page_size=page_size, page=page)
    following = Listing(path="/", total=total, page_size=page_size, page=page + 1)
    assert listing.last == (total if page == count else following.first - 1)


@given(st.integers(1, 200), st.data())
def test_the_page_numbers_hold_the_ends_and_this_page(count, data):
    page = data.draw(st.integers(1, count))
    numbers = [number for number in Listing(path="/", total=count * 50, page=page).page_numbers if number is not None]
    assert {1, page, count} <= set(numbers)
    assert numbers == sorted(numbers)
