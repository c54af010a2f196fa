"""Questions to and from other systems: taken along as a file, and read from one after a look at what that would do."""

from litestar import Router

from proeve.web.visitor import requires
from proeve.web.workshop.exchange import start, taking_along, uploading
from proeve.workshop.access import WRITERS

router = Router(
    path="/werkplaats/uitwisselen",
    guards=[requires(*sorted(WRITERS))],
    route_handlers=[
        start.exchange_page,
        taking_along.what_goes_along,
        taking_along.take_along,
        taking_along.empty_workbook,
        uploading.upload_questions,
        uploading.upload_page,
        uploading.confirm_upload,
    ],
)
