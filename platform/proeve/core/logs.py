"""What this process writes about itself: one JSON object a line on standard error, without anybody's data."""

import sys

import structlog


def configure_logs() -> None:
    """Write log lines as JSON; a traceback is plain text, for the values of variables may be somebody's secrets."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
