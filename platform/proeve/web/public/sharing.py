"""What somebody sees who opens the link of a holder."""

from http import HTTPStatus
from typing import Any

from litestar import HttpMethod, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.dutch import day
from proeve.core.errors import NotFound
from proeve.core.settings import Settings
from proeve.register.share_links import open_share_link
from proeve.register.standing_checks import Way, checks_by_secret
from proeve.web.page import page
from proeve.web.public.check_limit import count_check
from proeve.web.public.proofs import BY_LINK, Proof, write_claim
from proeve.web.public.verdict_words import checks_of, full_facts_of, unknown_link, words_of
from proeve.web.public.verifying import question


@get("/delen/{token:str}")
async def show_shared(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    token: FromPath[str],
) -> Template:
    """Show all that is printed on the certificate, and its status today; count that somebody looked.

    A program that prepares a preview of the link asks for the headers first: nobody looked yet.
    """
    is_read = request.method != HttpMethod.HEAD
    await count_check(request, database, settings)
    try:
        async with database.unit_of_work() as session:
            link, full = await open_share_link(session, token, by=request.user, is_read=is_read)
    except NotFound as error:
        return question(request, words=unknown_link(error.message), status=HTTPStatus.NOT_FOUND)
    words, facts = words_of(full.verdict), full_facts_of(full)
    checks = checks_of(checks_by_secret(Way.LINK, full.verdict))
    return page(
        request,
        "public/verify_code.html",
        verdict=full.verdict,
        words=words,
        facts=facts,
        checks=checks,
        shared_until=day(link.ends_on),
        claim=write_claim(settings, Proof.of(BY_LINK, words, facts, checks=checks)),
    )
