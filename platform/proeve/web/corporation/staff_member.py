"""One staff member: what is known, their exams and certificates, leaving and coming back."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from proeve.core.database import Database
from proeve.corporations.staff import find_staff_member
from proeve.corporations.staffing import staff_member_leaves, staff_member_returns
from proeve.exams.overview import all_enrolments
from proeve.register.finding import CertificateFilter, all_certificates
from proeve.web.badges import CERTIFICATES
from proeve.web.corporation.words import invitation_badge, standing_badge, window_in_words
from proeve.web.flash import redirect
from proeve.web.page import page


@get("/medewerkers/{staff_member_id:int}")
async def staff_member_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], staff_member_id: FromPath[int]
) -> Template:
    """Show one staff member."""
    async with database.reading() as session:
        member = await find_staff_member(session, request.user, staff_member_id)
        rows = await all_enrolments(session, request.user, staff_member_id=staff_member_id)
        certificates, _ = await all_certificates(
            session, request.user, CertificateFilter(staff_member_id=staff_member_id), sort="-issued"
        )
    return page(
        request,
        "corporation/staff_member.html",
        member=member,
        rows=rows,
        certificates=certificates,
        standing=standing_badge,
        window=window_in_words,
        invitation=invitation_badge,
        certificate_badges=CERTIFICATES,
    )


@post("/medewerkers/{staff_member_id:int}/uit-dienst")
async def let_staff_leave(
    request: Request[Any, Any, Any], database: NamedDependency[Database], staff_member_id: FromPath[int]
) -> Redirect:
    """Note that somebody left."""
    async with database.unit_of_work() as session:
        member = await staff_member_leaves(session, request.user, staff_member_id)
    return redirect(f"/beheer/medewerkers/{staff_member_id}", say=f"{member.name} staat nu als uit dienst in de lijst.")


@post("/medewerkers/{staff_member_id:int}/in-dienst")
async def let_staff_return(
    request: Request[Any, Any, Any], database: NamedDependency[Database], staff_member_id: FromPath[int]
) -> Redirect:
    """Note that somebody works here again."""
    async with database.unit_of_work() as session:
        member = await staff_member_returns(session, request.user, staff_member_id)
    return redirect(f"/beheer/medewerkers/{staff_member_id}", say=f"{member.name} staat weer in de lijst.")
