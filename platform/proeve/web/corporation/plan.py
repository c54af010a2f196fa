"""What somebody fills in to plan a sitting: read from a form, kept as typed, and put back into fields."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict

from proeve.core import clock
from proeve.core.errors import Invalid, ProeveError
from proeve.exams.enrolling import AlreadyEnrolled
from proeve.exams.enrolments import MOST_EXTRA_MINUTES, MOST_EXTRA_PERCENT, ExtraTime
from proeve.exams.sittings import (
    ANY_MOMENT,
    JOINT_PATIENCE,
    MOST_PLACES,
    SittingKind,
    StartRules,
    closes_after,
)
from proeve.web.forms import Form
from proeve.web.refusals import problems_of

FIRST_HOUR = "09:00"
LAST_HOUR = "17:00"
USUAL_WINDOW = timedelta(days=14)
SATURDAY = 5
EXTRA_FIELDS = ("percent-", "minutes-")
"""How the fields with somebody's extra time begin; the number of the staff member follows."""

GO_ON_WITHOUT = "Ga onderaan verder zonder hen, of kies een andere periode."
CHOOSE_OTHERS = "Kies andere mensen of een andere periode."

MARGINS = (5, 10, 15, 30, 60)
"""For how many minutes one may begin at a fixed time."""
LATE = (0, 5, 10, 15, 30, 60)
"""How many minutes after a joint start somebody may still join; 0 for nobody."""
WHEN_FIELDS = (
    "exam",
    "kind",
    "opens_day",
    "opens_time",
    "closes_day",
    "closes_time",
    "margin",
    "late",
    "code",
    "places",
)
"""What and when, of which the fields travel from step to step."""

DOMAIN_FIELDS = {
    "late_minutes": "late",
    "opens_at": "opens_day",
    "closes_at": "closes_day",
    "staff_member_ids": "people",
    "extra_time": "people",
}
"""Where a problem that the domain names stands in the form."""


class PlanArguments(TypedDict):
    """What `exams.planning` asks for."""

    exam: str
    opens_at: datetime
    closes_at: datetime
    staff_member_ids: list[int]
    extra_time: dict[int, ExtraTime]
    rules: StartRules


@dataclass(slots=True)
class Plan:
    """A sitting as far as it is filled in; `problems` says by field what is not right yet.

    `taken` are people who have a place already: the form offers to go on without them.
    """

    exam: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    rules: StartRules = ANY_MOMENT
    chosen: list[int] = field(default_factory=list)
    extra: dict[int, ExtraTime] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    taken: list[int] = field(default_factory=list)

    def refuse(self, error: ProeveError) -> None:
        """Take over what the domain refused, under the names of our fields, and who has a place already."""
        problems = problems_of(error, "people")
        self.problems |= {DOMAIN_FIELDS.get(name, name): sentence for name, sentence in problems.items()}
        if isinstance(error, AlreadyEnrolled):
            self.taken = error.staff_member_ids
            everyone = set(self.chosen) <= set(self.taken)
            self.problems["people"] = f"{error.message} {CHOOSE_OTHERS if everyone else GO_ON_WITHOUT}"

    @property
    def is_complete(self) -> bool:
        """Tell whether the summary can be shown: nothing is wrong but, at most, some extra time."""
        return all(name.startswith(EXTRA_FIELDS) for name in self.problems)

    @property
    def arguments(self) -> PlanArguments:
        """Return what planning takes; raise Invalid without a window, which `read_plan` has named as a problem."""
        if self.opens_at is None or self.closes_at is None:
            raise Invalid("Kies eerst een periode.", {"opens_day": "Kies een datum."})
        return {
            "exam": self.exam,
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "staff_member_ids": self.chosen,
            "extra_time": self.extra_given,
            "rules": self.rules,
        }

    @property
    def kept_extra(self) -> dict[str, str]:
        """Return the extra time that was typed, by field, for carrying it along."""
        return {name: value for name, value in self.typed.items() if name.startswith(EXTRA_FIELDS) and value}

    @property
    def extra_given(self) -> dict[int, ExtraTime]:
        """Return the extra time of the people who get any."""
        return {person: extra for person, extra in self.extra.items() if any(extra)}


def new_plan(chosen: Iterable[int], exam: str = "") -> Plan:
    """Return a plan for some people, in the window that suits most: two weeks from the next working day."""
    opens = clock.today() + timedelta(days=1)
    while opens.weekday() >= SATURDAY:
        opens += timedelta(days=1)
    closes = opens + USUAL_WINDOW
    typed = {
        "kind": SittingKind.WINDOW.value,
        "opens_day": opens.isoformat(),
        "opens_time": FIRST_HOUR,
        "closes_day": closes.isoformat(),
        "closes_time": LAST_HOUR,
    }
    return Plan(exam=exam, chosen=list(chosen), typed=typed)


def read_plan(form: Form, exams: Collection[str]) -> Plan:
    """Read the exam, when and how people begin, who they are and their extra time."""
    exam = form.text("exam")
    if exam not in exams:
        form.problems["exam"] = "Kies een toets."
    plan = read_people(form)
    plan.exam = exam
    plan.rules = read_rules(form)
    plan.opens_at, plan.closes_at = read_moments(form, plan.rules)
    return plan


def read_rules(form: Form) -> StartRules:
    """Read how people begin, and how many fit."""
    typed = form.text("kind") or SittingKind.WINDOW
    if typed not in list(SittingKind):
        form.problems["kind"] = "Kies hoe mensen beginnen."
        typed = SittingKind.WINDOW
    kind = SittingKind(typed)
    places = form.number("places", least=1, most=MOST_PLACES) if form.text("places") else None
    if kind is not SittingKind.JOINT:
        return StartRules(kind, places=places)
    late = form.number("late", least=0, most=max(LATE), default=0)
    return StartRules(kind, late, form.text("code") == "typed", places)


def read_moments(form: Form, rules: StartRules) -> tuple[datetime | None, datetime | None]:
    """Read from when and until when people may begin, as `exams.sittings` means them."""
    opens_at = form.moment("opens_day", "opens_time")
    if rules.kind is SittingKind.FIXED:
        margin = timedelta(minutes=form.number("margin", least=1, most=max(MARGINS), default=MARGINS[2]))
        return opens_at, closes_after(opens_at, margin) if opens_at else None
    if rules.kind is SittingKind.JOINT:
        return opens_at, closes_after(opens_at, JOINT_PATIENCE) if opens_at else None
    closes_at = form.moment("closes_day", "closes_time")
    if opens_at and closes_at and closes_at <= opens_at:
        form.problems["closes_day"] = "Kies een einde dat na het begin ligt."
    return opens_at, closes_at


def read_people(form: Form) -> Plan:
    """Read the people and their extra time."""
    left_out = {each for value in form.many("zonder") for each in value.split(",")}
    chosen = [person for person in dict.fromkeys(form.ids("people")) if str(person) not in left_out]
    if not chosen:
        form.problems["people"] = "Kies minstens één medewerker."
    extra = {person: _extra_time(form, person) for person in chosen}
    return Plan(chosen=chosen, extra=extra, typed=form.values, problems=form.problems)


def _extra_time(form: Form, person: int) -> ExtraTime:
    percent = form.number(f"percent-{person}", least=0, most=MOST_EXTRA_PERCENT, default=0)
    minutes = form.number(f"minutes-{person}", least=0, most=MOST_EXTRA_MINUTES, default=0)
    return ExtraTime(percent, minutes)
