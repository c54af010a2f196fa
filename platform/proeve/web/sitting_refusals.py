"""Why a whole request of an exam page is refused, each with its status and a sentence that says what to do."""

from http import HTTPStatus

from msgspec import Struct

TRY_AGAIN_SECONDS = 2


class RefusedRequest(Exception):
    """The request as a whole is refused; `retry_after` is in seconds."""

    def __init__(self, status: HTTPStatus, code: str, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


class ErrorFacts(Struct):
    """The code of an error for programs and its sentence for people."""

    code: str
    message: str


class ErrorBody(Struct):
    """The shape of every error in the API."""

    error: ErrorFacts


def unknown_path() -> RefusedRequest:
    """Refuse an address that does not exist."""
    return RefusedRequest(HTTPStatus.NOT_FOUND, "not_found", "Dit adres bestaat niet. Laad de toets opnieuw.")


def wrong_method() -> RefusedRequest:
    """Refuse anything but POST."""
    return RefusedRequest(
        HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "Dit adres neemt alleen POST aan. Laad de toets opnieuw."
    )


def too_large() -> RefusedRequest:
    """Refuse a body over the limit."""
    return RefusedRequest(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "Dit zijn te veel antwoorden tegelijk. Stuur er minder."
    )


def unreadable() -> RefusedRequest:
    """Refuse a body that is not what a page sends."""
    return RefusedRequest(
        HTTPStatus.BAD_REQUEST, "bad_request", "Wat uw browser stuurde, konden we niet lezen. Laad de toets opnieuw."
    )


def too_many() -> RefusedRequest:
    """Refuse a page that saves faster than anybody can answer."""
    return RefusedRequest(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too_many_saves",
        "Uw browser stuurt te veel antwoorden. Wacht een halve minuut; uw antwoorden blijven bewaard.",
        retry_after=30,
    )


def busy() -> RefusedRequest:
    """Send a page back that could not be helped now; it keeps its answers."""
    return RefusedRequest(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "try_again",
        "Opslaan lukt nu niet. Uw antwoorden blijven op dit apparaat bewaard; we proberen het zo opnieuw.",
        retry_after=TRY_AGAIN_SECONDS,
    )


def failure() -> RefusedRequest:
    """Answer what nobody foresaw."""
    return RefusedRequest(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "server_error",
        "Er ging bij ons iets mis. Uw antwoorden blijven op dit apparaat bewaard; we proberen het zo opnieuw.",
    )
