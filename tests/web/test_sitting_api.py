"""The two requests of an exam page: what is saved, what is refused and why, and that nothing upsets them."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from litestar import get
from sqlalchemy import select, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempt_tokens import AttemptTokens, Pass
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import StoredBlueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.postgresql_writer import PostgresqlWriter
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person
from proeve.web.save_limit import MOST_SAVES
from proeve.web.site import Site
from proeve.web.sitting_api import LARGEST_BODY, SittingApi

SHAPES = ("b4", "r5", "m4", "k4", "c4", "n4", "w600")
TOKENS = AttemptTokens(b"a key for tests only")
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is decided before a database is asked anything."""


@get("/anders")
async def another_route() -> str:
    return "anders"


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    journal = Journal(database)
    await journal.start()
    yield journal
    await journal.stop()


@pytest.fixture
async def attempt(database: Database, set_clock: object) -> Attempt:
    """A running attempt with forty minutes to go, and everything it hangs on."""
    now = clock.now()
    async with database.unit_of_work() as session:

        async def add(row: Any) -> Any:
            session.add(row)
            await session.flush()
            return row

        corporation = await add(Corporation(name="Woonstichting De Linde"))
        person = await add(Person(email="noor@voorbeeld.example", given_name="Noor", family_name="Jansen"))
        place = {"corporation_id": corporation.id}
        name = {"given_name": "Noor", "family_name": "Jansen", "email": person.email}
        member = await add(StaffMember(**place, **name, person_id=person.id))
        blueprint = await add(StoredBlueprint(exam="klantgericht-werken", version=1, content={}))
        planned = {"exam": "klantgericht-werken", "blueprint_id": blueprint.id}
        window = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1)}
        sitting = await add(Sitting(**place, **planned, **window, created_by=person.id))
        who = {"person_id": person.id, "staff_member_id": member.id, "created_by": person.id}
        enrolment = await add(Enrolment(**place, **who, sitting_id=sitting.id))
        times = {"started_at": now, "allowed_seconds": 2400, "deadline_at": now + timedelta(minutes=40)}
        running = {"state": AttemptState.RUNNING, "lease": 1, "seed": "seed", "form": {}}
        return await add(
            Attempt(**place, **planned, **times, **running, enrolment_id=enrolment.id, person_id=person.id)
        )


class Page:
    """An open exam page: sends saves and heartbeats with its token."""

    def __init__(self, client: httpx.AsyncClient, attempt: Attempt, *, lease: int = 1) -> None:
        self.client = client
        facts = Pass(attempt_id=attempt.id, lease=lease, person_id=attempt.person_id, shapes=SHAPES)
        self.headers = {"Authorization": f"Bearer {TOKENS.issue(facts)}"}

    async def post(self, path: str, **request: Any) -> httpx.Response:
        return await self.client.post(path, headers=self.headers, **request)

    async def save(self, *saves: dict[str, Any]) -> dict[str, Any]:
        response = await self.post("/afname/bewaren", json={"saves": saves})
        assert response.status_code == 200, response.text
        return response.json()

    async def beat(self) -> dict[str, Any]:
        response = await self.post("/afname/hartslag")
        assert response.status_code == 200, response.text
        return response.json()


def save_of(sequence: int, slot: int = 0, answer: Any = None, **changes: Any) -> dict[str, Any]:
    return {"sequence": sequence, "slot": slot, "answer": answer, "flagged": False, "client_ms": 1, **changes}


def application(journal: Journal) -> Site:
    return Site(SittingApi(journal, TOKENS), route_handlers=[another_route], openapi_config=None)


@pytest.fixture
async def client(journal: Journal) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(application(journal))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local") as client:
        yield client


@pytest.fixture
def page(client: httpx.AsyncClient, attempt: Attempt) -> Page:
    return Page(client, attempt)


async def entries(database: Database) -> list[JournalEntry]:
    async with database.reading() as session:
        return list(await session.scalars(select(JournalEntry).order_by(col(JournalEntry.sequence))))


def error_of(response: httpx.Response, status: int) -> str:
    """Return the code of an error, once it is clear that it has the one shape and a sentence for people."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert re.fullmatch(r"[A-Z].{15,}\.", body["error"]["message"])
    return body["error"]["code"]


async def test_saves_are_stored_and_acknowledged(database, page, attempt, set_clock):
    reply = await page.save(
        save_of(1, 0, {"choice": 2}), save_of(2, 1, {"ratings": [4, None, 1, 2, 3]}, flagged=True), save_of(3, 0)
    )
    now = clock.milliseconds(set_clock.moment)
    assert reply == {
        "acknowledged": [1, 2, 3],
        "refused": [],
        "server_ms": now,
        "deadline_ms": now + 40 * 60 * 1000,
        "state": "running",
        "lease": "held",
    }
    stored = await entries(database)
    assert [(entry.slot, entry.answer, entry.is_flagged) for entry in stored] == [
        (0, '{"choice":2}', False),
        (1, '{"ratings":[4,null,1,2,3]}', True),
        (0, None, False),
    ]


async def test_a_heartbeat_gets_the_same_envelope_without_acknowledgements(page, set_clock):
    now = clock.milliseconds(set_clock.moment)
    envelope = {"server_ms": now, "deadline_ms": now + 40 * 60 * 1000, "state": "running", "lease": "held"}
    assert await page.beat() == envelope


async def test_sending_again_acknowledges_again(database, page):
    for _ in range(2):
        assert (await page.save(save_of(1), save_of(1)))["acknowledged"] == [1, 1]
    assert len(await entries(database)) == 1


async def test_a_save_that_does_not_fit_is_refused_and_the_rest_goes_on(database, page):
    reply = await page.save(
        save_of(1, 0, {"choice": 4}), save_of(2, len(SHAPES)), save_of(3, -1), save_of(4, 2, {"most": 0, "least": None})
    )
    assert reply["acknowledged"] == [4]
    assert [(refused["sequence"], refused["code"]) for refused in reply["refused"]] == [
        (1, "wrong_shape"),
        (2, "unknown_item"),
        (3, "unknown_item"),
    ]
    assert all(refused["message"].endswith(".") for refused in reply["refused"])
    assert [entry.sequence for entry in await entries(database)] == [4]


@on_one_database
@pytest.mark.parametrize(
    ("slot", "answer"),
    [
        (0, 2),
        (0, "2"),
        (0, [2]),
        (0, {}),
        (0, {"choice": True}),
        (0, {"choice": 1.0}),
        (0, {"choice": 10**30}),
        (0, {"choice": 1, "more": 1}),
        (1, {"ratings": [1, 2, 3, 4]}),
        (2, {"choice": 1}),
        (3, {"ranking": [0, 0, 1, 2]}),
        (4, {"choice": -1}),
        (6, {"text": "x" * 601}),
    ],
)
async def test_answers_of_another_shape_are_refused(database, page, slot, answer):
    reply = await page.save(save_of(1, slot, answer))
    assert [refused["code"] for refused in reply["refused"]] == ["wrong_shape"]
    assert await entries(database) == []


async def test_what_people_write_is_stored_as_they_wrote_it(database, page):
    text = 'Zij zei: "ëéñ" \\ \n 😀 \x00 <script>'
    assert (await page.save(save_of(1, 6, {"text": text})))["acknowledged"] == [1]
    (stored,) = await entries(database)
    assert httpx.Response(200, text=stored.answer).json() == {"text": text}


@on_one_database
@pytest.mark.parametrize("client_ms", [-(10**18), 0, 10**18])
async def test_a_page_with_a_wrong_clock_can_save(page, client_ms):
    assert (await page.save(save_of(1, client_ms=client_ms)))["acknowledged"] == [1]


async def test_an_attempt_taken_over_elsewhere_is_told(client, page, attempt, database):
    await change(database, attempt, lease=2)
    reply = await page.save(save_of(1))
    assert (reply["acknowledged"], reply["lease"], reply["state"]) == ([], "lost", "running")
    assert [refused["code"] for refused in reply["refused"]] == ["lease_lost"]
    assert (await page.beat())["lease"] == "lost"
    assert (await Page(client, attempt, lease=2).save(save_of(1)))["acknowledged"] == [1]


async def change(database: Database, attempt: Attempt, **values: Any) -> None:
    async with database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == attempt.id).values(**values))


async def test_a_closed_attempt_is_told(database, page, attempt):
    await change(database, attempt, state=AttemptState.CLOSED, closed_at=clock.now())
    reply = await page.save(save_of(1))
    assert (reply["acknowledged"], reply["state"]) == ([], "closed")
    assert [refused["code"] for refused in reply["refused"]] == ["closed"]
    assert (await page.beat())["state"] == "closed"


@pytest.mark.parametrize(("seconds", "acknowledged", "state"), [(30, [1], "running"), (31, [], "closed")])
async def test_late_answers_come_in_within_the_grace(page, set_clock, seconds, acknowledged, state):
    set_clock.advance(minutes=40, seconds=seconds)
    reply = await page.save(save_of(1))
    assert (reply["acknowledged"], reply["state"]) == (acknowledged, state)
    assert (await page.beat())["state"] == state


async def test_the_moment_of_receipt_counts_and_not_that_of_the_write(database, page, set_clock):
    """The clock passes the grace while the save waits for its group."""
    set_clock.advance(minutes=40, seconds=30)
    request = asyncio.create_task(page.post("/afname/bewaren", json={"saves": [save_of(1)]}))
    for _ in range(50):  # Long enough for the request to arrive, not for the database to answer.
        await asyncio.sleep(0)
    set_clock.advance(seconds=10)
    assert (await request).json()["acknowledged"] == [1]


async def test_granted_time_reaches_the_page_with_its_next_save(database, page, attempt, set_clock):
    later = set_clock.moment + timedelta(minutes=50)
    await change(database, attempt, deadline_at=later)
    assert (await page.save(save_of(1)))["deadline_ms"] == clock.milliseconds(later)


async def test_a_request_without_saves_is_a_heartbeat(page):
    reply = await page.save()
    assert (reply["acknowledged"], reply["refused"], reply["state"]) == ([], [], "running")


@on_one_database
async def test_saves_of_which_none_fits_still_get_the_envelope(page):
    reply = await page.save(save_of(1, 99))
    assert (len(reply["refused"]), reply["state"], reply["lease"]) == (1, "running", "held")


def nested(depth: int) -> bytes:
    return b'{"saves": [{"sequence": 1, "slot": 0, "answer": ' + b"[" * depth + b"]" * depth + b"}]}"


@on_one_database
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b'{"saves": null}',
        b'{"saves": [{}]}',
        b'{"saves": [], "more": 1}',
        b'{"saves": [{"sequence": 0, "slot": 0, "answer": null, "flagged": false, "client_ms": 1}]}',
        b'{"saves": [{"sequence": 2147483648, "slot": 0, "answer": null, "flagged": false, "client_ms": 1}]}',
        b'{"saves": [{"sequence": 1, "slot": "0", "answer": null, "flagged": false, "client_ms": 1}]}',
        b'{"saves": [{"sequence": 1, "slot": 0, "answer": null, "flagged": 0, "client_ms": 1}]}',
        b'{"saves": [{"sequence": 1, "slot": 0, "answer": {"text": "\\ud800"}, "flagged": false, "client_ms": 1}]}',
        b'{"saves": [{"sequence": 1, "slot": 0, "answer": {"text": "\xff"}, "flagged": false, "client_ms": 1}]}',
        nested(30_000),
    ],
    ids=range(15),
)
async def test_a_body_that_no_page_sends_is_refused_as_a_whole(database, page, body):
    assert error_of(await page.post("/afname/bewaren", content=body), 400) == "bad_request"
    assert await entries(database) == []


@on_one_database
async def test_at_most_a_hundred_saves_travel_together(page):
    assert len((await page.save(*map(save_of, range(1, 101))))["acknowledged"]) == 100
    too_many = {"saves": [save_of(number) for number in range(1, 102)]}
    assert error_of(await page.post("/afname/bewaren", json=too_many), 400) == "bad_request"


@on_one_database
async def test_a_body_over_the_limit_is_refused_by_its_announced_length(page):
    response = await page.post("/afname/bewaren", content=b" " * (LARGEST_BODY + 1))
    assert error_of(response, 413) == "too_large"


@on_one_database
async def test_a_body_over_the_limit_is_refused_when_it_comes_in_pieces(page):
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * (LARGEST_BODY // 2)

    assert error_of(await page.post("/afname/bewaren", content=pieces()), 413) == "too_large"


@on_one_database
async def test_a_body_in_pieces_within_the_limit_is_read(page):
    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"saves": [{"sequence": 1, "slot": 0, "answer": nu'
        yield b'll, "flagged": false, "client_ms": 1}]}'

    response = await page.post("/afname/bewaren", content=pieces())
    assert response.json()["acknowledged"] == [1]


@on_one_database
@pytest.mark.parametrize("path", ["/afname/bewaren", "/afname/hartslag"])
@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x.y", "Basic {}", "Bearer {}x", "Bearer é"])
async def test_without_a_token_of_ours_nothing_is_done(client, page, path, header):
    token = page.headers["Authorization"].removeprefix("Bearer ")
    headers = {} if header is None else {b"Authorization": header.format(token).encode()}
    response = await client.post(path, headers=headers, json={"saves": [save_of(1)]})
    assert error_of(response, 401) == "token_invalid"


@on_one_database
async def test_an_expired_token_is_told_apart(page, set_clock):
    set_clock.advance(hours=12, seconds=1)
    assert error_of(await page.post("/afname/hartslag"), 401) == "token_expired"


@on_one_database
@pytest.mark.parametrize("path", ["/afname/", "/afname/anders", "/afname/bewaren/nog"])
async def test_another_address_is_not_found(page, path):
    assert error_of(await page.post(path), 404) == "not_found"


@on_one_database
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_another_method_is_not_allowed(client, page, method):
    response = await client.request(method, "/afname/bewaren", headers=page.headers)
    assert error_of(response, 405) == "method_not_allowed"
    assert response.headers["allow"] == "POST"


@on_one_database
async def test_the_ordinary_routes_stay_where_they_are(client):
    assert (await client.get("/anders")).text == "anders"


@on_one_database
async def test_answers_are_never_kept_by_a_cache(page):
    assert (await page.post("/afname/hartslag")).headers["cache-control"] == "no-store"


@on_one_database
async def test_a_page_that_runs_wild_has_to_wait(page, set_clock):
    hundred = {"saves": [save_of(number) for number in range(1, 101)]}
    for _ in range(MOST_SAVES // 100):
        assert (await page.post("/afname/bewaren", json=hundred)).status_code == 200
    refused = await page.post("/afname/bewaren", json=hundred)
    assert error_of(refused, 429) == "too_many_saves"
    assert refused.headers["retry-after"] == "30"
    set_clock.advance(seconds=30)
    assert (await page.post("/afname/bewaren", json=hundred)).status_code == 200


@on_one_database
@pytest.mark.parametrize("path", ["/afname/bewaren", "/afname/hartslag"])
async def test_without_a_database_the_page_hears_to_try_again(database, attempt, path):
    journal = Journal(database, PostgresqlWriter("postgresql://proeve@127.0.0.1:1/nowhere"))
    await journal.start()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(application(journal)), base_url="http://testserver.local"
    ) as client:
        response = await Page(client, attempt).post(path, json={"saves": [save_of(1)]})
    await journal.stop()
    assert error_of(response, 503) == "try_again"
    assert int(response.headers["retry-after"]) > 0


@on_one_database
async def test_what_nobody_foresaw_becomes_an_answer_without_details(attempt):
    class BrokenJournal:
        def deliver(self, _delivery: object, _tell: object) -> None:
            raise ZeroDivisionError("a secret")

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(application(BrokenJournal())), base_url="http://testserver.local"
    ) as client:
        response = await Page(client, attempt).post("/afname/hartslag")
    assert error_of(response, 500) == "server_error"
    assert "secret" not in response.text


@on_one_database
async def test_a_visitor_who_leaves_halfway_gets_no_answer(journal, page):
    sent = []
    messages = iter([{"type": "http.request", "body": b'{"sav', "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"authorization", page.headers["Authorization"].encode())]
    scope = {"type": "http", "method": "POST", "path": "/afname/bewaren", "headers": headers}
    await SittingApi(journal, TOKENS)(scope, receive, send)
    assert sent == []


async def test_a_late_save_is_marked_late(database, page, set_clock):
    set_clock.advance(minutes=40, seconds=5)
    await page.save(save_of(1))
    (stored,) = await entries(database)
    assert stored.is_late
    assert stored.received_ms == clock.milliseconds(set_clock.moment)
