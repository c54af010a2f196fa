"""Who may do what, and when, is one table: every role and every state is tried for every act."""

from datetime import UTC, date, datetime

import pytest

from certificates.status import Status
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Role, Scope
from proeve.register.acts import ALLOWED, Act, find_to_act, open_acts
from proeve.register.certificates import Certificate

BEFORE = datetime(2026, 3, 1, 9, tzinfo=UTC)
STATES = {
    "open": {},
    "suspended": {"suspended_at": BEFORE, "suspension_reason": "facts_in_doubt"},
    "revoked": {"revoked_at": BEFORE, "revocation_reason": "fraud"},
    "both": {
        "suspended_at": BEFORE,
        "suspension_reason": "facts_in_doubt",
        "revoked_at": BEFORE,
        "revocation_reason": "fraud",
    },
    "erased": {"erased_at": BEFORE},
    "gone": {"erased_at": BEFORE, "revoked_at": BEFORE, "revocation_reason": "fraud"},
    "expired": {"valid_until": date(2020, 1, 1), "valid_from": date(2019, 1, 1)},
}
OPEN = {
    "open": {Act.CORRECT, Act.SUSPEND, Act.REVOKE, Act.ERASE},
    "expired": {Act.CORRECT, Act.SUSPEND, Act.REVOKE, Act.ERASE},
    "suspended": {Act.RESUME, Act.REVOKE, Act.ERASE},
    "revoked": {Act.ERASE},
    "both": {Act.ERASE},
    "erased": {Act.REVOKE},
    "gone": set(),
}
BY_ROLE = {
    Role.OPERATOR: set(Act),
    Role.TRAINER: {Act.SUSPEND, Act.RESUME, Act.REVOKE},
    Role.ADMINISTRATOR: {Act.CORRECT},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", Role)
def test_what_is_open_follows_from_role_and_state(role, state):
    certificate = Certificate(**{"valid_from": date(2026, 1, 1), "valid_until": date(2029, 1, 1), **STATES[state]})
    assert set(open_acts(Scope(1, role), certificate)) == OPEN[state] & BY_ROLE.get(role, set())


def test_every_act_belongs_to_somebody():
    assert {role: {act for act in Act if role in ALLOWED[act]} for role in BY_ROLE} == BY_ROLE
    assert set(ALLOWED) == set(Act)
    assert set().union(*ALLOWED.values()) == set(BY_ROLE)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
async def test_who_may_not_finds_nothing(make, jan, vecht, role, act):
    """Nor does somebody of another corporation, nor the holder."""
    certificate = await make.dated(jan, date(2029, 1, 1))
    scopes = [Scope(jan.person_id, role, frozenset({vecht.id}))] if role is not Role.OPERATOR else []
    if role not in ALLOWED[act]:
        scopes.append(Scope(jan.person_id, role, frozenset({jan.corporation_id})))
    async with make.database.reading() as session:
        for scope in scopes:
            with pytest.raises(NotFound):
                await find_to_act(session, scope, certificate.id, act)


@pytest.mark.parametrize(
    ("act", "fields", "code"),
    [
        (Act.RESUME, {}, "not_suspended"),
        (Act.SUSPEND, STATES["suspended"], "already_suspended"),
        (Act.CORRECT, STATES["suspended"], "suspended"),
        (Act.SUSPEND, STATES["revoked"], "already_revoked"),
        (Act.RESUME, STATES["both"], "already_revoked"),
        (Act.ERASE, STATES["erased"], "erased"),
        (Act.CORRECT, STATES["erased"], "erased"),
    ],
)
async def test_what_cannot_be_done_is_said(make, jan, act, fields, code):
    certificate = await make.dated(jan, date(2029, 1, 1), **fields)
    async with make.database.reading() as session:
        with pytest.raises(Conflict) as refusal:
            await find_to_act(session, make.operator(jan.person_id), certificate.id, act)
    assert refusal.value.code == code


async def test_what_is_erased_and_revoked_is_not_said_to_be_open_to_revoking(make, jan):
    certificate = await make.dated(jan, date(2029, 1, 1), **STATES["gone"])
    async with make.database.reading() as session:
        for act in Act:
            with pytest.raises(Conflict) as refusal:
                await find_to_act(session, make.operator(jan.person_id), certificate.id, act)
            assert "nog intrekken" not in refusal.value.message


async def test_a_revoked_certificate_says_so_even_when_it_was_suspended(make, jan):
    certificate = await make.dated(jan, date(2029, 1, 1), **STATES["both"])
    assert certificate.status is Status.REVOKED
