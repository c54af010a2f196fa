"""What a candidate sees: everything needed to answer and nothing that gives the key away."""

import msgspec
import pytest

from question_bank.kinds import KINDS, kind_of

CHOICES = [name for name in KINDS if name != "written_reply"]


def test_options_stand_in_the_drawn_order(make_item):
    item = make_item("best_answer")
    presented = kind_of(item).present(item, (2, 0, 3, 1))
    assert [option.text for option in presented.options] == [item.replies[index].text for index in (2, 0, 3, 1)]


@pytest.mark.parametrize("kind", CHOICES)
def test_a_presented_item_has_exactly_the_fields_of_the_exam_page(make_item, kind):
    item = make_item(kind)
    presented = msgspec.to_builtins(kind_of(item).present(item, range(kind_of(item).reply_count(item))))
    assert list(presented) == [
        "kind", "channel", "role", "fact", "text", "quote", "dialogue", "question", "options",
    ]  # fmt: skip
    assert all(list(option) == ["text"] for option in presented["options"])


def test_a_category_item_shows_what_the_colleague_says_and_names_to_choose_from(make_item):
    item = make_item("recognise_category")
    presented = kind_of(item).present(item, (3, 2, 1, 0))
    assert presented.dialogue[-1].text == item.replies[0].text
    assert presented.dialogue[-1].speaker == "medewerker"
    assert [option.text for option in presented.options] == [
        "De huurder als nummer",
        "De eigen organisatie afvallen",
        "De huurder gelijk geven",
        "Ingaan op gevoel",
    ]


def test_a_written_reply_has_nothing_to_choose_from(make_item):
    item = make_item("written_reply")
    assert kind_of(item).present(item, ()).options == ()


def test_no_item_of_the_bank_gives_away_its_key_when_presented(bank):
    for item in bank.items.values():
        kind = kind_of(item)
        page = msgspec.json.encode(kind.present(item, range(kind.reply_count(item)))).decode()
        hidden = {item.id, item.family, item.source}
        hidden |= {reply.explanation for reply in item.replies} | {option.explanation for option in item.options}
        assert not [secret for secret in hidden if secret in page], item.id
