"""Packages of other systems, in few lines each."""

import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest

from question_bank.exchange.carried import Imported
from question_bank.exchange.qti.importing import import_package

ITEM_21 = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="ITEM_7" title="Lekkende kraan"
  adaptive="false" timeDependent="false">{}</assessmentItem>"""
ITEM_30 = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="item-7" title="Lekkende kraan"
  adaptive="false" time-dependent="false">{}</qti-assessment-item>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><metadata/><organizations/><resources>
<resource identifier="r" type="imsqti_item_xml{}" href="items/een.xml"><file href="items/een.xml"/></resource>
</resources></manifest>"""


def zipped(files: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.fixture
def packed() -> Callable[[dict[str, str]], bytes]:
    """Make a package of named texts."""
    return zipped


@pytest.fixture
def import_21() -> Callable[[str], Imported]:
    """Import a package with one QTI 2.1 item."""
    return lambda inner: import_package(
        zipped({"imsmanifest.xml": MANIFEST.format("v2p1"), "items/een.xml": ITEM_21.format(inner)})
    )


@pytest.fixture
def import_30() -> Callable[[str], Imported]:
    """Import a package with one QTI 3.0 item."""
    return lambda inner: import_package(
        zipped({"imsmanifest.xml": MANIFEST.format("v3p0"), "items/een.xml": ITEM_30.format(inner)})
    )
