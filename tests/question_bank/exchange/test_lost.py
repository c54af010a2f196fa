"""Every difference between what went out and what came back is named."""

from typing import Any

import pytest

from question_bank.exchange.lost import losses, part_name

DRAFT: dict[str, Any] = {
    "id": "kw-dak-1",
    "scenario": {"text": "Het lekt.", "dialogue": [{"speaker": "huurder", "text": "Hallo."}]},
    "replies": [{"id": "a", "text": "Ja."}, {"id": "b", "text": "Nee.", "also": ["FEIT", "UITLEG"]}],
    "model_answers": ["Een.", "Twee."],
}


def test_equal_drafts_lost_nothing() -> None:
    assert list(losses(DRAFT, DRAFT, format_name="Dit")) == []


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (("scenario", "text"), "casus, tekst"),
        (("scenario", "dialogue", 0, "text"), "casus, gesprek 1, tekst"),
        (("replies", 1, "also"), "reactie b, verdere categorieën"),
        (("model_answers", 1), "voorbeeldantwoord 2"),
        (("eigen_veld",), "eigen_veld"),
    ],
)
def test_parts_have_dutch_names(place: tuple[str | int, ...], name: str) -> None:
    assert part_name(place, DRAFT) == name


def test_a_part_that_changed_is_shown_before_and_after() -> None:
    (loss,) = losses(DRAFT, {**DRAFT, "scenario": {**DRAFT["scenario"], "text": "Nat."}}, format_name="Dit bestand")
    assert (loss.item, loss.part) == ("kw-dak-1", "casus, tekst")
    assert loss.sentence == "Dit bestand kan dit niet zo bevatten: 'Het lekt.' wordt 'Nat.'."


def test_parts_that_went_or_came_are_named_once() -> None:
    changed = {**DRAFT, "replies": DRAFT["replies"][:1], "question": "Wat zegt u?"}
    parts = {loss.part: loss.sentence for loss in losses(DRAFT, changed, format_name="Dit")}
    assert list(parts) == ["reactie b", "vraag"]
    assert "valt weg" in parts["reactie b"]
    assert "een leeg veld wordt 'Wat zegt u?'" in parts["vraag"]
