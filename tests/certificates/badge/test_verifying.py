"""Checking a badge: every change is noticed, every confusion refused, and nothing ends in an exception."""

import base64
import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.badge.credential import make_credential, write_credential
from certificates.badge.keys import BadgeKeys, PublishedKeys
from certificates.badge.multikey import write_jwk
from certificates.badge.proof import add_proof
from certificates.badge.signing import sign_badge, sign_badge_jwt, token_key_url
from certificates.badge.token import claims_of, sign_token
from certificates.badge.verifying import MOST_BYTES, BadgeVerdict, verify_badge

GENUINE, CHANGED, FOREIGN, UNREADABLE = BadgeVerdict


def changed(badge, *path, to):
    """Return the badge with one member set to something else, or added."""
    document = json.loads(badge)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(document).encode()


def paths(node, path=()):
    """Give the way to every value in a document that holds no others."""
    if isinstance(node, dict | list):
        for step, each in node.items() if isinstance(node, dict) else enumerate(node):
            yield from paths(each, (*path, step))
    else:
        yield path


def write_part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.fixture(scope="module")
def published(keys):
    return keys.published


def test_a_genuine_badge_names_its_certificate_in_both_forms(badge, token, facts, published):
    for form in (badge, token.encode()):
        check = verify_badge(form, published)
        assert (check.verdict, check.problem, check.number) == (GENUINE, "", facts.number)
        assert check.credential.credential_subject.identifier[0].identity_hash == facts.holder


def test_only_public_keys_are_needed(badge, keys):
    assert verify_badge(badge, PublishedKeys(keys.did, dict(keys.published.named))).verdict is GENUINE


def test_layout_and_the_order_of_members_do_not_matter(badge, published):
    document = dict(reversed(json.loads(badge).items()))
    assert verify_badge(json.dumps(document, indent=4).encode(), published).verdict is GENUINE


def test_changing_any_single_value_is_noticed(badge, published):
    """Also those that no signature would cover by itself, such as the type of a member."""
    document = json.loads(badge)
    found = set()
    for path in paths(document):
        value = document
        for step in path:
            value = value[step]
        other = (not value) if isinstance(value, bool) else value + "x"
        check = verify_badge(changed(badge, *path, to=other), published)
        assert check.verdict in {CHANGED, FOREIGN}, path
        found.add(check.problem)
    assert found == {"signature", "unexpected_member", "other_issuer", "unknown_key"}


def test_a_changed_name_is_told_with_the_number_to_look_it_up(badge, facts, published):
    name = ("credentialSubject", "identifier", 0, "identityHash")
    check = verify_badge(changed(badge, *name, to="Sem Ander"), published)
    assert (check.verdict, check.problem, check.number) == (CHANGED, "signature", facts.number)
    assert check.credential is None


@pytest.mark.parametrize(
    "path",
    [
        ("corporatie",),
        ("evidence",),
        ("credentialSubject", "corporatie"),
        ("credentialSubject", "achievement", "creator"),
        ("issuer", "email"),
        ("credentialStatus", "statusSize"),
        ("proof", 0, "domain"),
        ("proof", 0, "@context"),
    ],
)
@pytest.mark.parametrize("value", ["EVIL BV", None, []])
def test_an_added_member_is_noticed_even_where_json_ld_would_drop_it(badge, published, path, value):
    check = verify_badge(changed(badge, *path, to=value), published)
    assert (check.verdict, check.problem) == (CHANGED, "unexpected_member")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("credentialSubject", "identifier", 0, "hashed"), 0),
        (("credentialStatus",), [{}]),
        (("proof",), {}),
        (("proof",), []),
        (("type",), "OpenBadgeCredential"),
        (("type",), ["OpenBadgeCredential", "VerifiableCredential"]),
        (("credentialSubject", "type"), "AchievementSubject"),
    ],
)
def test_another_spelling_of_the_same_is_not_ours(badge, published, path, value):
    assert verify_badge(changed(badge, *path, to=value), published).verdict is CHANGED


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), "a" * 60_000),
        (("id",), "https://" + "a/../" * 11_000),
        (("credentialSubject", "id"), "_:b0"),
        (("credentialSubject", "id"), "_:" + "b" * 60_000),
        (("credentialSubject", "id"), "did:web:proeve.example%3A8443"),
        (("credentialSubject", "achievement", "id"), "../" * 20_000),
        (("issuer", "url"), "%" * 60_000),
        (("name",), "\u202egnitcepser tnalK\u0000"),
    ],
)
def test_strange_text_in_the_right_shape_is_told_as_a_change(badge, published, path, value):
    assert verify_badge(changed(badge, *path, to=value), published).verdict is CHANGED


def test_a_second_proof_is_refused(badge, published):
    proof = json.loads(badge)["proof"]
    assert verify_badge(changed(badge, "proof", to=proof * 2), published).verdict is CHANGED


@pytest.mark.parametrize(
    "contexts",
    [
        ["https://www.w3.org/ns/credentials/v2"],
        ["https://www.w3.org/ns/credentials/v2", "https://evil.example/context.json"],
        ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "https://www.w3.org/ns/credentials/v2"],
        [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            {"corporatie": "https://schema.org/name"},
        ],
        "https://www.w3.org/ns/credentials/v2",
        {"@vocab": "https://schema.org/"},
    ],
)
def test_other_contexts_are_refused(badge, published, contexts):
    check = verify_badge(changed(badge, "@context", to=contexts), published)
    assert (check.verdict, check.problem) == (CHANGED, "unexpected_member")


def test_a_name_given_twice_is_refused_as_two_readers_could_differ(badge, published):
    doubled = badge.replace(b'"name":', b'"name":"Sem Ander","name":', 1)
    assert verify_badge(doubled, published).problem == "not_json"


def test_a_badge_that_somebody_signs_in_our_name_is_foreign(facts, make_keys, published):
    assert verify_badge(sign_badge(facts, make_keys(), status_index=1), published).verdict is FOREIGN
    assert verify_badge(sign_badge_jwt(facts, make_keys(), status_index=1).encode(), published).verdict is FOREIGN


def test_a_badge_of_another_house_is_foreign(facts, make_keys, published):
    other = make_keys("https://elders.example")
    assert verify_badge(sign_badge(facts, other, status_index=1), published).problem == "other_issuer"


def test_our_key_under_the_name_of_another_house_is_foreign(facts, keys, published):
    borrowed = BadgeKeys("https://elders.example", keys.proof_key, keys.token_key)
    for form in (sign_badge(facts, borrowed, status_index=1), sign_badge_jwt(facts, borrowed, status_index=1).encode()):
        assert verify_badge(form, published).problem == "other_issuer"


def test_a_stranger_who_names_our_key_is_found_out(facts, keys, make_keys, published):
    document = write_credential(make_credential(facts, keys.public_url, status_index=1))
    forged = add_proof(document, make_keys().proof_key, method=keys.proof_method)
    assert verify_badge(json.dumps(forged).encode(), published).problem == "signature"


def test_what_a_retired_key_signed_stays_genuine(badge, token, keys, make_keys):
    retired = (keys.proof_key.public_key(), keys.token_key.public_key())
    after = make_keys(retired=retired).published
    assert verify_badge(badge, after).verdict is GENUINE
    assert verify_badge(token.encode(), after).verdict is GENUINE


def test_the_key_for_tokens_cannot_be_named_in_a_proof(badge, keys, published):
    check = verify_badge(changed(badge, "proof", 0, "verificationMethod", to=keys.token_method), published)
    assert check.problem == "unknown_algorithm"


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "ecdsa-rdfc-2019", "eddsa-rdfc-2022 "])
def test_another_cryptosuite_is_refused(badge, published, suite):
    assert verify_badge(changed(badge, "proof", 0, "cryptosuite", to=suite), published).verdict is CHANGED


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512", "PS256", "EdDSA", "ES256", "", None, 1])
def test_a_token_does_not_choose_its_algorithm(token, keys, published, algorithm):
    _, payload, signature = token.split(".")
    header = write_part({"alg": algorithm, "kid": token_key_url(keys), "typ": "JWT"})
    check = verify_badge(f"{header}.{payload}.{signature}".encode(), published)
    assert (check.verdict, check.problem) == (FOREIGN, "unknown_algorithm")


def test_our_public_key_used_as_a_shared_secret_signs_nothing(token, keys, published):
    """The classic confusion of RS256 with HS256."""
    secret = keys.token_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = write_part({"alg": "HS256", "kid": token_key_url(keys), "typ": "JWT"})
    content = f"{header}.{token.split('.')[1]}"
    signature = base64.urlsafe_b64encode(hmac.digest(secret, content.encode(), hashlib.sha256)).decode().rstrip("=")
    assert verify_badge(f"{content}.{signature}".encode(), published).verdict is FOREIGN


@pytest.mark.parametrize("extra", ["jwk", "jku", "x5c", "x5u", "crit", "b64", "cty", "zip"])
def test_a_token_does_not_bring_its_own_key_or_rules(facts, keys, make_keys, published, extra):
    stranger = make_keys()
    claims = claims_of(write_credential(make_credential(facts, keys.public_url, status_index=1)))
    signed = sign_token(claims, stranger.token_key, key_id=token_key_url(keys))
    header = {
        "alg": "RS256",
        "kid": token_key_url(keys),
        "typ": "JWT",
        extra: write_jwk(stranger.token_key.public_key()),
    }
    forged = ".".join([write_part(header), *signed.split(".")[1:]])
    assert verify_badge(forged.encode(), published).problem == "unexpected_header"


@pytest.mark.parametrize("claim", ["iss", "jti", "sub", "nbf", "exp"])
@pytest.mark.parametrize("value", ["https://evil.example", 0, None])
def test_claims_that_contradict_the_badge_are_refused_even_when_we_signed_them(facts, keys, published, claim, value):
    claims = claims_of(write_credential(make_credential(facts, keys.public_url, status_index=1)))
    signed = sign_token(claims | {claim: value}, keys.token_key, key_id=token_key_url(keys))
    assert verify_badge(signed.encode(), published).problem == "claims"


def test_a_status_list_is_no_badge(keys, published):
    claims = {"issuer": {"id": keys.did}, "type": ["VerifiableCredential", "BitstringStatusListCredential"]}
    signed = sign_token(claims, keys.token_key, key_id=token_key_url(keys))
    assert verify_badge(signed.encode(), published).verdict is CHANGED


def test_a_changed_payload_of_a_token_is_told_with_its_number(token, facts, published):
    header, payload, signature = token.split(".")
    document = json.loads(base64.urlsafe_b64decode(payload + "=="))
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Sem Ander"
    check = verify_badge(f"{header}.{write_part(document)}.{signature}".encode(), published)
    assert (check.verdict, check.problem, check.number) == (CHANGED, "signature", facts.number)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"%PDF-1.7",
        b"{",
        b"{}",
        b'{"issuer": 1}',
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b"{" + b" " * MOST_BYTES,
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b'{"a": ' + b"9" * 50_000 + b"}",
        b"a.b.c",
        b"..",
        b"." * 60_000,
        b"e30.e30.e30",
        "é.é.é".encode(),
        b"eyJhbGciOiJSUzI1NiJ9..",
    ],
)
def test_whatever_is_handed_over_ends_in_an_outcome(published, content):
    assert verify_badge(content, published).verdict in {UNREADABLE, FOREIGN}


def test_half_a_character_inside_our_own_badge_is_unreadable(badge, published):
    assert verify_badge(badge.replace(b"Klantgericht", b"\\ud800", 1), published).verdict is UNREADABLE


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_badge_stays_genuine_when_a_bit_is_flipped(badge, token, published, data):
    flipped = bytearray(data.draw(st.sampled_from([badge, token.encode()])))
    flipped[data.draw(st.integers(0, len(flipped) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert verify_badge(bytes(flipped), published).verdict is not GENUINE


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_member_can_be_replaced_by_anything_else(badge, published, data):
    document = json.loads(badge)
    path = data.draw(st.sampled_from(sorted(paths(document), key=str)))
    value = data.draw(JSON)
    other = changed(badge, *path, to=value)
    # Compared as text: Python takes false for 0, JSON does not.
    unchanged = json.dumps(json.loads(other), sort_keys=True) == json.dumps(document, sort_keys=True)
    assert (verify_badge(other, published).verdict is GENUINE) == unchanged
