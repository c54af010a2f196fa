import json
import unicodedata
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.facts import InvalidFacts, clean_text, read_snapshot, write_snapshot
from certificates.numbering import InvalidNumber

any_text = st.text(st.characters())


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Jan \t van\nder   Berg ", "Jan van der Berg"),
        ("Jan\u00a0Berg", "Jan Berg"),
        ("Jan\u202egreB", "JangreB"),
        ("\u2066Jan\u2069 \u200bBerg\ufeff", "Jan Berg"),
        ("Jan\x00\x07\x9fBerg", "JanBerg"),
        ("Berg\u00adhuis", "Berghuis"),
        ("Zoe\u0308", "Zoë"),
        ("\u200b", ""),
        ("Jan\ud800", "Jan"),
    ],
)
def test_hidden_characters_go_and_spaces_become_single(written, cleaned):
    assert clean_text(written) == cleaned


@given(any_text)
def test_cleaned_text_hides_nothing_and_is_in_form_nfc(text):
    cleaned = clean_text(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)


@given(any_text)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


def test_facts_hold_cleaned_texts(make_facts):
    assert make_facts(holder=" Zoe\u0308\u202e  Berg").holder == "Zoë Berg"


@pytest.mark.parametrize("field", ["holder", "corporation", "exam", "exam_version", "shown", "verify_page", "issuer"])
def test_an_empty_text_is_refused(make_facts, field):
    with pytest.raises(InvalidFacts, match=r"is leeg\. Vul dit in"):
        make_facts(**{field: " \u200b\n"})


@pytest.mark.parametrize("field", ["passed_on", "valid_from"])
def test_validity_that_ends_before_it_begins_is_refused(make_facts, field):
    with pytest.raises(InvalidFacts, match="Kijk de datums"):
        make_facts(**{field: date(2029, 11, 22)})


def test_a_wrong_number_is_refused(make_facts):
    with pytest.raises(InvalidNumber):
        make_facts(number="PR-2026-4FTR-ARPC-7")


def test_a_number_must_be_written_as_it_is_printed(make_facts):
    with pytest.raises(InvalidFacts, match="voluit: PR-2026-4FTR-ARPC-6"):
        make_facts(number="pr2026 4ftr arpc 6")


@pytest.mark.parametrize(
    "url", ["proeve.example/c/abc", "https://proeve.example/c/aBc", "https://proeve.example/?c=a_b", "javascript:x"]
)
def test_an_address_that_a_qr_code_in_capitals_would_change_is_refused(make_facts, url):
    with pytest.raises(InvalidFacts, match="controleadres"):
        make_facts(verify_url=url)


def test_facts_come_back_from_a_stored_snapshot_as_they_were(make_facts):
    facts = make_facts(holder="Łukasz 'd Ỹ", language="en")
    stored = json.dumps(write_snapshot(facts))
    assert read_snapshot(json.loads(stored)) == facts


def test_the_snapshot_has_dates_that_people_can_read(make_facts):
    assert write_snapshot(make_facts())["valid_until"] == "2029-11-21"


@pytest.mark.parametrize("change", [{"score": 8}, {"language": "fr"}, {"holder": ""}, {"valid_until": "2020-01-01"}])
def test_a_snapshot_that_does_not_hold_together_is_refused(make_facts, change):
    with pytest.raises(msgspec.ValidationError):
        read_snapshot(write_snapshot(make_facts()) | change)


def test_facts_cannot_be_changed(make_facts):
    with pytest.raises(AttributeError):
        make_facts().holder = "Iemand anders"
