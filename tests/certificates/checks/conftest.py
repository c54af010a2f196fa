"""A sealed certificate with its badge, what it is checked against, and the keys that were used."""

import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.archiving import archive
from certificates.authority import draw_key, fingerprint, make_issuing, make_root, make_sealing
from certificates.badge.did_document import write_did_document
from certificates.badge.keys import BadgeKeys
from certificates.badge.signing import sign_badge
from certificates.checks.trust import Known, Trust
from certificates.drawing import draw_certificate
from certificates.sealing.key_file import KeyFileSeal
from certificates.verifying import verify_file

OWNER = "Stichting Proeve"
PUBLIC_URL = "https://proeve.example"
STARTS = datetime(2026, 1, 1, tzinfo=UTC)
SEALED_AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CHECKED_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLACE = 70_123


@pytest.fixture(scope="session")
def chain():
    """Make a chain of trust: root, issuing and sealing identity."""

    def make(owner=OWNER, key=None):
        key = key or draw_key()
        root = make_root(owner, starts=STARTS, key=key)
        issuing = make_issuing(root, owner, starts=STARTS, key=key)
        return root, issuing, make_sealing(issuing, owner, starts=STARTS, key=draw_key())

    return make


@pytest.fixture(scope="session")
def authority(chain):
    return chain()


@pytest.fixture(scope="session")
def provider(authority):
    return KeyFileSeal(authority[2], now=lambda: SEALED_AT)


@pytest.fixture(scope="session")
def badge_keys():
    return BadgeKeys(PUBLIC_URL, Ed25519PrivateKey.generate(), draw_key())


@pytest.fixture(scope="session")
def other_badge_keys():
    """Keys of somebody who says that they are us."""
    return BadgeKeys(PUBLIC_URL, Ed25519PrivateKey.generate(), draw_key())


@pytest.fixture(scope="session")
def trust(authority, badge_keys):
    root, _, sealing = authority
    return Trust(
        roots=(root.certificate.public_bytes(Encoding.DER),),
        seals=(fingerprint(sealing.certificate),),
        did_document=write_did_document(badge_keys.published),
        at=CHECKED_AT,
    )


@pytest.fixture(scope="session")
def facts(make_facts):
    return make_facts(verify_url=f"{PUBLIC_URL}/v/4ftrarpc7k2m9xyz3hjk6789")


@pytest.fixture(scope="session")
def badge(facts, badge_keys):
    return sign_badge(facts, badge_keys, status_index=PLACE)


@pytest.fixture(scope="session")
def archived(facts, badge):
    return archive(draw_certificate(facts), facts, attachment=badge)


@pytest.fixture(scope="session")
def sealed(archived, provider):
    """The bytes of a certificate as a holder has them."""
    return provider.seal(archived)


@pytest.fixture(scope="session")
def known(sealed, facts):
    """What the register knows of the certificate."""
    return Known(sha256=hashlib.sha256(sealed).digest(), facts=facts)


@pytest.fixture(scope="session")
def examine(trust):
    """Examine a file with nothing but the keys."""
    return lambda content, **options: verify_file(content, trust, **options)
