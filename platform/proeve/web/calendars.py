"""Answer with an appointment for somebody's calendar."""

from litestar.response import Response

from proeve.core.calendar_files import MEDIA_TYPE, Appointment, calendar_file


def calendar_response(appointment: Appointment) -> Response[bytes]:
    """Return the file; phones open it in their calendar, other devices download it."""
    headers = {"Content-Disposition": 'attachment; filename="afspraak.ics"', "Cache-Control": "no-store"}
    return Response(calendar_file(appointment).encode(), media_type=MEDIA_TYPE, headers=headers)
