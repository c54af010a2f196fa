"""What is hashed is all that the document says, or nothing is."""

import json

import pytest

from certificates.badge.canonical import UncoveredContent, canonical_hash
from certificates.badge.contexts import CREDENTIALS, OPEN_BADGES, UnknownContext


@pytest.fixture
def document(badge):
    document = json.loads(badge)
    del document["proof"]
    return document


def test_the_order_of_members_does_not_change_the_hash(document):
    assert canonical_hash(dict(reversed(document.items()))) == canonical_hash(document)


def test_a_changed_value_changes_the_hash(document):
    changed = document | {"name": "Lastige boodschappen"}
    assert canonical_hash(changed) != canonical_hash(document)


@pytest.mark.parametrize(
    "extra",
    [
        {"corporation": "Another one"},
        {"type": ["VerifiableCredential", "OpenBadgeCredential", "Another"]},
        {"id": "relative"},
        {"evidence": {"type": "Evidence", "corporation": "Another one"}},
        {"proof": {"type": "DataIntegrityProof", "another": "x"}},
        {"evidence": {"id": "relative", "type": "Evidence"}},
        {"@included": [{"id": "https://example.org/1", "name": "Another"}]},
    ],
)
def test_a_name_or_address_without_a_meaning_is_refused_at_any_depth(document, extra):
    with pytest.raises(UncoveredContent):
        canonical_hash(document | extra)


@pytest.mark.parametrize(
    "context",
    [
        None,
        CREDENTIALS,
        [OPEN_BADGES, CREDENTIALS],
        [CREDENTIALS, OPEN_BADGES, {"corporation": "https://schema.org/name"}],
        [CREDENTIALS, OPEN_BADGES, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
        [CREDENTIALS, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"],
        [{"@vocab": "https://schema.org/"}],
    ],
)
def test_other_contexts_are_refused(document, context):
    with pytest.raises(UnknownContext):
        canonical_hash(document | {"@context": context})


def test_a_term_cannot_be_given_another_meaning_inside(document):
    document["credentialSubject"]["@context"] = {"licenseNumber": "https://schema.org/name"}
    with pytest.raises(UncoveredContent):
        canonical_hash(document)
