"""What goes out as Moodle XML comes back as it was, or is listed."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import load_bank
from question_bank.exchange.carried import draft_of, item_of
from question_bank.exchange.moodle import export_moodle, import_moodle
from question_bank.exchange.packages import parse_xml
from question_bank.items import Item

REMARK = "opmerking"
ODD = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "<b>vet</b> & <script>alert(1)</script>",
        "]]>",
        "&lt;p&gt; &amp;amp;",
        "regel 1\nregel 2\n",
        "hij zei: \"kom\" en 'ga'",
        "  spaties  binnenin  ",
        "é, ü, 😀, ﷺ, \u00a0hard",
        '</p><p class="proeve-vraag">een andere vraag',
        "$$x^2$$ {#1} [[2]] @@PLUGINFILE@@",
    ]
)


def lost_parts(losses: Any) -> list[str]:
    """Give the parts that came back differently, without what Moodle's grading cannot do."""
    return [loss.part for loss in losses if loss.sentence.startswith("Moodle XML kan dit niet zo bevatten")]


def test_all_items_of_the_bank_come_back_equal_but_for_remarks_of_authors() -> None:
    items = load_bank().items
    exported = export_moodle(list(items.values()))
    imported = import_moodle(exported.content)
    assert imported.losses == ()
    assert {part.rpartition(", ")[2] for part in lost_parts(exported.losses)} == {REMARK}
    with_remarks = {item.id for item in items.values() if any(reply.remark for reply in item.replies)}
    back = {draft["id"]: item_of(draft) for draft in imported.drafts}
    assert list(back) == list(items)
    assert {item_id for item_id in items if back[item_id] != items[item_id]} == with_remarks


def test_every_field_of_every_kind_comes_back(full_items: list[Item]) -> None:
    exported = export_moodle(full_items)
    assert set(lost_parts(exported.losses)) == {f"reactie a, {REMARK}"}
    for item, draft in zip(full_items, import_moodle(exported.content).drafts, strict=True):
        wanted = draft_of(item)
        for reply in wanted.get("replies", ()):
            reply.pop("remark", None)
        assert draft == wanted


@given(st.data())
def test_odd_texts_come_back_equal_or_are_listed(make_item: Callable[..., Item], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["next_step", "recognise_category", "written_reply"]))
    item = make_item(kind, question=data.draw(ODD), scenario={"text": data.draw(ODD), "quote": data.draw(ODD)})
    exported = export_moodle([item])
    (draft,) = import_moodle(exported.content).drafts
    assert (draft == draft_of(item)) == (lost_parts(exported.losses) == [])


@given(text=ODD)
def test_odd_texts_of_replies_come_back_equal_or_are_listed(
    make_item: Callable[..., Item], make_reply: Callable[..., dict[str, Any]], text: str
) -> None:
    replies = [make_reply(letter, "FEIT", text=text, explanation=text) for letter in "abcd"]
    for kind in ("best_answer", "most_least", "rank_replies"):
        item = make_item(kind, replies=replies)
        exported = export_moodle([item])
        (draft,) = import_moodle(exported.content).drafts
        assert (draft == draft_of(item)) == (lost_parts(exported.losses) == [])


@pytest.mark.parametrize("kind", ["best_answer", "recognise_category", "most_least", "rate_replies", "rank_replies"])
def test_a_key_that_was_changed_in_moodle_comes_back_changed(make_item: Callable[..., Item], kind: str) -> None:
    item = make_item(kind)
    quiz = parse_xml(export_moodle([item]).content, "v")
    question = quiz[-1]
    if kind in ("best_answer", "recognise_category"):
        answers = question.findall("answer")
        changed = [answer.get("fraction") for answer in answers[1:]] + [answers[0].get("fraction")]
        for answer, fraction in zip(answers, changed, strict=True):
            answer.set("fraction", str(fraction))
    elif kind == "rank_replies":
        first, second = question.findall("answer")[:2]
        first[:], second[:] = list(second), list(first)
    else:
        first, second = question.findall("subquestion/answer/text")[:2]
        first.text, second.text = second.text, first.text
    (draft,) = import_moodle(tostring(quiz)).drafts
    wanted = {
        "best_answer": "d",
        "recognise_category": "GEVOEL",
        "most_least": {"most": "d", "least": "a"},
        "rate_replies": {"a": 2, "b": 4, "c": 1, "d": 3, "e": 4},
        "rank_replies": ["a", "b", "d", "c"],
    }
    assert draft["key"] == wanted[kind]


def test_what_was_added_in_moodle_is_listed(make_item: Callable[..., Item]) -> None:
    quiz = parse_xml(export_moodle([make_item()]).content, "v")
    question = quiz[-1]
    text = question.find("questiontext/text")
    assert text is not None
    text.text = f"<p>Let op!</p>{text.text}<img src='@@PLUGINFILE@@/dak.png'>"
    tag = question.find("tags/tag/text")
    assert tag is not None
    tag.text = "leuke vraag"
    outcome = import_moodle(tostring(quiz))
    assert [loss.part for loss in outcome.losses] == ["vraagvorm", "afbeelding", "toegevoegde tekst", "labels"]
    assert "Let op!" in outcome.losses[2].sentence
