"""People of Lindehof with certificates in every standing, and its administrator."""

import re
import runpy
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from proeve.core import clock
from proeve.core.scope import Role
from proeve.corporations.staff import StaffMember

MadeUpPasses = runpy.run_path(str(Path(__file__).parents[2] / "register/made_up_passes.py"))["MadeUpPasses"]
TODAY = date(2026, 3, 10)
LB = "lastige-boodschappen"
NAMES = ("Noor|van|Dalen", "Sami||Yilmaz", "Bo|de|Groot", "Fatima|el|Amrani", "Kees||Bakker", "Ans||Willems")
STAFF = {"team": ("Klantcontact", "Verhuur", "Wijkbeheer"), "job_title": ("Consulent", "Opzichter"), "location": ("",)}


@pytest.fixture
def make(web_database, web_settings, set_clock):
    return MadeUpPasses(web_database, web_settings)


@pytest.fixture
async def pages(sign_in, lindehof, web_database, make, stock):
    """The client of Lindehof's administrator."""
    async with web_database.unit_of_work() as session:
        await stock(session)
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    client.headers["accept"] = "text/html"
    return client


@pytest.fixture
async def people(make, pages, lindehof, waterkant):
    """Six people by given name: valid, about to expire (both exams), expired, revoked, suspended, and nothing.

    And somebody of Waterkant, who must never show.
    """
    members = {name.partition("|")[0]: await make.staff_member(lindehof, name) for name in NAMES}
    async with make.database.unit_of_work() as session:
        for number, member in enumerate(members.values()):
            row = await session.get_one(StaffMember, member.id)
            for name, values in STAFF.items():
                setattr(row, name, values[number % len(values)])
    await make.dated(members["Noor"], TODAY + timedelta(days=700), valid_from=TODAY)
    await make.dated(members["Sami"], TODAY + timedelta(days=40))
    await make.dated(members["Sami"], TODAY + timedelta(days=60), exam=LB)
    await make.dated(members["Bo"], TODAY - timedelta(days=3))
    await make.dated(members["Fatima"], TODAY + timedelta(days=500), **REVOKED)
    await make.dated(members["Kees"], TODAY + timedelta(days=300), **SUSPENDED)
    await make.dated(members["Kees"], TODAY + timedelta(days=330), exam=LB)
    await make.dated(await make.staff_member(waterkant, "Zoë|de|Vries"), TODAY + timedelta(days=40))
    return members


REVOKED = {"valid_from": TODAY, "revoked_at": clock.now(), "revocation_reason": "fraud"}
SUSPENDED = {"suspended_at": clock.now(), "suspension_reason": "investigation"}


@pytest.fixture
async def read(pages):
    """Open a page: `(await read("/beheer/naleving")).text`; with `data` a form is posted, and the way followed."""

    async def read(path, data=None, status=200):
        method = "GET" if data is None else "POST"
        answer = await pages.request(method, path, data=data, follow_redirects=True)
        assert answer.status_code == status, answer.text
        text = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
        return SimpleNamespace(html=answer.text, text=text, path=answer.url.raw_path.decode(), content=answer.content)

    return read
