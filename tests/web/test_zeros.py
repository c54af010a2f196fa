"""A zero in an address, which PostgreSQL takes in no text, is not found or left out; it never upsets a page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from proeve.core.database import Database
from proeve.core.scope import Role
from proeve.core.settings import Settings

PATHS = {
    None: ["/v/%00", "/V/a%00b", "/aanmelden/%00", "/demo/aanmelden/%00/%00", "/api/verifieer/%00", "/static/%00"],
    Role.EMPLOYEE: ["/mijn/certificaten/%00", "/mijn/certificaten/1%00.pdf"],
    Role.TRAINER: ["/trainer/vragen/%00", "/trainer/vragen/kw-%00"],
}
QUERIES = {
    None: ["/verifieer?nummer=%00&achternaam=%00", "/aanmelden?verder=/%00&email=%00", "/demo/postvak?zoek=%00"],
    Role.ADMINISTRATOR: [
        "/beheer?sort=%00",
        "/beheer/medewerkers?zoek=%00&team=%00&functie=%00&locatie=%00&dienst=%00&sort=%00&page=%00",
        "/beheer/afnames?zoek=%00&toets=%00&staat=%00&page=%00",
        "/beheer/afnames/nieuw?medewerkers=%00&team=%00&toets=%00",
        "/beheer/nog-te-doen?zoek=%00&toets=%00&wanneer=%00",
        "/beheer/berichten?zoek=%00&staat=%00",
    ],
    Role.TRAINER: [
        "/trainer?toets=%00&van=%00&tot=%00&corporatie=%00",
        "/trainer/resultaten?zoek=%00&toets=%00&team=%00&uitslag=%00&van=%00",
        "/trainer/resultaten.csv?zoek=%00&toets=%00",
        "/trainer/certificaten?zoek=%00&toets=%00&status=%00&corporatie=%00",
        "/trainer/vragen?zoek=%00&toets=%00&vorm=%00&categorie=%00",
    ],
    Role.OPERATOR: ["/operator?zoek=%00&sort=%00", "/operator/berichten?zoek=%00&staat=%00"],
}


def each(paths: dict[Role | None, list[str]]) -> list[tuple[Role | None, str]]:
    return [(role, path) for role, several in paths.items() for path in several]


@pytest.fixture(params=["sqlite", "postgresql"])
def web_settings(request: pytest.FixtureRequest, tmp_path: Path, keys_dir: Path) -> Settings:
    return Settings(
        database_url=request.getfixturevalue(f"{request.param}_database_url"),
        data_dir=tmp_path,
        secret_key=b"a key for tests only",
        public_url="http://testserver.local",
        demo=True,
        keys_dir=keys_dir,
    )


@pytest.fixture
async def visit(client, sign_in, lindehof, web_database: Database) -> AsyncIterator:
    """Visit an address in a role; gives the answer."""

    async def visit(role: Role | None, path: str):
        if role is not None:
            await sign_in(role, None if role is Role.OPERATOR else lindehof)
        return await client.get(path)

    return visit


@pytest.mark.parametrize(("role", "path"), each(PATHS))
async def test_a_zero_in_a_path_is_not_found(visit, role, path):
    response = await visit(role, path)
    assert response.status_code == 404
    assert "bestaat niet" in response.text


@pytest.mark.parametrize(("role", "path"), each(QUERIES))
async def test_a_zero_in_a_query_gets_a_page_all_the_same(visit, role, path):
    response = await visit(role, path)
    assert response.status_code in {200, 422}
