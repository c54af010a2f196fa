"""How the outcome of a check is said to people, in plain Dutch: what was looked at, and what was found."""

from certificates.checks.outcome import Outcome, Result

TITLES = {
    "size": "Grootte",
    "readable": "Leesbaar",
    "hash": "Vergeleken met wat wij uitgaven",
    "seal": "Zegel",
    "badge": "Open Badge in het bestand",
    "facts": "Gegevens",
    "number": "Nummer",
    "code": "QR-code",
    "link": "Link",
    "standing": "Ingetrokken of geschorst",
    "validity": "Geldigheid",
    "surname": "Achternaam",
    "printed": "Wat erop staat",
    "file": "Bestand",
}

RIGHT = {
    "size": "Het bestand is niet te groot.",
    "readable": "Het bestand is te lezen.",
    "hash": "Het bestand is precies hetzelfde als het bestand dat wij uitgaven.",
    "seal": "Het zegel is van ons, het is niet verbroken en het geldt voor het hele bestand.",
    "badge": "De badge is door ons ondertekend en daarna niet gewijzigd.",
    "facts": "Het bestand en de badge zeggen hetzelfde.",
    "number": "Het nummer staat in ons register.",
    "code": "De code hoort bij dit certificaat.",
    "link": "De link is gemaakt door de houder, en werkt nog.",
    "standing": "Het certificaat is niet ingetrokken en niet geschorst.",
    "validity": "Vandaag ligt tussen de eerste en de laatste geldige dag.",
    "surname": "De achternaam die u invulde, is die van de houder.",
}

WRONG = {
    ("size", "empty"): "Het bestand is leeg.",
    ("size", "too_large"): "Het bestand is groter dan 2 MB. Een certificaat is veel kleiner.",
    ("readable", "unknown_kind"): "Dit is geen PDF-bestand en ook geen badge.",
    ("readable", "no_pages"): "Het bestand heeft geen pagina's.",
    ("readable", "too_many_pages"): "Het bestand heeft te veel pagina's. Een certificaat heeft er één.",
    ("readable", "too_heavy"): "Het lezen van dit bestand kost te veel tijd of geheugen.",
    ("readable", "unreadable"): "Het bestand is beschadigd.",
    ("hash", "other_file"): "Het bestand is niet hetzelfde als het bestand dat wij uitgaven.",
    ("hash", "not_registered"): "Dit bestand staat niet in ons register.",
    ("seal", "no_seal"): "Er zit geen zegel op het bestand.",
    ("seal", "other_issuer"): "Het zegel op het bestand is niet van ons.",
    ("seal", "broken"): "Het zegel op het bestand is verbroken, en het noemt een zegel dat niet van ons is.",
    ("seal", "changed"): "Het zegel is verbroken: het bestand is na het verzegelen gewijzigd.",
    ("seal", "added_to"): "Na het verzegelen is er iets aan het bestand toegevoegd.",
    ("seal", "not_final"): "Het zegel laat wijzigingen toe, en dat doen onze zegels niet.",
    ("seal", "other_time_stamp"): "Het tijdstempel in het zegel is niet van wie onze tijdstempels geeft.",
    ("seal", "expired_time_stamp"): "Het tijdstempel in het zegel is verlopen. Daarom kunnen wij het niet meer nagaan.",
    ("seal", "expired_seal"): "Het zegel zelf is verlopen. Daarom kunnen wij het niet meer nagaan.",
    ("seal", "unreadable"): "Het zegel is beschadigd.",
    ("badge", "other_issuer"): "De badge is niet door ons ondertekend.",
    ("badge", "changed"): "De badge is gewijzigd nadat wij hem ondertekenden.",
    ("badge", "unreadable"): "De badge is beschadigd.",
    ("facts", "other_number"): "Het bestand en de badge hebben niet hetzelfde nummer.",
    ("facts", "other_facts"): "De badge zegt iets anders dan het register.",
    ("facts", "unreadable"): "De gegevens zijn niet te lezen.",
    ("standing", "revoked"): "Het certificaat is ingetrokken.",
    ("standing", "superseded"): "Het certificaat is ingetrokken, en vervangen door een verbeterd certificaat.",
    ("standing", "suspended"): "Het certificaat is geschorst.",
    ("validity", "not_begun"): "De eerste geldige dag moet nog komen.",
    ("validity", "expired"): "De laatste geldige dag is voorbij.",
    ("surname", "other_name"): "De achternaam die u invulde, is niet die van de houder.",
}

NOT_CHECKED = {
    "no_register": "Dit kan alleen in het register zelf.",
    "no_certificate": "Dit bestand is geen certificaat.",
    "no_document": "Dit geldt alleen voor een PDF-bestand.",
    "no_badge": "Er zit geen badge in het bestand.",
    "no_keys": "De sleutels waarmee wij badges ondertekenen, zijn hier niet bekend.",
    "nothing_to_compare": "Er was niets om te vergelijken.",
    "no_surname": "U vulde geen achternaam in.",
    "name_erased": "De gegevens van de houder zijn verwijderd.",
    "compare_yourself": "Vergelijk zelf wat hierboven staat met het certificaat.",
    "no_file": "Wij zagen het bestand niet, en dus ook niet of er iets in is gewijzigd.",
}
NOT_REACHED = "Niet bekeken, omdat het bestand niet te lezen is."


def title_of(outcome: Outcome) -> str:
    """Return what the check looked at, in a few words."""
    return TITLES[outcome.check]


def sentence_of(outcome: Outcome) -> str:
    """Return what was found."""
    match outcome.result:
        case Result.SUCCESS:
            return RIGHT[outcome.check]
        case Result.FAILURE:
            return WRONG.get((outcome.check, outcome.problem), "Dit klopt niet.")
        case Result.SKIPPED:
            return NOT_CHECKED.get(outcome.problem, NOT_REACHED)
