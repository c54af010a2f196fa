"""The list of certificates: everyone sees their own part, narrows it in words, and takes along what they see."""

import csv
import io
from datetime import timedelta

import pytest

from proeve.core import clock
from proeve.core.scope import Role
from proeve.register.issuing import issue_certificate

PATHS = {
    Role.ADMINISTRATOR: "/beheer/certificaten",
    Role.TRAINER: "/trainer/certificaten",
    Role.OPERATOR: "/operator/certificaten",
}


def _rows(answer):
    """Return the lines of an exported CSV file, without its head."""
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRAINER])
async def test_administrators_and_trainers_see_the_certificates_of_their_corporation(sign_in, lindehof, jan, zoe, role):
    client = await sign_in(role, lindehof)
    page = (await client.get(PATHS[role])).text
    assert "Jan van der Berg" in page
    assert jan[1].number in page
    assert "Zoë" not in page


async def test_the_operator_sees_all_of_them_with_their_corporations(sign_in, jan, zoe):
    client = await sign_in(Role.OPERATOR)
    page = (await client.get("/operator/certificaten")).text
    for shown in ("Jan van der Berg", "Zoë de Vries", "Woonstichting Lindehof", "Wonen Waterkant"):
        assert shown in page


async def test_the_counts_on_top_are_links_to_the_very_list(sign_in, jan, zoe):
    client = await sign_in(Role.OPERATOR)
    page = (await client.get("/operator/certificaten")).text
    assert "/operator/certificaten?status=expired" in page
    expired = (await client.get("/operator/certificaten?status=expired")).text
    assert "Zoë" in expired
    assert "Jan van der Berg" not in expired
    assert "Status: <strong>verlopen</strong>" in expired


async def test_filters_work_together_and_can_be_taken_away_one_by_one(sign_in, jan, zoe):
    client = await sign_in(Role.OPERATOR)
    soon = (clock.today() + timedelta(days=1)).isoformat()
    page = (await client.get(f"/operator/certificaten?zoek=vries&toets=klantgericht-werken&voor={soon}")).text
    assert "Zoë" in page
    assert "Verloopt vóór" in page
    assert "zoek=vries&amp;toets=klantgericht-werken&amp;sort=valid_until" in page


@pytest.mark.parametrize(
    "query", ["toets=nergens", "status=vast", "status=Suspended", "corporatie=99999999999999", "zoek=%00", "page=-1"]
)
async def test_a_filter_that_names_nothing_is_left_out(sign_in, jan, query):
    client = await sign_in(Role.OPERATOR)
    answer = await client.get(f"/operator/certificaten?{query}")
    assert answer.status_code == 200
    assert "Jan van der Berg" in answer.text


async def test_a_day_that_is_none_is_refused_with_a_sentence(sign_in, lindehof):
    client = await sign_in(Role.TRAINER, lindehof)
    answer = await client.get("/trainer/certificaten?voor=morgen")
    assert answer.status_code == 422
    assert "Vul een datum in als 10-03-2026." in answer.text


async def test_fifty_stand_on_a_page_and_a_page_beyond_the_end_is_the_last(sign_in, make, lindehof, jan):
    for _ in range(50):
        await make.dated(jan[0], clock.today() + timedelta(days=30))
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    assert "1 tot en met 50 van 51 certificaten" in (await client.get("/beheer/certificaten")).text
    assert "51 tot en met 51 van 51 certificaten" in (await client.get("/beheer/certificaten?page=9")).text


async def test_an_empty_register_says_what_to_expect(sign_in, lindehof, waterkant, zoe):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    assert "Er zijn nog geen certificaten" in (await client.get("/beheer/certificaten")).text


async def test_csv_holds_exactly_what_is_shown(sign_in, make, jan, zoe):
    client = await sign_in(Role.OPERATOR)
    assert [row[2] for row in _rows(await client.get("/operator/certificaten/export.csv"))] == [
        "Jan van der Berg",
        "Zoë de Vries",
    ]
    (row,) = _rows(await client.get("/operator/certificaten/export.csv?zoek=berg"))
    today = clock.today()
    assert row[0] == "Woonstichting Lindehof"
    assert row[9:13] == [
        jan[1].number,
        "geldig",
        today.strftime("%d-%m-%Y"),
        jan[1].valid_until.strftime("%d-%m-%Y"),
    ]


async def test_an_export_of_a_corporation_holds_nobody_else(sign_in, lindehof, jan, zoe):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    answer = await client.get("/beheer/certificaten/export.csv")
    assert len(_rows(answer)) == 1
    assert answer.headers["cache-control"] == "no-store"


async def test_the_workbook_has_a_name_with_the_day(sign_in, lindehof, jan):
    client = await sign_in(Role.TRAINER, lindehof)
    answer = await client.get("/trainer/certificaten/export.xlsx")
    assert answer.content[:2] == b"PK"
    today = clock.today().isoformat()
    assert answer.headers["content-disposition"] == f'attachment; filename="certificaten-{today}.xlsx"'


async def test_a_certificate_that_could_not_be_drawn_is_shown_and_can_be_asked_for_again(sign_in, make, lindehof):
    result = await make.result(await make.staff_member(lindehof, "王||小明"))
    await issue_certificate(make.context, result_id=result.id)
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    page = (await client.get("/beheer/certificaten")).text
    assert "Eén certificaat kan nog niet worden gemaakt" in page
    assert "小 (U+5C0F)" in page
    answer = await client.post(f"/beheer/certificaten/wachtend/{result.id}/opnieuw", follow_redirects=True)
    assert "Wij maken het certificaat nu opnieuw" in answer.text


async def test_what_does_not_wait_cannot_be_asked_for_again(sign_in, lindehof, jan):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    answer = await client.post(f"/beheer/certificaten/wachtend/{jan[1].result_id}/opnieuw")
    assert answer.status_code == 404
    assert "Dit certificaat is al gemaakt" in answer.text
