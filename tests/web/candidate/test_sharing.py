"""A holder shares a certificate, sees that it was opened, and takes the link back."""

import re
import runpy
from datetime import timedelta
from pathlib import Path

import pytest

from proeve.core import clock
from proeve.core.scope import Role
from proeve.people.persons import find_person_by_email
from proeve.register.certificates import Certificate

MadeUpPasses = runpy.run_path(str(Path(__file__).parents[2] / "register/made_up_passes.py"))["MadeUpPasses"]


@pytest.fixture
async def certificate(web_database, web_settings, lindehof):
    make = MadeUpPasses(web_database, web_settings)
    return await make.issued(await make.staff_member(lindehof, "Ayşe||Çelik"))


@pytest.fixture
async def holder(sign_in, web_database, lindehof, certificate):
    """The client of whom the certificate is for."""
    client = await sign_in(Role.EMPLOYEE, lindehof, email="ayse@lindehof.example")
    async with web_database.unit_of_work() as session:
        person = await find_person_by_email(session, "ayse@lindehof.example")
        (await session.get_one(Certificate, certificate.id)).person_id = person.id
    return client


async def _open_as_a_stranger(client, link, method="GET"):
    own = dict(client.cookies)
    client.cookies.clear()
    answer = await client.request(method, link)
    client.cookies.clear()
    client.cookies.update(own)
    return answer


async def test_a_holder_makes_a_link_which_counts_and_is_taken_back(holder, certificate):
    path = f"/mijn/certificaten/{certificate.id}/delen"
    ends_on = (clock.today() + timedelta(days=10)).isoformat()
    made = await holder.post(path, data={"ends_on": ends_on}, follow_redirects=True)
    link = re.search(r'href="[^"]*(/delen/[a-z0-9]+)"', made.text)[1]
    assert "Nog niet geopend" in made.text
    shown = await _open_as_a_stranger(holder, link)
    assert shown.status_code == 200
    for printed in ("Ayşe Çelik", "Woonstichting Lindehof", "De houder deelt dit certificaat met u"):
        assert printed in shown.text
    assert (shown.headers["x-robots-tag"], shown.headers["referrer-policy"]) == ("noindex", "no-referrer")
    assert "1 keer geopend, laatst op" in (await holder.get(path)).text
    number = re.search(rf"{path}/(\d+)/intrekken", made.text)[1]
    taken = await holder.post(f"{path}/{number}/intrekken", follow_redirects=True)
    assert "Ingetrokken op" in taken.text
    gone = await holder.get(link)
    assert gone.status_code == 404
    assert "Deze link werkt niet" in gone.text


async def test_previews_and_ones_own_looks_are_not_counted(holder, certificate):
    path = f"/mijn/certificaten/{certificate.id}/delen"
    made = await holder.post(path, data={"ends_on": clock.today().isoformat()}, follow_redirects=True)
    link = re.search(r'href="[^"]*(/delen/[a-z0-9]+)"', made.text)[1]
    assert (await holder.get(link)).status_code == 200
    assert (await _open_as_a_stranger(holder, link, "HEAD")).status_code == 200
    assert "Nog niet geopend" in (await holder.get(path)).text
    await _open_as_a_stranger(holder, link)
    assert "1 keer geopend" in (await holder.get(path)).text


@pytest.mark.parametrize("ends_on", ["", "gisteren", "2020-01-01", "2099-01-01"])
async def test_an_unfit_day_is_asked_again(holder, certificate, ends_on):
    answer = await holder.post(f"/mijn/certificaten/{certificate.id}/delen", data={"ends_on": ends_on})
    assert answer.status_code == 422
    assert "field-error" in answer.text
