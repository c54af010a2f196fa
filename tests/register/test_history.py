"""The history of a certificate: what was done, by whom, and what its holder was told."""

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
