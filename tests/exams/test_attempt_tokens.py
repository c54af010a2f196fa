"""A token says what we signed, for twelve hours, and nothing else passes for one."""

import base64

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.exams.attempt_tokens import AttemptTokens, Pass, TokenRefused

TOKENS = AttemptTokens(b"a key for tests only")
PAGE = Pass(attempt_id=12, lease=3, person_id=7, shapes=("b4", "r5", "c4"))


def code_of(token: bytes) -> str:
    with pytest.raises(TokenRefused) as refused:
        TOKENS.verify(token)
    return refused.value.code


def test_a_token_says_what_was_put_into_it(set_clock):
    facts = TOKENS.verify(TOKENS.issue(PAGE).encode())
    assert msgspec.structs.replace(facts, expires_at=0) == PAGE


def test_a_token_of_a_whole_form_fits_in_a_header():
    shapes = tuple(["r5", "b4"] * 20)
    assert len(TOKENS.issue(msgspec.structs.replace(PAGE, shapes=shapes))) < 300


def test_a_token_lasts_twelve_hours(set_clock):
    token = TOKENS.issue(PAGE).encode()
    set_clock.advance(hours=12)
    assert TOKENS.verify(token).attempt_id == 12
    set_clock.advance(seconds=1)
    assert code_of(token) == "token_expired"


def test_a_token_of_another_installation_is_invalid():
    assert code_of(AttemptTokens(b"another key").issue(PAGE).encode()) == "token_invalid"


def test_the_facts_of_a_token_cannot_be_exchanged():
    _, _, signature = TOKENS.issue(PAGE).encode().partition(b".")
    forged = base64.urlsafe_b64encode(msgspec.msgpack.encode(msgspec.structs.replace(PAGE, attempt_id=13)))
    assert code_of(forged + b"." + signature) == "token_invalid"


def test_a_token_signed_by_a_release_that_wrote_it_otherwise_is_expired():
    payload = base64.urlsafe_b64encode(msgspec.msgpack.encode({"attempt": 1}))
    assert code_of(payload + b"." + TOKENS._signature(payload)) == "token_expired"


@given(st.binary(max_size=80))
def test_no_bytes_at_all_upset_the_check(noise):
    assert code_of(noise) == "token_invalid"
