"""Put the application together: settings in, an ASGI application out."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from proeve import registered  # noqa: F401  Jobs and mails must be known before the first is asked for.
from proeve.core.database import Database
from proeve.core.errors import ProeveError
from proeve.core.gathering import TooManyWaiting
from proeve.core.jobs import JobRunner
from proeve.core.settings import Settings
from proeve.exams.attempt_tokens import AttemptTokens
from proeve.exams.closing import close_overdue
from proeve.exams.journal.journal import Journal
from proeve.register.making import making_beside
from proeve.web import errors, wiring
from proeve.web.assets import STATIC_FOLDER, STATIC_PATH
from proeve.web.closing_first import close_first
from proeve.web.compression import Compression
from proeve.web.head_requests import HeadRequests
from proeve.web.routes import ROUTES
from proeve.web.security import header_hook
from proeve.web.site import Site
from proeve.web.sitting_api import SittingApi
from proeve.web.templating import make_environment
from proeve.web.together import Together
from proeve.web.visitor import Authentication, ids_fit

MOST_BYTES = 6_000_000
"""A staff list of 10,000 people is under 1 MB; what is larger than this is no staff list."""
SWEEP_SECONDS = 10

log = structlog.get_logger()


def create_app(settings: Settings, *, runs_jobs: bool = True) -> Site:
    """Return the application; without `runs_jobs` it only asks for jobs, and another process does them."""
    database = Database(settings.database_url)
    journal = Journal(database)
    tokens = AttemptTokens(settings.secret_key)
    together = Together(database, tokens)

    return Site(
        SittingApi(journal, tokens),
        route_handlers=[*ROUTES, create_static_files_router(STATIC_PATH, directories=[STATIC_FOLDER])],
        lifespan=[lambda _app: _at_work(settings, database, journal, runs_jobs=runs_jobs)],
        state=State({"settings": settings, "database": database, "journal": journal, "together": together}),
        dependencies={name: Provide(provider, sync_to_thread=False) for name, provider in wiring.PROVIDERS.items()},
        middleware=[
            # Guards ask who it is whatever the method, so OPTIONS is not left out as the framework would.
            DefineMiddleware(Authentication, exclude=[f"^{STATIC_PATH}/"], exclude_http_methods=[])
        ],
        guards=[ids_fit],
        before_request=close_first,
        csrf_config=CSRFConfig(
            secret=settings.secret_key.hex(),
            cookie_secure=settings.is_secure,
            cookie_httponly=True,
        ),
        exception_handlers={
            ProeveError: errors.answer_refusal,
            HTTPException: errors.answer_http_error,
            TooManyWaiting: errors.answer_crowd,
            Exception: errors.answer_failure,
        },
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(make_environment())),
        before_send=[header_hook(is_secure=settings.is_secure)],
        compression_config=CompressionConfig(
            backend="gzip",
            minimum_size=700,
            exclude_opt_key="as_is",
            middleware_class=Compression,
        ),
        request_max_body_size=MOST_BYTES,
        plugins=[HeadRequests()],
        openapi_config=None,
        logging_config=None,
    )


@asynccontextmanager
async def _at_work(settings: Settings, database: Database, journal: Journal, *, runs_jobs: bool) -> AsyncIterator[None]:
    """Write answers, do jobs and close what is overdue, for as long as this process serves."""
    runner = JobRunner(settings) if runs_jobs else None
    # Jobs that are still running when we stop need it as well, so it ends last.
    with making_beside():
        await journal.start()
        if runner:
            await runner.start()
        sweeper = asyncio.create_task(_sweep_for_ever(database))
        try:
            yield
        finally:
            sweeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sweeper
            if runner:
                await runner.stop()
            await journal.stop()
            await database.close()


async def _sweep_for_ever(database: Database) -> None:
    """Close what is overdue every ten seconds; a sweep that fails is logged and the next one tries again.

    A plain task in every process, not a scheduled job: closing is idempotent, so nodes need not agree on who does it,
    and it leaves no rows behind when there is nothing to close.
    """
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await close_overdue(database)
        except Exception:
            # The sweeper must outlive whatever a sweep meets.
            log.exception("sweep_failed")
