"""One item as a QTI 3.0 document."""

from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import document, element
from question_bank.exchange.qti.names import INSTANCE, QTI, QTI_SCHEMA, version_identifier
from question_bank.exchange.qti.scenario import scenario_elements
from question_bank.exchange.qti.writing import format_of
from question_bank.items import Item


def item_document(item: Item) -> bytes:
    """Return an item as a file that a QTI 3.0 player can play and score.

    The texts stand here, the categories and the rest in the metadata of the package: a player may send this file
    to the browser of a candidate. Variables stand in it in their default words.
    """
    return document(_assessment_item(item), shows_variables=True)


def _assessment_item(item: Item) -> Element:
    form = format_of(item)
    names = {
        "xmlns": QTI,
        "xmlns:xsi": INSTANCE,
        "xsi:schemaLocation": f"{QTI} {QTI_SCHEMA}",
        "identifier": version_identifier(item.id, item.version),
        "title": item.id,
        "adaptive": "false",
        "time-dependent": "false",
        "xml:lang": "nl",
        "tool-name": "Proeve",
        "tool-version": "1",
    }
    root = element("qti-assessment-item", names, *form.responses(item), *form.outcomes(item))
    root.append(element("qti-item-body", {}, *scenario_elements(item), *form.interactions(item)))
    if rules := tuple(form.rules(item)):
        root.append(element("qti-response-processing", {}, *rules))
    root.extend(form.explanations(item))
    return root
