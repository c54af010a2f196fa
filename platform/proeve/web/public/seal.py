"""Whose seal is on certificates: said honestly, with the root that anybody can check it by."""

import asyncio
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Response, Template

from certificates.authority import common_name, fingerprint
from proeve.core.dutch import day
from proeve.core.settings import Settings
from proeve.register.keys import KnownSeal, all_seals, ensure_keys
from proeve.web.page import page
from proeve.web.public.open_data import open_answer

KEPT_SECONDS = 300


@get("/verifieer/zegel")
async def show_seal(request: Request[Any, Any, Any], settings: NamedDependency[Settings]) -> Template:
    """Say whose seal it is, what it proves, and what it does not."""
    in_use, *before = await asyncio.to_thread(_seals, settings)
    return page(
        request,
        "public/seal.html",
        issuer=settings.issuer,
        is_own=in_use.is_own,
        root_name=common_name(in_use.root),
        has_time_stamp=bool(settings.time_stamp_url),
        facts=_facts(in_use),
        older_roots=[(_term(each), in_fours(fingerprint(each))) for each in _roots(before) if each != in_use.root],
        before=[
            (common_name(seal.certificate), _term(seal.certificate), in_fours(seal.fingerprint)) for seal in before
        ],
    )


@get("/verifieer/stamcertificaat.pem", exclude_from_csrf=True)
async def give_root(settings: NamedDependency[Settings]) -> Response[bytes]:
    """Give the certificates that seals of now and of before are trusted by."""
    seals = await asyncio.to_thread(_seals, settings)
    roots = [root.public_bytes(Encoding.PEM) for root in _roots(seals)]
    return open_answer(b"".join(roots), media_type="application/x-pem-file", seconds=KEPT_SECONDS)


def _seals(settings: Settings) -> list[KnownSeal]:
    """List the seals; before the first certificate there may be none yet."""
    seals = all_seals(settings)
    if not seals:
        ensure_keys(settings)
        seals = all_seals(settings)
    return seals


def _roots(seals: list[KnownSeal]) -> list[x509.Certificate]:
    """List what seals are trusted by, each once."""
    return list(dict.fromkeys(seal.root for seal in seals))


def _facts(seal: KnownSeal) -> list[tuple[str, str]]:
    return [
        ("Naam op het zegel", common_name(seal.certificate)),
        ("Geldig", _term(seal.certificate)),
        ("Vingerafdruk van het zegel", in_fours(seal.fingerprint)),
        ("Stamcertificaat", common_name(seal.root)),
        ("Vingerafdruk van het stamcertificaat", in_fours(fingerprint(seal.root))),
    ]


def _term(certificate: x509.Certificate) -> str:
    return f"van {day(certificate.not_valid_before_utc)} t/m {day(certificate.not_valid_after_utc)}"


def in_fours(digits: str) -> str:
    """Write a fingerprint in groups of four, so that two can be compared by eye."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
