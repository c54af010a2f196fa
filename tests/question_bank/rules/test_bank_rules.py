"""The rules items must keep among each other, and the cues an exam as a whole may not give."""

import pytest

from question_bank.rules import cues, relations
from question_bank.rules.sources import Articles

LONG = "wij kunnen de schutting dit jaar helaas nog niet betalen"


def found(rule, *items):
    return [(item.id, flaw.place) for item, flaw in rule(items)]


def twin(make_item, **changes):
    return make_item(id="kw-hek-1", family="kw-hek", **changes)


def test_an_id_is_its_family_and_a_number(make_item):
    assert found(relations.names_follow_the_family, make_item()) == []
    assert found(relations.names_follow_the_family, make_item(id="kw-dak-zolder")) == [("kw-dak-zolder", ("id",))]
    assert found(relations.names_follow_the_family, make_item(id="kw-hek-1")) == [("kw-hek-1", ("id",))]
    assert found(relations.names_follow_the_family, make_item(id="12")) == [("12", ("id",))]


def test_a_family_lives_in_one_exam(make_item):
    other = make_item(id="kw-dak-2", exam="lastige-boodschappen")
    assert found(relations.names_follow_the_family, make_item(), other) == [("kw-dak-2", ("id",))]


@pytest.mark.parametrize("enemy", ["kw-nergens-1", "kw-dak-1", "lb-dak-1"])
def test_an_enemy_is_another_item_of_the_same_exam(make_item, enemy):
    other = make_item(id="lb-dak-1", family="lb-dak", exam="lastige-boodschappen")
    items = (make_item(enemies=[enemy]), twin(make_item), other)
    assert found(relations.enemies_exist, *items) == [("kw-dak-1", ("enemies", 0))]


def test_an_enemy_that_exists_is_fine(make_item):
    assert found(relations.enemies_exist, make_item(enemies=["kw-hek-1"]), twin(make_item)) == []


def copies(make_item, make_reply, one, other, **changes):
    replies = [make_reply(letter, "GELIJK", text=letter) for letter in "bcd"]
    first = make_item(replies=[make_reply("a", "UITLEG", text=one), *replies], scenario={"text": "Een."})
    second = twin(
        make_item, replies=[make_reply("a", "UITLEG", text=other), *replies], scenario={"text": "Twee."}, **changes
    )
    return found(relations.replies_are_not_copied, first, second)


def test_nine_shared_words_in_a_row_are_a_copy(make_item, make_reply):
    shared = " ".join(LONG.split()[:9])
    expected = [("kw-hek-1", ("replies", 0, "text"))]
    assert copies(make_item, make_reply, f"Nee, {shared}.", f"{shared.title()}, mevrouw.") == expected


def test_eight_shared_words_in_a_row_are_no_copy(make_item, make_reply):
    shared = " ".join(LONG.split()[:8])
    assert copies(make_item, make_reply, f"Nee, {shared} vast.", f"Ja, {shared} geven.") == []


def test_a_policy_fact_may_return_within_its_family_only(make_item):
    first = make_item(scenario={"fact": LONG, "text": "Een."}, replies=[])
    cousin = make_item(id="kw-dak-2", scenario={"fact": LONG, "text": "Twee."}, replies=[])
    stranger = twin(make_item, scenario={"fact": LONG, "text": "Drie."}, replies=[])
    assert found(relations.replies_are_not_copied, first, cousin) == []
    assert found(relations.replies_are_not_copied, first, stranger) == [("kw-hek-1", ("scenario", "fact"))]


def test_a_copied_item_is_reported_once(make_item):
    first, second = make_item(scenario={"text": LONG}), twin(make_item, scenario={"text": LONG})
    assert len(found(relations.replies_are_not_copied, first, second)) == 1


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        ({"model_answers": [LONG]}, {"model_answers": [LONG]}, ("model_answers", 0)),
        ({"marking_notes": LONG}, {"marking_notes": LONG}, ("marking_notes",)),
        ({"marking_notes": LONG}, {"scenario": {"text": LONG}}, ("scenario", "text")),
    ],
)
def test_texts_that_are_read_after_answering_may_not_return_either(make_item, one, other, place):
    items = make_item("written_reply", **one), twin(make_item, kind="written_reply", **other)
    assert ("kw-hek-1", place) in found(relations.replies_are_not_copied, *items)


def test_an_explanation_may_not_return(make_item, make_reply):
    replies = [make_reply("a", "UITLEG", text=text, explanation=LONG) for text in ("Een.", "Twee.")]
    items = make_item(replies=replies[:1]), twin(make_item, replies=replies[1:], scenario={"text": "Drie."})
    assert ("kw-hek-1", ("replies", 0, "explanation")) in found(relations.replies_are_not_copied, *items)


def test_lines_of_a_rubric_may_return(make_item):
    rubric = [{"criterion": LONG, "max": 1}]
    first = make_item("written_reply", rubric=rubric, scenario={"text": "Een."}, model_answers=["Drie."])
    second = twin(make_item, kind="written_reply", rubric=rubric, scenario={"text": "Twee."}, model_answers=["Vier."])
    assert found(relations.replies_are_not_copied, first, second) == []


def test_keys_that_are_usually_the_longest_reply_are_reported(make_item, make_reply):
    replies = [make_reply("a", "UITLEG", text="x" * 60), *(make_reply(x, "GELIJK", text="x" * 50) for x in "bcd")]
    assert len(list(cues.longest_reply_is_best([make_item(replies=replies)] * 8))) == 1
    assert list(cues.longest_reply_is_best([make_item(replies=replies, key="b")] * 8)) == []


def test_ratings_that_are_hardly_keyed_are_reported(make_item):
    lopsided = make_item("rate_replies", key={"a": 4, "b": 1, "c": 1, "d": 4, "e": 4})
    assert len(list(cues.ratings_are_spread([lopsided] * 8))) == 4
    spread = make_item("rate_replies", key={"a": 4, "b": 2, "c": 1, "d": 3, "e": 3})
    other = make_item("rate_replies", key={"a": 4, "b": 2, "c": 1, "d": 3, "e": 4})
    assert list(cues.ratings_are_spread([spread, other] * 4)) == []


def sentences(make_item, make_reply, text_of, count=cues.FEWEST_REPLIES):
    codes = {"a": "UITLEG", "b": "GELIJK", "c": "FEIT", "d": "AFKAPPEN"}
    replies = [make_reply(letter, code, text=text_of(letter)) for letter, code in codes.items()]
    return list(cues.words_are_no_markers([make_item(replies=replies)] * count))


def marked(*arguments):
    return [sentence.split("'")[1] for sentence in sentences(*arguments)]


@pytest.mark.parametrize("letter", ["a", "b"])
def test_a_word_of_one_side_is_a_marker_whichever_side_that_is(make_item, make_reply, letter):
    assert marked(make_item, make_reply, lambda other: "Ja daarom." if other == letter else "Ja.") == ["daarom"]


@pytest.mark.parametrize(
    ("letter", "advice"),
    [
        ("a", "vaker in onprofessionele of minder vaak in professionele reacties"),
        ("b", "vaker in professionele of minder vaak in onprofessionele reacties"),
    ],
)
def test_a_marker_is_told_with_the_side_that_has_it_too_often(make_item, make_reply, letter, advice):
    (sentence,) = sentences(make_item, make_reply, lambda other: "Ja daarom." if other == letter else "Ja.")
    assert advice in sentence


def test_a_word_of_both_sides_is_no_marker(make_item, make_reply):
    assert marked(make_item, make_reply, lambda letter: "Ja maar." if letter in "ab" else "Ja.") == []


def test_a_word_in_few_replies_is_no_marker_yet(make_item, make_reply):
    rare = cues.FEWEST_REPLIES - 1
    assert marked(make_item, make_reply, lambda other: "Ja daarom." if other == "a" else "Ja.", rare) == []


def test_words_are_weighed_by_how_much_more_often_they_stand_on_one_side(make_item, make_reply):
    replies = [make_reply("a", "UITLEG", text="Daarom."), make_reply("b", "GELIJK", text="Nee.")]
    word = cues.telling_words([make_item(replies=replies)] * 20)[0]
    assert (word.word, word.professional, word.other) == ("daarom", 20, 0)
    assert word.ratio == pytest.approx(21)


ARTICLE = "Vandaag belde een huurder uit Rommeldam over het dak van de flat. Daarna werd het stil."


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Gisteren ging het over het dak van de flat, toen stil.", False),
        ("Gisteren ging het over het dak van de flat, daarna werd het stil.", True),
        ("Er belde een huurder over het dak van de flat.", False),
        ("Vandaag belde een huurder uit Utrecht.", False),
    ],
)
def test_seven_words_in_a_row_of_an_article_may_not_return(make_item, text, refused):
    flaws = list(Articles([ARTICLE]).item_flaws(make_item(scenario={"text": text})))
    assert [flaw.place for flaw in flaws] == ([("scenario", "text")] if refused else [])


def test_a_name_from_an_article_may_not_return_even_in_an_explanation(make_item, make_reply):
    replies = [make_reply(letter, "UITLEG", explanation="Dat doen ze in Rommeldam.") for letter in "abcd"]
    flaws = list(Articles([ARTICLE]).item_flaws(make_item(replies=replies)))
    assert [flaw.place for flaw in flaws] == [("replies", number, "explanation") for number in range(4)]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"model_answers": ["Bel naar Rommeldam."]}, ("model_answers", 0)),
        ({"marking_notes": "Rommeldam telt niet."}, ("marking_notes",)),
        ({"rubric": [{"criterion": "Noemt Rommeldam", "max": 1}]}, ("rubric", 0, "criterion")),
        ({"rubric": [{"criterion": "Plaats", "max": 1, "levels": {0: "Rommeldam"}}]}, ("rubric", 0, "levels", 0)),
    ],
)
def test_nothing_of_an_article_returns_in_what_markers_read(make_item, changes, place):
    flaws = list(Articles([ARTICLE]).item_flaws(make_item("written_reply", **changes)))
    assert [flaw.place for flaw in flaws] == [place]
