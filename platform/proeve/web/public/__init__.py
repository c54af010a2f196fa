"""Pages for anyone: the front page, signing in, checking a certificate."""

from litestar import Router

from proeve.web.public import demo, outbox, pages, signing_in, verifying

router = Router(
    path="/",
    route_handlers=[
        pages.front,
        pages.help_page,
        pages.privacy,
        pages.accessibility,
        signing_in.sign_in_page,
        signing_in.ask_for_link,
        signing_in.link_page,
        signing_in.use_link_to_sign_in,
        signing_in.use_password_to_sign_in,
        signing_in.sign_out,
        signing_in.change_role,
        verifying.verify_by_number,
        verifying.verify_by_code,
        demo.sign_in_to_demo,
        outbox.outbox,
        outbox.outbox_message,
    ],
)
