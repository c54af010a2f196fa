"""The status lists as the register keeps them: who is in them, and that they follow every revocation at once."""

import json
from collections import Counter
from datetime import date

import pytest

from certificates.badge.credential import ENTRIES_IN_LIST
from certificates.status_list import read_bits
from proeve.core import clock
from proeve.core.errors import NotFound
from proeve.register.status_lists import draw_free_place, find_revoked_places, find_suspended_places, sign_list


@pytest.fixture
async def placed(make, jan, set_clock):
    """Make a certificate with a place in the lists; it is revoked when a reason is given."""

    async def place(index, reason=None):
        revoked = {"revoked_at": set_clock(), "revocation_reason": reason} if reason else {}
        return await make.dated(jan, date(2028, 1, 1), status_index=index, **revoked)

    return place


async def revoked_places(database, number=1):
    async with database.reading() as session:
        return await find_revoked_places(session, number)


async def test_only_what_is_revoked_is_set(database, placed):
    await placed(3)
    await placed(4, "fraud")
    await placed(None, "fraud")
    assert await revoked_places(database) == {4}


async def test_what_is_suspended_is_in_a_list_of_its_own(make, jan, database, placed):
    await placed(3)
    await placed(4, "fraud")
    suspended = {"suspended_at": clock.now(), "suspension_reason": "facts_in_doubt"}
    await make.dated(jan, date(2028, 1, 1), status_index=5, **suspended)
    async with database.reading() as session:
        assert await find_suspended_places(session, 1) == {5}
        assert await find_revoked_places(session, 1) == {4}
        with pytest.raises(NotFound):
            await find_suspended_places(session, 2)


async def test_places_beyond_the_first_list_are_counted_within_their_own(database, placed):
    await placed(5, "fraud")
    await placed(ENTRIES_IN_LIST + 7, "fraud")
    assert await revoked_places(database, 1) == {5}
    assert await revoked_places(database, 2) == {7}


@pytest.mark.parametrize("number", [0, -1, 2, 10**12])
async def test_a_list_that_nobody_is_in_does_not_exist(database, placed, number):
    await placed(5)
    with pytest.raises(NotFound):
        await revoked_places(database, number)


async def test_a_drawn_place_is_free(database, placed, monkeypatch):
    await placed(11)
    drawn = iter([11, 11, 12])
    monkeypatch.setattr("proeve.register.status_lists.draw_status_index", lambda *_: next(drawn))
    async with database.reading() as session:
        assert await draw_free_place(session) == 12


async def test_drawn_places_are_spread_over_the_whole_list(database):
    async with database.reading() as session:
        drawn = [await draw_free_place(session) for _ in range(200)]
    quarters = Counter(place * 4 // ENTRIES_IN_LIST for place in drawn)
    assert all(quarters[quarter] > 20 for quarter in range(4))


def test_a_list_is_signed_once_while_nothing_changes(settings, set_clock):
    first = sign_list(settings, 1, frozenset({9}))
    assert sign_list(settings, 1, frozenset({9})) is first
    changed = json.loads(sign_list(settings, 1, frozenset({9, 10}))[0])
    assert read_bits(changed["credentialSubject"]["encodedList"]) == {9, 10}


def test_a_list_is_signed_again_long_before_it_ends(settings, set_clock):
    before = json.loads(sign_list(settings, 1, frozenset())[0])
    set_clock.advance(hours=1)
    after = json.loads(sign_list(settings, 1, frozenset())[0])
    assert before["validFrom"] < after["validFrom"] < before["validUntil"]
