"""Looking up what was acknowledged in what is stored."""

from benchmarks.sitting.comparing import normal, read_acknowledged, strike_out
from benchmarks.sitting.records import Acknowledged


def test_what_was_written_down_is_read_back_by_attempt(tmp_path):
    acknowledged = Acknowledged(tmp_path / "one")
    acknowledged.add(7, 1, 1, 0, {"choice": 2})
    acknowledged.add(7, 2, 1, 0, {"most": 0, "least": 3})
    acknowledged.close()
    read = read_acknowledged([tmp_path / "one"])
    assert read == {7: {(1, 1): (0, '{"choice":2}'), (2, 1): (0, '{"least":3,"most":0}')}}


def test_an_answer_is_struck_out_by_the_row_that_holds_exactly_it():
    waiting = {7: {(1, 1): (0, normal({"most": 0, "least": 3}))}}
    strike_out(waiting, (7, 1, 1, 0, '{"least":3,"most":0}'))
    assert waiting == {7: {}}


def test_an_answer_stored_otherwise_stays_on_the_list():
    for row in [(8, 1, 1, 0, '{"choice":2}'), (7, 2, 1, 0, '{"choice":2}'), (7, 1, 1, 1, '{"choice":2}')]:
        waiting = {7: {(1, 1): (0, normal({"choice": 2}))}}
        strike_out(waiting, row)
        assert waiting[7]
    waiting = {7: {(1, 1): (0, normal({"choice": 2}))}}
    strike_out(waiting, (7, 1, 1, 0, None))
    assert waiting[7]
