"""The grid editor of blueprints: what is typed stays, figures follow, and saving makes the next version."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from proeve.exams.blueprints import all_blueprints

EXAM = "klantgericht-werken"
PATH = f"/werkplaats/toetsen/{EXAM}"
NIETKAN_CHAT = "category=NIETKAN,channel=chat"


class Fields(HTMLParser):
    """Reads what stands in the fields of the form of the page, as a browser would send it."""

    def __init__(self, html):
        super().__init__()
        self.values, self._select = {}, ""
        self.feed(html[html.index('class="plan"') : html.index("</form>", html.index('class="plan"'))])

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "input" and said.get("name"):
            self.values[said["name"]] = said.get("value", "")
        if tag == "select":
            self._select = said["name"]
            self.values[self._select] = ""
        if tag == "option" and "selected" in said:
            self.values[self._select] = said["value"]
        if tag == "textarea":
            self._select = said["name"]

    def handle_data(self, data):
        if self._select in {"about", "statement", "english_statement"} and data.strip():
            self.values[self._select] = data.strip()
            self._select = ""


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


async def fields_on(client):
    return Fields((await client.get(PATH)).text).values


async def post(client, fields, action="figures", path=PATH):
    return await client.post(path, data={**fields, "action": action}, follow_redirects=False)


async def current(database):
    async with database.reading() as session:
        return next(each for each in await all_blueprints(session) if each.exam == EXAM)


async def test_the_list_says_for_each_exam_whether_there_are_enough_questions(author):
    text = text_of((await author.get("/werkplaats/toetsen")).text)
    assert "Klantgericht werken" in text
    assert "Lastige boodschappen" in text
    assert "Genoeg vragen" in text or "krap" in text


async def test_the_page_shows_the_blueprint_with_its_figures(approver):
    answer = await approver.get(PATH)
    text = text_of(answer.text)
    assert answer.status_code == 200
    assert "Met deze opzet kan een toets worden gemaakt." in text
    assert "Gelijke vragen bij twee kandidaten" in text
    assert Fields(answer.text).values["min:kind=best_answer"] == "6"


async def test_sending_the_page_back_as_it_is_changes_nothing(approver, web_database):
    answer = await post(approver, await fields_on(approver), "save")
    assert answer.status_code == 422
    assert "Er is niets veranderd aan versie" in answer.text
    before = await current(web_database)
    assert (
        await post(approver, {**await fields_on(approver), "rows": "kind", "columns": "category"})
    ).status_code == 200
    assert await current(web_database) == before


async def test_a_cell_that_lacks_questions_is_named_while_typing(approver):
    fields = await fields_on(approver) | {f"min:{NIETKAN_CHAT}": "15", f"max:{NIETKAN_CHAT}": "20"}
    answer = await post(approver, fields, path=f"{PATH}/cijfers")
    text = text_of(answer.text)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Zo kan er geen toets worden gemaakt." in text
    assert re.search(r"Cel zeggen wat niet kan × chat: 15 nodig, \d+ live", text)


async def test_the_figures_say_what_is_wrong_with_a_field(approver):
    fields = await fields_on(approver) | {"length": "veel"}
    answer = await post(approver, fields, path=f"{PATH}/cijfers")
    assert "Nog niet alles is goed ingevuld. Vul een heel getal in" in text_of(answer.text)


async def test_saving_makes_the_next_version(approver, web_database):
    before = await current(web_database)
    fields = await fields_on(approver) | {"duration_minutes": "45", "min:domain=zav,channel=deur": "0", "cut": "62,5"}
    fields["max:domain=zav,channel=deur"] = "2"
    answer = await post(approver, fields, "save")
    assert (answer.status_code, answer.headers["location"]) == (303, PATH)
    after = await current(web_database)
    assert (after.version, after.duration_minutes, str(after.cut)) == (before.version + 1, 45, "0.625")
    assert after.cells[: len(before.cells)] == before.cells
    assert (after.cells[-1].where, after.cells[-1].max) == ({"domain": ("zav",), "channel": ("deur",)}, 2)
    text = text_of((await approver.get(f"{PATH}/versies")).text)
    assert "Tijd in minuten 40 45" in text
    assert "opgeslagen door Noor van Dalen" in text


async def test_a_cell_that_is_emptied_is_gone(approver, web_database):
    fields = await fields_on(approver) | {"min:domain=zoeken": "", "max:domain=zoeken": ""}
    assert (await post(approver, fields, "save")).status_code == 303
    assert all(cell.where != {"domain": ("zoeken",)} for cell in (await current(web_database)).cells)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"length": "0"}, "Vul een heel getal in van 1 tot en met 100."),
        ({"cut": "0"}, "Vul een percentage in"),
        ({"cut": "65 procent"}, "Vul een percentage in"),
        ({"title": ""}, "Vul dit in."),
        ({"min:kind=best_answer": "9", "max:kind=best_answer": "6"}, "Het minste is meer dan het meeste."),
        ({"total_difficulty": ""}, "Vul ook het getal in"),
        ({"duration_minutes": "10"}, "Geef kandidaten zo veel tijd."),
        ({f"min:{NIETKAN_CHAT}": "15", f"max:{NIETKAN_CHAT}": "20"}, "15 nodig"),
        ({"review": ""}, "Kies wat kandidaten na afloop zien."),
        ({f"weight-{kind}": "" for kind in ("best_answer", "rate_replies", "recognise_category")}, "nodig"),
    ],
)
async def test_wrong_input_comes_back_with_all_that_was_typed(approver, web_database, changes, sentence):
    before = await current(web_database)
    fields = await fields_on(approver) | {"english_title": "Typed & kept"} | changes
    answer = await post(approver, fields, "save")
    assert answer.status_code == 422
    assert sentence in text_of(answer.text)
    shown = Fields(answer.text).values
    assert shown["english_title"] == "Typed & kept"
    assert {name: shown[name] for name in changes} == changes
    assert await current(web_database) == before


async def test_an_author_tries_out_but_does_not_save(author, web_database):
    before = await current(web_database)
    page = await author.get(PATH)
    assert "Opslaan als versie" not in page.text
    fields = Fields(page.text).values | {"duration_minutes": "45"}
    assert (await post(author, fields)).status_code == 200
    assert (await post(author, fields, "save")).status_code == 404
    assert await current(web_database) == before


async def test_a_page_that_was_open_too_long_keeps_what_was_typed(approver):
    fields = await fields_on(approver)
    assert (await post(approver, fields | {"duration_minutes": "45"}, "save")).status_code == 303
    answer = await post(approver, fields | {"duration_minutes": "50"}, "save")
    assert answer.status_code == 409
    assert "Iemand anders heeft intussen versie" in answer.text
    assert Fields(answer.text).values["duration_minutes"] == "50"


async def test_another_grid_shows_other_crossings_and_keeps_the_cells(approver):
    fields = await fields_on(approver) | {"rows": "category", "columns": "difficulty", "min:domain=zoeken": "3"}
    shown = Fields((await post(approver, fields, "grid")).text).values
    assert shown["min:domain=zoeken"] == "3"
    assert "min:category=GEVOEL,difficulty=1" in shown


async def test_a_cell_of_two_values_is_added(approver):
    new = {"new": "category=FEIT", "new-or": "category=UITLEG", "new-and": "channel=balie", "new-max": "4"}
    shown = Fields((await post(approver, await fields_on(approver) | new, "add")).text).values
    key = "category=FEIT|UITLEG,channel=balie"
    assert (shown[f"min:{key}"], shown[f"max:{key}"], shown["new"]) == ("", "4", "")


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ({}, "Kies wat deze cel telt."),
        ({"new": "category=FEIT"}, "minstens of hoogstens"),
        ({"new": "category=FEIT", "new-or": "channel=balie", "new-min": "1"}, "van dezelfde soort"),
        ({"new": "category=FEIT", "new-and": "category=UITLEG", "new-min": "1"}, "van een andere soort"),
        ({"new": "category=ONZIN", "new-min": "1"}, "Kies wat deze cel telt."),
    ],
)
async def test_a_cell_that_says_nothing_is_not_added(approver, new, sentence):
    answer = await post(approver, await fields_on(approver) | new, "add")
    assert answer.status_code == 422
    assert sentence in text_of(answer.text)


async def test_a_preview_shows_the_questions_of_one_form(approver):
    answer = await post(approver, await fields_on(approver), "preview")
    assert answer.status_code == 200
    assert len(re.findall(r'href="/werkplaats/vragen/', answer.text)) == 20
    assert "20 vragen, moeilijkheid samen" in text_of(answer.text)


async def test_without_enough_questions_there_is_no_preview(approver):
    fields = await fields_on(approver) | {f"min:{NIETKAN_CHAT}": "15", f"max:{NIETKAN_CHAT}": "20"}
    answer = await post(approver, fields, "preview")
    assert answer.status_code == 422
    assert "Er kan nog geen voorbeeldtoets worden gemaakt." in answer.text


@pytest.mark.parametrize("name", ["min:onzin=1", "min:channel=fax", "max:channel", "min:", "min:difficulty=9"])
async def test_a_cell_that_no_page_has_is_left_out(approver, web_database, name):
    fields = await fields_on(approver) | {name: "3", "duration_minutes": "45"}
    before = await current(web_database)
    assert (await post(approver, fields, "save")).status_code == 303
    assert (await current(web_database)).cells == before.cells


async def test_markup_that_was_typed_stays_text(approver):
    answer = await post(approver, await fields_on(approver) | {"length": '"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.text


async def test_an_exam_that_is_not_there_is_not_found(approver):
    for path in ("/werkplaats/toetsen/tuinieren", "/werkplaats/toetsen/tuinieren/versies"):
        assert (await approver.get(path)).status_code == 404
