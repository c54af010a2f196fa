"""Administrators say what things are called at their corporation, and see what their employees will read."""

import pytest

from proeve.corporations.wording import own_wording
from tests.web.browsing import DESK, PHONE, faults

PATH = "/beheer/afnames/woorden"


async def own(beheer):
    async with beheer.database.unit_of_work() as session:
        return await own_wording(session, beheer.scope)


async def test_the_page_begins_with_the_usual_words_in_sentences(read):
    page = await read(PATH)
    assert "U krijgt binnen vier weken antwoord op uw klacht." in page.text
    assert "De klachtencommissie kijkt er dan onafhankelijk naar." in page.text


async def test_words_are_saved_and_read_back(read, beheer):
    page = await read(PATH, {"klachtentermijn": " tien  werkdagen ", "commissie": "de klachtencommissie"})
    assert "De woorden zijn opgeslagen." in page.text
    assert "U krijgt binnen tien werkdagen antwoord op uw klacht." in page.text
    assert await own(beheer) == {"klachtentermijn": "tien werkdagen"}


async def test_an_emptied_word_is_the_usual_one_again(read, beheer):
    await read(PATH, {"klachtentermijn": "tien werkdagen"})
    await read(PATH, {"klachtentermijn": ""})
    assert await own(beheer) == {}


@pytest.mark.parametrize(("value", "said"), [("<b>snel</b>", "zonder haken"), ("x" * 61, "hoogstens 60 tekens")])
async def test_what_cannot_stand_in_a_sentence_comes_back(read, beheer, value, said):
    page = await read(PATH, {"klachtentermijn": value, "commissie": "de geschillencommissie"}, status=422)
    assert said in page.text
    assert 'value="de geschillencommissie"' in page.html
    assert "<b>snel" not in page.html
    assert await own(beheer) == {}


async def test_the_sentences_follow_the_form_and_nothing_is_saved(read, beheer):
    page = await read(f"{PATH}/voorbeeld", {"spoedtelefoon": "de storingsdienst"})
    assert "Bel dan de storingsdienst." in page.text
    assert "<html" not in page.html
    assert await own(beheer) == {}


@pytest.mark.browser
async def test_the_page_is_accessible_and_the_sentences_follow(open_page, axe_script, pages):
    page = await open_page(PATH, PHONE)
    await page.get_by_label("Klachtencommissie").fill("de huurcommissie")
    await page.get_by_text("De huurcommissie kijkt er dan onafhankelijk naar.").wait_for()
    assert await faults(page, axe_script, also=DESK) == []
