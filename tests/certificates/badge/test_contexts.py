"""The contexts are the published ones, pinned, and the only ones."""

import hashlib
import json
from importlib import resources

import pytest

from certificates.badge import contexts
from certificates.badge.contexts import CREDENTIALS, OPEN_BADGES, ContextAltered, UnknownContext, read_context

# What was added to the published context after the package was made; no badge of ours uses it.
ADDED_LATER = {"endorsementJwt", "jti"}


@pytest.mark.parametrize(
    ("address", "name", "added"),
    [(CREDENTIALS, "credentials-v2.json", set()), (OPEN_BADGES, "ob-v3p0-context-3.0.3.json", ADDED_LATER)],
)
def test_a_pinned_context_says_what_the_copy_of_an_independent_library_says(address, name, added):
    copy = json.loads(resources.files("openbadgeslib.ob3.contexts").joinpath(name).read_text(encoding="utf-8"))
    terms = {term: meaning for term, meaning in copy["@context"].items() if term not in added}
    assert read_context(address)["@context"] == terms


@pytest.mark.parametrize("address", ["https://w3id.org/security/v2", "https://www.w3.org/ns/credentials/v2/", ""])
def test_any_other_address_is_refused_and_never_fetched(address):
    with pytest.raises(UnknownContext):
        contexts.load_document(address)


def test_a_file_that_was_changed_is_refused(tmp_path, monkeypatch):
    name, fingerprint = contexts.PINNED[CREDENTIALS]
    content = (contexts.FOLDER / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == fingerprint
    (tmp_path / name).write_bytes(content.replace(b"credentialStatus", b"credentialState"))
    monkeypatch.setattr(contexts, "FOLDER", tmp_path)
    read_context.cache_clear()
    try:
        with pytest.raises(ContextAltered):
            read_context(CREDENTIALS)
    finally:
        read_context.cache_clear()
