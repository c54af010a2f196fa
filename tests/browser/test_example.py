"""What a newcomer finds in the demo: two corporations with their people, and certificates in every state."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest
from sqlalchemy import select
from sqlmodel import col

from certificates.status import Status
from proeve import tables  # noqa: F401  A session needs to know every table.
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.settings import sqlite_url
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.register.certificates import Certificate

IN_EVERY_STATE = {Status.VALID, Status.EXPIRING_SOON, Status.EXPIRED, Status.REVOKED}


@pytest.fixture
def rows(example: Path, tmp_path: Path) -> Callable[[type[Any]], list[Any]]:
    """Read all rows of a table of the demo, from a copy: other tests run it."""
    shutil.copytree(example, tmp_path / "data")

    def rows(table: type[Any]) -> list[Any]:
        async def read() -> list[Any]:
            database = Database(sqlite_url(tmp_path / "data/proeve.db"))
            async with database.reading() as session:
                found = list(await session.scalars(select(table).order_by(col(table.id))))
            await database.close()
            return found

        return anyio.run(read)

    return rows


def test_two_corporations_have_forty_people_each(rows) -> None:
    names = {corporation.id: corporation.name for corporation in rows(Corporation)}
    people = Counter(names[member.corporation_id] for member in rows(StaffMember))
    assert people == {"Woonstichting Lindehof": 40, "Wonen Waterkant": 40}


def test_certificates_of_both_are_valid_about_to_expire_expired_and_revoked(rows) -> None:
    certificates = rows(Certificate)
    states = {(each.corporation_id, each.status) for each in certificates}
    assert {status for _, status in states} >= IN_EVERY_STATE
    for corporation in rows(Corporation):
        assert {(corporation.id, Status.VALID), (corporation.id, Status.EXPIRED)} <= states
    last = clock.today() + timedelta(days=90)
    soon = [each for each in certificates if each.status is Status.EXPIRING_SOON]
    assert all(clock.today() <= each.valid_until <= last for each in soon)
