"""A later pass of the same exam gives a certificate that follows the one before, and being early costs nothing."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind, all_events_of
from proeve.register.finding import all_certificates
from proeve.register.history import all_events
from proeve.register.renewing import renews_too_early
from proeve.register.revoking import revoke_certificate

KW, LASTIG = "klantgericht-werken", "lastige-boodschappen"


@pytest.fixture
async def first(make, jan):
    """Passed three years ago: valid until 9 May 2026, sixty days from now."""
    return await make.issued(jan, passed_on=date(2023, 5, 9))


async def _events(database, certificate):
    async with database.reading() as session:
        return [(event.kind, event.facts) for event in await all_events_of(session, certificate.id)]


async def _log(database, certificate):
    async with database.reading() as session:
        return [(each.kind, each.facts) for each in await all_events(session, certificate) if each.kind != "message"]


async def _last_letter(database, settings, certificate):
    async with database.reading() as session:
        messages = await _letters(session, certificate)
        return await COMPOSERS[messages[-1].kind](session, settings, messages[-1])


async def _letters(session, certificate):
    mine = select(Message).where(col(Message.person_id) == certificate.person_id).order_by(col(Message.id))
    return [each for each in await session.scalars(mine) if each.facts.get("number") == certificate.number]


async def test_who_renews_in_the_window_keeps_the_days_that_were_left(make, jan, first):
    renewal = await make.issued(jan, passed_on=date(2026, 3, 10))
    assert renewal.renews_id == first.id
    assert (renewal.valid_from, renewal.valid_until) == (date(2026, 3, 10), date(2029, 5, 9))


@pytest.mark.parametrize(
    ("before", "until"),
    [
        (date(2023, 3, 10), date(2029, 3, 10)),  # Today is its last day.
        (date(2023, 3, 9), date(2029, 3, 10)),  # It ended yesterday, so the term counts from today.
        (date(2023, 6, 8), date(2029, 6, 8)),  # The window of ninety days opens today.
        (date(2023, 6, 9), date(2029, 3, 10)),  # It opens tomorrow.
    ],
)
async def test_outside_the_window_the_term_counts_from_the_day_of_passing(make, jan, before, until):
    first = await make.issued(jan, passed_on=before)
    renewal = await make.issued(jan)
    assert (renewal.renews_id, renewal.valid_until) == (first.id, until)


async def test_both_certificates_tell_of_the_other_in_the_log_and_not_in_the_chain(make, jan, first, database):
    """Out of the chain nothing could be taken when the data of a holder are erased."""
    renewal = await make.issued(jan)
    assert await _log(database, renewal) == [("certificate.issue", {"renews": first.number})]
    assert ("certificate.renew", {"by": renewal.number}) in await _log(database, first)
    assert await _events(database, renewal) == [(EventKind.ISSUED, {})]
    assert (EventKind.RENEWED, {}) in await _events(database, first)


async def test_the_old_certificate_stays_valid_until_its_own_end(make, jan, first, database):
    await make.issued(jan)
    async with database.reading() as session:
        assert (await session.get_one(Certificate, first.id)).status.is_valid


async def test_the_letter_says_that_no_day_is_lost(make, jan, first, database):
    renewal = await make.issued(jan)
    letter = await _last_letter(database, make.context.settings, renewal)
    assert "Uw vorige certificaat geldt t/m 9 mei 2026" in letter.body
    assert "Uw nieuwe certificaat geldt t/m 9 mei 2029" in letter.body


async def test_the_letter_says_nothing_of_it_after_the_end(make, jan, database):
    await make.issued(jan, passed_on=date(2022, 5, 9))
    letter = await _last_letter(database, make.context.settings, await make.issued(jan))
    assert "vorige certificaat" not in letter.body


async def test_another_exam_renews_nothing(make, jan, first):
    assert (await make.issued(jan, exam=LASTIG)).renews_id is None


async def test_somebody_elses_certificate_is_not_renewed(make, linde, first):
    colleague = await make.staff_member(linde, "Fatma||Yıldız")
    assert (await make.issued(colleague)).renews_id is None


async def test_a_revoked_certificate_is_not_renewed(make, jan, first, database):
    operator = Scope(jan.person_id, Role.OPERATOR)
    async with database.unit_of_work() as session:
        await revoke_certificate(session, operator, first.id, reason="fraud")
    renewal = await make.issued(jan)
    assert (renewal.renews_id, renewal.valid_until) == (None, date(2029, 3, 10))


async def test_a_renewal_is_renewed_in_turn(make, jan, first, set_clock):
    renewal = await make.issued(jan)
    set_clock.advance(days=3 * 365)
    third = await make.issued(jan)
    assert (third.renews_id, third.valid_until) == (renewal.id, date(2032, 5, 9))


async def test_a_certificate_of_another_corporation_is_renewed_by_the_same_person(make, jan, first, vecht, database):
    elsewhere = await make.add(
        StaffMember(
            corporation_id=vecht.id, person_id=jan.person_id, given_name="Jan", family_name="Berg", email=jan.email
        )
    )
    renewal = await make.issued(elsewhere)
    assert (renewal.renews_id, renewal.corporation_id) == (first.id, vecht.id)
    async with database.reading() as session:
        rows, total = await all_certificates(session, Scope(jan.person_id, Role.ADMINISTRATOR, frozenset({vecht.id})))
    assert (total, rows[0].certificate.id) == (1, renewal.id)


async def test_each_certificate_has_a_place_of_its_own_in_the_status_list(make, jan, first):
    renewal = await make.issued(jan)
    assert None not in {first.status_index, renewal.status_index}
    assert first.status_index != renewal.status_index


@pytest.fixture
def too_early(database, linde):
    async def too_early(*members, passed_on=date(2026, 3, 10), scope=None):
        scope = scope or Scope(1, Role.ADMINISTRATOR, frozenset({linde.id}))
        ids = [member.id for member in members]
        async with database.reading() as session:
            return await renews_too_early(session, scope, KW, ids, passed_on=passed_on)

    return too_early


async def test_who_still_has_long_to_go_is_counted_with_the_day_from_which_nobody_loses(make, linde, too_early):
    jan, fatma, none = [await make.staff_member(linde) for _ in range(3)]
    await make.dated(jan, date(2026, 6, 9))
    await make.dated(fatma, date(2026, 12, 31))
    assert await too_early(jan, fatma, none) == (2, date(2026, 10, 2))
    assert await too_early(jan, fatma, none, passed_on=date(2026, 3, 11)) == (1, date(2026, 10, 2))
    assert await too_early(jan, none, passed_on=date(2026, 3, 11)) is None


async def test_what_is_not_renewed_cannot_lose_anything(make, linde, too_early):
    jan = await make.staff_member(linde)
    long = {"valid_until": date(2028, 1, 1), "valid_from": date(2025, 1, 1)}
    await make.dated(jan, **long, revoked_at=clock.now(), revocation_reason="fraud")
    await make.dated(jan, **long, exam=LASTIG)
    assert await too_early(jan) is None


async def test_certificates_of_another_corporation_are_not_looked_at(make, linde, too_early):
    jan = await make.staff_member(linde)
    await make.dated(jan, date(2028, 1, 1), valid_from=date(2025, 1, 1))
    assert await too_early(jan) == (1, date(2027, 10, 3))
    assert await too_early(jan, scope=Scope(1, Role.ADMINISTRATOR, frozenset({linde.id + 1}))) is None
