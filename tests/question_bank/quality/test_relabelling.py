"""A blind reader sees no keys, and agreement is counted as Cohen did."""

import json

import pytest

from question_bank.quality.relabelling import (
    Label,
    agreements,
    all_labels,
    blind_sheet,
    cohens_kappa,
    disagreements,
    text_digest,
)


def test_kappa_of_the_textbook_example():
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohens_kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_undefined_when_there_is_nothing_to_tell_apart():
    assert cohens_kappa([("yes", "yes")] * 3) is None


def test_the_sheet_holds_no_key_category_or_explanation(make_item):
    items = [make_item(), make_item("rate_replies", id="kw-dak-2"), make_item("written_reply", id="kw-dak-3")]
    sheet = blind_sheet(items, seed=3)
    assert {line["item"] for line in sheet} == {"kw-dak-1", "kw-dak-2"}
    text = json.dumps(sheet)
    assert not any(word in text for word in ("UITLEG", "GELIJK", "category", "key", "Daarom."))


def test_replies_come_in_another_order_than_the_authors(make_item):
    items = [make_item(id=f"kw-dak-{n}") for n in range(1, 20)]
    assert any(list(line["replies"]) != sorted(line["replies"]) for line in blind_sheet(items, seed=3))


def test_replies_with_a_label_that_counts_are_left_out_where_asked(make_item):
    items = [make_item(), make_item("rate_replies", id="kw-dak-2")]
    read = [Label(items[0], reply, "UITLEG") for reply in items[0].replies]
    read += [Label(items[1], reply, "UITLEG") for reply in items[1].replies[1:]]
    assert [(line["item"], list(line["replies"])) for line in blind_sheet(items, seed=3, read=read)] == [
        ("kw-dak-2", ["a"])
    ]


HEADER = "item,version,reply,digest,category"


def label_of(item, reply_id, category, version=1):
    reply = next(reply for reply in item.replies if reply.id == reply_id)
    return f"{item.id},{version},{reply_id},{text_digest(reply.text)},{category}"


@pytest.fixture
def labelled(make_item, tmp_path):
    item = make_item()
    rows = [HEADER, label_of(item, "a", "UITLEG"), label_of(item, "b", "AFVALLEN"), label_of(item, "c", "FEIT")]
    (tmp_path / "klantgericht-werken.csv").write_text("\n".join(rows), encoding="utf-8")
    return all_labels([item], tmp_path)


def test_agreement_counts_labels_and_sides(labelled):
    everything = next(agreements(labelled))
    assert (everything.replies, everything.agreed, everything.same_side) == (
        3,
        pytest.approx(1 / 3),
        pytest.approx(2 / 3),
    )


def test_kappa_of_a_category_sets_it_against_all_others(labelled):
    of_category = {group.name: group.kappa for group in agreements(labelled)}
    assert of_category["UITLEG"] == 1
    assert of_category["GELIJK"] == pytest.approx(0)


def test_disagreements_are_listed(labelled):
    assert [label.reply.id for label in disagreements(labelled)] == ["b", "c"]


def test_a_label_of_another_version_does_not_count(make_item, tmp_path):
    item = make_item()
    (tmp_path / "x.csv").write_text(f"{HEADER}\n{label_of(item, 'a', 'UITLEG', version=2)}\n", encoding="utf-8")
    assert all_labels([item], tmp_path) == []


def test_a_label_of_a_reply_that_was_reworded_does_not_count(make_item, tmp_path):
    item = make_item()
    row = label_of(item, "a", "UITLEG").replace(text_digest(item.replies[0].text), text_digest("Wat er eerst stond."))
    (tmp_path / "x.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    assert all_labels([item], tmp_path) == []


def test_of_a_reply_that_was_read_twice_the_later_label_counts(make_item, tmp_path):
    item = make_item()
    rows = [HEADER, label_of(item, "a", "FEIT"), label_of(item, "a", "UITLEG")]
    (tmp_path / "x.csv").write_text("\n".join(rows), encoding="utf-8")
    assert [label.said for label in all_labels([item], tmp_path)] == ["UITLEG"]


def test_line_breaks_make_no_other_text():
    assert text_digest("Dat kan\nniet.") == text_digest("Dat kan niet.") != text_digest("Dat kan.")


def test_a_variable_reads_as_its_default():
    assert text_digest("{commissie} kijkt.") == text_digest("De klachtencommissie kijkt.")


def test_without_labels_there_is_no_agreement():
    assert list(agreements([])) == []
