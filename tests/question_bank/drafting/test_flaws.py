"""A draft is checked as it stands, and once nothing is wrong it keeps all rules of the bank."""

import copy

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.drafting import Neighbours, draft_flaws, draft_item
from question_bank.drafting.document import Misshapen, document_of, tidied
from question_bank.drafting.hints import hints
from question_bank.kinds import kind_of
from question_bank.rules import ITEM_RULES
from question_bank.rules.relations import replies_are_not_copied


@pytest.fixture(scope="session")
def neighbours(bank):
    return Neighbours(bank.items.values())


def whole(item):
    return document_of(item) | {"id": item.id, "version": item.version, "family": item.family, "exam": item.exam}


def problems(draft, neighbours=None):
    return {flaw.place: flaw.sentence for flaw in draft_flaws(draft, neighbours) if flaw.severity == "problem"}


def one_of(bank, kind):
    return next(item for item in bank.items.values() if item.kind == kind)


def test_every_item_of_the_bank_passes_among_the_others(bank, neighbours):
    for item in bank.items.values():
        assert problems(whole(item), neighbours) == {}, item.id


def test_an_empty_draft_is_told_what_to_fill_in():
    found = problems({})
    assert {("kind",), ("category",), ("scenario", "text"), ("question",), ("key",)} <= found.keys()
    assert found["scenario", "text"] == "Beschrijf het voorval."


def test_each_field_that_is_emptied_is_asked_for_again(bank):
    for kind in ("best_answer", "rate_replies", "recognise_category", "written_reply", "next_step"):
        complete = whole(one_of(bank, kind))
        for field in ("kind", "category", "domain", "channel", "situation", "difficulty", "source", "question"):
            draft = {name: value for name, value in complete.items() if name != field}
            assert (field,) in problems(draft)


def test_a_blank_reply_is_asked_for_and_does_not_spoil_the_places_of_the_others(bank):
    draft = whole(one_of(bank, "best_answer"))
    draft["replies"][0] = {"id": "a"}
    draft["replies"][2]["text"] += " Dit is <b>opmaak</b>."
    found = problems(draft)
    assert found["replies", 0, "text"] == "Schrijf wat de medewerker zegt."
    assert ("replies", 2, "text") in found
    assert ("replies", 1, "text") not in found


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("scenario", "text"), "woord " * 71, "Het voorval heeft 71 woorden"),
        (("question",), "Wat zegt u over {de datum}?", "geen bekend invulwoord"),
        (("replies", 0, "category"), "AARDIG", "staat niet in het codeboek"),
        (
            ("replies", 0, "text"),
            "Dat kost 12 euro, mevrouw. Meer kan ik er nu niet over zeggen.",
            "'euro' kan verouderen",
        ),
        (("key",), "q", "De sleutel moet de letter"),
        (("source",), "de krant", "Schrijf de bron als"),
        (("boundary_rule",), 18, "van 1 tot en met 17"),
        (("valid_until",), "volgend jaar", "Schrijf de datum als"),
        (("enemies",), ["Kw Lamp"], "geen kenmerk"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(bank, place, value, words):
    draft = copy.deepcopy(whole(one_of(bank, "best_answer")))
    draft.pop("valid_until", None)
    *path, last = place
    holder = draft
    for step in path:
        holder = holder[step]
    holder[last] = value
    found = problems(draft)
    assert words in found.get(place, "") or words in found.get((*place, 0), "")


def test_no_rule_of_the_bank_is_left_out(bank):
    broken = [
        {"category": "GRENS"},
        {"key": {"most": "b", "least": "a"}, "kind": "most_least"},
    ]
    for changes in broken:
        item = msgspec.convert(whole(one_of(bank, "most_least")) | changes, type(one_of(bank, "most_least")))
        by_rules = {flaw.place for rule in ITEM_RULES for flaw in rule(item) if flaw.severity == "problem"}
        assert by_rules
        assert by_rules <= problems(whole(item)).keys()


def test_a_near_copy_is_refused_with_the_item_it_copies(bank, neighbours):
    draft = whole(one_of(bank, "best_answer")) | {"id": "kw-nieuw-1", "family": "kw-nieuw"}
    found = problems(draft, neighbours)
    assert "woorden op rij met" in found["replies", 0, "text"]
    assert draft["replies"][0]["text"].split()[0].lower() in found["replies", 0, "text"].lower()


def test_near_copies_are_found_before_the_draft_is_complete(bank, neighbours):
    text = one_of(bank, "best_answer").replies[1].text
    found = problems({"id": "kw-nieuw-1", "replies": [{}, {"id": "b", "text": text}]}, neighbours)
    assert "woorden op rij" in found["replies", 1, "text"]


@pytest.mark.parametrize("blanks", [[], [""]])
def test_what_markers_read_is_compared_too_and_keeps_its_place(bank, blanks):
    leaked, other = [item for item in bank.items.values() if item.kind == "written_reply"][:2]
    leaked = msgspec.structs.replace(leaked, marking_notes=leaked.model_answers[0])
    copied = {"model_answers": [*blanks, leaked.model_answers[0]], "marking_notes": leaked.marking_notes}
    found = problems(whole(other) | copied, Neighbours([], [leaked]))
    assert f"met {leaked.id} (uitgelekt)" in found["model_answers", len(blanks)]
    assert f"met {leaked.id} (uitgelekt)" in found["marking_notes",]


def test_copies_are_found_where_the_check_of_the_whole_bank_finds_them(bank):
    first, second = list(bank.items.values())[:2]
    copied = msgspec.structs.replace(
        second, scenario=msgspec.structs.replace(second.scenario, text=first.scenario.text)
    )
    by_bank = [flaw.place for item, flaw in replies_are_not_copied([first, copied]) if item is copied]
    assert by_bank == [flaw.place for flaw in Neighbours([first]).copies(copied)] == [("scenario", "text")]


def test_what_leaked_is_not_copied_and_is_no_enemy_to_name(bank):
    leaked, other = list(bank.items.values())[:2]
    reworded = msgspec.structs.replace(leaked, version=2, scenario=other.scenario)
    found = Neighbours([], [leaked, reworded])
    copied = msgspec.structs.replace(leaked, id="kw-nieuw-1", family="kw-nieuw", enemies=(leaked.id,))
    assert ("scenario", "text") in [flaw.place for flaw in found.copies(copied)]
    copied = msgspec.structs.replace(copied, scenario=other.scenario)
    assert ("scenario", "text") in [flaw.place for flaw in found.copies(copied)]
    assert [flaw.place for flaw in found.relations(copied)] == [("enemies", 0)]


def test_what_leaked_does_not_return_as_the_next_version_of_itself_but_for_its_fact(bank):
    leaked = next(item for item in bank.items.values() if item.scenario.fact and len(item.scenario.fact.split()) > 12)
    text = leaked.scenario.text.replace(" de ", " onze ", 1)
    following = msgspec.structs.replace(leaked, version=2, scenario=msgspec.structs.replace(leaked.scenario, text=text))
    found = {flaw.place: flaw.sentence for flaw in Neighbours([], [leaked]).copies(following)}
    assert f"met {leaked.id} (uitgelekt)" in found["scenario", "text"]
    assert ("scenario", "fact") not in found
    assert not list(Neighbours([leaked]).copies(following))


def test_a_policy_fact_may_return_within_its_own_family(bank):
    item = next(item for item in bank.items.values() if item.scenario.fact and len(item.scenario.fact.split()) > 12)
    sibling = msgspec.structs.replace(item, id=f"{item.family}-99")
    places = [flaw.place for flaw in Neighbours([item]).copies(sibling)]
    assert places
    assert ("scenario", "fact") not in places


def test_enemies_must_be_other_items_of_the_exam(bank, neighbours):
    item = one_of(bank, "best_answer")
    stranger = next(other.id for other in bank.items.values() if other.exam != item.exam)
    found = problems(whole(item) | {"enemies": [item.id, stranger, "kw-bestaat-niet-1"]}, neighbours)
    assert {("enemies", 0), ("enemies", 1), ("enemies", 2)} <= found.keys()


def test_a_family_belongs_to_one_exam_and_an_id_to_its_family(bank, neighbours):
    item = one_of(bank, "best_answer")
    other = next(other for other in bank.items.values() if other.exam != item.exam)
    found = problems(whole(item) | {"id": f"{other.family}-x", "family": other.family}, neighbours)
    assert {("id",), ("family",)} <= found.keys()


@pytest.mark.parametrize("item_id", ["12", "kw-nieuw", "kw-nieuw-x"])
def test_a_number_alone_is_no_id(bank, item_id):
    item = msgspec.structs.replace(one_of(bank, "best_answer"), id=item_id, family="kw-nieuw", enemies=())
    assert [flaw.place for flaw in Neighbours([]).relations(item)] == [("id",)]


def test_hints_do_not_block(bank):
    draft = copy.deepcopy(whole(one_of(bank, "best_answer")))
    letter = draft["key"]
    keyed = next(reply for reply in draft["replies"] if reply["id"] == letter)
    keyed["text"] = keyed["text"][0] + "a" * int(1.15 * max(len(reply["text"]) for reply in draft["replies"]))
    warnings = [flaw.sentence for flaw in draft_flaws(draft) if flaw.severity == "warning"]
    assert "De beste reactie is ook de langste. Maak een andere reactie langer." in warnings


JUNK = [
    "",
    "x",
    "GEVOEL",
    0,
    99,
    -1,
    [],
    {},
    ["a"],
    {"a": "1"},
    "2027-06-30",
    "rate_replies",
    "written_reply",
    "{x}",
    [{}],
]


def steps_of(value, place=()):
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield (*place, step)
        yield from steps_of(part, (*place, step))


@pytest.mark.parametrize("field", ["source", "domain", "question", "scenario"])
def test_what_gives_the_key_away_is_told_before_the_draft_is_complete(bank, field):
    draft = copy.deepcopy(whole(one_of(bank, "best_answer")))
    for reply in draft["replies"]:
        reply["text"] = "Dat doen wij, omdat het moet." if reply["id"] == draft["key"] else "Dat kan nooit, meneer."
        reply["category"] = "UITLEG" if reply["id"] == draft["key"] else "AFKAPPEN"
        reply.pop("also", None)
    told = [flaw.sentence for flaw in hints(draft_item(draft))]
    assert [word in each for word, each in zip(("langste", "'omdat'", "'nooit'"), told, strict=True)] == [True] * 3
    del draft[field]
    assert set(told) <= {flaw.sentence for flaw in draft_flaws(draft)}
    del draft["key"]
    assert set(told) & {flaw.sentence for flaw in draft_flaws(draft)} == set(told[1:])


@given(data=st.data())
def test_whatever_is_missing_or_wrong_is_told_in_dutch_at_a_place_of_the_draft(bank, neighbours, data):
    """Take real items and spoil some of their fields; what comes through without a problem is a usable item."""
    item = data.draw(st.sampled_from(list(bank.items.values())))
    document = document_of(item)
    for _ in range(data.draw(st.integers(1, 4))):
        *path, last = data.draw(st.sampled_from(list(steps_of(document)) or [("question",)]))
        holder = document
        for step in path:
            holder = holder[step]
        if data.draw(st.booleans()):
            holder[last] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
        elif last in holder or isinstance(last, int):
            del holder[last]
    try:
        document = tidied(document)
    except Misshapen:
        return
    draft = document | {"id": item.id, "version": 2, "family": item.family, "exam": item.exam}
    flaws = draft_flaws(draft, neighbours)
    assert not [flaw for flaw in flaws if "Expected" in flaw.sentence or "missing" in flaw.sentence]
    if not any(flaw.severity == "problem" for flaw in flaws):
        sound = draft_item(draft)
        assert kind_of(sound).points(sound, range(kind_of(sound).reply_count(sound)), None) == 0


def test_parts_of_another_kind_do_not_stay_behind(bank):
    draft = whole(one_of(bank, "best_answer")) | {"model_answers": ["Goedemorgen."]}
    assert problems(draft).keys() == {("model_answers",)}
