"""The workshop in a real browser: for everyone, with the keyboard, and alive while somebody writes."""

import pytest
from playwright.async_api import expect

from proeve.workshop.drafts import all_drafts
from tests.web.browsing import PHONE, faults

ITEM = "kw-baby-op-komst-1"
PATH = f"/werkplaats/vragen/{ITEM}"
BEGUN = {"exam": "klantgericht-werken", "kind": "best_answer", "family": "kw-proef"}


@pytest.fixture
async def draft(approver, desk, colleague):
    """A draft that the visitor began just now."""
    await approver.post("/werkplaats/nieuw", data=BEGUN)
    return next(draft for draft in await desk(all_drafts, colleague) if draft.family == "kw-proef")


def at(draft) -> str:
    return f"/werkplaats/concepten/{draft.id}"


async def test_every_page_is_for_everyone_on_a_desk_and_a_phone(approver, desk, colleague, open_page, axe_script):
    submitted = await desk.submitted(colleague)
    found = {}
    for path in (
        "/werkplaats",
        "/werkplaats/nieuw",
        PATH,
        f"{PATH}/kandidaat",
        f"{PATH}/sleutel",
        f"{PATH}/verschil",
        f"{PATH}/gelekt",
        f"{PATH}/versies/1/pauzeren",
        f"{at(submitted)}/beoordelen",
    ):
        page = await open_page(path)
        if problems := await faults(page, axe_script):
            found[path] = problems
        await page.context.close()
    assert found == {}


@pytest.mark.parametrize("kind", ["most_least", "rate_replies", "recognise_category", "next_step", "written_reply"])
async def test_the_desk_of_each_format_is_for_everyone(approver, written, open_page, axe_script, kind):
    page = await open_page(at(await written(kind)))
    assert await faults(page, axe_script) == []


@pytest.fixture
def written(desk, colleague, bank):
    """Write a next version of an item of a format."""

    async def written(kind: str):
        item = next(item for item in bank.items.values() if item.kind == kind)
        return await desk.written(colleague, item.id)

    return written


async def test_a_desk_that_was_refused_is_for_everyone_on_a_phone(draft, open_page, axe_script):
    page = await open_page(at(draft), PHONE)
    await page.get_by_role("button", name="Opslaan en indienen").click()
    await page.get_by_role("heading", name="Opgeslagen, maar nog niet ingediend").wait_for()
    assert await faults(page, axe_script) == []


async def test_the_preview_and_the_checks_follow_what_is_typed(draft, open_page):
    page = await open_page(at(draft))
    await page.get_by_label("Het voorval").fill("woord " * 75)
    await page.locator("#voorbeeld .scenario", has_text="woord woord").wait_for()
    said = page.locator('[data-check="scenario.text"] li')
    await expect(said.filter(has_text="70").first).to_be_visible()
    await expect(page.get_by_text("75 van 70 woorden")).to_be_visible()
    await page.get_by_label("Het voorval").fill("Een huurder belt over een kraan.")
    await page.locator("#voorbeeld .scenario", has_text="over een kraan").wait_for()
    await expect(said).to_have_count(0)


async def test_a_category_shows_what_to_look_for_as_soon_as_it_is_chosen(draft, open_page):
    page = await open_page(at(draft))
    row = page.get_by_role("region", name="Reactie B")
    await row.get_by_label("Categorie", exact=True).select_option("GEVOEL")
    await expect(row).to_contain_text("een gevoel of een wens uit zijn eigen verhaal")
    await row.get_by_label("Categorie", exact=True).select_option("")
    await expect(row).not_to_contain_text("uit zijn eigen verhaal")


async def test_a_reply_is_added_and_removed_with_the_keyboard_and_the_text_stays(draft, open_page):
    page = await open_page(at(draft))
    await page.locator('[name="replies.0.text"]').fill("Ik hoor dat het u hoog zit.")
    await page.get_by_role("button", name="Reactie toevoegen").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator('[name="replies.4.text"]')).to_be_focused()
    await expect(page.locator('[name="replies.0.text"]')).to_have_value("Ik hoor dat het u hoog zit.")
    await page.get_by_role("button", name="Weghalen reactie E").focus()
    await page.keyboard.press("Enter")
    await page.locator('[name="replies.4.text"]').wait_for(state="detached")
    await expect(page.get_by_role("button", name="Reactie toevoegen")).to_be_focused()


async def test_a_word_of_the_corporation_is_put_where_the_writer_was(draft, open_page):
    page = await open_page(at(draft))
    reply = page.locator('[name="replies.1.text"]')
    await reply.fill("U krijgt antwoord van ")
    await page.get_by_role("button", name="{commissie}").click()
    await expect(reply).to_have_value("U krijgt antwoord van {commissie}")
    await page.locator("#voorbeeld", has_text="antwoord van de klachtencommissie").wait_for()


async def test_text_that_is_not_saved_is_guarded_and_saved_text_is_not(draft, open_page):
    page = await open_page(at(draft))
    asked = []

    async def stay(dialog):
        asked.append(dialog.type)
        await dialog.accept()

    page.on("dialog", stay)
    await page.get_by_label("Het voorval").press_sequentially("Een huurder belt.")
    await expect(page.get_by_text("Nog niet opgeslagen")).to_be_visible()
    await page.get_by_role("button", name="Concept opslaan").click()
    await page.get_by_text("Uw concept is opgeslagen.").wait_for()
    assert asked == []
    await page.wait_for_load_state("load")
    await page.get_by_label("Het voorval").press_sequentially(" Hij is boos.")
    await page.get_by_text("Nog niet opgeslagen").wait_for()
    await page.get_by_role("link", name="Terug naar de vraag").click()
    await page.wait_for_url("**/vragen/**")
    assert asked == ["beforeunload"]


async def test_enter_in_a_field_saves_and_removes_nothing(draft, open_page):
    page = await open_page(at(draft))
    await page.get_by_label("Wie is de kandidaat?").fill("U werkt aan de balie.")
    await page.keyboard.press("Enter")
    await page.get_by_text("Uw concept is opgeslagen.").wait_for()
    await expect(page.get_by_label("Wie is de kandidaat?")).to_have_value("U werkt aan de balie.")
    await expect(page.locator(".desk-row h3")).to_have_count(4)


async def test_the_candidates_view_answers_to_the_keys_of_the_exam(author, open_page):
    page = await open_page(f"{PATH}/kandidaat")
    await page.locator(".exam-item").wait_for()
    await page.keyboard.press("b")
    await expect(page.locator("input[type=radio]:checked")).to_have_count(1)
