"""Whatever stands in an item, reading it ends in drafts and losses or in a refusal."""

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from question_bank.exchange.qti.importing import import_item
from question_bank.exchange.qti.names import COLLEAGUE, CRITERION, LEVEL, LEVEL_POINTS, QUESTION, ROLE, TURN

NAMES = (
    "responseDeclaration correctResponse value mapping mapEntry itemBody p div span img table prompt choiceInteraction "
    "orderInteraction matchInteraction extendedTextInteraction textEntryInteraction simpleChoice simpleMatchSet "
    "simpleAssociableChoice feedbackInline modalFeedback rubricBlock responseProcessing match"
)
VALUES = ["R", "A", "B", "reply_a", "reply_b", "reply_", "A B", "", "7", "9" * 5000, "nan", "RESPONSE", "adaptive"]
ATTRIBUTES = ["identifier", "responseIdentifier", "mapKey", "mappedValue", "cardinality", "showHide", "id", "title"]
CLASSES = [ROLE, TURN, f"{TURN}-huurder", COLLEAGUE, QUESTION, CRITERION, LEVEL, LEVEL_POINTS]


def _element(name: str, attributes: dict[str, str], text: str, inner: list[Element]) -> Element:
    made = Element(name, attributes)
    made.text, made.tail = text, text
    made.extend(inner)
    return made


attributes = st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=3)
classed = st.builds(lambda found, name: {**found, "class": name}, attributes, st.sampled_from(CLASSES))
words = st.sampled_from(["", " ", "Lek.", "3", "9" * 5000])
leaves = st.builds(_element, st.sampled_from(NAMES.split()), attributes | classed, words, st.just([]))
elements = st.recursive(
    leaves,
    lambda inner: st.builds(
        _element, st.sampled_from(NAMES.split()), attributes | classed, words, st.lists(inner, max_size=4)
    ),
    max_leaves=30,
)
bodies = st.builds(_element, st.just("itemBody"), st.just({}), words, st.lists(elements, max_size=6))
items = st.builds(
    lambda body, around, found: _element("assessmentItem", found, "", [*around, body]),
    bodies,
    st.lists(elements, max_size=4),
    attributes,
)


@given(items)
def test_any_item_is_read_or_left_out_with_a_reason(item: Element):
    imported = import_item(ET.tostring(item), "vraag.xml")
    assert len(imported.drafts) == 1 or imported.losses
    assert all(loss.sentence.endswith(".") for loss in imported.losses)
