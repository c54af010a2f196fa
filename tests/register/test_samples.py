"""Made-up certificates that show what a look does to the names and exams of a corporation."""

from dataclasses import replace

import pytest

from certificates.template import USUAL, Template
from proeve.core.scope import Role, Scope
from proeve.exams.bank import load_bank
from proeve.register.samples import find_samples, picture_sample, warnings_about


@pytest.fixture
async def samples_of(make, linde, database, settings, bank):
    """Read the samples of De Linde after hiring the named people."""

    async def read(*names):
        person = await make.person("Anna||Beheer")
        for name in names:
            await make.staff_member(linde, name)
        async with database.unit_of_work() as session:
            await load_bank(session, bank)
        async with database.reading() as session:
            scope = Scope(person.id, Role.ADMINISTRATOR, frozenset({linde.id}))
            return await find_samples(session, scope, settings)

    return read


async def test_the_longest_names_come_first(samples_of):
    samples = await samples_of("Jo||Ek", "Wilhelmina|van der|Heijden-Oosterbaan", "Sami||Bakker")
    assert samples.names == ("Wilhelmina van der Heijden-Oosterbaan", "Sami Bakker", "Jo Ek")


async def test_a_sample_is_drawn_in_both_languages(samples_of):
    samples = await samples_of()
    dutch, english = (picture_sample(samples, USUAL, holder="Jo Ek", language=code) for code in ("nl", "en"))
    assert dutch != english
    facts = samples.facts("Jo Ek", samples.blueprints[0], "en")
    assert (facts.language, facts.exam) == ("en", samples.blueprints[0].english_title)


@pytest.mark.parametrize("look", [USUAL, Template(orientation="portrait")])
async def test_nothing_is_said_of_names_and_exams_that_fit(samples_of, look):
    samples = await samples_of("Wilhelmina Johanna Antoinette|van der|Heijden-Oosterbaan")
    assert warnings_about(samples, look) == []


@pytest.mark.parametrize("names", [(), ("Yuki||山",)])
async def test_what_does_not_fit_is_told_also_where_no_name_can_be_drawn(samples_of, names):
    samples = replace(await samples_of(*names), corporation="Samenwerkende woningcorporaties " * 20)
    assert any("is te lang voor het certificaat" in each for each in warnings_about(samples, USUAL))


async def test_names_that_cannot_be_printed_are_listed_up_to_five(samples_of):
    samples = await samples_of(*(f"Yuki{number}||山" for number in range(7)))
    (sentence,) = warnings_about(samples, USUAL)
    assert sentence.startswith("In deze namen staan tekens die wij niet kunnen drukken: Yuki0 山 (山), Yuki1 山 (山)")
    assert "Yuki4 山 (山) en nog 2." in sentence
    assert "Yuki5" not in sentence
