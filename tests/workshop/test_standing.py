"""The life of a version: one table of moves, tried from everywhere."""

import itertools

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.exams.item_steps import all_steps
from proeve.exams.item_versions import Standing, all_live_items, hold_versions, item_of, new_version, set_standing
from proeve.exams.shipped_items import add_shipped_items
from proeve.workshop.life import find_life
from proeve.workshop.standing import ACTS, pause_version, possible_acts, put_live, resume_version, retire_version

EXAM = "klantgericht-werken"
WHY = {"reason": "De wet is veranderd."}
CALLS = {
    "put_live": (put_live, {}),
    "pause": (pause_version, WHY),
    "resume": (resume_version, {}),
    "retire": (retire_version, WHY),
}
AFTER = {
    ("put_live", "approved"): "live",
    ("pause", "live"): "paused",
    ("resume", "paused"): "live",
    ("retire", "approved"): "retired",
    ("retire", "live"): "retired",
    ("retire", "paused"): "retired",
}


async def stand(workshop, item, standing: Standing) -> None:
    async with workshop.database.unit_of_work() as session:
        for row in await hold_versions(session, item.id):
            set_standing(row, standing)


async def standings(workshop, scope, item) -> dict[int, str]:
    return {row.version: str(row.standing) for row in (await workshop(find_life, scope, item.id)).versions}


@pytest.mark.parametrize(("name", "standing"), list(itertools.product(CALLS, Standing)))
async def test_each_act_from_each_standing(workshop, approver, item, name, standing):
    await stand(workshop, item, standing)
    call, more = CALLS[name]
    after = AFTER.get((name, standing))
    assert (name in possible_acts(standing)) is (after is not None)
    if after is None:
        with pytest.raises(Conflict) as refused:
            await workshop(call, approver, item.id, 1, **more)
        assert refused.value.code == "wrong_standing"
    else:
        row = await workshop(call, approver, item.id, 1, **more)
        assert row.standing == after
    assert await standings(workshop, approver, item) == {1: after or standing}


def test_the_table_of_acts_is_what_is_tried_here():
    assert {(name, before) for name, act in ACTS.items() for before in act.before} == set(AFTER)


async def test_putting_a_version_live_retires_the_one_before_it(workshop, author, approver, item):
    version = await workshop.approved(author, approver, item)
    await workshop(put_live, approver, item.id, 2)
    assert await standings(workshop, approver, item) == {1: "retired", 2: "live"}
    async with workshop.database.reading() as session:
        live = await all_live_items(session, EXAM)
    assert item_of(version) in live
    assert item not in live


async def test_an_older_paused_version_does_not_come_back_beside_a_newer_live_one(workshop, author, approver, item):
    await workshop(pause_version, approver, item.id, 1, **WHY)
    await workshop.approved(author, approver, item)
    await workshop(put_live, approver, item.id, 2)
    assert await standings(workshop, approver, item) == {1: "retired", 2: "live"}


async def test_what_left_the_product_does_not_return_after_a_waiting_version_was_chosen(workshop, bank, approver, item):
    async with workshop.database.unit_of_work() as session:
        (shipped,) = await hold_versions(session, item.id)
        set_standing(shipped, Standing.RETIRED)
        shipped.left_content = True
        waiting = msgspec.structs.replace(item, version=2, question="Wat zegt de uitgave?")
        session.add(new_version(waiting, Standing.PAUSED, shipped_version=2))
    await workshop(resume_version, approver, item.id, 2)
    await workshop(retire_version, approver, item.id, 2, **WHY)
    await workshop(add_shipped_items, bank.items.values())
    assert await standings(workshop, approver, item) == {1: "retired", 2: "retired"}


async def test_resuming_leaves_a_newer_version_that_is_tried_out(workshop, author, approver, item):
    await workshop(pause_version, approver, item.id, 1, **WHY)
    await workshop.approved(author, approver, item)
    await workshop(resume_version, approver, item.id, 1)
    assert await standings(workshop, approver, item) == {1: "live", 2: "approved"}


@pytest.mark.parametrize("call", [pause_version, retire_version])
async def test_taking_out_of_use_says_why(workshop, approver, item, call):
    with pytest.raises(Invalid) as refused:
        await workshop(call, approver, item.id, 1, reason="")
    assert "reason" in refused.value.problems
    await workshop(call, approver, item.id, 1, **WHY)
    step = (await workshop(find_life, approver, item.id)).steps[-1]
    assert (step.person, step.reason) == ("Bo Jansen", WHY["reason"])


@pytest.mark.parametrize("name", CALLS)
async def test_authors_decide_nothing(workshop, author, item, name):
    call, more = CALLS[name]
    with pytest.raises(NotFound):
        await workshop(call, author, item.id, 1, **more)


async def test_a_version_that_does_not_exist_is_not_found(workshop, approver, item):
    with pytest.raises(NotFound):
        await workshop(put_live, approver, item.id, 9)


_numbers = itertools.count()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(st.tuples(st.sampled_from([*CALLS, "approve"]), st.integers(1, 3)), max_size=8))
async def test_whatever_people_do_one_version_is_live_at_most_and_each_change_is_a_step(
    workshop, author, approver, bank, acts
):
    """Each example has an item of its own; a refused act changes nothing."""
    item = bank.all_items(EXAM)[next(_numbers) % 240]
    before = await standings(workshop, approver, item)
    for name, version in acts:
        try:
            if name == "approve":
                await workshop.approved(author, approver, item, f"Wat zegt u dan, keer {next(_numbers)}?")
            else:
                call, more = CALLS[name]
                await workshop(call, approver, item.id, version, **more)
        except (Conflict, NotFound):
            assert await standings(workshop, approver, item) == before
        after = await standings(workshop, approver, item)
        assert [*after.values()].count("live") <= 1
        assert [*after.values()].count("approved") <= 1
        assert all(after[number] == "retired" for number, standing in before.items() if standing == "retired")
        before = after
    async with workshop.database.reading() as session:
        steps = await all_steps(session, [item.id])
    retired = sum(standing == "retired" for standing in before.values())
    assert sum(step.kind in {"retired", "superseded"} for step in steps) == retired
