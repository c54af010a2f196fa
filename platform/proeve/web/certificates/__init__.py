"""The register of certificates, the same pages for administrators, trainers and the operator, each over their part."""

from litestar import Router

from proeve.core.scope import Role
from proeve.register.acts import ALLOWED, Act
from proeve.web.certificates import acting, archive, certificate, exports, register, revoking, waiting
from proeve.web.certificates.paths import PATHS
from proeve.web.visitor import requires


def _router(role: Role) -> Router:
    handlers = [
        register.list_certificates,
        certificate.show_certificate,
        certificate.download_certificate,
        exports.export_xlsx,
        exports.export_csv,
        archive.archive_page,
        archive.download_archive,
        waiting.make_again,
    ]
    if role in ALLOWED[Act.REVOKE]:
        handlers += [revoking.ask_to_revoke, revoking.revoke]
    for act, act_handlers in acting.HANDLERS.items():
        if role in ALLOWED[act]:
            handlers += act_handlers
    return Router(path=PATHS[role], guards=[requires(role)], route_handlers=handlers)


administrator_router = _router(Role.ADMINISTRATOR)
trainer_router = _router(Role.TRAINER)
operator_router = _router(Role.OPERATOR)

ROUTERS = [administrator_router, trainer_router, operator_router]
