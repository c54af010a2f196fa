"""Questions that were made in Moodle, and files that should do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exchange.carried import Imported
from question_bank.exchange.moodle import import_moodle
from question_bank.exchange.packages import RefusedPackage


def quiz(kind: str, content: str, text: str = "<p>Het dak lekt.</p><p>Wat zegt u?</p>") -> str:
    return (
        f'<quiz><question type="{kind}"><name><text>Dák &amp; zolder!</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{content}</question></quiz>'
    )


def answer(text: str, fraction: str, feedback: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text>{text}</text>'
        f'<feedback format="html"><text>{feedback}</text></feedback></answer>'
    )


def parts(outcome: Imported) -> list[str]:
    return [loss.part for loss in outcome.losses]


def test_a_choice_becomes_a_best_answer() -> None:
    answers = answer("Ik snap u.", "0", "Te vaag.") + answer("&lt;p&gt;Dat komt door de storm.&lt;/p&gt;", "100")
    outcome = import_moodle(quiz("multichoice", f"<single>true</single>{answers}").encode())
    assert outcome.losses == ()
    assert outcome.drafts == (
        {
            "id": "dak-zolder",
            "scenario": {"text": "Het dak lekt."},
            "question": "Wat zegt u?",
            "kind": "best_answer",
            "replies": [
                {"id": "a", "text": "Ik snap u.", "explanation": "Te vaag."},
                {"id": "b", "text": "Dat komt door de storm."},
            ],
            "key": "b",
        },
    )


@pytest.mark.parametrize("single", ["false", "0", ""])
def test_several_right_answers_are_listed(single: str) -> None:
    answers = answer("Een", "50") + answer("Twee", "50")
    outcome = import_moodle(quiz("multichoice", f"<single>{single}</single>{answers}").encode())
    assert parts(outcome) == ["sleutel"]
    assert "key" not in outcome.drafts[0]


@pytest.mark.parametrize("fraction", ["33.33333", "-25"])
def test_parts_of_points_are_listed(fraction: str) -> None:
    outcome = import_moodle(quiz("multichoice", answer("Een", "100") + answer("Twee", fraction)).encode())
    assert parts(outcome) == ["puntentelling"]
    assert outcome.drafts[0]["key"] == "a"


def test_a_fraction_that_is_no_number_earns_nothing() -> None:
    outcome = import_moodle(quiz("multichoice", answer("Een", "veel") + answer("Twee", "100")).encode())
    assert outcome.drafts[0]["key"] == "b"


def test_an_ordering_becomes_a_ranking() -> None:
    answers = "".join(answer(text, str(place)) for place, text in enumerate(("Een", "Twee", "Drie", "Vier"), 1))
    (draft,) = import_moodle(quiz("ordering", answers).encode()).drafts
    assert (draft["kind"], draft["key"]) == ("rank_replies", ["a", "b", "c", "d"])


def pair(text: str, match: str) -> str:
    return f'<subquestion format="html"><text>{text}</text><answer><text>{match}</text></answer></subquestion>'


def test_a_matching_with_our_ratings_becomes_a_rating() -> None:
    pairs = pair("Een", "zeer professioneel") + pair("Twee", "zeer onprofessioneel") + pair("", "eerder professioneel")
    (draft,) = import_moodle(quiz("matching", pairs).encode()).drafts
    assert (draft["kind"], draft["key"]) == ("rate_replies", {"a": 4, "b": 1})


def test_another_matching_keeps_its_pairs_in_words() -> None:
    outcome = import_moodle(quiz("matching", pair("Amsterdam", "Nederland") + pair("Gent", "België")).encode())
    assert parts(outcome) == ["vraagvorm"]
    assert outcome.drafts[0]["replies"][1] == {"id": "b", "text": "Gent", "explanation": "Hoort bij: België"}


def test_an_essay_becomes_a_written_reply() -> None:
    content = '<graderinfo format="html"><text>&lt;b&gt;Let op&lt;/b&gt; de toon.</text></graderinfo>'
    outcome = import_moodle(quiz("essay", content).encode())
    assert outcome.drafts[0]["kind"] == "written_reply"
    assert outcome.drafts[0]["marking_notes"] == "Let op de toon."
    assert parts(outcome) == ["opmaak"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ('<generalfeedback format="html"><text>Zie artikel 5.</text></generalfeedback>', "algemene feedback"),
        ('<hint format="html"><text>Denk aan de storm.</text></hint>', "hint"),
        ("<correctfeedback><text>Goed zo!</text></correctfeedback>", "feedback bij een goed antwoord"),
        ("<tags><tag><text>dak</text></tag></tags>", "labels"),
        ("<coursetags><tag><text>dak</text></tag></coursetags>", "labels"),
    ],
)
def test_what_we_have_no_place_for_is_listed_with_its_words(content: str, part: str) -> None:
    outcome = import_moodle(quiz("essay", content).encode())
    assert parts(outcome) == [part]


@pytest.mark.parametrize(
    ("text", "plain", "part"),
    [
        ('<p>Kijk: <img src="@@PLUGINFILE@@/dak.png" alt="dak"> mooi</p>', "Kijk: mooi", "afbeelding"),
        ('<p>Zie <a href="https://www.rijksoverheid.nl">de regels</a>.</p>', "Zie de regels.", "link"),
        ("<p>Heel <strong>nat</strong></p>", "Heel nat", "opmaak"),
    ],
)
def test_pictures_links_and_looks_are_listed(text: str, plain: str, part: str) -> None:
    outcome = import_moodle(quiz("essay", "", text).encode())
    assert outcome.drafts[0]["question"] == plain
    assert parts(outcome) == [part]


def test_lists_become_lines() -> None:
    outcome = import_moodle(quiz("essay", "", "<ul><li>een</li><li>twee<br>drie</li></ul><div>vier</div>").encode())
    assert outcome.drafts[0]["scenario"]["text"] == "een\ntwee\ndrie"
    assert outcome.drafts[0]["question"] == "vier"


@pytest.mark.parametrize("form", ["moodle_auto_format", "plain_text", "markdown", "wiki_like"])
def test_lines_of_a_text_without_html_stay_lines(form: str) -> None:
    file = quiz("essay", "", "Het dak lekt.\nHet regent in.\nWat zegt u?").replace('"html"', f'"{form}"')
    (draft,) = import_moodle(file.encode()).drafts
    assert draft["scenario"]["text"] == "Het dak lekt.\nHet regent in."
    assert draft["question"] == "Wat zegt u?"


@pytest.mark.parametrize("kind", ["truefalse", "cloze", "ddimageortext"])
def test_other_types_are_listed_and_nothing_else_is_lost(kind: str) -> None:
    outcome = import_moodle(quiz(kind, "").encode())
    assert outcome.drafts == ()
    assert [(loss.item, loss.part) for loss in outcome.losses] == [("Dák & zolder!", "hele vraag")]


def test_categories_of_others_are_listed() -> None:
    file = '<quiz><question type="category"><category><text>$course$/top/Wonen</text></category></question></quiz>'
    assert parts(import_moodle(file.encode())) == ["categorie"]


def test_an_empty_file_says_so() -> None:
    assert parts(import_moodle(b"<quiz/>")) == ["bestand"]


def test_another_document_is_refused() -> None:
    with pytest.raises(RefusedPackage, match="geen Moodle XML"):
        import_moodle(b"<manifest/>")


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=x>",
        "<img src=x onerror=alert(1)>",
        "<a href='java&#115;cript:alert(1)'>x</a>",
        "<svg/onload=alert(1)>",
        "<iframe src='x'></iframe>",
        "<img src='https://example.org/spoor.gif'>",
        "<p style=\"background:url('//example.org')\">",
        "<object data='x'></object>",
    ],
)
@pytest.mark.parametrize("kind", ["multichoice", "onbekend"])
def test_markup_that_runs_or_loads_is_refused_in_html_too(markup: str, kind: str) -> None:
    with pytest.raises(RefusedPackage):
        import_moodle(quiz(kind, "", markup).encode(), "vragen.xml")


def test_a_bomb_of_entities_is_refused() -> None:
    with pytest.raises(RefusedPackage, match="DOCTYPE"):
        import_moodle(b'<!DOCTYPE quiz [<!ENTITY a "x">]><quiz>&a;</quiz>')


@given(text=st.text(alphabet="<>/!-[]&;='\"abpc \n", max_size=80))
def test_any_html_is_read_or_refused(text: str) -> None:
    try:
        import_moodle(quiz("essay", "", text.replace("]]>", "")).encode())
    except RefusedPackage:
        return


NAMES = [
    "reactie-a",
    "reactie-1",
    "keuze-b",
    "keuze-0",
    "niveau-1-1",
    "punten-x",
    "soort-a",
    "huurder-1",
    "vraag-a",
    "-",
    "",
]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(alphabet="ab, ", max_size=5))))
def test_any_names_of_parts_are_read_without_falling_over(blocks: list[tuple[str, str]]) -> None:
    text = "".join(f'<p class="proeve-{name}">{words}</p>' for name, words in blocks)
    assert len(import_moodle(quiz("multichoice", "", text).encode()).drafts) == 1
