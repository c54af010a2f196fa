"""Anyone can read the daily roots, on a page and as a file that the check takes."""

from datetime import UTC, datetime

import msgspec
import pytest

from proeve.core import clock
from proeve.register.checking import PublishedRoots, check_register
from proeve.register.roots import publish_roots


@pytest.fixture
async def three_days(make, lindehof):
    """Events of three days of March, each with a root."""
    member = await make.staff_member(lindehof, "Jan|van der|Berg")
    for day in (10, 11, 12):
        with clock.running_from(lambda day=day: datetime(2026, 3, day, 9, tzinfo=UTC)):
            await make.issued(member)
    await publish_roots(make.context)


async def test_before_the_first_root_the_page_says_so(client):
    assert "Er zijn nog geen wortels" in (await client.get("/register/wortels")).text


@pytest.mark.usefixtures("three_days")
async def test_the_page_shows_the_latest_days_first(client):
    page = (await client.get("/register/wortels")).text
    assert page.index("12 maart 2026") < page.index("11 maart 2026") < page.index("10 maart 2026")
    assert "gebeurtenis 2 t/m 3" in page
    assert "Berg" not in page


@pytest.mark.usefixtures("three_days")
async def test_the_file_can_be_held_against_the_register(client, web_database):
    answer = await client.get("/register/wortels.json")
    assert answer.headers["content-type"] == "application/json"
    assert "set-cookie" not in answer.headers
    published = msgspec.json.decode(answer.content, type=PublishedRoots)
    assert [root.day.day for root in published.roots] == [12, 11, 10]
    async with web_database.reading() as session:
        assert (await check_register(session, published)).ok
