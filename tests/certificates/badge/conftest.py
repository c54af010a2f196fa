"""Badges to test with: keys that are made once, and a badge that is valid today and for long."""

from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from certificates.badge.keys import BadgeKeys
from certificates.badge.signing import sign_badge, sign_badge_jwt

PUBLIC_URL = "https://proeve.example:8443"
PLACE = 70_123


@pytest.fixture(scope="session")
def make_keys():
    """Make other keys, for an address of one's choice."""

    def make(public_url=PUBLIC_URL, retired=()):
        return BadgeKeys(public_url, Ed25519PrivateKey.generate(), generate_private_key(65537, 3072), retired)

    return make


@pytest.fixture(scope="session")
def keys(make_keys):
    return make_keys()


@pytest.fixture(scope="session")
def facts(make_facts):
    """Facts of a certificate that is valid on whatever day the tests run."""
    dates = {"passed_on": date(2020, 2, 29), "valid_from": date(2020, 2, 29), "valid_until": date(2090, 7, 1)}
    return make_facts(holder="Jürgen Çelik-O’Brien", **dates)


@pytest.fixture(scope="session")
def badge(facts, keys):
    return sign_badge(facts, keys, status_index=PLACE)


@pytest.fixture(scope="session")
def token(facts, keys):
    return sign_badge_jwt(facts, keys, status_index=PLACE)
