"""The operator's corporations: counted, searched, sorted and added."""

import pytest

from proeve.core.scope import Role
from proeve.corporations.corporations import Corporation
from proeve.web.operator.corporations import CorporationRow, sorted_rows


@pytest.fixture
async def operator(sign_in):
    return await sign_in(Role.OPERATOR)


async def test_the_first_page_lists_the_corporations_and_who_still_lacks_an_administrator(operator, lindehof):
    page = (await operator.get("/operator")).text
    assert "Woonstichting Lindehof" in page
    assert "Nog geen" in page


async def test_a_corporation_is_found_by_name_and_place(operator, lindehof, waterkant):
    page = (await operator.get("/operator?zoek=oudeKADE")).text
    assert "Wonen Waterkant" in page
    assert "Woonstichting Lindehof" not in page
    assert "Geen corporatie gevonden" in (await operator.get("/operator?zoek=zzz")).text


async def test_without_corporations_the_page_says_what_to_do_first(operator):
    assert "Voeg de eerste corporatie toe" in (await operator.get("/operator")).text


def test_rows_are_sorted_either_way_and_equal_ones_by_name():
    rows = [
        CorporationRow(Corporation(name=name), staff, 0, 0) for name, staff in (("Élan", 2), ("Erve", 5), ("Atrium", 2))
    ]
    assert [row.corporation.name for row in sorted_rows(rows, "name")] == ["Atrium", "Élan", "Erve"]
    assert [row.corporation.name for row in sorted_rows(rows, "-staff")] == ["Erve", "Atrium", "Élan"]
    assert [row.corporation.name for row in sorted_rows(rows, "nonsense")] == ["Atrium", "Élan", "Erve"]


async def test_a_new_corporation_leads_to_its_page(operator):
    answer = await operator.post(
        "/operator/corporaties/nieuw", data={"name": " Wonen Noordrand ", "city": "Randwijk"}, follow_redirects=True
    )
    assert answer.url.path.startswith("/operator/corporaties/")
    assert "Wonen Noordrand staat erbij" in answer.text
    assert "Deze corporatie heeft nog geen beheerder" in answer.text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Vul de naam van de corporatie in."),
        ("woonstichting LINDEHOF", "Er is al een corporatie met de naam"),
        ("x" * 121, "Gebruik hier niet meer dan 120 tekens."),
    ],
)
async def test_a_name_that_cannot_be_is_refused_and_what_was_typed_stays(operator, lindehof, name, sentence):
    answer = await operator.post("/operator/corporaties/nieuw", data={"name": name, "city": "Randwijk"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Randwijk"' in answer.text


async def test_the_pages_are_for_the_operator_alone(sign_in, lindehof):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    for path in ("/operator", "/operator/corporaties/nieuw", f"/operator/corporaties/{lindehof.id}"):
        assert (await client.get(path)).status_code == 404
