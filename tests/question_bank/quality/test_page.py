"""The page of the real bank says what was measured."""

from pathlib import Path

from question_bank.quality.balance import all_targets, balance
from question_bank.quality.names import names
from question_bank.quality.page import ARTICLES, quality_page
from question_bank.quality.texts import readability, shared_between_items, shared_with_articles

PAGE = Path(__file__).parents[3] / "docs" / "bank-quality.md"


def test_the_page_has_every_part(bank):
    page = quality_page(bank)
    for heading in ("## Klantgericht werken", "## Lastige boodschappen", "## Hard cases", "## Texts", "## Blind"):
        assert heading in page


def test_the_page_in_the_documentation_is_of_todays_items(bank):
    """Made anew by `proeve bank quality --articles ... > docs/bank-quality.md` with each change of the items."""
    kept = PAGE.read_text(encoding="utf-8").split("\n\n")
    assert "\n\n".join(part for part in kept if not part.startswith(ARTICLES)) == quality_page(bank)


def test_who_is_addressed_is_counted_by_item(make_item):
    told = ("Mevrouw Van Dam belt.", "Meneer Şahin belt.", "De heer Şahin en mevrouw Smit bellen.", "Iemand belt.")
    found = names([make_item(scenario={"text": text, "role": "U."}) for text in told])
    assert (found.women, found.men, found.both, found.neither) == (1, 1, 1, 1)
    assert (found.family_names, found.most_in_items) == (3, 2)


def test_targets_are_six_forms_of_forty_by_every_attribute():
    for targets in all_targets().values():
        assert {sum(values.values()) for values in targets.values()} == {240}


def test_values_that_count_together_are_added_up(make_item):
    items = [make_item(category="FEIT"), make_item("rate_replies", category="FEIT")]
    counted = {count.value: count.count for count in balance("klantgericht-werken", items)}
    assert counted["FEIT|ROLBESEF"] == counted["reparatie"] == counted["2"] == 2


def test_words_that_return_in_another_family_are_found(make_item):
    shared = "een twee drie vier vijf zes zeven"
    one = make_item("written_reply", model_answers=[f"Links {shared} links."])
    other = make_item("written_reply", id="kw-muur-1", family="kw-muur", scenario={"text": f"Rechts {shared} rechts."})
    runs = [run.text for run in shared_between_items([one, other]) if "drie" in run.text]
    assert runs == [shared]


def test_the_longest_run_from_an_article_is_found(make_item):
    item = make_item(scenario={"text": "Meneer Aydin vraagt heel vriendelijk naar zijn dak."})
    found = shared_with_articles([item], ["Zij vraagt heel vriendelijk naar de huur."])
    assert found is not None
    assert found.text == "vraagt heel vriendelijk naar"


def test_reading_is_measured_in_words(make_item):
    measured = readability([make_item(scenario={"text": "Een twee drie. Vier vijf."})] * 30)
    assert measured.words_per_incident == 5
