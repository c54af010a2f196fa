"""The rules one item must keep."""

import pytest

from question_bank.rules import ITEM_RULES, keys, texts
from question_bank.rules.wording import words


def problems(rule, item):
    return [flaw.sentence for flaw in rule(item) if flaw.severity == "problem"]


def warnings(rule, item):
    return [flaw.sentence for flaw in rule(item) if flaw.severity == "warning"]


@pytest.mark.parametrize("kind", ["best_answer", "most_least", "rate_replies", "rank_replies", "recognise_category"])
def test_a_sound_item_breaks_no_rule(make_item, kind):
    assert [flaw for rule in ITEM_RULES for flaw in rule(make_item(kind))] == []


def test_a_category_that_is_only_implied_cannot_be_primary(make_item):
    assert problems(keys.primary_category, make_item(category="VAAG"))


def test_the_primary_category_occurs_among_the_replies(make_item):
    assert problems(keys.primary_category, make_item(category="KLACHT"))


@pytest.mark.parametrize("key", ["b", "c"])
def test_the_best_reply_is_professional(make_item, key):
    assert problems(keys.best_is_professional, make_item(key=key))


def test_setting_a_boundary_is_never_the_key(make_item, make_reply):
    replies = [make_reply("a", "UITLEG", also=["GRENS"]), *(make_reply(x, "GELIJK") for x in "bcd")]
    assert problems(keys.best_is_professional, make_item(replies=replies))


def test_the_least_professional_reply_is_not_professional(make_item):
    assert problems(keys.best_is_professional, make_item("most_least", key={"most": "a", "least": "c"}))


@pytest.mark.parametrize(
    ("best", "others", "refused"),
    [
        (("FEIT", []), [("GEVOEL", [])], True),
        (("GEVOEL", []), [("FEIT", [])], True),
        (("GEVOEL", ["UITLEG"]), [("FEIT", [])], False),
        (("GEVOEL", []), [("FEIT", ["UITLEG"])], False),
        (("FEIT", []), [("FEIT", ["UITLEG"])], True),
        (("FEIT", []), [("GEVOEL", ["UITLEG"])], True),
        (("FEIT", []), [("GEVOEL", ["GELIJK"])], False),
        (("FEIT", []), [("UITLEG", [])], False),
        (("UITLEG", []), [("FEIT", []), ("GEVOEL", [])], False),
    ],
)
def test_no_key_decides_between_a_bare_fact_and_a_feeling(make_item, make_reply, best, others, refused):
    parts = [best, *others, *[("AFKAPPEN", [])] * (3 - len(others))]
    replies = [make_reply(x, code, also=also) for x, (code, also) in zip("abcd", parts, strict=True)]
    choice = make_item("best_answer", replies=replies, key="a")
    ends = make_item("most_least", replies=replies, key={"most": "a", "least": "d"})
    for item in (choice, ends):
        assert bool(problems(keys.fact_against_feeling, item)) is refused


def test_a_ranking_holds_no_bare_fact_beside_a_bare_feeling(make_item, make_reply):
    codes = ("UITLEG", "FEIT", "GEVOEL", "GELIJK")
    replies = [make_reply(x, code) for x, code in zip("abcd", codes, strict=True)]
    assert problems(keys.fact_against_feeling, make_item("rank_replies", replies=replies, key=list("abcd")))


def test_an_unprofessional_reply_is_not_rated_professional(make_item):
    item = make_item("rate_replies", key={"a": 4, "b": 3, "c": 1, "d": 2, "e": 4})
    assert len(problems(keys.ratings_follow_categories, item)) == 1
    assert len(warnings(keys.ratings_follow_categories, item)) == 1


def test_a_bare_fact_rated_very_professional_is_remarked(make_item):
    item = make_item("rate_replies", key={"a": 4, "b": 2, "c": 1, "d": 4, "e": 4})
    assert warnings(keys.ratings_follow_categories, item) == ["Alleen FEIT is onvolledig; een 3 past beter dan een 4."]


def test_an_unprofessional_reply_is_not_ranked_above_a_professional_one(make_item):
    assert problems(keys.ranking_follows_categories, make_item("rank_replies", key=list("bcad")))


@pytest.mark.parametrize(("count", "refused"), [(70, False), (71, True)])
def test_an_incident_has_at_most_seventy_words(make_item, count, refused):
    item = make_item(scenario={"text": "woord " * count})
    assert bool(problems(texts.incident_is_short, item)) is refused


@pytest.mark.parametrize(("length", "found"), [(100, None), (126, None), (145, "warning"), (230, "problem")])
def test_a_reply_does_not_stand_out_by_its_length(make_item, make_reply, length, found):
    replies = [make_reply(letter, "GELIJK", text="x" * 100) for letter in "bcd"]
    item = make_item(replies=[make_reply("a", "UITLEG", text="x" * length), *replies])
    flaws = [flaw for flaw in texts.replies_are_equally_long(item) if flaw.place == ("replies", 0, "text")]
    assert [flaw.severity for flaw in flaws] == ([found] if found else [])


@pytest.mark.parametrize(
    ("notes", "wrong"),
    [
        ("Wie haar gelijk geeft, krijgt hoogstens zes punten.", False),
        ("Dat is GELIJK, hoogstens 6; toezeggen is TOEGEVEN, hoogstens 4.", False),
        ("Alleen de regel noemen geeft hoogstens 1 punt.", False),
        ("Een verwijt is AANVAL: hoogstens zes punten.", True),
        ("Dat is SCHUILEN: hoogstens vier.", True),
        ("Zonder nee krijgt het antwoord hoogstens vijf punten.", True),
    ],
)
def test_a_limit_in_the_marking_notes_is_a_cap_that_is_kept(make_item, notes, wrong):
    item = make_item("written_reply", marking_notes=notes)
    assert bool(problems(texts.marking_notes_name_real_caps, item)) is wrong


@pytest.mark.parametrize(
    "text",
    [
        "De huur gaat met 3% omhoog.",
        "Dat kost € 12.",
        "Tien procent erbij.",
        "Het is 5 euro.",
        "Daarna kan de huurder naar de Huurcommissie.",
        "De gemeente beslist over urgentie.",
        "De huurtoeslag gaat naar de huurder.",
    ],
)
def test_an_amount_or_percentage_needs_a_last_day(make_item, text):
    assert problems(texts.ageing_facts_have_an_end, make_item(scenario={"fact": text}))
    dated = make_item(scenario={"fact": text}, valid_until="2027-06-30")
    assert not problems(texts.ageing_facts_have_an_end, dated)


@pytest.mark.parametrize(
    "text",
    [
        "De opzegtermijn is een maand.",
        "Opzeggen mag altijd, met een termijn van een maand.",
        "Alleen de kantonrechter kan dat.",
        "Mensen staan hier meestal zeven jaar of langer ingeschreven.",
        "De wachttijd is lang.",
    ],
)
def test_legal_terms_and_waiting_times_age_as_a_fact_and_not_as_a_story(make_item, text):
    assert problems(texts.ageing_facts_have_an_end, make_item(scenario={"fact": text}))
    assert not problems(texts.ageing_facts_have_an_end, make_item(scenario={"text": text}))


@pytest.mark.parametrize("text", ["Dag {naam}.", "Dat is <b>niet</b> zo.", "Het is **echt** zo."])
def test_texts_have_no_markup_and_no_open_places(make_item, text):
    assert problems(texts.texts_are_plain, make_item(scenario={"quote": text}))


def test_long_sentences_are_remarked(make_item):
    long = " ".join(["woord"] * 23) + "."
    assert warnings(texts.sentences_are_short, make_item(scenario={"fact": long}))
    fine = "Dit zijn vijf korte woorden. " * 5
    assert not warnings(texts.sentences_are_short, make_item(scenario={"fact": fine.strip()}))


def test_texts_with_long_sentences_on_average_are_remarked(make_item, make_reply):
    sentence = " ".join(["woord"] * 20) + "."
    replies = [make_reply(letter, "UITLEG", text=sentence) for letter in "abcd"]
    assert len(words(sentence)) <= texts.LONGEST_SENTENCE
    assert warnings(texts.sentences_are_short, make_item(replies=replies, scenario={"text": sentence}))


def test_an_explanation_that_goes_on_and_on_is_remarked(make_item, make_reply):
    replies = [make_reply(letter, "UITLEG", explanation="woord " * 31) for letter in "abcd"]
    assert len(warnings(texts.explanations_are_short, make_item(replies=replies))) == 4


def test_the_word_klant_is_remarked_but_not_inside_another_word(make_item):
    assert warnings(texts.tenants_are_tenants, make_item(scenario={"text": "Een klant belt."}))
    assert not warnings(texts.tenants_are_tenants, make_item(scenario={"role": "U werkt bij het klantcontactcentrum."}))
