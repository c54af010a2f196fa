"""Pages for the administrators of a corporation: staff, sittings, certificates and messages."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.corporation import (
    adding,
    enrolment,
    enrolments,
    messages,
    minutes,
    overview,
    planning,
    readiness,
    sittings,
    staff,
    staff_downloads,
    staff_form,
    staff_import,
    staff_member,
    still_to_sit,
)
from proeve.web.visitor import requires

router = Router(
    path="/beheer",
    guards=[requires(Role.ADMINISTRATOR)],
    route_handlers=[
        overview.overview,
        still_to_sit.still_to_sit_page,
        still_to_sit.act_on_still_to_sit,
        staff.staff_page,
        staff.choose_staff,
        staff_form.new_staff_page,
        staff_form.add_staff,
        staff_form.change_staff_page,
        staff_form.change_staff,
        staff_member.staff_member_page,
        staff_member.let_staff_leave,
        staff_member.let_staff_return,
        staff_import.upload_page,
        staff_import.upload,
        staff_import.check_page,
        staff_import.confirm,
        staff_downloads.example_list,
        staff_downloads.problems_file,
        sittings.sittings_page,
        sittings.sitting_page,
        readiness.readiness_page,
        planning.plan_page,
        planning.plan,
        adding.add_page,
        adding.add,
        enrolments.act,
        enrolment.enrolment_page,
        enrolment.change_extra_time,
        minutes.minutes_page,
        minutes.grant_minutes,
        messages.messages_page,
        messages.try_again,
    ],
)
