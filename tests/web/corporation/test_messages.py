"""Every message shows what became of it; what failed says why, in words, and can be tried again."""

import pytest
from sqlalchemy import update
from sqlmodel import col

from proeve.core.mail.messages import Message, MessageState
from proeve.core.mail.sending import add_message
from proeve.corporations.staffing import staff_member_leaves
from proeve.web.mail_failures import (
    FULL_MAILBOX,
    REFUSED,
    UNKNOWN,
    UNKNOWN_ADDRESS,
    UNREACHABLE,
    failure_in_words,
)

PATH = "/beheer/berichten"


@pytest.fixture
async def people(beheer):
    people = [await beheer.hire(name) for name in ("Noor", "Sami")]
    await beheer.plan(*people)
    return people


async def test_without_messages_the_page_says_when_they_come(read, beheer):
    assert "Er zijn nog geen berichten" in (await read(PATH)).text


async def test_each_message_shows_to_whom_what_and_what_became_of_it(read, beheer, people):
    await beheer.mail_became(people[1], MessageState.SENT)
    page = await read(PATH)
    assert "Noor Jansen noor.jansen@lindehof.example 10-03-2026 10:00 Uitnodiging In de wachtrij" in page.text
    assert "Sami Jansen sami.jansen@lindehof.example 10-03-2026 10:00 Uitnodiging Verstuurd" in page.text


async def test_what_failed_says_why_and_what_to_do(read, beheer, people):
    await beheer.mail_became(people[0], MessageState.FAILED, "{'x': (550, b'5.1.1 User unknown')}")
    page = await read(f"{PATH}?staat=mislukt")
    assert "De mailserver kent dit adres niet. Controleer het e-mailadres." in page.text
    assert "Sami" not in page.text
    assert "5.1.1" not in page.text


async def test_another_try_goes_to_the_address_of_today(read, beheer, people):
    noor = people[0]
    await beheer.mail_became(noor, MessageState.FAILED, "550")
    filled_in = {"given_name": "Noor", "family_name": "Jansen", "email": "n.jansen@lindehof.example"}
    await read(f"/beheer/medewerkers/{noor.id}/wijzigen", filled_in)
    failed = next(each for each in await beheer.all_of(Message) if each.state == MessageState.FAILED)
    page = await read(f"{PATH}/{failed.id}/opnieuw", {"x": ""})
    assert "Het bericht aan n.jansen@lindehof.example wordt opnieuw verstuurd." in page.text


async def test_what_did_not_fail_is_not_sent_again(read, beheer, people):
    message = (await beheer.all_of(Message))[0]
    page = await read(f"{PATH}/{message.id}/opnieuw", {"x": ""}, status=409)
    assert "Opnieuw versturen is niet nodig" in page.text


async def test_messages_of_another_corporation_do_not_show(read, people, waterkant_beheer):
    stranger = await waterkant_beheer.hire("Vreemd")
    await waterkant_beheer.plan(stranger)
    assert "Vreemd" not in (await read(PATH)).text


@pytest.fixture
async def sign_in_mail(beheer):
    """Somebody of Lindehof asks for a link at their own address; that mail failed."""
    noor = await beheer.hire("Noor")

    async def ask(**facts):
        facts = {"recipient": noor.email, "person_id": noor.person_id} | facts
        async with beheer.database.unit_of_work() as session:
            await add_message(session, "sign_in", **facts)
            await session.execute(
                update(Message)
                .where(col(Message.recipient) == facts["recipient"])
                .values(state=MessageState.FAILED, error="550", subject="Geheim", body="https://p/aanmelden/geheim")
            )

    ask.noor = noor
    return ask


async def test_sign_in_mail_to_own_staff_is_listed_and_nothing_more(read, beheer, sign_in_mail):
    await sign_in_mail()
    page = await read(f"{PATH}?staat=mislukt")
    assert "Noor Jansen noor.jansen@lindehof.example 10-03-2026 10:00 Inloglink Mislukt" in page.text
    assert "geheim" not in page.html.lower()
    assert "/opnieuw" not in page.html
    (message,) = await beheer.all_of(Message)
    await read(f"{PATH}/{message.id}/opnieuw", {"x": ""}, status=404)


async def test_sign_in_mail_that_is_nobodys_business_does_not_show(read, beheer, waterkant_beheer, sign_in_mail):
    stranger = await waterkant_beheer.hire("Vreemd", email="vreemd@waterkant.example")
    left = await beheer.hire("Weg")
    async with beheer.database.unit_of_work() as session:
        await staff_member_leaves(session, beheer.scope, left.id)
    await sign_in_mail(recipient="noor@prive.example")
    await sign_in_mail(recipient=stranger.email, person_id=stranger.person_id)
    await sign_in_mail(recipient=left.email, person_id=left.person_id)
    assert "Er zijn nog geen berichten" in (await read(PATH)).text


async def test_words_that_are_nowhere_find_nothing(read, people):
    assert "Geen berichten gevonden" in (await read(f"{PATH}?zoek=onvindbaar")).text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("{'x': (550, b'5.1.1 User unknown')}", UNKNOWN_ADDRESS),
        ("(452, b'4.2.2 The email account is over quota')", FULL_MAILBOX),
        ("[Errno -2] Name or service not known", UNREACHABLE),
        ("timed out", UNREACHABLE),
        ("(421, b'Service not available')", UNREACHABLE),
        ("(554, b'5.7.1 Message rejected')", REFUSED),
        ("iets onbekends", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_what_a_mail_server_says_is_put_in_words(said, words):
    assert failure_in_words(said) == words
