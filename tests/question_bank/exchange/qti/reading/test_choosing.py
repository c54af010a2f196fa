"""A choice of another system becomes a best answer."""

CHOICE_21 = """
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
  <correctResponse><value>B</value></correctResponse>
</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody>
  <p>De kraan van mevrouw Smit lekt.</p>
  <p>Zij   belt
     u op.</p>
  <choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">
    <prompt>Wat zegt u?</prompt>
    <simpleChoice identifier="A">Dat is uw eigen schuld.
      <feedbackInline outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">Dit is een verwijt.</feedbackInline>
    </simpleChoice>
    <simpleChoice identifier="B">Een leertje vervangt u zelf, want dat is klein onderhoud.</simpleChoice>
  </choiceInteraction>
</itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
<modalFeedback outcomeIdentifier="FEEDBACK" identifier="B" showHide="show">U legt uit waarom.</modalFeedback>
"""
CHOICE_30 = """
<qti-response-declaration identifier="RESPONSE" cardinality="{}" base-type="identifier">
  <qti-correct-response>{}</qti-correct-response>
</qti-response-declaration>
<qti-item-body>
  <div><p>Er is post.</p></div>
  <qti-choice-interaction response-identifier="RESPONSE" max-choices="0">
    <qti-simple-choice identifier="x">Openmaken</qti-simple-choice>
    <qti-simple-choice identifier="y">Doorsturen</qti-simple-choice>
  </qti-choice-interaction>
</qti-item-body>
"""


def test_a_choice_of_qti_21_comes_with_scenario_question_key_and_explanations(import_21):
    imported = import_21(CHOICE_21)
    assert imported.losses == ()
    assert imported.drafts == (
        {
            "id": "item-7",
            "kind": "best_answer",
            "scenario": {"text": "De kraan van mevrouw Smit lekt.\nZij belt u op."},
            "question": "Wat zegt u?",
            "replies": [
                {"id": "a", "text": "Dat is uw eigen schuld.", "explanation": "Dit is een verwijt."},
                {
                    "id": "b",
                    "text": "Een leertje vervangt u zelf, want dat is klein onderhoud.",
                    "explanation": "U legt uit waarom.",
                },
            ],
            "key": "b",
        },
    )


def test_a_choice_without_prompt_asks_what_stands_above_it(import_30):
    (draft,) = import_30(CHOICE_30.format("single", "<qti-value>y</qti-value>")).drafts
    assert draft["question"] == "Er is post."
    assert "scenario" not in draft
    assert draft["key"] == "b"


def test_several_right_answers_leave_the_key_to_the_author(import_30):
    imported = import_30(CHOICE_30.format("multiple", "<qti-value>x</qti-value><qti-value>y</qti-value>"))
    assert "key" not in imported.drafts[0]
    assert [(loss.item, loss.part) for loss in imported.losses] == [("Lekkende kraan", "sleutel")]
    assert "meer antwoorden goed" in imported.losses[0].sentence


def test_a_choice_without_key_says_so(import_30):
    imported = import_30(CHOICE_30.format("single", ""))
    assert [loss.part for loss in imported.losses] == ["sleutel"]


def test_points_for_part_of_an_answer_are_named_as_lost(import_30):
    mapping = """<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
      <qti-mapping><qti-map-entry map-key="x" mapped-value="1"/>
        <qti-map-entry map-key="y" mapped-value="3"/></qti-mapping>
    </qti-response-declaration>"""
    body = CHOICE_30[CHOICE_30.index("<qti-item-body>") :]
    imported = import_30(mapping + body)
    assert imported.drafts[0]["key"] == "b"
    assert [loss.part for loss in imported.losses] == ["punten"]
