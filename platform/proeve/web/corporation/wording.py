"""What the corporation calls things: the words its employees read in questions, each in a sentence to try it."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.corporations.wording import own_wording, set_wording
from proeve.people.text import tidy
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from question_bank.variables import LONGEST_VALUE, VARIABLES, fill_text

AnyRequest = Request[Any, Any, Any]
PATH = "/beheer/afnames/woorden"
SAVED = "De woorden zijn opgeslagen. Zij staan in elke toets die een medewerker vanaf nu opent."

LABELS = {
    "klachtentermijn": "Klachtentermijn",
    "commissie": "Klachtencommissie",
    "reactietermijn": "Reactietermijn",
    "spoedtelefoon": "Spoednummer",
    "huurdersportaal": "Pagina voor huurders",
    "klantcontactcentrum": "Eerste aanspreekpunt",
}
SENTENCES = {
    "klachtentermijn": "U krijgt binnen {klachtentermijn} antwoord op uw klacht.",
    "commissie": "Komen wij er samen niet uit? {commissie} kijkt er dan onafhankelijk naar.",
    "reactietermijn": "Wij reageren binnen {reactietermijn} op uw bericht.",
    "spoedtelefoon": "Is er ’s avonds een lekkage? Bel dan {spoedtelefoon}.",
    "huurdersportaal": "Op {huurdersportaal} ziet u hoe ver uw melding is.",
    "klantcontactcentrum": "U werkt bij {klantcontactcentrum} en een huurder belt u.",
}
"""A sentence as it could stand in a question, for each word."""


@get("/afnames/woorden")
async def wording_page(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Show the words of now, to be changed."""
    async with database.reading() as session:
        typed = await own_wording(session, request.user)
    return _page(request, typed)


@post("/afnames/woorden", status_code=200)
async def save_wording(request: AnyRequest, database: NamedDependency[Database]) -> Response[Any]:
    """Save the words; what is left empty gets the usual word."""
    form = await read_form(request)
    typed = {name: form.text(name) for name in VARIABLES}
    try:
        async with database.unit_of_work() as session:
            await set_wording(session, request.user, typed)
    except Invalid as error:
        return _page(request, typed, error.problems)
    return redirect(PATH, say=SAVED)


@post("/afnames/woorden/voorbeeld", status_code=200)
async def wording_examples(request: AnyRequest) -> Template:
    """Answer with the sentences of what stands in the form, while it is being changed; nothing is stored."""
    form = await read_form(request)
    return page(request, "corporation/wording_examples.html", examples=_examples({n: form.text(n) for n in VARIABLES}))


def _page(request: AnyRequest, typed: dict[str, str], problems: dict[str, str] | None = None) -> Template:
    return page(
        request,
        "corporation/wording.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        path=PATH,
        variables=[(LABELS[name], variable) for name, variable in VARIABLES.items()],
        examples=_examples(typed),
        typed=typed,
        problems=problems or {},
        longest=LONGEST_VALUE,
    )


def _examples(typed: dict[str, str]) -> list[tuple[str, str]]:
    """Return for each word its sentence, as employees will read it."""
    words = {name: tidy(typed.get(name, ""))[:LONGEST_VALUE] or each.default for name, each in VARIABLES.items()}
    return [(LABELS[name], fill_text(SENTENCES[name], words)) for name in VARIABLES]
