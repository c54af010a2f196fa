"""The file of a timeline: everything on the page, and what its receipt is checked by."""

import json
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from proeve.core.database import Database
from proeve.reporting.timeline.export import export_of
from proeve.web.timeline.paths import SEES_ITEMS
from proeve.web.timeline.reading import note_look, read_for


@get("/{attempt_id:int}/verloop.json")
async def export_timeline(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Response[bytes]:
    """Send the file."""
    scope = request.user
    timeline, questions = await read_for(database, scope, attempt_id)
    await note_look(database, scope, timeline, questions, "attempt.export")
    async with database.reading() as session:
        document = await export_of(session, scope, timeline, with_items=scope.role in SEES_ITEMS)
    headers = {"Content-Disposition": f'attachment; filename="verloop-{attempt_id}.json"'}
    content = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return Response(content, media_type="application/json", headers=headers)
