"""Who issues: our keys for programs that check badges, and a page for people who want to know who we are."""

import asyncio
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from certificates.badge.credential import describe_issuer
from certificates.badge.did_document import describe_key, write_did_document
from certificates.badge.keys import PublishedKeys
from certificates.badge.multikey import write_jwk
from proeve.core.errors import NotFound
from proeve.core.settings import Settings
from proeve.register.badge_keys import ensure_badge_keys, published_badge_keys
from proeve.web.page import page
from proeve.web.public.open_data import open_answer

KEPT_SECONDS = 300
"""How long a new key may stay unknown to who read the document just before."""


@get("/.well-known/did.json", exclude_from_csrf=True)
async def show_did_document(settings: NamedDependency[Settings]) -> Response[bytes]:
    """Give the keys that speak for us, also those that do so no more but did."""
    keys = await _published(settings)
    return _json_answer(write_did_document(keys), "application/did+json")


@get("/sleutels/{name:str}", exclude_from_csrf=True)
async def show_key(settings: NamedDependency[Settings], name: FromPath[str]) -> Response[bytes]:
    """Give one key by its name: an RSA key as a bare JSON Web Key, which is what checkers of tokens read."""
    keys = await _published(settings)
    if name not in keys.named:
        raise NotFound
    key = keys.named[name]
    if isinstance(key, RSAPublicKey):
        return _json_answer(write_jwk(key), "application/jwk+json")
    return _json_answer(describe_key(keys.did, name, key), "application/json")


@get("/uitgever.json", exclude_from_csrf=True)
async def show_profile(settings: NamedDependency[Settings]) -> Response[bytes]:
    """Give our profile as Open Badges has it."""
    return _json_answer(describe_issuer(settings.issuer, settings.public_url), "application/ld+json")


@get("/uitgever")
async def show_issuer(request: Request[Any, Any, Any], settings: NamedDependency[Settings]) -> Template:
    """Say who issues certificates, how to check one, and where a program finds what it needs for that."""
    keys = await _published(settings)
    in_use = list(keys.named)[:2]
    return page(
        request,
        "public/issuer.html",
        issuer=settings.issuer,
        did=keys.did,
        keys_in_use=in_use,
        retired_keys=[name for name in keys.named if name not in in_use],
    )


async def _published(settings: Settings) -> PublishedKeys:
    return await asyncio.to_thread(_read_published, settings)


def _read_published(settings: Settings) -> PublishedKeys:
    """Read the keys, of which there may be none yet before the first certificate; needs no passphrase."""
    ensure_badge_keys(settings)
    return published_badge_keys(settings)


def _json_answer(document: dict[str, Any], media_type: str) -> Response[bytes]:
    content = json.dumps(document, ensure_ascii=False, indent=2).encode()
    return open_answer(content, media_type=media_type, seconds=KEPT_SECONDS)
