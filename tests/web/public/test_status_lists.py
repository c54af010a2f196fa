"""The status lists as anybody reads them."""

import base64
import json

import pytest
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError
from sqlalchemy import update

from certificates.status_list import read_bits
from proeve.register.badges import find_badge
from proeve.register.certificates import Certificate
from proeve.register.keys import badge_keys
from proeve.register.revoking import revoke_certificate
from proeve.register.suspending import resume_certificate, suspend_certificate

PLACE = 4_321


@pytest.fixture
async def placed(certificate, web_database):
    async with web_database.unit_of_work() as session:
        await session.execute(update(Certificate).values(status_index=PLACE))
    return certificate


def places_in(document):
    return read_bits(document["credentialSubject"]["encodedList"])


def payload_of(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/vc"),
        ("application/vc", "application/vc"),
        ("application/json", "application/vc"),
        ("application/vc+jwt", "application/vc+jwt"),
        ("application/jwt", "application/vc+jwt"),
        ("application/vc;q=0.5, application/vc+jwt", "application/vc+jwt"),
        ("text/html", "application/vc"),
    ],
)
async def test_the_form_is_the_one_that_was_asked_for(client, accept, media_type):
    answer = await client.get("/status/1", headers={"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["vary"].lower().count("accept") >= 1


async def test_a_revocation_is_in_both_forms_at_once(client, placed, web_database, make):
    operator = make.operator((await make.person()).id)
    assert places_in((await client.get("/status/1")).json()) == frozenset()
    async with web_database.unit_of_work() as session:
        await revoke_certificate(session, operator, placed.id, reason="fraud")
    assert places_in((await client.get("/status/1")).json()) == {PLACE}
    token = (await client.get("/status/1", headers={"accept": "application/vc+jwt"})).text
    assert places_in(payload_of(token)) == {PLACE}


async def test_a_suspension_is_in_both_forms_at_once_until_it_ends_and_revokes_nothing(
    client, placed, web_database, make
):
    operator = make.operator((await make.person()).id)

    async def listed(path):
        as_json = (await client.get(path)).json()
        as_jwt = payload_of((await client.get(path, headers={"accept": "application/vc+jwt"})).text)
        purposes = {each["credentialSubject"]["statusPurpose"] for each in (as_json, as_jwt)}
        assert purposes == {"suspension" if path.endswith("schorsing") else "revocation"}
        assert places_in(as_json) == places_in(as_jwt)
        return places_in(as_json)

    async with web_database.unit_of_work() as session:
        await suspend_certificate(session, operator, placed.id, reason="facts_in_doubt")
    assert (await listed("/status/1"), await listed("/status/1/schorsing")) == (frozenset(), {PLACE})
    async with web_database.unit_of_work() as session:
        await resume_certificate(session, operator, placed.id, reason="cleared")
    assert await listed("/status/1/schorsing") == frozenset()


@pytest.mark.parametrize("tail", ["", "/schorsing"])
@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999", "eerste"])
async def test_a_list_that_nobody_is_in_does_not_exist(client, number, tail):
    assert (await client.get(f"/status/{number}{tail}")).status_code == 404


async def test_the_page_of_the_issuer_names_both_lists(client):
    page = (await client.get("/uitgever", headers={"accept": "text/html"})).text
    for address in ("/status/1", "/status/1/schorsing"):
        assert f'href="{address}"' in page


async def what_is_published(client):
    """What a checker elsewhere would fetch, by address; lists as the JWT that it reads."""
    did_document = await client.get("/.well-known/did.json")
    status_list = await client.get("/status/1", headers={"accept": "application/vc+jwt"})
    documents = {
        "https://testserver.local/.well-known/did.json": did_document.content,
        "http://testserver.local/status/1": status_list.content,
    }
    return lambda address: documents[address]


async def test_an_independent_library_accepts_a_badge_by_what_we_publish_until_it_is_revoked(
    client, certificate, web_database, web_settings, make
):
    operator = make.operator((await make.person()).id)
    keys = badge_keys(web_settings)
    async with web_database.reading() as session:
        badge = (await find_badge(session, operator, certificate.id)).as_json(keys)
    verifier = OB3LdpVerifier.for_issuer_did(keys.did)
    verifier.verify(badge, check_status=True, download=await what_is_published(client))
    async with web_database.unit_of_work() as session:
        await revoke_certificate(session, operator, certificate.id, reason="fraud")
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        verifier.verify(badge, check_status=True, download=await what_is_published(client))


async def test_a_list_names_nobody(client, placed):
    text = (await client.get("/status/1")).text
    assert placed.number not in text
    assert "Çelik" not in text
