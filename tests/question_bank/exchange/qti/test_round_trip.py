"""What we export comes back as it was."""

import string
from datetime import date

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.codebook import all_categories
from question_bank.exchange.carried import draft_of, item_of
from question_bank.exchange.qti.exporting import export_package
from question_bank.exchange.qti.importing import import_package
from question_bank.items import CategoryOption, Criterion, Item, Reply, Scenario, Turn

LETTERS = "abcde"
CODES = [category.code for category in all_categories()]
# Everything that XML can hold: no control signs, no halves of surrogates; a carriage return is read as a newline.
sentences = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t"), min_size=1)
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
categories = st.sampled_from(CODES)


def _replies(count: int) -> st.SearchStrategy[tuple[Reply, ...]]:
    letters = st.lists(st.sampled_from(string.ascii_lowercase), min_size=count, max_size=count, unique=True)
    reply = st.fixed_dictionaries(
        {"text": sentences, "category": categories, "explanation": sentences},
        optional={"also": st.lists(categories, max_size=2).map(tuple), "remark": sentences},
    )
    return st.tuples(letters, st.lists(reply, min_size=count, max_size=count)).map(
        lambda drawn: tuple(Reply(id=letter, **fields) for letter, fields in zip(*drawn, strict=True))
    )


@st.composite
def _asked(draw: st.DrawFn) -> dict:
    """Draw what belongs together: kind, replies and key."""
    kind = draw(st.sampled_from(["best_answer", "next_step", "most_least", "rate_replies", "rank_replies"]))
    replies = draw(_replies(5 if kind == "rate_replies" else 4))
    ids = [reply.id for reply in replies]
    keys = {
        "most_least": {"most": ids[1], "least": ids[3]},
        "rate_replies": dict(zip(ids, (4, 1, 2, 3, 1), strict=False)),
        "rank_replies": tuple(draw(st.permutations(ids))),
    }
    return {"kind": kind, "replies": replies, "key": keys.get(kind, ids[2])}


@st.composite
def _recognised(draw: st.DrawFn) -> dict:
    codes = draw(st.lists(categories, min_size=4, max_size=4, unique=True))
    (reply,) = draw(_replies(1))
    options = tuple(CategoryOption(category=code, explanation=draw(sentences)) for code in codes)
    said = msgspec.structs.replace(reply, category=codes[0])
    return {"kind": "recognise_category", "replies": (said,), "options": options, "key": codes[0]}


@st.composite
def _written(draw: st.DrawFn) -> dict:
    levels = {points: draw(sentences) for points in range(6)}
    rubric = tuple(Criterion(criterion=draw(sentences), max=5, levels=levels) for _ in range(2))
    answers = tuple(draw(st.lists(sentences, min_size=1, max_size=3)))
    notes = draw(st.none() | sentences)
    return {"kind": "written_reply", "rubric": rubric, "model_answers": answers, "marking_notes": notes}


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Draw an item that can be scored, with any text."""
    optional = st.none() | sentences
    turns = st.builds(Turn, st.sampled_from(["huurder", "medewerker"]), sentences)
    scenario = Scenario(
        role=draw(sentences),
        text=draw(sentences),
        fact=draw(optional),
        quote=draw(optional),
        dialogue=(*draw(st.lists(turns, max_size=3)), Turn("huurder", draw(sentences))),
    )
    return Item(
        id=draw(slugs),
        version=draw(st.integers(1, 99)),
        family=draw(slugs),
        exam=draw(slugs),
        category=draw(categories),
        domain=draw(st.sampled_from(["zoeken", "zav", "oplevering"])),
        channel=draw(st.sampled_from(["telefoon", "chat"])),
        situation=draw(st.sampled_from(["reactief", "proactief"])),
        difficulty=draw(st.sampled_from([1, 2, 3])),
        source=draw(st.sampled_from(["B:9-10", "A:27", "B:17; A:38"])),
        scenario=scenario,
        question=draw(sentences),
        boundary_rule=draw(st.none() | st.integers(1, 17)),
        enemies=tuple(draw(st.lists(slugs, max_size=2))),
        valid_until=draw(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))),
        **draw(_asked() | _recognised() | _written()),
    )


def test_the_whole_bank_comes_back(bank: Bank):
    imported = import_package(export_package(list(bank.items.values())).content)
    assert imported.losses == ()
    assert [item_of(draft) for draft in imported.drafts] == list(bank.items.values())
    assert list(imported.drafts) == [draft_of(item) for item in bank.items.values()]


@given(items())
def test_any_item_comes_back_to_the_letter(item: Item):
    exported = export_package([item])
    imported = import_package(exported.content)
    assert [loss for loss in exported.losses if loss.item] == []
    assert imported.losses == ()
    assert [item_of(draft) for draft in imported.drafts] == [item]
