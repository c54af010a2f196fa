"""What a badge says of a certificate."""

import json
from datetime import date

import pytest

from certificates.badge.credential import last_moment, make_credential, make_status_entry
from certificates.badge.proof import write_instant


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2028, 11, 21), "2028-11-21T22:59:59Z"),
        (date(2028, 7, 21), "2028-07-21T21:59:59Z"),
        (date(2026, 3, 29), "2026-03-29T21:59:59Z"),
        (date(2026, 10, 25), "2026-10-25T22:59:59Z"),
    ],
)
def test_valid_until_is_the_last_second_of_the_dutch_day_in_summer_and_winter(day, instant):
    assert write_instant(last_moment(day)) == instant


def test_everything_that_is_printed_is_in_the_badge_except_the_secret_of_the_qr_code(facts, badge):
    text = badge.decode()
    for printed in (facts.holder, facts.corporation, facts.exam, facts.shown, facts.number, facts.issuer):
        assert printed in text
    assert facts.verify_url not in text
    assert "@" not in text.replace("@context", "")


def test_the_issuer_is_the_identifier_that_owns_the_key(badge, keys):
    document = json.loads(badge)
    assert document["issuer"]["id"] == keys.did
    assert document["proof"][0]["verificationMethod"].startswith(f"{keys.did}#")


def test_proofs_stand_in_a_list_and_the_status_does_not(badge):
    document = json.loads(badge)
    assert isinstance(document["proof"], list)
    assert isinstance(document["credentialStatus"], dict)


def test_two_holders_of_one_exam_share_the_achievement_and_nothing_else_that_names_them(make_facts):
    one = make_credential(make_facts(), "https://proeve.example", status_index=1)
    other = make_credential(make_facts(number="PR-2026-4FTR-ARPD-4"), "https://proeve.example", status_index=2)
    assert one.credential_subject.achievement == other.credential_subject.achievement
    assert one.credential_subject.id != other.credential_subject.id
    assert one.id != other.id


def test_a_place_beyond_the_first_list_is_in_the_next():
    entry = make_status_entry("https://proeve.example", 131_072 + 7)
    assert entry.status_list_credential == "https://proeve.example/status/2"
    assert entry.status_list_index == "7"


def test_an_english_certificate_has_an_english_badge(make_facts):
    credential = make_credential(
        make_facts(language="en", shown="has shown to know this."), "https://proeve.example", status_index=1
    )
    achievement = credential.credential_subject.achievement
    assert (achievement.in_language, achievement.description) == ("en", "The holder has shown to know this.")
