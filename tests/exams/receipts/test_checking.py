"""Whatever is changed in the chained part of a file, the code of its receipt does not fit any more."""

import copy
import itertools
import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from proeve.exams.receipts.checking import Problem, Verdict, check_receipt

NUMBERS = ("lease", "sequence", "slot", "client_ms", "received_ms")
answers = st.lists(
    st.none() | st.integers(0, 3).map(lambda choice: f'{{"choice":{choice}}}') | st.text(min_size=1).map(json.dumps),
    min_size=1,
    max_size=8,
).map(tuple)


def check(document: Any, code: str) -> Verdict:
    return check_receipt(json.dumps(document).encode(), code)


def bare(document: dict[str, Any]) -> list[dict[str, Any]]:
    return document["chained"]["entries"]


def spoiled(draw: st.DrawFn, document: dict[str, Any]) -> int:
    """Change one thing about the entries; return the first place, from 1, that holds another entry than before."""
    entries = bare(document)
    before = copy.deepcopy(entries)
    place, other = draw(st.integers(0, len(entries) - 1)), draw(st.integers(0, len(entries) - 1))
    entry = entries[place]
    match draw(st.sampled_from(["number", "flag", "answer", "digest", "remove", "repeat", "swap"])):
        case "number":
            entry[draw(st.sampled_from(NUMBERS))] += draw(st.integers(1, 1000))
        case "flag":
            name = draw(st.sampled_from(["flagged", "late"]))
            entry[name] = not entry[name]
        case "answer":
            entry["answer"] = draw(st.none() | st.text())
        case "digest":
            entry["answer_sha256"] = "00" * 32
        case "remove":
            del entries[place]
        case "repeat":
            entries.insert(other, dict(entry))
        case "swap":
            entries[place], entries[other] = entries[other], entries[place]
    assume(entries != before)
    pairs = itertools.zip_longest(before, entries)
    return next(number for number, (was, is_now) in enumerate(pairs, 1) if was != is_now)


def test_an_untouched_file_fits_its_code(make_export) -> None:
    document, code = make_export()
    verdict = check(document, code)
    assert (verdict.ok, verdict.problem, verdict.attempt, verdict.questions, verdict.entries) == (True, None, 12, 2, 4)
    assert verdict.message.startswith("De code klopt. Nagerekend zijn de 2 vragen van toets 12")


def test_answers_may_be_left_out_for_who_may_not_read_them(make_export) -> None:
    document, code = make_export()
    for entry in bare(document):
        del entry["answer"]
    assert check(document, code).ok


def test_an_attempt_without_answers_has_a_receipt_too(make_export) -> None:
    assert check(*make_export(())).ok


@given(answers, st.data())
def test_every_change_is_found_and_pointed_at(make_export, given_answers, data) -> None:
    document, code = make_export(given_answers)
    place = spoiled(data.draw, document)
    verdict = check(document, code)
    assert (verdict.ok, verdict.problem, verdict.differs_at) == (False, Problem.CHANGED, place)


@given(answers, st.data())
def test_every_change_is_found_without_marks_too(make_export, given_answers, data) -> None:
    document, code = make_export(given_answers)
    spoiled(data.draw, document)
    del document["receipt"]
    assert not check(document, code).ok


@pytest.mark.parametrize("name", ["attempt", "blueprint_version", "seed", "slots"])
def test_other_facts_are_found(make_export, name: str) -> None:
    document, code = make_export()
    facts = document["chained"]["facts"]
    facts[name] = {"seed": "other", "slots": facts["slots"][::-1]}.get(name, 99)
    verdict = check(document, code)
    assert (verdict.problem, verdict.differs_at) == (Problem.CHANGED, 0)
    assert "in de vragen zelf" in verdict.message


def test_what_was_added_at_the_end_is_told_without_marks(make_export) -> None:
    _, code = make_export(('{"choice":1}',))
    document, _ = make_export(('{"choice":1}', '{"choice":2}'))
    del document["receipt"]
    assert check(document, code).differs_at == 2


def test_a_whole_chain_made_anew_is_found_but_not_where(make_export) -> None:
    _, code = make_export()
    forged, _ = make_export(('{"choice":3}',))
    verdict = check(forged, code)
    assert (verdict.problem, verdict.differs_at) == (Problem.CHANGED, None)
    assert "niet te zeggen" in verdict.message


def test_marks_that_were_spoiled_do_not_point_anywhere(make_export) -> None:
    document, code = make_export()
    bare(document)[0]["late"] = True
    for marks in (["x"], ["zzzzzzzz"], [], ["00000000"] * 5):
        document["receipt"]["marks"] = marks
        assert check(document, code).differs_at is None


def test_a_code_with_a_typing_error_is_told_from_a_changed_file(make_export) -> None:
    document, code = make_export()
    typed = ("1" if code[0] == "0" else "0") + code[1:]
    verdict = check(document, typed)
    assert (verdict.ok, verdict.problem) == (False, Problem.CODE)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff\xfe", b'{"format":"proeve attempt 1","chained":{}}'])
def test_what_is_no_export_is_told_as_that(make_export, data: bytes) -> None:
    verdict = check_receipt(data, make_export()[1])
    assert (verdict.ok, verdict.problem) == (False, Problem.FILE)
    assert "Download het bestand opnieuw" in verdict.message


@pytest.mark.parametrize("path", [(), ("facts",), ("facts", "slots", 0), ("entries", 0)])
def test_nothing_can_be_slipped_in_beside_what_is_chained(make_export, path: tuple[str | int, ...]) -> None:
    document, code = make_export()
    place = document["chained"]
    for step in path:
        place = place[step]
    place["note"] = "Alles goed."
    assert check(document, code).problem == Problem.FILE


def test_an_export_of_another_format_is_not_judged(make_export) -> None:
    document, code = make_export()
    document["format"] = "proeve attempt 2"
    assert check(document, code).problem == Problem.FILE
