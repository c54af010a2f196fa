"""The stream of a room: server-sent events with its version and everybody's last sign of life."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import Request, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from proeve.core.database import Database
from proeve.exams.invigilating.acts import find_room
from proeve.web.invigilator.feeds import Feeds, News
from proeve.web.stopping import when_asked_to_stop

COMES_BACK_MS = 2000


@get("/{sitting_id:int}/nieuws", opt={"as_is": True})
async def room_news(
    request: Request[Any, Any, Any], database: NamedDependency[Database], state: State, sitting_id: FromPath[int]
) -> ServerSentEvent:
    """Tell what changes in a room, until the page goes away."""
    async with database.reading() as session:
        await find_room(session, request.user, sitting_id)
    feeds = _feeds(state, database)
    news = _messages(feeds.watch(request.user, sitting_id)) if request.method == "GET" else _nothing()
    return ServerSentEvent(news, retry_duration=COMES_BACK_MS)


def _feeds(state: State, database: Database) -> Feeds:
    """Return the feeds of this process, made when the first page asks: by then the server handles its signals."""
    feeds: Feeds | None = state.get("room_feeds")
    if feeds is None:
        feeds = state["room_feeds"] = Feeds(database)
        when_asked_to_stop(feeds.stop)
    return feeds


async def _messages(news: AsyncIterator[News | None]) -> AsyncIterator[ServerSentEventMessage]:
    async for each in news:
        if each is None:
            # An event and not a comment, for a page cannot hear comments.
            yield ServerSentEventMessage(event="ping")
        else:
            yield ServerSentEventMessage(event="room", data=msgspec.json.encode(each))


async def _nothing() -> AsyncIterator[ServerSentEventMessage]:
    """Give nothing: HEAD asks for the headers only."""
    return
    yield
