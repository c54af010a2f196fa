"""The page of the real bank says what was measured."""

from question_bank.quality.balance import all_targets, balance
from question_bank.quality.page import quality_page
from question_bank.quality.texts import readability, shared_between_items, shared_with_articles


def test_the_page_has_every_part(bank):
    page = quality_page(bank)
    for heading in ("## Klantgericht werken", "## Lastige boodschappen", "## Hard cases", "## Texts", "## Blind"):
        assert heading in page


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
