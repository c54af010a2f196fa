"""Bring a certificate to LinkedIn: the link that opens its form with everything filled in."""

from urllib.parse import quote, urlencode

from proeve.core.settings import Settings
from proeve.register.certificates import Certificate

ADD_TO_PROFILE = "https://www.linkedin.com/profile/add"


def linkedin_url(certificate: Certificate, settings: Settings) -> str:
    """Return the address at which LinkedIn offers to add the certificate to one's profile, with all boxes filled in.

    The parameters are those of LinkedIn's "Add to profile". The page to check it is the one by number: that shows no
    name, and no more of the holder than they show on their profile themselves.
    """
    facts = {
        "startTask": "CERTIFICATION_NAME",
        "name": certificate.snapshot["exam"],
        "organizationName": certificate.snapshot["issuer"],
        "issueYear": certificate.valid_from.year,
        "issueMonth": certificate.valid_from.month,
        "expirationYear": certificate.valid_until.year,
        "expirationMonth": certificate.valid_until.month,
        "certUrl": f"{settings.public_url}/verifieer?nummer={quote(certificate.number)}",
        "certId": certificate.number,
    }
    return f"{ADD_TO_PROFILE}?{urlencode(facts, quote_via=quote)}"
