"""Pages for trainers: figures of a group, results, certificates, and the question browser they share with authors."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.trainer import attention, exports, overview, question, questions, result, result_questions, results
from proeve.web.visitor import requires

_trainer = Router(
    path="/",
    guards=[requires(Role.TRAINER)],
    route_handlers=[
        overview.show_overview,
        attention.list_who_ask_attention,
        results.list_results,
        exports.export_xlsx,
        exports.export_csv,
        result.show_result,
        result_questions.show_result_questions,
    ],
)
_bank = Router(
    path="/vragen",
    guards=[requires(Role.TRAINER, Role.AUTHOR, Role.APPROVER)],
    route_handlers=[questions.list_questions, question.show_question],
)
router = Router(path="/trainer", route_handlers=[_trainer, _bank])
