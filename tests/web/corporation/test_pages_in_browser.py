"""The administrator's pages in a real browser: accessible, obeying the security policy, never sideways, and alive."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from playwright.async_api import expect

from certificates.logo import clean_logo
from certificates.template import Template
from proeve.core.mail.messages import MessageState
from proeve.exams.enrolments import ExtraTime
from proeve.register.templates import add_template
from tests.web.browsing import ADDRESS, ENLARGED, PHONE, faults

pytestmark = pytest.mark.browser


def logo() -> bytes:
    """Return a logo as it is kept."""
    file = io.BytesIO()
    Image.new("RGB", (400, 120), "#00639b").save(file, "PNG")
    return clean_logo(file.getvalue())


LOGO = logo()


@pytest.fixture
async def office(beheer) -> dict[str, str]:
    """A corporation in which everything has happened; gives every page by name."""
    teams = ("Klantcontact", "Verhuur", "Wijkbeheer")
    people = [await beheer.hire(f"Noor{number}", team=teams[number % 3], job_title="Consulent") for number in range(9)]
    noor, sami = people[:2]
    sitting = await beheer.plan(*people[:6], extra_time={sami.id: ExtraTime(25, 10)})
    await beheer.plan(
        *people[3:5],
        exam="lastige-boodschappen",
        opens_at=sitting.closes_at + timedelta(days=3),
        closes_at=sitting.closes_at + timedelta(days=9),
    )
    await beheer.start(noor)
    await beheer.mail_became(people[2], MessageState.FAILED, "550 user unknown")
    await beheer.mail_became(people[3], MessageState.SENT)
    place = await beheer.place(sami)
    for way_up in ("landscape", "portrait"):
        async with beheer.database.unit_of_work() as session:
            await add_template(session, beheer.scope, Template(orientation=way_up, logo=LOGO))
    at = f"/beheer/afnames/{sitting.id}"
    return {
        "overview": "/beheer",
        "still to sit": "/beheer/nog-te-doen",
        "staff": "/beheer/medewerkers?team=Verhuur",
        "new staff": "/beheer/medewerkers/nieuw",
        "one of the staff": f"/beheer/medewerkers/{sami.id}",
        "change staff": f"/beheer/medewerkers/{sami.id}/wijzigen",
        "import": "/beheer/medewerkers/importeren",
        "sittings": "/beheer/afnames",
        "sitting": at,
        "plan": f"/beheer/afnames/nieuw?medewerkers={people[7].id},{people[8].id}",
        "add": f"{at}/toevoegen",
        "minutes": f"{at}/minuten",
        "place": f"{at}/medewerkers/{place.id}",
        "messages": "/beheer/berichten",
        "look": "/beheer/certificaten/opmaak",
    }  # fmt: skip


async def test_axe_finds_nothing_to_mend_on_a_phone_and_no_page_scrolls_sideways_when_enlarged(
    open_page, axe_script, office
):
    page = await open_page("/beheer", PHONE)
    for name, path in office.items():
        await page.set_viewport_size(PHONE)
        await page.goto(ADDRESS + path)
        assert (name, await faults(page, axe_script, also=ENLARGED)) == (name, [])


async def test_pages_without_anything_are_in_order_too(open_page, axe_script, beheer):
    page = await open_page("/beheer", PHONE)
    for path in ("", "/medewerkers", "/afnames", "/afnames/nieuw", "/berichten", "/nog-te-doen"):
        await page.goto(f"{ADDRESS}/beheer{path}")
        await page.evaluate(axe_script)
        assert (path, await page.evaluate("accessibilityFaults()")) == (path, [])


async def test_people_are_found_and_chosen_without_leaving_the_form(open_page, office):
    page = await open_page("/beheer/afnames/nieuw")
    count = page.locator("[data-picker-count]")
    await expect(count).to_have_text("0 van 9 medewerkers gekozen")
    await page.get_by_label("Team", exact=True).select_option("Verhuur")
    await page.get_by_role("button", name="Deze 3 kiezen").click()
    await page.get_by_label("Team", exact=True).select_option("")
    await page.get_by_label("Zoek op naam, functie of team").fill("noor0")
    await expect(page.locator("[data-picker-row]:visible")).to_have_count(1)
    await expect(count).to_have_text("3 van 9 medewerkers gekozen")
    await page.get_by_label("Zoek op naam, functie of team").fill("")
    await page.get_by_label("Toon alleen wie gekozen is").check()
    await expect(page.locator("[data-picker-row]:visible")).to_have_count(3)


async def test_a_sitting_is_planned_from_the_list_of_staff(open_page, axe_script, office, beheer):
    page = await open_page("/beheer/medewerkers")
    for name in ("Noor7", "Noor8"):
        await page.get_by_label(f"{name} Jansen kiezen").check()
    await page.get_by_role("button", name="2 medewerkers inschrijven").click()
    await page.get_by_label("Lastige boodschappen").check()
    await page.get_by_role("button", name="Verder: controleren").click()
    await page.get_by_label("Extra tijd voor Noor7 Jansen in procenten").fill("25")
    await page.get_by_label("Extra minuten voor Noor7 Jansen").fill("10")
    await expect(page.locator("output").first).to_have_text("60 minuten")
    await page.evaluate(axe_script)
    assert await page.evaluate("accessibilityFaults()") == []
    await page.get_by_role("button", name="2 medewerkers uitnodigen").click()
    await page.get_by_text("2 medewerkers zijn uitgenodigd").wait_for()
    await page.get_by_role("row", name="Noor7 Jansen").get_by_text("60 min").wait_for()


async def test_mistakes_in_a_list_are_shown_before_anything_is_saved(open_page, axe_script, beheer):
    page = await open_page("/beheer/medewerkers/importeren")
    content = b"voornaam;achternaam;e-mail\nAnna;Boer;anna@lindehof.example\nPiet;Smit;piet\n"
    await page.get_by_label("Bestand met uw medewerkers").set_input_files(
        {"name": "lijst.csv", "mimeType": "text/csv", "buffer": content}
    )
    await page.get_by_role("button", name="Bestand controleren").click()
    await page.get_by_text("1 regel klopt niet.").wait_for()
    await page.evaluate(axe_script)
    assert await page.evaluate("accessibilityFaults()") == []
    await page.get_by_role("button", name="1 medewerker opslaan").click()
    await page.get_by_text("1 medewerker is opgeslagen: 1 nieuw.").wait_for()


async def test_the_example_of_a_certificate_follows_the_form(open_page, axe_script, office):
    page = await open_page("/beheer/certificaten/opmaak")
    example = page.locator("[data-look-picture] img")
    before = await example.get_attribute("src")
    await page.get_by_label("Deze naam").fill("Zoë Öztürk-Wiśniewska")
    await page.get_by_label("Liggend").check()
    await page.get_by_alt_text("Voorbeeld van het certificaat van Zoë Öztürk-Wiśniewska, liggend").wait_for()
    await expect(example).not_to_have_attribute("src", before)
    assert await example.evaluate("image => image.decode().then(() => image.naturalWidth)") == 842
    await page.get_by_label("Hoofdkleur").fill("#ffcc00")
    await page.get_by_text("De kleur #ffcc00 is te licht").wait_for()
    await page.evaluate(axe_script)
    assert await page.evaluate("accessibilityFaults()") == []
