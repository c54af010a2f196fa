"""An infeasible blueprint says which cell cannot be filled."""

import pytest

from question_bank.drawing import draw_form
from question_bank.pool import pool_of
from question_bank.shortage import InfeasibleBlueprint, stock


def refused(blueprint, pool):
    with pytest.raises(InfeasibleBlueprint) as caught:
        draw_form(blueprint, pool, seed=1)
    return caught.value


def cells(*extra, best=2, rate=1, rank=1):
    kinds = {"best_answer": best, "rate_replies": rate, "rank_replies": rank}
    return [{"where": {"kind": [kind]}, "min": count, "max": count} for kind, count in kinds.items()] + list(extra)


def test_a_cell_with_too_few_items_is_named_with_what_is_needed_and_there(make_blueprint, make_pool):
    error = refused(make_blueprint(), make_pool(best_answer=5, rate_replies=1))
    assert str(error) == (
        "De toets Klantgericht werken kan niet worden samengesteld: "
        "cel kind=rank_replies: 1 nodig, 0 beschikbaar. Voeg vragen toe of verruim de cel."
    )


def test_items_of_one_family_count_once(make_blueprint, make_pool, make_item):
    cousins = [make_item(id=f"kw-dak-{number}") for number in range(1, 5)]
    error = refused(make_blueprint(), [*cousins, *make_pool(rate_replies=3, rank_replies=3)])
    assert [str(cell) for cell in error.shortages] == ["cel kind=best_answer: 2 nodig, 1 beschikbaar"]


def test_a_bank_that_is_too_small_as_a_whole_is_named(make_blueprint, make_pool):
    error = refused(make_blueprint(cells=[]), make_pool(best_answer=3))
    assert [str(cell) for cell in error.shortages] == ["cel alle vragen: 4 nodig, 3 beschikbaar"]


def test_cells_that_clash_are_all_named(make_blueprint, make_pool):
    # Both email items are best answers 2 and 3, which are one zoeken and one reparatie.
    pool = make_pool(best_answer=4, rate_replies=1, rank_replies=1)
    email = {"where": {"channel": ["email"]}, "min": 2, "max": 2}
    search = {"where": {"kind": ["best_answer"], "domain": ["zoeken"]}, "min": 2, "max": 4}
    error = refused(make_blueprint(cells=cells(email, search)), pool)
    assert {str(cell) for cell in error.shortages} == {
        "cel channel=email: 2 nodig, 1 haalbaar naast de andere cellen",
        "cel kind=best_answer, domain=zoeken: 2 tot 4 nodig, 1 haalbaar naast de andere cellen",
    }


def test_a_maximum_that_cannot_be_kept_is_named(make_blueprint, make_pool):
    pool = make_pool(best_answer=4, rate_replies=1, rank_replies=1)
    cap = {"where": {"channel": ["telefoon", "email"]}, "min": 0, "max": 3}
    error = refused(make_blueprint(cells=cells(cap)), pool)
    assert "channel=telefoon|email" in str(error)


def test_conflicts_that_stand_apart_are_still_named(make_blueprint, make_pool):
    pool = make_pool(best_answer=4, rate_replies=4, rank_replies=1)
    clashes = [
        {"where": {"kind": ["best_answer"], "domain": ["zoeken"]}, "min": 2, "max": 2},
        {"where": {"kind": ["best_answer"], "domain": ["reparatie"]}, "min": 1, "max": 2},
        {"where": {"kind": ["rate_replies"], "domain": ["zoeken"]}, "min": 1, "max": 1},
        {"where": {"kind": ["rate_replies"], "domain": ["reparatie"]}, "min": 1, "max": 1},
    ]
    error = refused(make_blueprint(cells=cells(*clashes)), pool)
    assert len(error.shortages) >= 2


def test_enemies_can_make_a_blueprint_infeasible(make_blueprint, make_pool, make_item):
    pool = make_pool(rate_replies=1, rank_replies=1)
    one = make_item(enemies=["kw-hek-1"])
    other = make_item(id="kw-hek-1", family="kw-hek")
    error = refused(make_blueprint(), [one, other, *pool])
    assert "kind=best_answer" in str(error)


def test_the_stock_says_per_cell_what_is_needed_and_there(make_blueprint, make_pool):
    blueprint = make_blueprint()
    found = stock(blueprint, pool_of(blueprint, make_pool(best_answer=3, rate_replies=1)))
    assert [(cell.name, cell.low, cell.available, cell.fits) for cell in found] == [
        ("alle vragen", 4, 4, True),
        ("kind=best_answer", 2, 3, True),
        ("kind=rate_replies", 1, 1, True),
        ("kind=rank_replies", 1, 0, False),
    ]
