"""Reading and checking the content folder: what is wrong is named by file and line."""

from datetime import date

import pytest

from question_bank.bank import Bank, UnknownExam, UnknownItem, UnusableBank, check, load_bank

FAMILY = """\
family: kw-dak
exam: klantgericht-werken
items:
  - id: kw-dak-1
    version: 1
    kind: best_answer
    category: UITLEG
    domain: reparatie
    channel: balie
    situation: reactief
    difficulty: 2
    source: "B:9-10"
    scenario: {role: U werkt aan de balie., text: Meneer Aydin vraagt naar zijn dak.}
    question: Wat is de meest professionele reactie?
    replies:
      - {id: a, text: Dat komt doordat het dak eerst droog moet., category: UITLEG, explanation: Dit legt uit.}
      - {id: b, text: Dit vind ik zelf ook echt te gek hoor., category: GELIJK, explanation: Dit geeft gelijk.}
      - {id: c, text: Hier houdt het gesprek voor mij wel op., category: AFKAPPEN, explanation: Dit kapt af.}
      - {id: d, text: De datum staat vast en blijft ook zo staan., category: FEIT, explanation: Dit is kaal.}
    key: a
"""


def only_problem(folder):
    (problem,) = check(folder).problems
    return problem.file, problem.line, problem.item, problem.sentence


def test_sound_content_has_no_problems(content):
    report = check(content(kw_dak=FAMILY))
    assert (report.problems, report.warnings) == ((), ())
    assert report.counts["klantgericht-werken"]["items"] == 1
    assert report.counts["klantgericht-werken"]["kind"] == {"best_answer": 1}


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("key: a", "key: e", 20, "sleutel"),
        ("domain: reparatie", "domain: tuin", 8, "tuin"),
        ("category: GELIJK", "category: AARDIG", 17, "AARDIG"),
        ("category: UITLEG\n", "category: AARDIG\n", 7, "codeboek"),
        ("{id: c,", "{id: b,", 15, "dezelfde letter"),
        ("difficulty: 2", "difficulty: 2\n    colour: rood", 4, "colour"),
        ("exam: klantgericht-werken", "exam: lastige-boodschappen", 2, "andere toets"),
        ("family: kw-dak", "family: kw-hek", 1, "kw-hek.yaml"),
        ("key: a", "key: b", 20, "niet professioneel"),
        ("key: a", "key: a\n    enemies: [kw-nergens-1]", 21, "kw-nergens-1"),
        ("    version: 1\n", "", 4, "version"),
        ("items:", "items: 3\nrest:", 3, "Expected `array`"),
    ],
)
def test_a_problem_is_named_by_file_and_line(content, old, new, line, says):
    folder = content(kw_dak=FAMILY.replace(old, new, 1))
    problems = [problem for problem in check(folder).problems if problem.line == line]
    assert [problem for problem in problems if says in problem.sentence]
    assert {problem.file for problem in problems} == {"klantgericht_werken/kw-dak.yaml"}


def test_a_file_that_is_no_yaml_is_named_and_the_rest_is_still_checked(content):
    report = check(content(kw_dak=FAMILY, kw_hek="items: [\n"))
    assert [(problem.file, problem.line) for problem in report.problems] == [("klantgericht_werken/kw-hek.yaml", 2)]
    assert report.counts["klantgericht-werken"]["items"] == 1


def test_an_id_that_exists_already_is_refused(content):
    item = FAMILY.split("items:\n")[1]
    file, line, item_id, sentence = only_problem(content(kw_dak=FAMILY + item))
    assert (file, line, item_id) == ("klantgericht_werken/kw-dak.yaml", 21, "kw-dak-1")
    assert "bestaat al" in sentence


def test_a_report_is_plain_data_for_json(content):
    plain = check(content(kw_dak=FAMILY.replace("key: a", "key: e"))).as_json()
    assert plain["ok"] is False
    assert plain["problems"][0]["file"] == "klantgericht_werken/kw-dak.yaml"
    assert plain["problems"][0]["line"] == 20
    assert plain["problems"][0]["item"] == "kw-dak-1"


def test_a_bank_with_problems_is_not_loaded(content):
    with pytest.raises(UnusableBank, match=r"kw-dak.yaml, regel 20") as caught:
        load_bank(content(kw_dak=FAMILY.replace("key: a", "key: e")))
    assert len(caught.value.report.problems) == 1


def test_items_are_found_by_id_and_listed_by_exam(content):
    bank = load_bank(content(kw_dak=FAMILY))
    assert bank.find_item("kw-dak-1").domain == "reparatie"
    assert [item.id for item in bank.all_items("klantgericht-werken")] == ["kw-dak-1"]
    assert bank.all_items("lastige-boodschappen") == ()


def test_an_item_whose_facts_have_aged_is_left_out_for_that_day(content):
    bank = load_bank(content(kw_dak=FAMILY.replace("key: a", "key: a\n    valid_until: 2027-06-30")))
    assert len(bank.all_items("klantgericht-werken", on=date(2027, 6, 30))) == 1
    assert len(bank.all_items("klantgericht-werken", on=date(2027, 7, 1))) == 0


def test_what_is_not_there_is_refused_with_a_sentence():
    bank = Bank(items={}, blueprints={})
    with pytest.raises(UnknownItem, match="kw-dak-1"):
        bank.find_item("kw-dak-1")
    with pytest.raises(UnknownExam, match="bestaat niet"):
        bank.find_blueprint("tuinieren")


def test_articles_are_compared_when_they_are_at_hand(content, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("Wij zeiden: dat komt doordat het dak eerst droog moet worden.", encoding="utf-8")
    folder = content(kw_dak=FAMILY)
    assert [problem.line for problem in check(folder, articles=[article]).problems] == [16]
