"""Import of QTI packages: our own without loss, those of others as far as they go, in QTI 3.0 and 2.1."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from msgspec import Struct

from question_bank.exchange.carried import Draft, Imported, Loss
from question_bank.exchange.packages import Package, parse_xml, read_package
from question_bank.exchange.qti.dialect import as_qti3
from question_bank.exchange.qti.names import MANIFEST
from question_bank.exchange.qti.reading.labels import Labels, labels_of
from question_bank.exchange.qti.reading.question import read_question
from question_bank.exchange.qti.reading.source import Source
from question_bank.exchange.qti.reading.stimuli import with_stimuli
from question_bank.exchange.xml_documents import local_name
from question_bank.items import Item

ITEM = "qti-assessment-item"
ITEM_TYPE = re.compile(r"imsqti_(apip)?item_xmlv", re.IGNORECASE)
NO_MANIFEST = "Dit pakket heeft geen imsmanifest.xml. Alle vragen die erin staan zijn gelezen."
NO_ITEMS = "In dit pakket staat geen vraag in QTI 2.1 of 3.0. Exporteer het opnieuw in een van die twee."
NO_ITEM = "Dit bestand is geen QTI-vraag en gaat niet mee."
LABELS_GONE = (
    "Deze vraag komt van ons, maar een ander systeem heeft de categorieën, het domein en andere gegevens weggelaten. "
    "Vul ze opnieuw in, of importeer het oorspronkelijke pakket."
)
LONGEST_STIMULUS = 20_000
"""In bytes; a package may hold thousands of questions that all ask for the same text."""
SIGNS = re.compile(r"[^a-z0-9]+")


class Entry(Struct, frozen=True):
    """A file of a package that holds an item, and what the manifest says about it."""

    file: str
    labels: Labels | None = None


def import_package(content: bytes) -> Imported:
    """Return the drafts of a QTI package and what was lost; raise RefusedPackage for one that may do harm."""
    package = read_package(content)
    losses: list[Loss] = []
    drafts: list[Draft] = []
    for entry in _entries(package, losses):
        draft, lost = _read(package, entry)
        losses += lost
        if draft is not None:
            drafts.append(draft)
    if not drafts and not losses:
        losses.append(Loss("", "pakket", NO_ITEMS))
    return Imported(tuple(drafts), tuple(losses))


def import_item(content: bytes, name: str) -> Imported:
    """Return the draft of one QTI item that stands in a file by itself, and what was lost."""
    draft, losses = _drafted(as_qti3(parse_xml(content, name)), Entry(name))
    return Imported(() if draft is None else (draft,), tuple(losses))


def _entries(package: Package, losses: list[Loss]) -> Iterator[Entry]:
    """Find the items by the manifest, or by looking into every file when there is none."""
    manifests = sorted((name for name in package.names if name.rpartition("/")[2] == MANIFEST), key=len)
    if manifests:
        return _listed(package, manifests[0], losses)
    losses.append(Loss("", MANIFEST, NO_MANIFEST))
    return (Entry(name) for name in package.names if name.lower().endswith(".xml") and _is_item(package, name))


def _listed(package: Package, manifest: str, losses: list[Loss]) -> Iterator[Entry]:
    root = parse_xml(package.read(manifest), manifest)
    # Each file is read once, however often a manifest names it: reading is what takes time.
    unread = set(package.names)
    for resource in root.iter():
        if local_name(resource) != "resource" or not ITEM_TYPE.search(resource.get("type", "")):
            continue
        file = _beside(manifest, resource.get("href") or _first_file(resource))
        if file in unread:
            unread.remove(file)
            yield Entry(file, labels_of(resource))
        elif file not in package.names:
            name = resource.get("identifier", "")
            losses.append(Loss(name, "hele vraag", f"Het bestand {file} staat niet in het pakket."))


def _beside(file: str, href: str) -> str:
    """Return the name in the package of what a file calls by a relative address."""
    return normpath(join(dirname(file), unquote(href)))


def _first_file(resource: Element) -> str:
    return next((part.get("href", "") for part in resource if local_name(part) == "file"), "")


def _is_item(package: Package, name: str) -> bool:
    return as_qti3(parse_xml(package.read(name), name)).tag == ITEM


def _read(package: Package, entry: Entry) -> tuple[Draft | None, list[Loss]]:
    def stimulus(href: str) -> Element | None:
        file = _beside(entry.file, href)
        content = package.read(file) if file in package.names else None
        return None if content is None or len(content) > LONGEST_STIMULUS else as_qti3(parse_xml(content, file))

    root = as_qti3(parse_xml(package.read(entry.file), entry.file))
    return _drafted(with_stimuli(root, stimulus), entry)


def _drafted(root: Element, entry: Entry) -> tuple[Draft | None, list[Loss]]:
    if root.tag != ITEM:
        return None, [Loss(entry.file, "bestand", NO_ITEM)]
    source = Source(root)
    draft = read_question(source)
    if draft is None:
        return None, source.losses
    if source.ours and entry.labels is None:
        source.lose("gegevens van de vraag", LABELS_GONE)
    named = {"id": identifier, **draft} if (identifier := _identifier(source)) else draft
    whole = entry.labels.added_to(named) if entry.labels else named
    return {field: whole[field] for field in Item.__struct_fields__ if field in whole}, source.losses


def _identifier(source: Source) -> str:
    """Return an id as ours are written; the title of our own is the id without its version."""
    name = source.root.get("title" if source.ours else "identifier", "")
    return SIGNS.sub("-", name.lower()).strip("-")
