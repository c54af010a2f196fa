"""How the corporation's certificates look: a form with a live example, warnings, and the versions so far."""

import asyncio
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response
from litestar.response import Template as Page

from certificates.errors import Invalid as InvalidCertificate
from certificates.facts import Language
from certificates.template import Template as Look
from proeve.core import dutch
from proeve.core.database import Database
from proeve.core.errors import ProeveError
from proeve.core.settings import Settings
from proeve.register.samples import USUAL_NAME, Samples, find_samples, picture_sample, warnings_about
from proeve.register.templates import (
    CertificateTemplate,
    add_template,
    all_templates,
    find_current_template,
    find_template,
    look_of,
)
from proeve.web.corporation.look_form import read_look
from proeve.web.flash import redirect
from proeve.web.forms import Form, read_form
from proeve.web.page import page
from proeve.web.refusals import problems_of

AnyRequest = Request[Any, Any, Any]
PATH = "/beheer/certificaten/opmaak"
SAVED = "De opmaak is opgeslagen. Nieuwe certificaten zien er vanaf nu zo uit."
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """One example: its picture as the address of an image, or why there is none, and what to look at."""

    picture: str
    words: str
    problems: list[str]
    warnings: list[str]


@get("/certificaten/opmaak")
async def look_page(
    request: AnyRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Page:
    """Show the look of now, to be changed."""
    look = await _look_of_now(request, database)
    return await _page(request, database, settings, look)


@post("/certificaten/opmaak")
async def save_look(
    request: AnyRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Response[Any]:
    """Save the look as a new version, or show an example of it to who has no scripts."""
    form = await read_form(request)
    before = await _look_of_now(request, database)
    try:
        look = await read_look(form, before)
        if form.text("action") == "preview":
            return await _page(request, database, settings, look, form)
        async with database.unit_of_work() as session:
            await add_template(session, request.user, look)
    except ProeveError as error:
        return await _page(request, database, settings, before, form, problems_of(error, "accent"))
    return redirect(PATH, say=SAVED)


@post("/certificaten/opmaak/voorbeeld", status_code=200)
async def preview_look(
    request: AnyRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Page:
    """Answer with the example of what stands in the form, while it is being changed."""
    form = await read_form(request)
    before = await _look_of_now(request, database)
    async with database.reading() as session:
        samples = await find_samples(session, request.user, settings)
    try:
        preview = await _preview(samples, await read_look(form, before), *_example(form))
    except ProeveError as error:
        preview = Preview("", "", list(problems_of(error, "accent").values()), [])
    return page(request, "corporation/look_preview.html", preview=preview)


@get("/certificaten/opmaak/{template_id:int}/voorbeeld.svg")
async def version_picture(
    request: AnyRequest,
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    template_id: FromPath[int],
) -> Response[bytes]:
    """Send the picture of a version."""
    async with database.reading() as session:
        version = await find_template(session, request.user, template_id)
        samples = await find_samples(session, request.user, settings)
    picture = await asyncio.to_thread(picture_sample, samples, version.look, holder=USUAL_NAME, language="nl")
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "private, no-store"})


@post("/certificaten/opmaak/{template_id:int}/terug")
async def use_version_again(
    request: AnyRequest, database: NamedDependency[Database], template_id: FromPath[int]
) -> Response[Any]:
    """Go back to an older version, which becomes the newest."""
    async with database.unit_of_work() as session:
        older = await find_template(session, request.user, template_id)
        await add_template(session, request.user, older.look)
    return redirect(PATH, say=f"Nieuwe certificaten zien er vanaf nu weer uit als versie {older.version}.")


async def _look_of_now(request: AnyRequest, database: Database) -> Look:
    async with database.reading() as session:
        return look_of(await find_current_template(session, request.user.corporation_id))


def _example(form: Form | None) -> tuple[str, Language]:
    """Return the name and the language that the example has."""
    if form is None:
        return USUAL_NAME, "nl"
    language: Language = "en" if form.text("language") == "en" else "nl"
    return form.text("example", longest=LONGEST_NAME)[:LONGEST_NAME] or USUAL_NAME, language


async def _preview(samples: Samples, look: Look, holder: str, language: Language) -> Preview:
    way_up = "staand" if look.orientation == "portrait" else "liggend"
    words = f"Voorbeeld van het certificaat van {holder}, {way_up}"
    warnings = await asyncio.to_thread(warnings_about, samples, look)
    try:
        drawn = await asyncio.to_thread(picture_sample, samples, look, holder=holder, language=language)
    except InvalidCertificate as problem:
        return Preview("", words, [str(problem)], warnings)
    return Preview(f"data:image/svg+xml;base64,{b64encode(drawn).decode()}", words, [], warnings)


async def _page(
    request: AnyRequest,
    database: Database,
    settings: Settings,
    look: Look,
    form: Form | None = None,
    problems: dict[str, str] | None = None,
) -> Page:
    async with database.reading() as session:
        samples = await find_samples(session, request.user, settings)
        versions = await all_templates(session, request.user)
    example, language = _example(form)
    typed = {"orientation": look.orientation, "accent": look.accent, "highlight": look.highlight}
    return page(
        request,
        "corporation/certificate_look.html",
        status=422 if problems else 200,
        path=PATH,
        look=look,
        typed=typed | {"example": example, "language": language} | (form.values if form else {}),
        problems=problems or {},
        preview=await _preview(samples, look, example, language),
        versions=[(version, _saved(version)) for version in versions],
    )


def _saved(version: CertificateTemplate) -> str:
    return dutch.moment(version.saved_at)
