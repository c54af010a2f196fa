"""A text that questions share comes with each of them."""

from question_bank.exchange.qti.importing import import_package

MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"><resources>
<resource identifier="r" type="imsqti_item_xmlv3p0" href="items/een.xml"/></resources></manifest>"""
ITEM = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="Lek">
<qti-response-declaration identifier="R" cardinality="single" base-type="string"/>
<qti-assessment-stimulus-ref identifier="s" href="../teksten/lek.xml"/>
<qti-item-body><p>Zij belt.</p><qti-extended-text-interaction response-identifier="R">
<qti-prompt>Schrijf een antwoord.</qti-prompt></qti-extended-text-interaction></qti-item-body></qti-assessment-item>"""
STIMULUS = """<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="s" title="Lek">
<qti-stimulus-body><p>De kraan lekt.</p></qti-stimulus-body></qti-assessment-stimulus>"""


def test_a_shared_text_stands_above_the_text_of_the_question(packed):
    files = {"imsmanifest.xml": MANIFEST, "items/een.xml": ITEM, "teksten/lek.xml": STIMULUS}
    imported = import_package(packed(files))
    assert imported.drafts[0]["scenario"] == {"text": "De kraan lekt.\nZij belt."}
    assert [loss.part for loss in imported.losses] == ["rubric"]


def test_a_shared_text_that_is_missing_is_named(packed):
    imported = import_package(packed({"imsmanifest.xml": MANIFEST, "items/een.xml": ITEM}))
    assert imported.drafts[0]["scenario"] == {"text": "Zij belt."}
    assert [loss.part for loss in imported.losses] == ["rubric", "bijbehorende tekst"]


def test_only_one_shared_text_is_taken_and_no_long_one(packed):
    twice = ITEM.replace("<qti-item-body>", '<qti-assessment-stimulus-ref href="../teksten/lek.xml"/><qti-item-body>')
    files = {"imsmanifest.xml": MANIFEST, "items/een.xml": twice, "teksten/lek.xml": STIMULUS}
    imported = import_package(packed(files))
    assert imported.drafts[0]["scenario"] == {"text": "De kraan lekt.\nZij belt."}
    long = STIMULUS.replace("De kraan lekt.", "De kraan lekt. " * 2000)
    without = import_package(packed({**files, "teksten/lek.xml": long}))
    assert without.drafts[0]["scenario"] == {"text": "Zij belt."}
    assert "bijbehorende tekst" in {loss.part for loss in (*imported.losses, *without.losses)}
