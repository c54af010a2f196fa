"""Signing in can be tried now and then, not endlessly."""

import pytest
from sqlalchemy import select

from proeve.core.database import Database
from proeve.core.errors import TooManyTries
from proeve.core.rate_limits import RateLimit
from proeve.people import limits


async def test_one_address_book_entry_is_mailed_a_few_links_and_then_again_later(database: Database, set_clock) -> None:
    for _ in range(limits.LINKS_PER_EMAIL):
        await limits.count_link_request(database, email="fatima@delinde.example", address="192.0.2.1")
    with pytest.raises(TooManyTries, match="Wacht 15 minuten"):
        await limits.count_link_request(database, email=" Fatima@DeLinde.example", address="192.0.2.2")
    await limits.count_link_request(database, email="joke@delinde.example", address="192.0.2.1")
    set_clock.advance(minutes=15)
    await limits.count_link_request(database, email="fatima@delinde.example", address="192.0.2.1")


async def test_one_network_tries_many_passwords_but_not_endlessly(
    database: Database, set_clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PASSWORDS_PER_NETWORK", 3)
    hosts = ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:0:1::")
    for number, address in enumerate(hosts):
        await limits.count_password_try(database, email=f"{number}@delinde.example", address=address)
    with pytest.raises(TooManyTries):
        await limits.count_password_try(database, email="9@delinde.example", address="2001:db8::2")
    await limits.count_password_try(database, email="9@delinde.example", address="2001:db8:0:1::")


async def test_links_cannot_be_guessed_endlessly(
    database: Database, set_clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TOKENS_PER_NETWORK", 2)
    for address in ("192.0.2.1", "::ffff:192.0.2.1"):
        await limits.count_link_use(database, address=address)
    with pytest.raises(TooManyTries):
        await limits.count_link_use(database, address="192.0.2.1")
    await limits.count_link_use(database, address="testclient")


async def test_the_addresses_people_type_cannot_be_read_back(database: Database) -> None:
    await limits.count_link_request(database, email="fatima@delinde.example", address="192.0.2.1")
    async with database.reading() as session:
        assert not any("fatima" in key for key in await session.scalars(select(RateLimit.key)))


async def test_people_who_leave_their_address_empty_do_not_shut_each_other_out(database: Database, set_clock) -> None:
    for _ in range(limits.PASSWORDS_PER_EMAIL + 1):
        await limits.count_link_request(database, email=" ", address="192.0.2.1")
        await limits.count_password_try(database, email="", address="192.0.2.1")
