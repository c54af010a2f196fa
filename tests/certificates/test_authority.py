"""The chain of trust: who may sign what, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from certificates.authority import (
    KEY_BITS,
    LONGEST_VALIDITY,
    YEAR,
    AuthorityTooOld,
    common_name,
    draw_key,
    make_issuing,
    make_root,
    make_sealing,
)
from question_bank.bank import load_bank

STARTS = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def key():
    """One key for all, for drawing one takes longer than everything else here."""
    return draw_key()


@pytest.fixture
def root(key):
    return make_root("Proeve", starts=STARTS, key=key)


@pytest.fixture
def issuing(root, key):
    return make_issuing(root, "Proeve", starts=STARTS, key=key)


@pytest.fixture
def sealing(issuing, key):
    return make_sealing(issuing, "Proeve", starts=STARTS, key=key)


def test_each_certificate_is_issued_by_the_one_above(root, issuing, sealing):
    sealing.certificate.verify_directly_issued_by(issuing.certificate)
    issuing.certificate.verify_directly_issued_by(root.certificate)
    root.certificate.verify_directly_issued_by(root.certificate)
    assert sealing.chain == (issuing.certificate, root.certificate)


def test_keys_are_rsa_3072(key):
    assert key.key_size == KEY_BITS == 3072


def test_only_those_above_may_sign_certificates(root, issuing, sealing):
    lengths = [
        each.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length
        for each in (root, issuing)
    ]
    assert lengths == [1, 0]
    assert not sealing.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    uses = sealing.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert uses.content_commitment
    assert not uses.key_cert_sign


def test_the_seal_outlives_the_longest_certificate_by_years(sealing):
    months = max(blueprint.validity_months for blueprint in load_bank().blueprints.values())
    longest = timedelta(days=31 * months)
    assert longest < LONGEST_VALIDITY
    assert sealing.certificate.not_valid_after_utc - STARTS >= LONGEST_VALIDITY + 5 * YEAR


def test_everything_above_outlives_the_seal(root, issuing, sealing):
    ends = [each.certificate.not_valid_after_utc for each in (sealing, issuing, root)]
    assert ends == sorted(ends)


def test_an_issuing_certificate_in_its_last_years_gives_out_no_seal(issuing, key):
    make_sealing(issuing, "Proeve", starts=STARTS + 29 * YEAR, key=key)
    with pytest.raises(AuthorityTooOld):
        make_sealing(issuing, "Proeve", starts=STARTS + 31 * YEAR, key=key)


def test_a_long_name_is_cut_to_what_a_certificate_holds(key):
    made = make_root(
        "Vereniging van Samenwerkende Woningcorporaties in het Noorden van Nederland", starts=STARTS, key=key
    )
    assert len(common_name(made.certificate)) == 64
