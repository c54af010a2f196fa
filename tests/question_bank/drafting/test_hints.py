"""Hints while typing say what in one item gives the key away."""

import pytest

from question_bank.drafting.hints import hints

ONE, TWO = "Dat kan niet, meneer.", "Dat kan niet. Dag, meneer."


@pytest.mark.parametrize(
    ("texts", "key", "told"),
    [
        ((TWO, ONE, ONE, ONE), "a", [("replies", 0, "text")]),
        ((TWO, TWO, ONE, ONE), "a", []),
        ((ONE, TWO, ONE, ONE), "a", []),
        ((ONE, TWO, ONE, ONE), "b", [("replies", 1, "text")]),
    ],
)
def test_a_key_that_alone_has_most_sentences_is_told(make_item, make_reply, texts, key, told):
    replies = [make_reply(letter, "UITLEG", text=text) for letter, text in zip("abcd", texts, strict=True)]
    flaws = [flaw for flaw in hints(make_item(replies=replies, key=key)) if "meeste zinnen" in flaw.sentence]
    assert [flaw.place for flaw in flaws] == told
    assert all(flaw.severity == "warning" for flaw in flaws)
