"""What a draft cannot hold is said per question, with what to do."""

CHOICE = """
<responseDeclaration identifier="R" cardinality="single" baseType="identifier">
  <correctResponse><value>A</value></correctResponse></responseDeclaration>
{before}
<itemBody>{body}<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>Wat <b>nu</b>?</prompt>
  <simpleChoice identifier="A">Bellen</simpleChoice></choiceInteraction></itemBody>
{after}
"""


def _lost(imported) -> list[str]:
    return sorted(loss.part for loss in imported.losses)


def test_pictures_tables_and_layout_are_named(import_21):
    body = (
        '<p>Zie <img src="lek.png" alt="lek"/> en:</p><table><tbody><tr><td>een</td><td>twee</td></tr></tbody></table>'
    )
    imported = import_21(CHOICE.format(before="", body=body, after=""))
    assert _lost(imported) == ["afbeelding", "opmaak", "tabel"]
    assert imported.drafts[0]["scenario"]["text"] == "Zie en:\neen twee"


def test_own_scoring_and_feedback_on_no_choice_are_named(import_21):
    scoring = (
        "<responseProcessing><setOutcomeValue identifier='S'><mapResponse/></setOutcomeValue></responseProcessing>"
    )
    feedback = '<modalFeedback outcomeIdentifier="F" identifier="goed" showHide="show">Mooi!</modalFeedback>'
    imported = import_21(CHOICE.format(before="", body="<p>Lek.</p>", after=scoring + feedback))
    assert _lost(imported) == ["opmaak", "punten", "terugkoppeling"]


def test_values_that_differ_per_candidate_are_named(import_21):
    before = '<templateDeclaration identifier="X" cardinality="single" baseType="integer"/>'
    body = '<p>Er zijn <printedVariable identifier="X"/> huurders.</p>'
    imported = import_21(CHOICE.format(before=before, body=body, after=""))
    assert _lost(imported) == ["opmaak", "variabele", "variabelen"]


def test_every_loss_names_the_question_and_is_said_once(import_21):
    body = '<p><img src="a.png" alt=""/></p><p><img src="b.png" alt=""/></p>'
    imported = import_21(CHOICE.format(before="", body=body, after=""))
    assert {loss.item for loss in imported.losses} == {"Lekkende kraan"}
    assert len(set(imported.losses)) == len(imported.losses)


def test_right_or_wrong_written_out_is_no_scoring_of_its_own(import_21):
    scoring = """<responseProcessing><responseCondition><responseIf>
      <match><variable identifier="R"/><correct identifier="R"/></match>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
    </responseIf></responseCondition></responseProcessing>"""
    assert _lost(import_21(CHOICE.format(before="", body="<p>Lek.</p>", after=scoring))) == ["opmaak"]


def test_a_text_that_only_repeats_the_question_is_no_scenario(import_21):
    imported = import_21(CHOICE.format(before="", body="<p>Wat nu?</p>", after=""))
    assert imported.drafts[0]["question"] == "Wat nu?"
    assert "scenario" not in imported.drafts[0]
