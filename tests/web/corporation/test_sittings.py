"""A sitting shows how far everyone is, and lets the administrator invite again, withdraw and give time."""

import pytest

from proeve.core.mail.messages import Message
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment


@pytest.fixture
async def people(beheer):
    return [await beheer.hire(name, team="Verhuur") for name in ("Noor", "Sami", "Lotte")]


@pytest.fixture
async def sitting(beheer, people):
    return await beheer.plan(*people)


@pytest.fixture
def path(sitting) -> str:
    return f"/beheer/afnames/{sitting.id}"


async def test_without_sittings_the_list_says_what_to_do(read, beheer):
    assert "Plan uw eerste toets" in (await read("/beheer/afnames")).text


async def test_the_list_counts_invited_running_finished_and_passed(read, beheer, people, sitting):
    await beheer.start(people[0])
    page = await read("/beheer/afnames")
    assert "Open 3 1 0 0" in page.text


async def test_the_list_can_be_narrowed_to_one_exam(read, beheer, people, sitting):
    await beheer.plan(*people, exam="lastige-boodschappen")
    assert "2 afnames" in (await read("/beheer/afnames")).text
    assert "1 afname" in (await read("/beheer/afnames?toets=lastige-boodschappen")).text


async def test_a_sitting_shows_everyone_with_their_standing_and_own_time(read, beheer, people, path):
    await beheer.start(people[0])
    page = await read(path)
    assert "Noor Jansen Verhuur Bezig tot 10:40 uur 40 min" in page.text
    assert "Sami Jansen Verhuur Nog niet begonnen 40 min In de wachtrij" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stand=bezig", ["Noor"]),
        ("stand=niet-begonnen", ["Lotte", "Sami"]),
        ("zoek=sami+verhuur", ["Sami"]),
        ("stand=onzin", ["Lotte", "Noor", "Sami"]),
    ],
)
async def test_standing_and_words_narrow_the_people(read, beheer, people, path, query, found):
    await beheer.start(people[0])
    page = await read(f"{path}?{query}")
    assert [name for name in ("Lotte", "Noor", "Sami") if f"{name} Jansen kiezen" in page.html] == found


async def test_people_are_invited_again_and_who_has_started_is_not(read, beheer, people, path):
    await beheer.start(people[0])
    places = [str((await beheer.place(member)).id) for member in people]
    page = await read(f"{path}/kiezen", {"chosen": places, "action": "uitnodigen"})
    assert "2 medewerkers krijgen een nieuwe uitnodiging. 1 niet" in page.text
    assert len(await beheer.all_of(Message)) == 5


async def test_an_invitation_is_withdrawn_and_given_back(read, beheer, people, path):
    place = await beheer.place(people[0])
    page = await read(f"{path}/kiezen", {"chosen": str(place.id), "action": "intrekken"})
    assert "1 uitnodiging is ingetrokken." in page.text
    assert "2 Uitgenodigd" in page.text
    await read(f"{path}/toevoegen", {"people": [str(people[0].id)], "stap": "uitnodigen"})
    assert (await beheer.place(people[0])).withdrawn_at is None


async def test_who_has_started_keeps_their_place(read, beheer, people, path):
    await beheer.start(people[0])
    places = [str((await beheer.place(member)).id) for member in people]
    page = await read(f"{path}/kiezen", {"chosen": places, "action": "intrekken"})
    assert "2 uitnodigingen zijn ingetrokken. 1 niet: wie begonnen is, houdt de toets." in page.text
    only = await read(f"{path}/kiezen", {"chosen": places[0], "action": "intrekken"})
    assert "Er is niets ingetrokken" in only.text


async def test_everyone_in_view_can_be_chosen_at_once(read, beheer, people, path):
    await beheer.start(people[0])
    page = await read(f"{path}/kiezen?stand=niet-begonnen", {"everything": "1", "action": "uitnodigen"})
    assert "2 medewerkers krijgen een nieuwe uitnodiging." in page.text


async def test_choosing_nobody_is_answered_kindly(read, path):
    assert "U heeft nog niemand gekozen" in (await read(f"{path}/kiezen", {"action": "intrekken"})).text


class TestMinutes:
    """Extra minutes on the day itself."""

    async def test_the_choice_of_the_list_is_chosen_on_the_form(self, read, beheer, people, path):
        place = await beheer.place(people[0])
        page = await read(f"{path}/kiezen", {"chosen": str(place.id), "action": "minuten"})
        assert page.path == f"{path}/minuten?wie={place.id}"
        assert page.html.count(" checked") == 1

    async def test_without_a_choice_whoever_is_at_it_is_chosen(self, read, beheer, people, path):
        await beheer.start(people[1])
        assert (await read(f"{path}/minuten")).html.count(" checked") == 1

    async def test_minutes_move_the_deadline_of_who_is_at_it(self, read, beheer, people, path):
        before = await beheer.start(people[0])
        place = await beheer.place(people[0])
        data = {"people": str(place.id), "minutes": "15", "reason": "Brandalarm."}
        page = await read(f"{path}/minuten", data)
        assert "1 medewerker heeft 15 minuten extra gekregen." in page.text
        after = next(attempt for attempt in await beheer.all_of(Attempt) if attempt.id == before.id)
        assert (after.deadline_at - before.deadline_at).total_seconds() == 900
        assert "Brandalarm." in (await read(f"{path}/medewerkers/{place.id}")).text

    async def test_what_is_missing_is_said_and_what_was_typed_is_kept(self, read, beheer, path):
        page = await read(f"{path}/minuten", {"minutes": "500", "reason": ""}, status=422)
        for sentence in ("Vul een heel getal in van 1 tot en met 240.", "Schrijf in één zin waarom.", "Kies minstens"):
            assert sentence in page.text
        assert 'value="500"' in page.html
        assert all(attempt.granted_seconds == 0 for attempt in await beheer.all_of(Attempt))


class TestOnePerson:
    """One person's place in a sitting."""

    async def test_it_shows_the_own_time_and_where_it_comes_from(self, read, beheer, people, path):
        place = await beheer.place(people[0])
        page = await read(f"{path}/medewerkers/{place.id}", {"percent": "25", "minutes": "5"})
        assert "De extra tijd is opgeslagen." in page.text
        assert "Extra tijd 25% en 5 minuten" in page.text
        assert "Eigen tijd 55 minuten" in page.text

    async def test_wrong_extra_time_is_refused_and_shown_again(self, read, beheer, people, path):
        place = await beheer.place(people[0])
        page = await read(f"{path}/medewerkers/{place.id}", {"percent": "veel", "minutes": "5"}, status=422)
        assert "Vul een heel getal in van 0 tot en met 200." in page.text
        assert 'value="veel"' in page.html

    async def test_extra_time_is_fixed_once_somebody_has_started(self, read, beheer, people, path):
        place = await beheer.place(people[0])
        await beheer.start(people[0])
        page = await read(f"{path}/medewerkers/{place.id}", {"percent": "25", "minutes": "0"}, status=422)
        assert "al begonnen" in page.text
        assert next(each for each in await beheer.all_of(Enrolment) if each.id == place.id).extra_percent == 0

    async def test_a_place_in_another_sitting_is_not_found_here(self, read, beheer, people, path):
        other = await beheer.plan(people[0], exam="lastige-boodschappen")
        place = await beheer.place(people[0])
        assert place.sitting_id == other.id
        await read(f"{path}/medewerkers/{place.id}", status=404)
        await read(f"{path}/medewerkers/{place.id}", {"percent": "25", "minutes": "0"}, status=404)
