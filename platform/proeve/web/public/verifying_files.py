"""Check a certificate by its file: chosen or dropped, read in memory, and forgotten once the page is shown."""

from http import HTTPStatus
from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.response import Template

from certificates.verifying import FileVerdict
from proeve.core.database import Database
from proeve.core.errors import Invalid, TooLarge
from proeve.core.settings import Settings
from proeve.register.verifying_files import CheckedFile, verify_upload
from proeve.web.page import page
from proeve.web.public.check_limit import count_file
from proeve.web.public.proofs import BY_FILE, Proof, write_claim
from proeve.web.public.uploads import MOST_BODY, read_upload
from proeve.web.public.verdict_words import Fact, checks_of, facts_of, full_facts_of, words_of, words_of_file
from proeve.web.public.verifying import question

FIELD = "bestand"


# Nothing changes by checking a file, so there is nothing that another site could make somebody do; and the framework's
# guard would write the file to a disk to look for its own field.
@post("/verifieer/bestand", status_code=HTTPStatus.OK, exclude_from_csrf=True, request_max_body_size=MOST_BODY)
async def verify_file(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """Show the verdict on a file, what was checked, and what the register says."""
    await count_file(request, database, settings)
    try:
        content = await read_upload(request, FIELD)
    except TooLarge as error:
        return question(request, errors={FIELD: error.message}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except Invalid as error:
        return question(request, errors={FIELD: error.message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    checked = await verify_upload(database, settings, content)
    words, facts = words_of_file(checked), facts_of_file(checked)
    proof = Proof.of(BY_FILE, words, facts, checks=checks_of(checked.all_outcomes), sha256=checked.sha256)
    return page(
        request,
        "public/verify_file.html",
        words=words,
        checked=checked,
        verdict=checked.certificate,
        standing=words_of(checked.certificate) if checked.certificate else None,
        is_genuine=checked.verdict is FileVerdict.GENUINE,
        facts=facts,
        checks=proof.checks,
        claim=write_claim(settings, proof),
    )


def facts_of_file(checked: CheckedFile) -> list[Fact]:
    """Return what the register says of the certificate that a file is, or pretends to be."""
    if checked.full:
        return full_facts_of(checked.full)
    return facts_of(checked.certificate) if checked.certificate else []
