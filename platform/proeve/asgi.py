"""The application as a server runs it, configured by the environment: `granian --interface asgi proeve.asgi:app`."""

from proeve.core.logs import configure_logs
from proeve.core.settings import settings_from_environment
from proeve.web.app import create_app

configure_logs()
app = create_app(settings_from_environment())
