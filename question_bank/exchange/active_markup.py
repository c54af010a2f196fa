"""Refuse markup that runs, loads or reaches out: no text of a question needs it, in XML or in HTML."""

import re
from collections.abc import Mapping

from question_bank.exchange.refused import RefusedPackage

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
INCLUDE_NAMESPACE = "http://www.w3.org/2001/XInclude"

SCRIPTS = frozenset({"script", "portablecustominteraction", "custominteraction"})
# The names that QTI 3 gives to the same things.
SCRIPTS |= {"qti-portable-custom-interaction", "qti-custom-interaction", "qti-interaction-modules"}
SVG = frozenset({"svg", "foreignobject"})
FOREIGN = frozenset({"iframe", "frame", "frameset", "embed", "applet", "base", "meta", "link", "form", "style"})
# QTI 2 puts pictures and sound in an object; with any other type it is a program of somebody else.
HARMLESS_OBJECT = re.compile(r"(image/(png|jpe?g|gif)|(audio|video)/[a-z0-9.+-]+)$", re.IGNORECASE)

EVENT = re.compile(r"on[a-z]+$", re.IGNORECASE)
ADDRESSES = frozenset({"href", "src", "srcset", "data", "action", "formaction", "poster", "background", "cite"})
RUNS = re.compile(r"(javascript|vbscript|data):")
REMOTE = re.compile(r"([a-z][a-z0-9+.-]*:|//|\\\\)")
# A link that a reader may follow loads nothing by itself.
MAY_POINT_OUT = frozenset({"a"})
POINTS_OUT = re.compile(r"(https?|mailto|tel):")
STYLE_LOADS = re.compile(r"url\(|@import|expression\(|javascript:|behavior:|-moz-binding")

SHOWN = 60
REMOVE = "Haal dit weg en maak het bestand opnieuw."


def refuse_active(tag: str, attributes: Mapping[str, str | None], name: str) -> None:
    """Raise RefusedPackage for an element that can run or load something; names as ``{namespace}local`` or ``local``.

    ``name`` is the file it stands in, for the message.
    """
    namespace, local = split_name(tag)
    if reason := _reason_for_element(namespace, local, attributes):
        raise RefusedPackage(f"{reason} {REMOVE}", name)
    for attribute, value in attributes.items():
        if reason := _reason_for_attribute(local, split_name(attribute)[1].lower(), value or ""):
            raise RefusedPackage(f"{reason} {REMOVE}", name)


def split_name(name: str) -> tuple[str, str]:
    """Return the namespace and the local part of a name; a prefix that was not resolved is left out."""
    namespace, _, local = name.rpartition("}")
    return namespace.lstrip("{"), local.rpartition(":")[2]


def _reason_for_element(namespace: str, local: str, attributes: Mapping[str, str | None]) -> str | None:
    lower = local.lower()
    if lower in SCRIPTS:
        return f"Dit bestand bevat een script (<{local}>)."
    if lower in SVG or namespace == SVG_NAMESPACE:
        return f"Dit bestand bevat een SVG-tekening (<{local}>). Daar kan een script in zitten."
    if namespace == INCLUDE_NAMESPACE:
        return f"Dit bestand haalt een ander bestand binnen (<{local}>)."
    if lower in FOREIGN or (lower == "object" and not HARMLESS_OBJECT.match(attributes.get("type") or "")):
        return f"Dit bestand bevat een vreemd onderdeel (<{local}>)."
    return None


def _reason_for_attribute(element: str, attribute: str, value: str) -> str | None:
    # Browsers skip white space and control signs in an address, so "java\tscript:" still runs.
    bare = "".join(sign for sign in value if sign > " ").lower()
    if EVENT.match(attribute):
        return f"Dit bestand bevat een script: het kenmerk {attribute} bij <{element}>."
    if attribute == "style" and STYLE_LOADS.search(bare):
        return f"De opmaak van <{element}> laadt iets van buiten."
    return _reason_for_address(element, attribute, bare) if attribute in ADDRESSES else None


def _reason_for_address(element: str, attribute: str, bare: str) -> str | None:
    if RUNS.match(bare):
        return f"Dit bestand bevat een script in een adres: {bare[:SHOWN]}."
    if element.lower() in MAY_POINT_OUT and POINTS_OUT.match(bare):
        return None
    parts = bare.split(",") if attribute == "srcset" else [bare]
    if any(REMOTE.match(part) for part in parts):
        return f"Dit bestand verwijst naar iets op een andere plek: {bare[:SHOWN]}."
    return None
