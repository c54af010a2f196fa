"""A result keeps its name when the certificate's data are erased; then no page may lead from the one to the other."""

from datetime import timedelta

import pytest

from proeve.core import clock
from proeve.core.scope import Role, Scope
from proeve.register.erasing import erase_holder
from proeve.register.events import EventKind
from proeve.register.recording import record_event


@pytest.fixture
async def certificate(making, sat):
    """The certificate of that result, which expires soon."""
    async with making() as make:
        certificate = await make.certificate(sat, valid_until=clock.today() + timedelta(days=20))
        await record_event(make.session, certificate, EventKind.ISSUED, actor_id=None)
    return certificate


@pytest.fixture
def seen(sat, trainer):
    """Tell which pages lead from the name to the certificate, by its number or by what happened to it."""

    async def seen(number: str) -> list[str]:
        timeline = f"/trainer/toetsen/{sat.attempt_id}/verloop"
        words = {
            f"/trainer/resultaten/{sat.id}": number,
            "/trainer/resultaten.csv": number,
            "/trainer/aandacht?reden=verloopt": "Yıldız",
            timeline: "ertificaat uitgegeven",
            f"{timeline}.json": "certificate.",
        }
        pages = {path: await trainer.get(path) for path in words}
        assert {page.status_code for page in pages.values()} == {200}
        return [path for path, page in pages.items() if words[path] in page.text]

    return seen


async def test_erased_data_are_found_from_no_result(making, certificate, sat, seen):
    assert len(await seen(certificate.number)) == 5
    async with making() as make:
        await erase_holder(make.session, Scope(sat.person_id, Role.OPERATOR), certificate.id)
    assert await seen(certificate.number) == []
