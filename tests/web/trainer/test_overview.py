"""The trainer's first page: the group beside all others, who asks for attention, and honesty about small numbers."""

from datetime import UTC, datetime

import pytest

from proeve.core.scope import Role


@pytest.fixture
async def groups(making, lindehof):
    """Five people in Verhuur who seldom name feelings, five in Wijkbeheer who do; one of Verhuur failed."""
    async with making() as make:
        for number in range(5):
            poor = await make.staff_member(lindehof, given_name="Poor", team="Verhuur")
            await make.result(poor, grade="4.0" if number == 0 else "5.8", shown={"GEVOEL": (2, 10), "VAAG": (5, 10)})
            good = await make.staff_member(lindehof, given_name="Good", team="Wijkbeheer")
            await make.result(good, grade="8.0", shown={"GEVOEL": (9, 10), "VAAG": (0, 10)})


async def test_without_results_the_page_says_what_comes(trainer, stored_bank):
    page = (await trainer.get("/trainer")).text
    assert "Er zijn nog geen resultaten" in page


async def test_all_results_together_have_no_others(groups, trainer):
    page = (await trainer.get("/trainer")).text
    assert "Dit gaat over 10 resultaten samen" in page
    assert "Alle anderen</p>" not in page


async def test_a_team_is_laid_beside_all_others(groups, trainer):
    page = (await trainer.get("/trainer", params={"team": "Verhuur"})).text
    assert "Zo reageert team Verhuur" in page
    assert "alle anderen: 5 resultaten" in page
    assert "<strong>Ingaan op gevoel</strong>: 20 %, bij alle anderen 90 %." in page
    assert "Zwakker" in page
    assert "Sterker" not in page


async def test_what_to_practise_comes_with_a_tip(groups, trainer):
    page = (await trainer.get("/trainer", params={"team": "Verhuur"})).text
    assert "Gebeurt te weinig: 10 van 50 keer." in page
    assert "Gebeurt te vaak: 25 van 50 keer." in page
    assert "Begin met wat u hoort aan gevoel" in page


async def test_a_group_that_is_too_small_is_not_described(making, lindehof, trainer):
    async with making() as make:
        for _ in range(4):
            await make.result(await make.staff_member(lindehof), shown={"GEVOEL": (2, 10)})
    page = (await trainer.get("/trainer")).text
    assert "Er zijn 4 resultaten. Vanaf 5 resultaten ziet u hier hoe deze groep reageert." in page
    assert "Ingaan op gevoel" not in page
    assert "Te weinig om iets over te zeggen" in page


async def test_the_counts_link_to_the_very_lists(groups, trainer):
    page = (await trainer.get("/trainer", params={"team": "Verhuur"})).text
    assert 'href="/trainer/aandacht?reden=niet-gehaald&amp;team=Verhuur"' in page
    page = (await trainer.get("/trainer/aandacht", params={"reden": "net-gehaald", "team": "Verhuur"})).text
    assert page.count('<th scope="row">') == 4


async def test_an_unknown_reason_shows_who_failed(groups, trainer):
    page = (await trainer.get("/trainer/aandacht", params={"reden": "zomaar"})).text
    assert page.count('<th scope="row">') == 1


async def test_the_period_narrows_the_profile(groups, making, lindehof, trainer):
    async with making() as make:
        member = await make.staff_member(lindehof, team="Verhuur")
        await make.result(member, closed_at=datetime(2024, 3, 2, 10, 0, tzinfo=UTC), shown={"GEVOEL": (10, 10)})
    page = (await trainer.get("/trainer", params={"team": "Verhuur", "van": "2026-01-01"})).text
    assert "Dit gaat over 5 resultaten" in page


async def test_only_a_corporation_of_ones_own_can_be_chosen(groups, trainer, waterkant):
    assert (await trainer.get("/trainer", params={"corporatie": str(waterkant.id)})).status_code == 404


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMINISTRATOR])
async def test_for_others_the_page_does_not_exist(sign_in, lindehof, role):
    client = await sign_in(role, lindehof)
    for path in ("/trainer", "/trainer/resultaten", "/trainer/aandacht", "/trainer/resultaten.csv", "/trainer/vragen"):
        assert (await client.get(path)).status_code == 404
