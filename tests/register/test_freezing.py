"""The facts of a certificate are those of the day it was earned."""

import re

from proeve.register.freezing import draw_verify_token, facts_of, find_pass


def test_a_token_survives_being_read_in_capitals_and_never_comes_twice():
    tokens = [draw_verify_token() for _ in range(50)]
    assert all(re.fullmatch("[a-z2-7]{24}", token) for token in tokens)
    assert len(set(tokens)) == 50


async def test_the_printed_address_has_no_scheme_and_the_code_has_one(make, jan, database, settings):
    result = await make.result(jan)
    async with database.reading() as session:
        passed = await find_pass(session, result.id)
    facts = facts_of(passed, settings, "abc")
    assert facts.verify_page == "testserver.local/verifieer"
    assert facts.verify_url == "http://testserver.local/v/abc"


async def test_a_fail_is_no_pass(make, jan, database):
    result = await make.result(jan, passed=False)
    async with database.reading() as session:
        assert await find_pass(session, result.id) is None
