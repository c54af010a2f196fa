"""The invigilator's room: who is where in a sitting of today, and what can be done about it."""

from litestar import Router

from proeve.exams.invigilating.acts import INVIGILATORS
from proeve.web.invigilator import acting, news, outage, room, rooms
from proeve.web.visitor import requires

router = Router(
    path="/toezicht",
    guards=[requires(*sorted(INVIGILATORS))],
    route_handlers=[
        rooms.rooms_page,
        room.room_page,
        news.room_news,
        acting.choose,
        acting.begin,
        acting.undo,
        outage.outages_page,
        outage.make_good,
        acting.deed_page,
        acting.do_deed,
    ],
)
