"""A password is hard to guess, hard to read back, and says nothing about who is here."""

import argon2
import pytest
from sqlalchemy import select

from proeve.core.audit import AuditEvent
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.people import passwords
from proeve.people.passwords import check_password, set_password
from proeve.people.persons import Person, find_person
from proeve.people.sessions import all_sessions
from proeve.people.signing_in import open_session

PASSWORD = "vier koppen café zonder melk"


async def test_a_password_that_was_set_signs_in_however_its_accent_is_typed(database: Database, fatima: Person) -> None:
    await set_password(database, fatima.id, PASSWORD)
    person = await check_password(database, "FATIMA@delinde.example", PASSWORD.replace("é", "e\u0301"))
    assert person.id == fatima.id
    assert person.password_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_strangers_and_wrong_passwords_get_the_same_answer_after_the_same_work(
    database: Database, fatima: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid) as without_one:
        await check_password(database, fatima.email, PASSWORD)
    await set_password(database, fatima.id, PASSWORD)
    checked: list[str] = []
    monkeypatch.setattr(passwords, "_hasher", _Counting(checked))
    answers = {without_one.value.message}
    for email in (fatima.email, "niemand@delinde.example", "geen adres"):
        with pytest.raises(Invalid) as refusal:
            await check_password(database, email, "iets heel anders")
        answers.add(refusal.value.message)
    assert answers == {passwords.WRONG}
    assert [argon2.extract_parameters(stored) for stored in checked] == [argon2.profiles.RFC_9106_LOW_MEMORY] * 3


class _Counting:
    """The real hasher, that also notes on which hashes it worked."""

    def __init__(self, checked: list[str]) -> None:
        self._checked = checked
        self._real = argon2.PasswordHasher()

    def hash(self, password: str) -> str:
        return self._real.hash(password)

    def verify(self, stored: str, password: str) -> bool:
        self._checked.append(stored)
        return self._real.verify(stored, password)


async def test_a_blocked_person_is_told_so_only_with_the_right_password(database: Database, fatima: Person) -> None:
    await set_password(database, fatima.id, PASSWORD)
    async with database.unit_of_work() as session:
        (await find_person(session, fatima.id)).blocked_at = fatima.created_at
    with pytest.raises(Conflict, match="geblokkeerd"):
        await check_password(database, fatima.email, PASSWORD)
    with pytest.raises(Invalid, match="horen niet bij elkaar"):
        await check_password(database, fatima.email, "iets heel anders")


async def test_a_hash_with_old_parameters_is_renewed_at_the_next_sign_in(database: Database, fatima: Person) -> None:
    old = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    async with database.unit_of_work() as session:
        (await find_person(session, fatima.id)).password_hash = old.hash(PASSWORD)
    await check_password(database, fatima.email, PASSWORD)
    async with database.reading() as session:
        renewed = (await find_person(session, fatima.id)).password_hash
    assert argon2.extract_parameters(renewed) == argon2.profiles.RFC_9106_LOW_MEMORY
    await check_password(database, fatima.email, PASSWORD)


async def test_a_new_password_signs_out_every_other_browser(database: Database, fatima: Person) -> None:
    async with database.unit_of_work() as session:
        for _ in range(3):
            await open_session(session, fatima.id)
        kept = (await all_sessions(session, fatima.id))[0]
    await set_password(database, fatima.id, PASSWORD, session_id=kept.id)
    async with database.reading() as session:
        assert [row.id for row in await all_sessions(session, fatima.id)] == [kept.id]
        assert "password.set" in list(await session.scalars(select(AuditEvent.action)))


async def test_a_password_that_is_easy_to_guess_is_refused_beside_its_field(database: Database, fatima: Person) -> None:
    with pytest.raises(Invalid) as refusal:
        await set_password(database, fatima.id, "kort")
    assert refusal.value.problems == {"password": "Kies een wachtwoord van ten minste 12 tekens."}
