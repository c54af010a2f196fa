"""Pages for employees: their exams, the sitting, results and certificates; and for everyone their own account."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.candidate import (
    account,
    arriving,
    badges,
    calendar,
    certificates,
    extending,
    home,
    late,
    moving,
    practising,
    register_proofs,
    rehearsing,
    result,
    sharing,
    sitting,
    starting,
)
from proeve.web.candidate.receipt import download_receipt
from proeve.web.visitor import requires, signed_in

_employee = Router(
    path="/",
    guards=[requires(Role.EMPLOYEE)],
    route_handlers=[
        home.home,
        starting.prepare,
        starting.show_start,
        starting.start,
        arriving.say_here,
        arriving.how_it_stands,
        calendar.own_appointment,
        practising.practise,
        rehearsing.show_rehearsal,
        rehearsing.save_practice,
        rehearsing.finish,
        sitting.show_exam,
        sitting.open_exam,
        sitting.hand_in,
        extending.extend,
        late.hand_over,
        result.show_result,
        result.show_certificate_slot,
        download_receipt,
        certificates.list_certificates,
        certificates.download_certificate,
        moving.ask_where_to,
        moving.send_link,
        sharing.show_links,
        sharing.make_link,
        sharing.withdraw_link,
        badges.download_json,
        badges.download_jwt,
        register_proofs.download_register_proof,
    ],
)
_everyone = Router(
    path="/account",
    guards=[signed_in],
    route_handlers=[
        account.show_account,
        account.choose_password,
        account.choose_language,
        account.end_one,
        account.end_others,
    ],
)
router = Router(path="/mijn", route_handlers=[_employee, _everyone])
