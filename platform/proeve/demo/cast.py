"""The made-up people of the example; every name and address here is invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from proeve.corporations.staff_details import StaffDetails

T = TypeVar("T")

STAFF_PER_CORPORATION = 40
FIRST_STAFF_NUMBER = 1001

GIVEN_NAMES = (
    "Sanne", "Mohamed", "Lotte", "Emre", "Fatima", "Bram", "Anouk", "Youssef", "Iris", "Sjoerd", "Chantal",
    "Ricardo", "Nour", "Thijs", "Małgorzata", "Wouter", "Aylin", "Jeroen", "Femke", "Ömer", "Marieke", "Kevin",
    "Samira", "Tjitske", "Dennis", "Zoë", "Rachid", "Eline", "Stanisław", "Priya", "Joost", "Naomi", "Hassan",
    "Carlijn", "Rutger", "Şeyma", "Michiel", "Xiomara", "Pieter", "Leyla", "Ruud", "Amina", "Gijs", "Renée",
    "Anil", "Inge", "Tarik", "Mirthe", "Dwight", "Hanneke", "Bilal", "Noëlle", "Casper", "Ingrid", "Murat",
    "Lieke", "Jurre", "Soraya", "Frank", "Eva",
)  # fmt: skip  # A list of names reads better several to a line.
FAMILY_NAMES = (
    ("", "Jansen"), ("van der", "Berg"), ("", "El Idrissi"), ("de", "Vries"), ("", "Yılmaz"), ("van", "Dijk"),
    ("", "Bakker"), ("", "Ouali"), ("", "Hoekstra"), ("van den", "Heuvel"), ("", "Kowalczyk"), ("", "Sital"),
    ("de", "Groot"), ("", "Öztürk"), ("", "Dijkstra"), ("", "Veldhuis-Mulder"), ("ter", "Horst"), ("", "Benali"),
    ("", "Pinas"), ("van 't", "Hof"), ("", "Çelik"), ("", "Smit"), ("in 't", "Veld"), ("", "Nguyen"),
    ("", "Wiśniewska"), ("el", "Amrani"), ("", "Postma"), ("van de", "Kamp"), ("", "Ramdin"), ("", "Brouwer"),
    ("", "Şahin"), ("", "Meijer"), ("de", "Lange"), ("", "Haddad"), ("", "Bos"), ("op den", "Akker"),
    ("", "Martina"), ("", "Visser"), ("", "Kaya"), ("van", "Leeuwen"),
)  # fmt: skip  # A list of pairs reads better several to a line.
JOBS = (
    ("Medewerker klantcontact", "Klantcontact"),
    ("Medewerker klantcontact", "Klantcontact"),
    ("Verhuurconsulent", "Verhuur"),
    ("Woonconsulent", "Wijkbeheer"),
    ("Wijkbeheerder", "Wijkbeheer"),
    ("Opzichter", "Onderhoud"),
    ("Servicemonteur", "Onderhoud"),
    ("Incassoconsulent", "Huurincasso"),
)


@dataclass(frozen=True, slots=True)
class Company:
    """One made-up corporation: its name, its town, its mail domain and where its people work."""

    name: str
    city: str
    domain: str
    locations: tuple[str, ...]


COMPANIES = (
    Company("Woonstichting Lindehof", "Zuiderveen", "lindehof.example", ("Kantoor Zuiderveen", "Wijkpunt Oost")),
    Company("Wonen Waterkant", "Oudekade", "waterkant.example", ("Kantoor Oudekade", "Wijkpunt Havenbuurt")),
)

EMPLOYEE = "sanne.jansen@lindehof.example"
ADMINISTRATOR_MAILBOX = "beheer"
ADMINISTRATOR = f"{ADMINISTRATOR_MAILBOX}@{COMPANIES[0].domain}"
TRAINER = "trainer@proeve.example"
INVIGILATOR = "toezicht@proeve.example"
AUTHOR = "auteur@proeve.example"
APPROVER = "vaststeller@proeve.example"
OPERATOR = "platform@proeve.example"
SIGN_INS = {
    "employee": EMPLOYEE,
    "administrator": ADMINISTRATOR,
    "trainer": TRAINER,
    "invigilator": INVIGILATOR,
    "author": AUTHOR,
    "approver": APPROVER,
    "operator": OPERATOR,
}
"""Who can be tried out: the roles of `proeve demo --json` and the address behind each."""


@dataclass(frozen=True, slots=True)
class Part:
    """One made-up staff member."""

    details: StaffDetails
    ability: float
    """How likely this person is to know the right answer: 0 to 1."""


def staff_of(company: Company, random: Random) -> Iterator[Part]:
    """Invent the staff of a corporation; the first of the first one is the employee people try out."""
    given = random.sample(GIVEN_NAMES, STAFF_PER_CORPORATION)
    family = random.sample(FAMILY_NAMES, STAFF_PER_CORPORATION)
    if company is COMPANIES[0]:
        _bring_forward(given, "Sanne")
        _bring_forward(family, ("", "Jansen"))
    for number, (first, (prefix, last)) in enumerate(zip(given, family, strict=True)):
        job_title, team = random.choice(JOBS)
        details = StaffDetails(
            given_name=first,
            name_prefix=prefix,
            family_name=last,
            email=f"{_plain(first)}.{_plain(last)}@{company.domain}",
            staff_number=str(FIRST_STAFF_NUMBER + number),
            job_title=job_title,
            team=team,
            location=random.choice(company.locations),
        )
        yield Part(details, ability=min(0.97, max(0.25, random.gauss(0.74, 0.15))))


def _bring_forward(names: list[T], name: T) -> None:
    """Put a name first, whether it was drawn or not."""
    if name in names:
        names.remove(name)
    else:
        names.pop()
    names.insert(0, name)


PLAIN_LETTERS = str.maketrans("łŁıİşŞçÇöÖüÜğĞéëïèśÉ", "lLiIsScCoOuUgGeeiesE")


def _plain(name: str) -> str:
    """Return a name as a mail address has it: small letters without accents, spaces and apostrophes."""
    return "".join(letter for letter in name.translate(PLAIN_LETTERS).lower() if letter.isascii() and letter.isalpha())
