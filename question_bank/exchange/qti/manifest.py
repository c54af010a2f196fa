"""The manifest of a package: its files, what they are, and what is known about each item."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import document, element
from question_bank.exchange.qti.metadata import metadata
from question_bank.exchange.qti.names import (
    INSTANCE,
    LOM,
    PACKAGE,
    PACKAGE_SCHEMA,
    QTI_METADATA,
    version_identifier,
)
from question_bank.items import Item

ITEM_TYPE, TEST_TYPE = "imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0"
TEST_FILE = "test.xml"


def item_file(item: Item) -> str:
    """Return where an item stands in the package."""
    return f"items/{version_identifier(item.id, item.version)}.xml"


def manifest_document(items: Sequence[Item], identifier: str) -> bytes:
    """Return the manifest of a package with these items and one test that holds them all."""
    names = {
        "xmlns": PACKAGE,
        "xmlns:qti": QTI_METADATA,
        "xmlns:lom": LOM,
        "xmlns:xsi": INSTANCE,
        "xsi:schemaLocation": f"{PACKAGE} {PACKAGE_SCHEMA}",
        "identifier": f"package-{identifier}",
    }
    about = (element("schema", {}, "QTI Package"), element("schemaversion", {}, "3.0.0"))
    resources = [_test_resource(items), *map(_item_resource, items)]
    parts = (element("metadata", {}, *about), element("organizations"), element("resources", {}, *resources))
    return document(element("manifest", names, *parts))


def _item_resource(item: Item) -> Element:
    href = item_file(item)
    names = {"identifier": version_identifier(item.id, item.version), "type": ITEM_TYPE, "href": href}
    return element("resource", names, metadata(item), element("file", {"href": href}))


def _test_resource(items: Sequence[Item]) -> Element:
    needed = (element("dependency", {"identifierref": version_identifier(item.id, item.version)}) for item in items)
    names = {"identifier": "test", "type": TEST_TYPE, "href": TEST_FILE}
    return element("resource", names, element("file", {"href": TEST_FILE}), *needed)
