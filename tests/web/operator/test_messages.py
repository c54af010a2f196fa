"""The operator sees every message with what became of it, and sends again what failed."""

import pytest

from proeve.core.mail.messages import Message, MessageState
from proeve.core.scope import Role


@pytest.fixture
async def operator(sign_in):
    return await sign_in(Role.OPERATOR)


@pytest.fixture
async def messages(web_database, lindehof, waterkant):
    """One message that failed at Lindehof and one that was sent at Waterkant."""
    failed = Message(
        kind="invitation",
        recipient="noor@lindehof.example",
        corporation_id=lindehof.id,
        state=MessageState.FAILED,
        subject="Uitnodiging",
        error="550 5.1.1 user unknown",
    )
    sent = Message(
        kind="invitation",
        recipient="zoe@waterkant.example",
        corporation_id=waterkant.id,
        state=MessageState.SENT,
        subject="Uitnodiging",
    )
    async with web_database.unit_of_work() as session:
        session.add_all([failed, sent])
    return failed, sent


async def test_all_messages_stand_there_with_their_corporation(operator, messages):
    page = (await operator.get("/operator/berichten")).text
    for shown in ("noor@lindehof.example", "Woonstichting Lindehof", "zoe@waterkant.example", "Wonen Waterkant"):
        assert shown in page
    assert "De mailserver kent dit adres niet." in page


async def test_messages_are_narrowed_by_state_and_words(operator, messages):
    page = (await operator.get("/operator/berichten?staat=mislukt")).text
    assert "noor@" in page
    assert "zoe@" not in page
    assert "Geen berichten gevonden" in (await operator.get("/operator/berichten?zoek=niemand")).text


async def test_what_failed_is_sent_again_once(operator, messages):
    path = f"/operator/berichten/{messages[0].id}/opnieuw"
    answer = await operator.post(path, follow_redirects=True)
    assert "Het bericht aan noor@lindehof.example wordt opnieuw verstuurd." in answer.text
    assert (await operator.post(path)).status_code == 409


async def test_without_messages_the_page_says_so(operator):
    assert "Er zijn nog geen berichten" in (await operator.get("/operator/berichten")).text
