"""The fixed words on a certificate, in each of its languages, and dates without the machine's locale."""

from datetime import date

import msgspec

from certificates.facts import Language


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language; the braces are filled in with facts."""

    locale: str
    title: str
    exam_version: str
    passed_on: str
    valid_from: str
    valid_until: str
    number: str
    issuer: str
    verify: str
    verify_how: str
    qr_code: str
    logo: str
    seal: str
    badge: str
    months: tuple[str, ...]

    def written_date(self, day: date) -> str:
        """Write a date in words: 21 november 2029."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


WORDINGS: dict[Language, Wording] = {
    "nl": Wording(
        locale="nl-NL",
        title="Certificaat",
        exam_version="versie {version}",
        passed_on="Behaald op",
        valid_from="Geldig vanaf",
        valid_until="Geldig t/m",
        number="Certificaatnummer",
        issuer="Uitgegeven door",
        verify="Controleer dit certificaat",
        verify_how="Scan de code of vul het nummer in op {page}",
        qr_code="QR-code en link waarmee u dit certificaat controleert bij {page}",
        logo="Logo van {corporation}",
        seal="Zegel van de uitgever. Dit veld is alleen voor de uitgever.",
        badge="Dit certificaat als Open Badge, voor computers",
        months=(
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ),
    ),
    "en": Wording(
        locale="en-GB",
        title="Certificate",
        exam_version="version {version}",
        passed_on="Passed on",
        valid_from="Valid from",
        valid_until="Valid through",
        number="Certificate number",
        issuer="Issued by",
        verify="Check this certificate",
        verify_how="Scan the code or enter the number at {page}",
        qr_code="QR code and link to check this certificate at {page}",
        logo="Logo of {corporation}",
        seal="Seal of the issuer. This field is for the issuer only.",
        badge="This certificate as an Open Badge, for computers",
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
    ),
}
