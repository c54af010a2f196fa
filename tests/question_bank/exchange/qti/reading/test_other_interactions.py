"""Orders, matches, open questions and pairs of choices of other systems, and what we have no format for."""

import pytest

from question_bank.kinds.rate_replies import RATINGS

ORDER_21 = """
<responseDeclaration identifier="R" cardinality="ordered" baseType="identifier">
  <correctResponse><value>C</value><value>A</value><value>B</value></correctResponse>
</responseDeclaration>
<itemBody><orderInteraction responseIdentifier="R" shuffle="true"><prompt>Wat eerst?</prompt>
  <simpleChoice identifier="A">Luisteren</simpleChoice>
  <simpleChoice identifier="B">Ophangen</simpleChoice>
  <simpleChoice identifier="C">Groeten</simpleChoice>
</orderInteraction></itemBody>
"""
MATCH_21 = """
<responseDeclaration identifier="R" cardinality="multiple" baseType="directedPair">
  <correctResponse><value>A n4</value><value>B n1</value></correctResponse>
</responseDeclaration>
<itemBody><matchInteraction responseIdentifier="R" maxAssociations="2"><prompt>Hoe goed?</prompt>
  <simpleMatchSet>
    <simpleAssociableChoice identifier="A" matchMax="1">Goedemorgen.</simpleAssociableChoice>
    <simpleAssociableChoice identifier="B" matchMax="1">Wat nu weer?</simpleAssociableChoice>
  </simpleMatchSet>
  <simpleMatchSet>{}</simpleMatchSet>
</matchInteraction></itemBody>
"""
ESSAY_30 = """
<qti-response-declaration identifier="R" cardinality="single" base-type="string"/>
<qti-item-body>
  <qti-rubric-block view="scorer" use="scoring">
    <qti-content-body><p>Let op de toon.</p></qti-content-body>
  </qti-rubric-block>
  <p>Een huurder is boos.</p>
  <qti-extended-text-interaction response-identifier="R"><qti-prompt>Schrijf een antwoord.</qti-prompt>
  </qti-extended-text-interaction>
</qti-item-body>
"""
TWO_30 = """
<qti-response-declaration identifier="ONE" cardinality="single" base-type="identifier">
  <qti-correct-response><qti-value>p</qti-value></qti-correct-response></qti-response-declaration>
<qti-response-declaration identifier="TWO" cardinality="single" base-type="identifier">
  <qti-correct-response><qti-value>q</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body>
  <qti-choice-interaction response-identifier="ONE" max-choices="1"><qti-prompt>Beste?</qti-prompt>
    <qti-simple-choice identifier="p">Ja</qti-simple-choice><qti-simple-choice identifier="q">Nee</qti-simple-choice>
  </qti-choice-interaction>
  <qti-choice-interaction response-identifier="TWO" max-choices="1"><qti-prompt>Slechtste?</qti-prompt>
    <qti-simple-choice identifier="{}">Ja</qti-simple-choice><qti-simple-choice identifier="q">Nee</qti-simple-choice>
  </qti-choice-interaction>
</qti-item-body>
"""


def _columns(names) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="n{number}" matchMax="0">{name}</simpleAssociableChoice>'
        for number, name in names.items()
    )


def test_an_order_becomes_a_ranking(import_21):
    imported = import_21(ORDER_21)
    (draft,) = imported.drafts
    assert (draft["kind"], draft["question"], draft["key"]) == ("rank_replies", "Wat eerst?", ["c", "a", "b"])
    assert [reply["text"] for reply in draft["replies"]] == ["Luisteren", "Ophangen", "Groeten"]
    assert [loss.part for loss in imported.losses] == ["volgorde"]


def test_a_match_with_our_ratings_becomes_a_rating_with_its_key(import_21):
    imported = import_21(MATCH_21.format(_columns(RATINGS)))
    assert imported.drafts[0]["kind"] == "rate_replies"
    assert imported.drafts[0]["key"] == {"a": 4, "b": 1}
    assert imported.losses == ()


def test_a_match_with_other_columns_leaves_the_ratings_to_the_author(import_21):
    imported = import_21(MATCH_21.format(_columns({1: "slecht", 4: "goed"})))
    assert "key" not in imported.drafts[0]
    assert "'slecht', 'goed'" in imported.losses[0].sentence


def test_an_open_question_keeps_what_was_said_to_markers(import_30):
    imported = import_30(ESSAY_30)
    (draft,) = imported.drafts
    assert draft["kind"] == "written_reply"
    assert draft["scenario"] == {"text": "Een huurder is boos."}
    assert draft["marking_notes"] == "Let op de toon."
    assert [loss.part for loss in imported.losses] == ["rubric", "aanwijzingen"]


def test_two_choices_of_the_same_replies_become_most_and_least(import_30):
    imported = import_30(TWO_30.format("p"))
    assert imported.drafts[0]["kind"] == "most_least"
    assert imported.drafts[0]["key"] == {"most": "a", "least": "b"}
    assert [loss.part for loss in imported.losses] == ["meest en minst"]


def test_two_choices_of_different_replies_are_left_out_with_the_reason(import_30):
    imported = import_30(TWO_30.format("r"))
    assert imported.drafts == ()
    assert [(loss.item, loss.part) for loss in imported.losses] == [("Lekkende kraan", "hele vraag")]
    assert "2 dingen tegelijk" in imported.losses[0].sentence


@pytest.mark.parametrize(
    ("interaction", "named"), [("textEntryInteraction", "een woord invullen"), ("nieuweInteraction", "nieuwe")]
)
def test_a_format_that_we_have_not_is_left_out_with_its_name(import_21, interaction, named):
    imported = import_21(f'<itemBody><p>Vul in: <{interaction} responseIdentifier="R"/></p></itemBody>')
    assert imported.drafts == ()
    assert named in imported.losses[0].sentence


def test_an_item_that_asks_nothing_is_left_out(import_21):
    imported = import_21("<itemBody><p>Welkom.</p></itemBody>")
    assert imported.drafts == ()
    assert "niets gevraagd" in imported.losses[0].sentence
