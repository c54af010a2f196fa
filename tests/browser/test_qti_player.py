"""What we export is played in a QTI 3 player of others, in a real Chromium: it must come to our points.

The player answers to nobody but this test: everything it asks for is given to it here, there is no network.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from question_bank.bank import Bank
from question_bank.codebook import are_neighbours
from question_bank.exchange.carried import Exported
from question_bank.exchange.qti.exporting import export_package
from question_bank.exchange.qti.names import QTI
from question_bank.forms import Slot
from question_bank.grading import grade
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.variables import without_variables
from tests.question_bank.exchange.qti.responses import responses

pytestmark = pytest.mark.browser

PLAYER = Path(__file__).parents[2] / "node_modules/@citolab/qti-components/cdn/index.js"
SITE = "http://player.test"
HEAD = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Speler</title><script type="module" src="/player.js"></script></head>
"""
ITEM_PAGE = f"{HEAD}<body><qti-item><item-container></item-container></qti-item></body></html>"
TEST_PAGE = f"""{HEAD}<body><qti-test navigate="item"><test-navigation>
<test-container test-url="/test.xml"></test-container>
<test-end-attempt>Klaar</test-end-attempt><test-next>Volgende</test-next>
</test-navigation></qti-test></body></html>"""
IN_ITEM = "document.querySelector('item-container').shadowRoot.querySelector('qti-assessment-item')"
SCORED = ("best_answer", "next_step", "recognise_category", "most_least", "rate_replies", "rank_replies")


class Player:
    """A page with the player, which is given one item at a time."""

    def __init__(self, page: Page, files: Mapping[str, bytes]) -> None:
        self.page = page
        pages = {"/item": ITEM_PAGE.encode(), "/test": TEST_PAGE.encode(), "/player.js": PLAYER.read_bytes()}
        self._files = {**pages, **files}
        self.complaints: list[str] = []
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.route("**/*", self._serve)

    def _note(self, sort: str, text: str) -> None:
        if sort == "error":
            self.complaints.append(text)

    def _serve(self, route: Route) -> None:
        path = urlparse(route.request.url).path
        kind = {"": "text/html", ".js": "text/javascript"}.get(Path(path).suffix, "application/xml")
        if path in self._files:
            route.fulfill(body=self._files[path], content_type=kind)
        else:
            route.fulfill(status=404, body="")

    def open(self, item: Item) -> None:
        """Load an item afresh, as the package holds it."""
        self.page.goto(f"{SITE}/item")
        file = f"/items/{item.id}.v{item.version}.xml"
        self.page.evaluate("file => { document.querySelector('item-container').itemURL = file }", file)
        self.page.locator("qti-assessment-item").wait_for(state="attached")
        self.page.get_by_text(without_variables(item.question)).wait_for()

    def answer(self, item: Item, answer: Mapping[str, Any] | None) -> None:
        """Give our answer with the mouse and the keyboard, as a candidate does."""
        if answer is None:
            return
        if "ranking" in answer:
            self._rank([f"reply_{item.replies[place].id}" for place in answer["ranking"]])
        for name, value in responses(item, answer).items():
            if name != "RESPONSE" or item.kind not in ("rate_replies", "rank_replies"):
                where = f"[response-identifier={name}] [identifier='{value}']"
                self.page.locator(where).click()
            elif item.kind == "rate_replies":
                for pair in value:
                    self.page.locator(f"input[value='{pair}']").check()

    def scores_of_test(self) -> dict[str, Fraction]:
        """Return the points of every item of the test that is open, by its identifier there."""
        items = self.page.evaluate("document.querySelector('qti-test').testContext.items")
        return {
            item["identifier"]: Fraction(variable["value"])
            for item in items
            for variable in item["variables"]
            if variable["identifier"] == "SCORE"
        }

    def _rank(self, identifiers: Sequence[str]) -> None:
        for place, identifier in enumerate(identifiers):
            self.page.locator(f"qti-simple-choice[identifier={identifier}]").first.focus()
            for key in ("Space", *["ArrowDown"] * place, "Space"):
                self.page.keyboard.press(key)

    def score(self) -> Fraction:
        """Let the player process the answers; return the share of the points."""
        outcomes = self.page.evaluate(f"() => {{ {IN_ITEM}.processResponse(); return {IN_ITEM}.variables }}")
        return share(outcomes)

    def scores(self, answers: Sequence[Mapping[str, Any]]) -> list[Fraction]:
        """Let the player process many answers, given to it as values."""
        script = """([answers]) => answers.map(answer => {
            const item = ITEM
            for (const [name, value] of Object.entries(answer)) item.updateResponseVariable(name, value)
            item.processResponse()
            return item.variables
        })""".replace("ITEM", IN_ITEM)
        return [share(outcomes) for outcomes in self.page.evaluate(script, [list(answers)])]


def share(outcomes: Sequence[Mapping[str, Any]]) -> Fraction:
    """Return SCORE / MAXSCORE of what a player knows after processing."""
    values = {outcome["identifier"]: outcome["value"] for outcome in outcomes}
    return Fraction(values["SCORE"]) / Fraction(values["MAXSCORE"])


def points(item: Item, answer: Mapping[str, Any] | None) -> Fraction:
    """Return our own points."""
    return kind_of(item).points(item, range(kind_of(item).reply_count(item)), answer)


def telling_answers(item: Item) -> Iterator[Mapping[str, Any] | None]:
    """Give no answer, the best, the worst, one in between, and one that was left unfinished."""
    kind = kind_of(item)
    count = kind.reply_count(item)
    ordered = sorted(kind.complete_answers(count), key=lambda answer: points(item, answer))
    between = [answer for answer in ordered if 0 < points(item, answer) < 1]
    yield from (None, ordered[0], *between[len(between) // 2 :][:1], ordered[-1])
    if item.kind == "most_least":
        yield {"most": ordered[-1]["most"], "least": None}
    if item.kind == "rate_replies":
        yield {"ratings": [*ordered[-1]["ratings"][:-1], None]}


def example(bank: Bank, kind: str) -> Item:
    """Return an item of a kind; of those where a neighbour earns half, one with a neighbour."""
    items = [item for item in bank.items.values() if item.kind == kind]
    return next((item for item in items if has_neighbour(item)), items[0])


def has_neighbour(item: Item) -> bool:
    return any(are_neighbours(option.category, str(item.key)) for option in item.options)


@pytest.fixture(scope="module")
def package(bank: Bank) -> dict[str, bytes]:
    """The files of one exported package with an item of every kind."""
    return files_of(export_package([example(bank, kind) for kind in (*SCORED, "written_reply")]))


def files_of(exported: Exported) -> dict[str, bytes]:
    with ZipFile(BytesIO(exported.content)) as archive:
        return {f"/{name}": archive.read(name) for name in archive.namelist()}


@pytest.fixture
def player(device: BrowserContext, package: dict[str, bytes]) -> Iterator[Player]:
    player = Player(device.new_page(), package)
    yield player
    assert player.complaints == []


@pytest.mark.parametrize("kind", SCORED)
def test_what_a_candidate_clicks_earns_our_points(player: Player, bank: Bank, kind: str):
    item = example(bank, kind)
    for answer in telling_answers(item):
        player.open(item)
        player.answer(item, answer)
        assert player.score() == points(item, answer), json.dumps(answer)


@pytest.mark.parametrize("kind", SCORED)
def test_every_complete_answer_earns_our_points(player: Player, bank: Bank, kind: str):
    item = example(bank, kind)
    answers = list(kind_of(item).complete_answers(kind_of(item).reply_count(item)))
    player.open(item)
    given = [responses(item, answer) for answer in answers]
    assert player.scores(given) == [points(item, answer) for answer in answers]


def test_the_same_reply_for_most_and_least_earns_nothing(player: Player, bank: Bank):
    item = example(bank, "most_least")
    player.open(item)
    keyed = f"reply_{item.key['most']}"
    assert player.scores([{"RESPONSE_MOST": keyed, "RESPONSE_LEAST": keyed}]) == [Fraction(0)]


def test_a_ranking_that_was_left_unfinished_earns_nothing(player: Player, bank: Bank):
    item = example(bank, "rank_replies")
    player.open(item)
    keyed = [f"reply_{reply}" for reply in item.key]
    assert player.scores([{"RESPONSE": keyed[:3]}, {"RESPONSE": [*keyed[:3], ""]}]) == [Fraction(0), Fraction(0)]


def test_a_written_reply_can_be_typed_and_waits_for_people(player: Player, bank: Bank):
    item = example(bank, "written_reply")
    player.open(item)
    player.page.locator("textarea").fill(item.model_answers[0])
    player.page.keyboard.press("Tab")
    assert not player.page.get_by_text(item.rubric[0].criterion).is_visible()
    outcomes = player.page.evaluate(f"() => {{ {IN_ITEM}.processResponse(); return {IN_ITEM}.variables }}")
    found = {outcome["identifier"]: outcome for outcome in outcomes}
    assert found["RESPONSE"]["value"] == item.model_answers[0]
    assert (found["SCORE"]["externalScored"], found["SCORE"]["value"]) == ("human", "0")


def test_the_explanation_of_a_choice_appears_only_after_the_answer(player: Player, bank: Bank):
    item = example(bank, "best_answer")
    why = without_variables(item.replies[0].explanation)
    player.open(item)
    assert not player.page.get_by_text(why).is_visible()
    player.answer(item, {"choice": 0})
    player.score()
    player.page.get_by_text(why).wait_for()
    assert not player.page.get_by_text(item.replies[1].explanation).is_visible()


def test_the_test_of_a_package_shows_every_question_and_no_rubric(player: Player, bank: Bank):
    player.page.goto(f"{SITE}/test")
    for kind in (*SCORED, "written_reply"):
        item = example(bank, kind)
        player.page.get_by_text(without_variables(item.scenario.text)).wait_for()
        assert [line for line in item.rubric if player.page.get_by_text(line.criterion).is_visible()] == []
        player.page.locator("test-next").click()


def test_the_scores_of_a_test_add_up_to_our_points(device: BrowserContext, bank: Bank):
    """Play a whole test; the player has no qti-test-variables, so what the package asks to add up is added up here."""
    blueprint = bank.blueprints["klantgericht-werken"]
    asked = {item.kind: item for item in bank.all_items(blueprint.exam) if blueprint.uses(item)}
    assert set(asked) == set(blueprint.weights)
    items = [asked[kind] for kind in sorted(asked)]
    files = files_of(export_package(items, blueprint=blueprint))
    player = Player(device.new_page(), files)
    player.page.goto(f"{SITE}/test")
    answers = {}
    for place, item in enumerate(items):
        player.page.get_by_text(without_variables(item.scenario.text)).wait_for()
        # One in between for some, the best for others.
        answers[place] = list(telling_answers(item))[-1 if place % 2 else 2]
        player.answer(item, answers[place])
        player.page.locator("test-end-attempt").click()
        player.page.locator("test-next").click()
    references = ET.fromstring(files["/test.xml"]).iter(f"{{{QTI}}}qti-assessment-item-ref")
    weights = {reference.get("identifier"): Fraction(reference[0].get("value")) for reference in references}
    scores = player.scores_of_test()
    slots = [Slot(item.id, item.version, tuple(range(kind_of(item).reply_count(item)))) for item in items]
    graded = grade(blueprint, items, slots, answers)
    assert 0 < graded.points < graded.maximum
    assert sum(scores[identifier] * weight for identifier, weight in weights.items()) == graded.points
    assert player.complaints == []
