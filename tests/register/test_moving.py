"""A holder takes their certificates along to an address of their own; the corporation keeps its row."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS
from proeve.core.scope import Role, Scope
from proeve.people.persons import find_person_by_email
from proeve.people.roles import all_grants
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind, all_events_of
from proeve.register.finding import all_certificates, find_certificate_file
from proeve.register.moves import CertificateMove, forget_moves
from proeve.register.moving import ask_to_move, find_move, move_certificates

PRIVATE = "jan.prive@voorbeeld.example"


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan)


@pytest.fixture
def holder(jan):
    return Scope(jan.person_id, Role.EMPLOYEE)


@pytest.fixture
def ask(database, settings, holder):
    """Ask, and return the secret of the link in the mail."""

    async def ask(email=PRIVATE):
        async with database.unit_of_work() as session:
            await ask_to_move(session, holder, email)
        async with database.unit_of_work() as session:
            newest = select(Message).where(col(Message.kind) == "certificates_move").order_by(col(Message.id).desc())
            message = (await session.scalars(newest)).first()
            letter = await COMPOSERS[message.kind](session, settings, message)
        return letter.body.partition("/certificaten-meenemen/")[2].split()[0]

    return ask


async def _move(database, token):
    async with database.unit_of_work() as session:
        return await move_certificates(session, token)


async def test_the_certificates_are_theirs_at_the_new_address(database, certificate, holder, ask):
    person = await _move(database, await ask())
    assert (person.email, person.name) == (PRIVATE, "Jan van der Berg")
    async with database.reading() as session:
        assert (await all_certificates(session, holder))[1] == 0
        mine = Scope(person.id, Role.EMPLOYEE)
        assert (await find_certificate_file(session, mine, certificate.id))[0].number == certificate.number
        assert [grant.role for grant in await all_grants(session, person.id)] == [Role.EMPLOYEE]


async def test_the_corporation_keeps_its_row(database, certificate, jan, linde, ask):
    await _move(database, await ask())
    administrator = Scope(jan.person_id, Role.ADMINISTRATOR, frozenset({linde.id}))
    async with database.reading() as session:
        rows, total = await all_certificates(session, administrator)
    assert (total, rows[0].holder.id) == (1, jan.id)


async def test_it_is_in_the_chain_without_the_address(database, certificate, ask):
    await _move(database, await ask())
    async with database.reading() as session:
        event = (await all_events_of(session, certificate.id))[-1]
    assert (event.kind, event.facts) == (EventKind.MOVED, {})


async def test_the_old_address_is_told(database, certificate, jan, ask):
    await _move(database, await ask())
    async with database.reading() as session:
        message = (await session.scalars(select(Message).where(col(Message.kind) == "certificates_moved"))).one()
    assert message.recipient == jan.email
    assert PRIVATE not in str(message)


async def test_somebody_we_know_by_that_address_gets_them(make, database, certificate, ask):
    known = await make.person("Jan||Berg", email=PRIVATE)
    assert (await _move(database, await ask())).id == known.id


async def test_a_pass_after_moving_still_renews(make, database, certificate, jan, ask, set_clock):
    await _move(database, await ask())
    set_clock.advance(days=3 * 365)
    assert (await make.issued(jan)).renews_id == certificate.id


@pytest.mark.parametrize("email", ["", "jan", "jan@", "jan@hier", "a b@voorbeeld.example"])
async def test_a_wrong_address_is_refused(certificate, ask, email):
    with pytest.raises(Invalid) as refusal:
        await ask(email)
    assert set(refusal.value.problems) == {"email"}


async def test_ones_own_address_is_refused(certificate, ask, jan):
    with pytest.raises(Invalid, match="een ander adres"):
        await ask(jan.email.upper())


async def test_without_certificates_there_is_nothing_to_move(ask):
    with pytest.raises(Conflict, match="geen certificaten"):
        await ask()


async def test_a_link_works_once(database, certificate, ask):
    token = await ask()
    await _move(database, token)
    with pytest.raises(NotFound):
        await _move(database, token)


async def test_a_link_works_for_seven_days(database, certificate, ask, set_clock):
    token = await ask()
    set_clock.advance(days=7)
    with pytest.raises(Conflict, match="verlopen"):
        await _move(database, token)
    async with database.reading() as session:
        assert (await session.get_one(Certificate, certificate.id)).person_id == certificate.person_id


async def test_who_asks_again_makes_the_first_link_useless(database, certificate, ask):
    first = await ask("tikfout@voorbeeld.example")
    second = await ask()
    with pytest.raises(NotFound):
        await _move(database, first)
    assert (await _move(database, second)).email == PRIVATE


async def test_a_made_up_link_moves_nothing(database, certificate, ask):
    await ask()
    async with database.reading() as session:
        with pytest.raises(NotFound):
            await find_move(session, "onbekend")
        with pytest.raises(NotFound):
            await find_person_by_email(session, PRIVATE)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EMPLOYEE}))
async def test_nobody_asks_for_somebody_else(database, certificate, linde, role):
    async with database.unit_of_work() as session:
        with pytest.raises(NotFound):
            await ask_to_move(session, Scope(certificate.person_id, role, frozenset({linde.id})), PRIVATE)


async def test_expired_wishes_are_forgotten(database, certificate, ask, set_clock):
    await ask()
    async with database.unit_of_work() as session:
        assert await forget_moves(session) == 0
    set_clock.advance(days=8)
    async with database.unit_of_work() as session:
        assert await forget_moves(session) == 1
        assert list(await session.scalars(select(CertificateMove))) == []
