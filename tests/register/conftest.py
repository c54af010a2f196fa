"""A corporation with somebody who passed, and the scopes that look at the register."""

import runpy
from datetime import date, timedelta
from pathlib import Path

import pytest

from certificates.facts import CertificateFacts
from proeve.core import clock
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.core.tokens import token_hash
from proeve.register.moves import CertificateMove
from proeve.register.moving import move_certificates

MadeUpPasses = runpy.run_path(str(Path(__file__).with_name("made_up_passes.py")))["MadeUpPasses"]

OPERATOR = Scope(0, Role.OPERATOR)


@pytest.fixture
def make(database, settings, set_clock):
    """Rows of the register, on a clock that stands still on 10 March 2026."""
    return MadeUpPasses(database, settings)


@pytest.fixture
async def linde(make):
    return await make.corporation("Woonstichting De Linde")


@pytest.fixture
async def vecht(make):
    return await make.corporation("Wonen aan de Vecht")


@pytest.fixture
async def jan(make, linde):
    """Jan van der Berg, who works at De Linde."""
    return await make.staff_member(linde)


@pytest.fixture
def take_along(database):
    """Move the certificates of a staff member to an address of their own; gives the person there."""

    async def take_along(member, email="jan.prive@voorbeeld.example"):
        wish = {"person_id": member.person_id, "email": email, "token_hash": token_hash("link")}
        async with database.unit_of_work() as session:
            session.add(CertificateMove(**wish, expires_at=clock.now() + timedelta(days=7)))
            await session.flush()
            return await move_certificates(session, "link")

    return take_along


@pytest.fixture
def operator():
    """The operator's scope, of a person who does not exist."""
    return OPERATOR


@pytest.fixture
def trainer(make):
    """Make the scope of a trainer for the corporations that are named."""

    async def scope(*corporations):
        person = await make.person("Tess||Trainer")
        return Scope(person.id, Role.TRAINER, frozenset(each.id for each in corporations))

    return scope


@pytest.fixture
def facts():
    """What a certificate of this register would say."""
    return CertificateFacts(
        holder="Fatma Yıldız",
        corporation="Woonstichting De Linde",
        exam="Klantgericht werken",
        exam_version="1",
        shown="heeft aangetoond te weten hoe u eerlijk zegt wat niet kan.",
        passed_on=date(2026, 3, 9),
        valid_from=date(2026, 3, 9),
        valid_until=date(2029, 3, 9),
        number="PR-2026-4FTR-ARPC-6",
        verify_url="https://proeve.example/v/4ftrarpc7k2m9xyz3hjk4ftr",
        verify_page="proeve.example/verifieer",
        issuer="Stichting Proeve",
    )


@pytest.fixture
def installation(tmp_path, keys_dir):
    """Settings without a database, for making a file takes none."""
    return Settings("", tmp_path, b"a key for tests only", public_url="https://proeve.example", keys_dir=keys_dir)
