"""Pages of the workshop, where items are written, judged and looked after: for authors and approvers."""

from litestar import Router

from proeve.web.visitor import requires
from proeve.web.workshop import acting, beginning, browse, comparing, item, leak, reviewing, showing, writing
from proeve.workshop.access import WRITERS

router = Router(
    path="/werkplaats",
    guards=[requires(*sorted(WRITERS))],
    route_handlers=[
        browse.list_items,
        beginning.new_item_page,
        beginning.begin_item,
        beginning.begin_version,
        item.show_item,
        item.comment_on_item,
        item.resolve,
        showing.show_as_candidate,
        showing.show_key,
        comparing.show_differences,
        acting.act_page,
        acting.act_on_version,
        leak.leak_page,
        leak.retire_item,
        writing.desk,
        writing.save,
        writing.preview,
        reviewing.review_page,
        reviewing.approve,
        reviewing.send_back,
        reviewing.take_back,
        reviewing.withdraw,
    ],
)
