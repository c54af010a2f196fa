"""What a form was drawn from has a name, and draws it again."""

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.drawing import Told, draw_again, draw_from
from question_bank.forms import Form
from question_bank.pool import Pool


def test_equal_contents_have_one_name_in_whatever_order_items_come(make_blueprint, make_pool):
    items = make_pool(best_answer=4, rate_replies=2, rank_replies=2)
    shuffled = random.Random(1).sample(items, len(items))
    assert Pool(make_blueprint(), items).digest == Pool(make_blueprint(), shuffled).digest


def test_another_version_of_an_item_gives_another_name(make_blueprint, make_pool):
    items = make_pool(best_answer=4, rate_replies=2, rank_replies=2)
    newer = [msgspec.structs.replace(items[0], version=2), *items[1:]]
    assert Pool(make_blueprint(), items).digest != Pool(make_blueprint(), newer).digest


@settings(max_examples=25)
@given(st.data())
def test_a_stored_form_is_drawn_again_from_what_was_recorded_in_it(make_blueprint, make_pool, make_item, data):
    items = make_pool(best_answer=8, rate_replies=4, rank_replies=4)
    pilots = [make_item(id=f"kw-nieuw-{n}-1", family=f"kw-nieuw-{n}") for n in range(4)]
    pool = Pool(make_blueprint(pilot_slots=1), items, pilots)
    ids = st.sets(st.sampled_from([*(item.id for item in (*items, *pilots)), "kw-gone-1"]), max_size=8)
    told = Told(data.draw(ids), data.draw(ids), data.draw(st.none() | ids))
    form = draw_from(pool, data.draw(st.integers(0, 10**9)), told)
    stored = msgspec.json.decode(msgspec.json.encode(form), type=Form)
    assert stored == form
    assert draw_again(pool, stored) == form


def test_nobody_is_told_more_than_before_when_nothing_was_given_out(make_blueprint, make_pool):
    pool = Pool(make_blueprint(), make_pool(best_answer=4, rate_replies=2, rank_replies=2))
    assert draw_from(pool, 3).as_json()["told"] == {}
