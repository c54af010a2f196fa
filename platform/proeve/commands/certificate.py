"""`proeve certificate`: check a file without a connection, as the page does."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from cryptography import x509

from certificates.badge.did_document import read_did_document
from certificates.checks.headlines import headline
from certificates.checks.outcome import Result
from certificates.checks.submission import MOST_BYTES
from certificates.checks.trust import Trust
from certificates.checks.wording import sentence_of, title_of
from certificates.examining import examine_apart
from certificates.status import Status, status_on
from certificates.verifying import Examination, FileVerdict
from proeve.core import clock
from proeve.core.dutch import day
from proeve.core.settings import DEFAULT_PUBLIC_URL, settings_from_environment
from proeve.register.trust import trust_in, trust_of

NO_REGISTER = "Of het daarna is ingetrokken, weet alleen het register: kijk op {page}."
NO_SEAL = "Er staat een certificaatnummer in. Of wij dat uitgaven, weet alleen het register: kijk op {page}."
NOT_CHECKED = "not_checked"
"""Whether it was revoked later, which no file can tell."""
NO_KEYS = "Hier zijn geen sleutels om mee te controleren. Geef het stamcertificaat: --root BESTAND.pem"
KEYS_ALONE = "Geef bij --keys ook het stamcertificaat: --root BESTAND.pem"
NO_DID_DOCUMENT = "In {} staan geen sleutels. Bewaar /.well-known/did.json en geef dat bestand."
SIGNS = {Result.SUCCESS: "goed", Result.FAILURE: "FOUT", Result.SKIPPED: "-"}


@click.group()
def certificate() -> None:
    """Check certificates."""


@certificate.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Trust only the certificates in this PEM file, as `proeve keys root` prints them.",
)
@click.option(
    "--keys",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With --root: check badges with the keys in this file, a copy of /.well-known/did.json.",
)
@click.option(
    "--site",
    envvar="PROEVE_PUBLIC_URL",
    default=DEFAULT_PUBLIC_URL,
    show_envvar=True,
    help="The address of Proeve, for saying where to look further.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def verify(file: Path, root: Path | None, keys: Path | None, site: str, *, as_json: bool) -> None:
    """Check a certificate or a badge (FILE) offline; ends with status 0 when it is genuine and valid today."""
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)  # One byte more shows that it is too large.
    examination = examine_apart(content, _trust(root, keys))
    status = status_of(examination)
    if as_json:
        click.echo(json.dumps(_facts(examination, status), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(examination, f"{site.rstrip('/')}/verifieer")))
    is_fine = examination.verdict is FileVerdict.GENUINE and (status is None or status.is_valid)
    sys.exit(0 if is_fine else 1)


def status_of(examination: Examination) -> Status | None:
    """Return what the dates in a genuine certificate say today, or None when there are none in it."""
    promise = examination.promise
    if promise is None or promise.valid_from is None or promise.valid_until is None:
        return None
    return status_on(clock.today(), valid_from=promise.valid_from, valid_until=promise.valid_until)


def _trust(root: Path | None, keys: Path | None) -> Trust:
    if root is None and keys is not None:
        raise click.ClickException(KEYS_ALONE)
    trust = trust_of(settings_from_environment()) if root is None else trust_in(_roots(root), _did_document(keys))
    if not trust.roots:
        raise click.ClickException(NO_KEYS)
    return trust


def _roots(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except ValueError as error:
        raise click.ClickException("In dit bestand staan geen certificaten in PEM.") from error


def _did_document(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        document: dict[str, Any] = json.loads(path.read_bytes())
        read_did_document(document)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise click.ClickException(NO_DID_DOCUMENT.format(path)) from error
    return document


def _headline(examination: Examination, status: Status | None) -> str:
    until = examination.promise.valid_until if examination.promise else None
    return headline(examination.verdict, status, day(until) if until else "")


def _facts(examination: Examination, status: Status | None) -> dict[str, Any]:
    promise = examination.promise
    return {
        "verdict": examination.verdict,
        "headline": _headline(examination, status),
        "status": status,
        "revocation": NOT_CHECKED,
        "number": promise.number if promise else None,
        "mentions_number": bool(examination.traces.numbers),
        "holder": promise.holder if promise else None,
        "valid_from": _iso(promise.valid_from if promise else None),
        "valid_until": _iso(promise.valid_until if promise else None),
        "checks": [
            {"check": each.check, "result": each.result, "problem": each.problem, "sentence": sentence_of(each)}
            for each in examination.outcomes
        ],
    }


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None


def _lines(examination: Examination, page: str) -> Iterator[str]:
    yield _headline(examination, status_of(examination))
    promise = examination.promise
    if promise:
        yield f"  {promise.title}"
    if promise and promise.number:
        yield f"  nummer {promise.number}"
    if promise and promise.valid_from and promise.valid_until:
        yield f"  geldig van {day(promise.valid_from)} t/m {day(promise.valid_until)}"
    yield ""
    for each in examination.outcomes:
        yield f"  {SIGNS[each.result]:5} {title_of(each)}: {sentence_of(each)}"
    if promise and promise.number:
        yield f"\n{NO_REGISTER.format(page=page)}"
    elif examination.verdict is FileVerdict.FOREIGN and examination.traces.numbers:
        # A number of ours in a file without our seal makes the page say that it was changed.
        yield f"\n{NO_SEAL.format(page=page)}"
