"""Who we are, for programs and for people."""

import pytest
from openbadgeslib.ob3.did import resolve_verification_method

from proeve.register.keys import badge_keys, rotate_badge_keys


@pytest.fixture
def keys(web_settings):
    return badge_keys(web_settings)


async def test_an_independent_library_finds_our_keys_in_the_document(client, keys):
    answer = await client.get("/.well-known/did.json")
    assert answer.json()["id"] == "did:web:testserver.local"
    for method in (keys.proof_method, keys.token_method):
        assert resolve_verification_method(method, download=lambda _: answer.content).startswith(b"-----BEGIN PUBLIC")


async def test_retired_keys_stay_in_the_document(client, web_settings, tmp_path, monkeypatch):
    monkeypatch.setattr(type(web_settings), "keys_folder", property(lambda _: tmp_path / "own keys"))
    old = badge_keys(web_settings)
    new = rotate_badge_keys(web_settings)
    named = (await client.get("/.well-known/did.json")).json()["assertionMethod"]
    assert named == [new.proof_method, new.token_method, old.proof_method, old.token_method]


@pytest.mark.parametrize("path", ["/.well-known/did.json", "/uitgever.json", "/status/1"])
async def test_what_programs_read_may_be_read_from_any_page_and_kept_for_a_while(client, path):
    headers = (await client.get(path)).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cache-control"].startswith("public, max-age=")
    assert "set-cookie" not in headers


async def test_the_key_of_tokens_is_a_bare_json_web_key_at_its_own_address(client, keys):
    name = keys.token_method.partition("#")[2]
    key = (await client.get(f"/sleutels/{name}")).json()
    assert set(key) == {"kty", "n", "e"}


async def test_the_key_of_proofs_is_a_multikey_of_ours(client, keys):
    name = keys.proof_method.partition("#")[2]
    key = (await client.get(f"/sleutels/{name}")).json()
    assert (key["type"], key["controller"], key["publicKeyMultibase"]) == ("Multikey", keys.did, name)


@pytest.mark.parametrize("name", ["onbekend", "z6Mk", "%2e%2e"])
async def test_another_key_does_not_exist(client, name):
    assert (await client.get(f"/sleutels/{name}")).status_code == 404


async def test_the_profile_is_that_of_every_badge(client, web_settings):
    profile = (await client.get("/uitgever.json")).json()
    assert profile["type"] == ["Profile"]
    assert (profile["name"], profile["url"]) == (web_settings.issuer, "http://testserver.local/uitgever")


async def test_the_page_names_the_issuer_and_leads_to_checking(client, web_settings, keys):
    text = (await client.get("/uitgever", headers={"accept": "text/html"})).text
    assert f"{web_settings.issuer} geeft de certificaten" in text
    assert 'href="/verifieer"' in text
    assert keys.did in text
