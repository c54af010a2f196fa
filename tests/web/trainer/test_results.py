"""The list of results and what is taken along from it."""

import csv
import io
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

PATH = "/trainer/resultaten"


@pytest.fixture
async def results(making, lindehof, waterkant):
    """Two results at Lindehof, one at Waterkant."""
    async with making() as make:
        joke = await make.staff_member(
            lindehof, given_name="Joke", name_prefix="van der", family_name="Berg", team="Verhuur"
        )
        emre = await make.staff_member(lindehof, given_name="<b>Emre</b>", family_name="Kaya", team="Wijkbeheer")
        anna = await make.staff_member(waterkant, given_name="Anna", family_name="Smit")
        return [
            await make.result(joke, grade="8.1", closed_at=datetime(2026, 3, 2, 10, 0, tzinfo=UTC)),
            await make.result(emre, grade="4.9", closed_at=datetime(2026, 3, 3, 10, 0, tzinfo=UTC)),
            await make.result(anna, exam="lastige-boodschappen"),
        ]


def read_csv(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


async def test_a_trainer_sees_the_results_of_their_own_corporations(results, trainer):
    page = (await trainer.get(PATH)).text
    assert "Joke van der Berg" in page
    assert "8,1" in page
    assert "02-03-2026" in page
    assert "Anna Smit" not in page


async def test_names_are_shown_as_text(results, trainer):
    page = (await trainer.get(PATH)).text
    assert "&lt;b&gt;Emre" in page
    assert "<b>Emre" not in page


async def test_filters_are_said_in_words_and_can_be_taken_off(results, trainer):
    page = (await trainer.get(PATH, params={"team": "Verhuur", "geslaagd": "ja", "van": "2026-03-01"})).text
    assert "Joke" in page
    assert "Emre" not in page
    for words in ("Team: <strong>Verhuur</strong>", "<strong>geslaagd</strong>", "<strong>1 maart 2026</strong>"):
        assert words in page
    assert 'href="/trainer/resultaten?geslaagd=ja&amp;van=2026-03-01' in page


async def test_a_list_without_results_says_what_comes(trainer, stored_bank):
    page = (await trainer.get(PATH)).text
    assert "Er zijn nog geen resultaten" in page
    assert "Exporteren" not in page


async def test_a_filter_that_finds_nothing_offers_the_way_back(results, trainer):
    assert "Geen resultaten gevonden" in (await trainer.get(PATH, params={"zoek": "niemand"})).text


@pytest.mark.parametrize("page", ["2", "99", "0", "-1", "veel", "9" * 40])
async def test_a_page_that_is_not_there_shows_one_that_is(results, trainer, page):
    response = await trainer.get(PATH, params={"page": page})
    assert response.status_code == 200
    assert "Joke" in response.text


async def test_another_corporation_cannot_be_chosen(results, trainer, waterkant):
    for number in (str(waterkant.id), "9" * 30, "x"):
        assert (await trainer.get(PATH, params={"corporatie": number})).status_code == 404
        assert (await trainer.get(f"{PATH}.csv", params={"corporatie": number})).status_code == 404


@pytest.mark.parametrize("query", [{"van": "gisteren"}, {"van": "2026-03-02", "tot": "2026-03-01"}])
async def test_a_period_that_is_none_is_refused_in_a_sentence(results, trainer, query):
    response = await trainer.get(PATH, params=query)
    assert response.status_code == 422
    assert "datum in als" in response.text or "ligt na de laatste dag" in response.text


async def test_csv_holds_exactly_what_the_filter_shows(results, trainer):
    response = await trainer.get(f"{PATH}.csv", params={"zoek": "berg"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"].startswith('attachment; filename="resultaten-20')
    assert [row["achternaam"] for row in read_csv(response)] == ["Berg"]


async def test_the_export_has_the_order_of_the_page(results, trainer):
    rows = read_csv(await trainer.get(f"{PATH}.csv", params={"sort": "grade"}))
    assert [row["cijfer"] for row in rows] == ["4,9", "8,1"]


async def test_excel_holds_every_page(making, trainer, lindehof):
    async with making() as make:
        member = await make.staff_member(lindehof)
        for _ in range(53):
            await make.result(member)
    response = await trainer.get(f"{PATH}.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 54
    assert rows[1][rows[0].index("cijfer")] == 7.0


async def test_what_is_taken_along_is_written_down(results, trainer, logged):
    await trainer.get(f"{PATH}.xlsx", params={"team": "Verhuur"})
    (event,) = await logged("results.export")
    assert event.facts == {"format": "xlsx", "filters": {"team": "Verhuur"}, "rows": 1}
    assert event.actor_id is not None
