"""The code of a receipt survives being copied by people, and says so when it did not."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.exams.receipts.codes import ALPHABET, InvalidCode, parse_code, write_code

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


def test_a_code_is_the_start_of_the_digest_in_base_32() -> None:
    assert write_code("00" * 32) == "00000-00000-00000-0000-0000-0000"
    assert write_code("ff" * 32).startswith("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZ-ZZZZ-ZZZ")
    assert write_code(f"{1 << 126:064x}").startswith("00000-00000")


@given(digests)
def test_a_code_reads_back_however_it_was_typed(digest: str) -> None:
    code = write_code(digest)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert parse_code(typed) == parse_code(code.replace("-", "")) == code


@given(digests, st.integers(0, 26), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(digest: str, place: int, wrong: str) -> None:
    characters = write_code(digest).replace("-", "")
    if characters[place] == wrong:
        return
    with pytest.raises(InvalidCode):
        parse_code(characters[:place] + wrong + characters[place + 1 :])


@given(digests, st.integers(0, 26), st.integers(0, 26))
def test_two_characters_that_changed_places_are_noticed(digest: str, one: int, other: int) -> None:
    characters = list(write_code(digest).replace("-", ""))
    if characters[one] == characters[other]:
        return
    characters[one], characters[other] = characters[other], characters[one]
    with pytest.raises(InvalidCode):
        parse_code("".join(characters))


@pytest.mark.parametrize("text", ["", "ABC", "U" * 27, write_code(hashlib.sha256(b"").hexdigest()) + "0", "x" * 5000])
def test_what_is_no_code_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidCode, match="27 letters en cijfers"):
        parse_code(text)
