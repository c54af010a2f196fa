"""The history of a certificate: what was done, by whom, and what its holder was told."""

from proeve.core.mail.messages import all_messages
from proeve.core.scope import Role, Scope
from proeve.register.certificates import Certificate
from proeve.register.history import all_events
from proeve.register.revoking import revoke_certificate


async def test_issuing_revoking_and_the_mails_about_them_stand_in_order(make, jan, linde, trainer, set_clock):
    certificate = await make.issued(jan)
    await make.issued(jan, exam="lastige-boodschappen")
    set_clock.advance(days=3)
    revoker = await trainer(linde)
    async with make.database.unit_of_work() as session:
        certificate = await revoke_certificate(session, revoker, certificate.id, reason="fraud")
    async with make.database.reading() as session:
        events = await all_events(session, certificate)
    assert [(event.kind, event.actor) for event in events] == [
        ("certificate.issue", ""),
        ("message", ""),
        ("certificate.revoke", "Tess Trainer"),
        ("message", ""),
    ]
    assert events[2].facts == {"reason": "fraud"}
    assert events[3].facts == {"kind": "certificate_revoked", "state": "queued", "recipient": jan.email}
    assert events[0].at < events[2].at


async def test_an_address_of_ones_own_is_no_business_of_the_corporation(make, jan, linde, trainer):
    certificate = await make.issued(jan)
    private = await make.person("Jan|van der|Berg", email="jan.prive@voorbeeld.example")
    async with make.database.unit_of_work() as session:
        (await session.get_one(Certificate, certificate.id)).person_id = private.id
    revoker = await trainer(linde)
    async with make.database.unit_of_work() as session:
        certificate = await revoke_certificate(session, revoker, certificate.id, reason="fraud")
    async with make.database.reading() as session:
        letters = [event.facts for event in await all_events(session, certificate) if event.kind == "message"]
        assert [(letter["kind"], letter["recipient"]) for letter in letters] == [
            ("certificate_issued", jan.email),
            ("certificate_revoked", ""),
        ]
        administrator = Scope(jan.person_id, Role.ADMINISTRATOR, frozenset({linde.id}))
        assert [message.kind for message in await all_messages(session, administrator)] == ["certificate_issued"]
        (theirs,) = await all_messages(session, Scope(private.id, Role.EMPLOYEE))
        assert (theirs.kind, theirs.recipient) == ("certificate_revoked", private.email)
