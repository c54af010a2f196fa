"""Export of items as a QTI 3.0 package, with a list of what it cannot carry."""

import io
from collections.abc import Iterator, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from question_bank.blueprint import Blueprint
from question_bank.exchange.carried import Exported, Loss
from question_bank.exchange.default_words import shown_words
from question_bank.exchange.qti.exam_document import exam_document
from question_bank.exchange.qti.item_document import item_document
from question_bank.exchange.qti.manifest import TEST_FILE, item_file, manifest_document
from question_bank.exchange.qti.markup import is_writable
from question_bank.exchange.qti.names import MANIFEST
from question_bank.exchange.qti.writing import format_of
from question_bank.items import Item
from question_bank.kinds import kind_of

BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
"""No moment in the package, so that the same items give the same bytes."""


def export_package(
    items: Sequence[Item], *, identifier: str = "proeve", title: str = "Vragen", blueprint: Blueprint | None = None
) -> Exported:
    """Return a QTI 3.0 package of the items and a test that asks them all; an item that cannot be scored is left out.

    ``identifier`` is a slug; ``blueprint`` gives the items their weights in the test.
    """
    flawed = [loss for item in items for loss in _flaws(item)]
    names = {loss.item for loss in flawed}
    sound = [item for item in items if item.id not in names]
    files = {
        MANIFEST: manifest_document(sound, identifier),
        TEST_FILE: exam_document(sound, identifier, title, blueprint),
        **{item_file(item): item_document(item) for item in sound},
    }
    unwritable = (loss for item in sound for loss in _unwritable(item))
    losses = (*flawed, *unwritable, *_of_formats(sound), *shown_words(sound))
    return Exported(_zipped(files), losses)


def _flaws(item: Item) -> Iterator[Loss]:
    """Find what keeps an item from being scored at all."""
    for flaw in kind_of(item).flaws(item):
        if flaw.severity == "problem":
            yield Loss(item.id, "hele vraag", f"Deze vraag gaat niet mee. {flaw.sentence}")


def _unwritable(item: Item) -> Iterator[Loss]:
    if not all(map(is_writable, _strings(msgspec.to_builtins(item)))):
        yield Loss(
            item.id, "onzichtbare tekens", "De tekst heeft onzichtbare tekens die QTI niet kent. Die vallen weg."
        )


def _strings(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        yield from _strings(list(plain.values()))
    elif isinstance(plain, list | tuple):
        for part in plain:
            yield from _strings(part)


def _of_formats(items: Sequence[Item]) -> Iterator[Loss]:
    """Say once per format what QTI cannot say about it."""
    for kind in {item.kind: kind_of(item) for item in items}.values():
        some = next(item for item in items if item.kind == kind.name)
        for part, sentence in format_of(some).lost:
            yield Loss("", f"{kind.dutch}: {part}", sentence)


def _zipped(files: dict[str, bytes]) -> bytes:
    package = io.BytesIO()
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, BEGINNING_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return package.getvalue()
