"""A signature is filled in where it may differ, and nowhere else."""

import pytest

from certificates.sealing.envelope import NoMould, make_mould

MADE = {"signed": b"[DIGEST]", "digest": b"DIGEST", "signature": b"SIGNATURE"}


def test_digest_and_signature_are_filled_in():
    mould = make_mould(b"<DIGEST|SIGNATURE|rest>", **MADE)
    seen = []
    assert mould.fill(b"digest", lambda signed: seen.append(signed) or b"signature") == b"<digest|signature|rest>"
    assert seen == [b"[digest]"]


@pytest.mark.parametrize("envelope", [b"<DIGEST|SIGNATURE|DIGEST>", b"<DIGEST|SIGNATURESIGNATURE>", b"<DIGEST>"])
def test_a_part_that_cannot_be_found_for_certain_makes_no_mould(envelope):
    with pytest.raises(NoMould):
        make_mould(envelope, **MADE)


def test_a_signature_of_another_length_does_not_fit():
    mould = make_mould(b"<DIGEST|SIGNATURE>", **MADE)
    with pytest.raises(NoMould):
        mould.fill(b"digest", lambda _: b"short")
