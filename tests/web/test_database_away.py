"""Without a database, or without room in it, every address says to try again and when."""

import sqlite3
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError

from proeve.core.database import Database
from proeve.core.tokens import draw_token
from proeve.web.visitor import SESSION_COOKIE


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    @asynccontextmanager
    async def refuse(_database: Database):
        raise OperationalError("INSERT", None, sqlite3.OperationalError("database or disk is full"))
        yield

    monkeypatch.setattr(Database, "reading", refuse)
    monkeypatch.setattr(Database, "unit_of_work", refuse)


@pytest.mark.usefixtures("full_disk")
async def test_people_read_what_to_do(client):
    client.cookies.set(SESSION_COOKIE, draw_token())
    response = await client.get("/mijn", headers={"accept": "text/html"})
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert "Dit lukt nu even niet" in response.text
    assert "Alles wat daarvoor is opgeslagen, is er nog." in response.text
    assert "disk" not in response.text


@pytest.mark.usefixtures("full_disk")
async def test_scripts_and_programs_get_the_same_as_json(client):
    client.cookies.set(SESSION_COOKIE, draw_token())
    for path in ("/api/verifieer/PRV-2026-000001", "/mijn/toetsen/1/wachten"):
        response = await client.get(path, headers={"accept": "application/json"})
        assert (response.status_code, response.json()["error"]["code"]) == (503, "try_again"), path
        assert int(response.headers["retry-after"]) > 0
