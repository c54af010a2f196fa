"""Pages for anyone: the front page, signing in, checking a certificate."""

from litestar import Router

from proeve.web.public import (
    demo,
    issuer,
    outbox,
    pages,
    proof_downloads,
    seal,
    sharing,
    signing_in,
    status_lists,
    verifying,
    verifying_files,
    verifying_lists,
)

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
        seal.show_seal,
        seal.give_root,
        verifying.verify_by_number,
        verifying.verify_by_code,
        verifying_files.verify_file,
        verifying_lists.ask_for_list,
        verifying_lists.verify_list,
        proof_downloads.download_proof,
        sharing.show_shared,
        issuer.show_did_document,
        issuer.show_key,
        issuer.show_profile,
        issuer.show_issuer,
        status_lists.show_status_list,
        demo.sign_in_to_demo,
        outbox.outbox,
        outbox.outbox_message,
    ],
)
