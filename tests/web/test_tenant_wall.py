"""Nobody reaches what is another's: every route is walked with every role and with the ids of another corporation.

The table below must name every route. A route that is new fails the first test until somebody has said here who may
use it and which of its ids belong to a tenant; from then on the others hold it to that.
"""

import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import select
from sqlmodel import col

from certificates.template import Template
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.jobs import JobsAtHand
from proeve.core.mail.messages import Message
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings, sqlite_url
from proeve.corporations.corporations import add_corporation
from proeve.corporations.staff_details import StaffDetails
from proeve.corporations.staff_lists.checking import check_staff_list
from proeve.corporations.staffing import add_staff_member
from proeve.demo.simulation import Simulation
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.exam_days import plan_exam_day
from proeve.exams.invigilating.acts import Act, ActKind
from proeve.exams.late_answers.deliveries import LateDelivery
from proeve.exams.results import Result
from proeve.exams.sittings import JOINT_PATIENCE, SittingKind, StartRules
from proeve.people.persons import add_person
from proeve.people.roles import grant_role
from proeve.people.sessions import find_live_session
from proeve.people.signing_in import open_session, switch_role
from proeve.register.certificates import Certificate
from proeve.register.refusals import CertificateRefusal
from proeve.register.roots import add_roots
from proeve.register.share_links import add_share_link
from proeve.register.templates import add_template
from proeve.web.app import create_app
from proeve.web.sitting_api import HEARTBEAT, SAVE
from proeve.web.visitor import SESSION_COOKIE
from proeve.workshop.question_files.checking import check_questions
from proeve.workshop.writing import add_draft
from tests.web.visiting import Visitor

EVERYONE = frozenset({None, *Role})
SIGNED_IN = frozenset(Role)
EMPLOYEE, ADMINISTRATOR, TRAINER, OPERATOR = (
    frozenset({role}) for role in (Role.EMPLOYEE, Role.ADMINISTRATOR, Role.TRAINER, Role.OPERATOR)
)
INVIGILATORS = frozenset({Role.INVIGILATOR, Role.ADMINISTRATOR, Role.OPERATOR})
ASSESSORS = frozenset({Role.ASSESSOR, Role.OPERATOR})
WRITERS = frozenset({Role.TRAINER, Role.AUTHOR, Role.APPROVER})
WORKSHOP = frozenset({Role.AUTHOR, Role.APPROVER})
JUDGES = frozenset({Role.APPROVER})


@dataclass(frozen=True)
class Rule:
    """Who may use a route, and what to post to it so that it gets as far as looking its ids up."""

    roles: frozenset[Role | None]
    form: Mapping[str, str] = field(default_factory=dict)


DETAILS = {"given_name": "Noor", "family_name": "Dalen", "email": "noor@lindehof.example"}
EXTRA = {"percent": "25", "minutes": "5"}
LOOK = {"orientation": "portrait", "accent": "#0e5a5a", "highlight": "#b86e14"}
MINUTES = {"people": "1", "minutes": "10", "reason": "Brandalarm."}
REVOKE = {"reason": "fraud", "note": ""}
SUSPEND, RESUME, CORRECT = {"reason": "facts_in_doubt"}, {"reason": "cleared"}, {"reason": "name_misspelt"}
BEGUN = {"exam": "klantgericht-werken", "family": "kw-proef", "kind": "best_answer"}
TRAINER_ROLE = {"email": "nieuw@lindehof.example", "given_name": "N", "family_name": "D", "role": "trainer"}

RULES: dict[tuple[str, str], Rule] = {
    ("GET", "/"): Rule(EVERYONE),
    ("GET", "/.well-known/did.json"): Rule(EVERYONE),
    ("GET", "/V/{token}"): Rule(EVERYONE),
    ("GET", "/aanmelden"): Rule(EVERYONE),
    ("GET", "/agenda/{token}/certificaten.ics"): Rule(EVERYONE),
    ("POST", "/aanmelden"): Rule(EVERYONE, {"email": "iemand@lindehof.example"}),
    ("POST", "/aanmelden/wachtwoord"): Rule(EVERYONE, {"email": "iemand@lindehof.example", "password": "x"}),
    ("GET", "/aanmelden/{token}"): Rule(EVERYONE),
    ("POST", "/aanmelden/{token}"): Rule(EVERYONE),
    ("POST", "/afmelden"): Rule(SIGNED_IN),
    ("GET", "/api/verifieer/{number}"): Rule(EVERYONE),
    ("POST", "/api/verifieer"): Rule(EVERYONE),
    ("POST", "/api/verifieer/bestand"): Rule(EVERYONE),
    ("POST", "/api/verifieer/code"): Rule(EVERYONE),
    ("GET", "/beheer"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/afnames"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/afnames/nieuw"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/afnames/nieuw"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/afnames/woorden"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/afnames/woorden"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/afnames/woorden/voorbeeld"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/afnames/{sitting_id}"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/afnames/{sitting_id}/agenda.ics"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/afnames/{sitting_id}/kiezen"): Rule(ADMINISTRATOR, {"action": "opnieuw", "chosen": "1"}),
    ("GET", "/beheer/afnames/{sitting_id}/medewerkers/{enrolment_id}"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/afnames/{sitting_id}/medewerkers/{enrolment_id}"): Rule(ADMINISTRATOR, EXTRA),
    ("GET", "/beheer/afnames/{sitting_id}/minuten"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/afnames/{sitting_id}/minuten"): Rule(ADMINISTRATOR, MINUTES),
    ("POST", "/beheer/afnames/{sitting_id}/starten"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/afnames/{sitting_id}/oefenen"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/afnames/{sitting_id}/toevoegen"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/afnames/{sitting_id}/toevoegen"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/berichten"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/berichten/{message_id}/opnieuw"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten/export.csv"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten/export.xlsx"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten/export.zip"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten/zip"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten/opmaak"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/certificaten/opmaak"): Rule(ADMINISTRATOR, LOOK),
    ("POST", "/beheer/certificaten/opmaak/voorbeeld"): Rule(ADMINISTRATOR, LOOK),
    ("GET", "/beheer/certificaten/opmaak/{template_id}/voorbeeld.svg"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/certificaten/opmaak/{template_id}/terug"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/certificaten/wachtend/{result_id}/opnieuw"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten/{certificate_id}"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten/{certificate_id}/pdf"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/certificaten/{certificate_id}/verbeteren"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/certificaten/{certificate_id}/verbeteren"): Rule(ADMINISTRATOR, CORRECT),
    ("GET", "/beheer/medewerkers"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/medewerkers/importeren"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/medewerkers/importeren"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/medewerkers/importeren/{staff_list_id}"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/medewerkers/importeren/{staff_list_id}"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/medewerkers/importeren/{staff_list_id}/fouten.csv"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/medewerkers/kiezen"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/medewerkers/nieuw"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/medewerkers/nieuw"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/medewerkers/voorbeeldlijst.xlsx"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/medewerkers/{staff_member_id}"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/medewerkers/{staff_member_id}/in-dienst"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/medewerkers/{staff_member_id}/uit-dienst"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/medewerkers/{staff_member_id}/wijzigen"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/medewerkers/{staff_member_id}/wijzigen"): Rule(ADMINISTRATOR, DETAILS),
    ("GET", "/beheer/naleving"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/naleving/agenda"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/naleving/agenda"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/naleving/agenda/stoppen"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/naleving/export.csv"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/naleving/export.xlsx"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/naleving/herinneringen"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/naleving/kiezen"): Rule(ADMINISTRATOR, {"chosen": "1"}),
    ("GET", "/beheer/naleving/pe-punten"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/naleving/pe-punten"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/naleving/pe-punten/export.csv"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/naleving/pe-punten/export.xlsx"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/naleving/vooruitblik"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/nog-te-doen"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/nog-te-doen/kiezen"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/toetsen/{attempt_id}/verloop"): Rule(ADMINISTRATOR),
    ("GET", "/beheer/toetsen/{attempt_id}/verloop.json"): Rule(ADMINISTRATOR),
    ("GET", "/beoordelen"): Rule(ASSESSORS),
    ("GET", "/beoordelen/{delivery_id}"): Rule(ASSESSORS),
    ("POST", "/beoordelen/{delivery_id}/accepteren"): Rule(ASSESSORS, {"reason": "Bekende storing."}),
    ("POST", "/beoordelen/{delivery_id}/weigeren"): Rule(ASSESSORS, {"reason": "Geen storing bekend."}),
    ("GET", "/beoordelen/toetsen/{attempt_id}/verloop"): Rule(frozenset({Role.ASSESSOR})),
    ("GET", "/beoordelen/toetsen/{attempt_id}/verloop.json"): Rule(frozenset({Role.ASSESSOR})),
    ("GET", "/beheer/toezichthouders"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/toezichthouders"): Rule(ADMINISTRATOR),
    ("POST", "/beheer/toezichthouders/intrekken"): Rule(ADMINISTRATOR, {"person": "1"}),
    ("GET", "/demo/aanmelden/{who}/{signature}"): Rule(EVERYONE),
    ("GET", "/demo/postvak"): Rule(EVERYONE),
    ("GET", "/demo/postvak/{message_id}"): Rule(EVERYONE),
    ("GET", "/hulp"): Rule(EVERYONE),
    ("GET", "/mijn"): Rule(EMPLOYEE),
    ("GET", "/mijn/account"): Rule(SIGNED_IN),
    ("POST", "/mijn/account/aanmeldingen/beeindigen"): Rule(SIGNED_IN),
    ("POST", "/mijn/account/aanmeldingen/{session_id}/beeindigen"): Rule(SIGNED_IN),
    ("POST", "/mijn/account/taal"): Rule(SIGNED_IN, {"language": "nl"}),
    ("POST", "/mijn/account/wachtwoord"): Rule(SIGNED_IN),
    ("GET", "/mijn/apparaat"): Rule(EMPLOYEE),
    ("POST", "/mijn/apparaat/bewaren"): Rule(EMPLOYEE),
    ("POST", "/mijn/apparaat/uitkomst"): Rule(EMPLOYEE),
    ("GET", "/mijn/certificaten"): Rule(EMPLOYEE),
    ("GET", "/mijn/certificaten/{certificate_id}/delen"): Rule(EMPLOYEE),
    ("POST", "/mijn/certificaten/{certificate_id}/delen"): Rule(EMPLOYEE, {"ends_on": "2030-01-01"}),
    ("POST", "/mijn/certificaten/{certificate_id}/delen/{link_id}/intrekken"): Rule(EMPLOYEE),
    ("GET", "/mijn/certificaten/{certificate_id}/badge.json"): Rule(EMPLOYEE),
    ("GET", "/mijn/certificaten/{certificate_id}/badge.jwt"): Rule(EMPLOYEE),
    ("GET", "/mijn/certificaten/{certificate_id}/registerbewijs.json"): Rule(EMPLOYEE),
    ("GET", "/mijn/certificaten/{file_name}"): Rule(EMPLOYEE),
    ("GET", "/mijn/inschrijvingen/{enrolment_id}"): Rule(EMPLOYEE),
    ("GET", "/mijn/inschrijvingen/{enrolment_id}/agenda.ics"): Rule(EMPLOYEE),
    ("GET", "/mijn/toetsen/{attempt_id}"): Rule(EMPLOYEE),
    ("GET", "/mijn/toetsen/{attempt_id}/afnemen"): Rule(EMPLOYEE),
    ("GET", "/mijn/toetsen/{attempt_id}/certificaat"): Rule(EMPLOYEE),
    ("POST", "/mijn/toetsen/{attempt_id}/inleveren"): Rule(EMPLOYEE),
    ("POST", "/mijn/toetsen/{attempt_id}/melden"): Rule(EMPLOYEE),
    ("POST", "/mijn/toetsen/{attempt_id}/nasturen"): Rule(EMPLOYEE),
    ("GET", "/mijn/toetsen/{attempt_id}/oefenen"): Rule(EMPLOYEE),
    ("GET", "/mijn/toetsen/{attempt_id}/ontvangstbewijs.txt"): Rule(EMPLOYEE),
    ("POST", "/mijn/toetsen/{attempt_id}/openen"): Rule(EMPLOYEE),
    ("POST", "/mijn/toetsen/{attempt_id}/starten"): Rule(EMPLOYEE),
    ("GET", "/mijn/toetsen/{attempt_id}/uitslag"): Rule(EMPLOYEE),
    ("GET", "/mijn/toetsen/{attempt_id}/wachten"): Rule(EMPLOYEE),
    ("POST", "/mijn/toetsen/{attempt_id}/verlengen"): Rule(EMPLOYEE),
    ("GET", "/operator"): Rule(OPERATOR),
    ("GET", "/operator/berichten"): Rule(OPERATOR),
    ("POST", "/operator/berichten/{message_id}/opnieuw"): Rule(OPERATOR),
    ("GET", "/operator/certificaten"): Rule(OPERATOR),
    ("GET", "/operator/certificaten/export.csv"): Rule(OPERATOR),
    ("GET", "/operator/certificaten/export.xlsx"): Rule(OPERATOR),
    ("GET", "/operator/certificaten/export.zip"): Rule(OPERATOR),
    ("GET", "/operator/certificaten/zip"): Rule(OPERATOR),
    ("POST", "/operator/certificaten/wachtend/{result_id}/opnieuw"): Rule(OPERATOR),
    ("GET", "/operator/certificaten/{certificate_id}"): Rule(OPERATOR),
    ("GET", "/operator/certificaten/{certificate_id}/intrekken"): Rule(OPERATOR),
    ("POST", "/operator/certificaten/{certificate_id}/intrekken"): Rule(OPERATOR, REVOKE),
    ("GET", "/operator/certificaten/{certificate_id}/pdf"): Rule(OPERATOR),
    ("GET", "/operator/certificaten/{certificate_id}/gegevens-verwijderen"): Rule(OPERATOR),
    ("POST", "/operator/certificaten/{certificate_id}/gegevens-verwijderen"): Rule(OPERATOR),
    ("GET", "/operator/certificaten/{certificate_id}/verbeteren"): Rule(OPERATOR),
    ("POST", "/operator/certificaten/{certificate_id}/verbeteren"): Rule(OPERATOR, CORRECT),
    ("GET", "/operator/certificaten/{certificate_id}/schorsen"): Rule(OPERATOR),
    ("POST", "/operator/certificaten/{certificate_id}/schorsen"): Rule(OPERATOR, SUSPEND),
    ("GET", "/operator/certificaten/{certificate_id}/schorsing-opheffen"): Rule(OPERATOR),
    ("POST", "/operator/certificaten/{certificate_id}/schorsing-opheffen"): Rule(OPERATOR, RESUME),
    ("GET", "/operator/corporaties/nieuw"): Rule(OPERATOR),
    ("POST", "/operator/corporaties/nieuw"): Rule(OPERATOR),
    ("GET", "/operator/corporaties/{corporation_id}"): Rule(OPERATOR),
    ("POST", "/operator/corporaties/{corporation_id}/rollen"): Rule(OPERATOR, TRAINER_ROLE),
    ("POST", "/operator/corporaties/{corporation_id}/rollen/intrekken"): Rule(OPERATOR),
    ("GET", "/operator/toetsdagen"): Rule(OPERATOR),
    ("GET", "/operator/toetsdagen/nieuw"): Rule(OPERATOR),
    ("POST", "/operator/toetsdagen/nieuw"): Rule(OPERATOR),
    ("GET", "/operator/toetsdagen/{exam_day_id}"): Rule(OPERATOR),
    ("POST", "/operator/toetsdagen/{exam_day_id}/starten"): Rule(OPERATOR),
    ("GET", "/operator/personen"): Rule(OPERATOR),
    ("GET", "/operator/personen/{person_id}"): Rule(OPERATOR),
    ("POST", "/operator/personen/{person_id}/blokkeren"): Rule(OPERATOR, {"reason": "Gestolen telefoon."}),
    ("POST", "/operator/personen/{person_id}/deblokkeren"): Rule(OPERATOR, {"reason": "Nieuwe telefoon."}),
    ("GET", "/operator/toetsen/{attempt_id}/verloop"): Rule(OPERATOR),
    ("GET", "/operator/toetsen/{attempt_id}/verloop.json"): Rule(OPERATOR),
    ("GET", "/privacy"): Rule(EVERYONE),
    ("POST", "/rol"): Rule(SIGNED_IN, {"role": "operator"}),
    ("GET", "/sleutels/{name}"): Rule(EVERYONE),
    ("GET", "/static/{file_path}"): Rule(EVERYONE),
    ("GET", "/status/{list_number}"): Rule(EVERYONE),
    ("GET", "/status/{list_number}/schorsing"): Rule(EVERYONE),
    ("GET", "/toegankelijkheid"): Rule(EVERYONE),
    ("GET", "/toezicht"): Rule(INVIGILATORS),
    ("GET", "/toezicht/{sitting_id}"): Rule(INVIGILATORS),
    ("POST", "/toezicht/{sitting_id}/kiezen"): Rule(INVIGILATORS, {"action": "minuten", "chosen": "1"}),
    ("GET", "/toezicht/{sitting_id}/nieuws"): Rule(INVIGILATORS),
    ("POST", "/toezicht/{sitting_id}/ongedaan"): Rule(INVIGILATORS, {"act": "1"}),
    ("POST", "/toezicht/{sitting_id}/starten"): Rule(INVIGILATORS),
    ("GET", "/toezicht/{sitting_id}/storingen"): Rule(INVIGILATORS),
    ("POST", "/toezicht/{sitting_id}/storingen"): Rule(INVIGILATORS, {"outage": "1"}),
    ("GET", "/toezicht/{sitting_id}/{deed}"): Rule(INVIGILATORS),
    ("POST", "/toezicht/{sitting_id}/{deed}"): Rule(INVIGILATORS, MINUTES),
    ("GET", "/certificaten-meenemen/{token}"): Rule(EVERYONE),
    ("POST", "/certificaten-meenemen/{token}"): Rule(EVERYONE),
    ("GET", "/mijn/certificaten/meenemen"): Rule(EMPLOYEE),
    ("POST", "/mijn/certificaten/meenemen"): Rule(EMPLOYEE),
    ("GET", "/register/wortels"): Rule(EVERYONE),
    ("GET", "/register/wortels.json"): Rule(EVERYONE),
    ("GET", "/trainer"): Rule(TRAINER),
    ("GET", "/trainer/aandacht"): Rule(TRAINER),
    ("GET", "/trainer/certificaten"): Rule(TRAINER),
    ("GET", "/trainer/certificaten/export.csv"): Rule(TRAINER),
    ("GET", "/trainer/certificaten/export.xlsx"): Rule(TRAINER),
    ("GET", "/trainer/certificaten/export.zip"): Rule(TRAINER),
    ("GET", "/trainer/certificaten/zip"): Rule(TRAINER),
    ("POST", "/trainer/certificaten/wachtend/{result_id}/opnieuw"): Rule(TRAINER),
    ("GET", "/trainer/certificaten/{certificate_id}"): Rule(TRAINER),
    ("GET", "/trainer/certificaten/{certificate_id}/intrekken"): Rule(TRAINER),
    ("POST", "/trainer/certificaten/{certificate_id}/intrekken"): Rule(TRAINER, REVOKE),
    ("GET", "/trainer/certificaten/{certificate_id}/pdf"): Rule(TRAINER),
    ("GET", "/trainer/certificaten/{certificate_id}/schorsen"): Rule(TRAINER),
    ("POST", "/trainer/certificaten/{certificate_id}/schorsen"): Rule(TRAINER, SUSPEND),
    ("GET", "/trainer/certificaten/{certificate_id}/schorsing-opheffen"): Rule(TRAINER),
    ("POST", "/trainer/certificaten/{certificate_id}/schorsing-opheffen"): Rule(TRAINER, RESUME),
    ("GET", "/trainer/resultaten"): Rule(TRAINER),
    ("GET", "/trainer/resultaten.csv"): Rule(TRAINER),
    ("GET", "/trainer/resultaten.xlsx"): Rule(TRAINER),
    ("GET", "/trainer/resultaten/{result_id}"): Rule(TRAINER),
    ("GET", "/trainer/resultaten/{result_id}/vragen"): Rule(TRAINER),
    ("GET", "/trainer/toetsen/{attempt_id}/verloop"): Rule(TRAINER),
    ("GET", "/trainer/toetsen/{attempt_id}/verloop.json"): Rule(TRAINER),
    ("GET", "/trainer/vragen"): Rule(WRITERS),
    ("GET", "/trainer/vragen/{item_id}"): Rule(WRITERS),
    ("GET", "/uitgever"): Rule(EVERYONE),
    ("GET", "/uitgever.json"): Rule(EVERYONE),
    ("GET", "/v/{token}"): Rule(EVERYONE),
    ("GET", "/delen/{token}"): Rule(EVERYONE),
    ("GET", "/verifieer"): Rule(EVERYONE),
    ("POST", "/verifieer/bestand"): Rule(EVERYONE),
    ("POST", "/verifieer/bewijs"): Rule(EVERYONE),
    ("GET", "/verifieer/lijst"): Rule(EVERYONE),
    ("POST", "/verifieer/lijst"): Rule(EVERYONE),
    ("GET", "/verifieer/stamcertificaat.pem"): Rule(EVERYONE),
    ("GET", "/verifieer/zegel"): Rule(EVERYONE),
    ("GET", "/werkplaats/toetsen"): Rule(WORKSHOP),
    ("GET", "/werkplaats/toetsen/{exam}"): Rule(WORKSHOP),
    ("POST", "/werkplaats/toetsen/{exam}"): Rule(WORKSHOP),
    ("POST", "/werkplaats/toetsen/{exam}/cijfers"): Rule(WORKSHOP),
    ("GET", "/werkplaats/toetsen/{exam}/versies"): Rule(WORKSHOP),
    ("GET", "/werkplaats/uitwisselen"): Rule(WORKSHOP),
    ("POST", "/werkplaats/uitwisselen/inlezen"): Rule(WORKSHOP),
    ("GET", "/werkplaats/uitwisselen/inlezen/{upload_id}"): Rule(WORKSHOP),
    ("POST", "/werkplaats/uitwisselen/inlezen/{upload_id}"): Rule(WORKSHOP),
    ("GET", "/werkplaats/uitwisselen/lege-spreadsheet.xlsx"): Rule(WORKSHOP),
    ("GET", "/werkplaats/uitwisselen/meenemen"): Rule(WORKSHOP),
    ("GET", "/werkplaats/uitwisselen/vragen-moodle.xml"): Rule(WORKSHOP),
    ("GET", "/werkplaats/uitwisselen/vragen-qti.zip"): Rule(WORKSHOP),
    ("GET", "/werkplaats/uitwisselen/vragen-yaml.zip"): Rule(WORKSHOP),
    ("GET", "/werkplaats/uitwisselen/vragen.xlsx"): Rule(WORKSHOP),
    ("GET", "/werkplaats"): Rule(WORKSHOP),
    ("GET", "/werkplaats/concepten/{draft_id}"): Rule(WORKSHOP),
    ("POST", "/werkplaats/concepten/{draft_id}"): Rule(WORKSHOP),
    ("GET", "/werkplaats/concepten/{draft_id}/beoordelen"): Rule(JUDGES),
    ("POST", "/werkplaats/concepten/{draft_id}/goedkeuren"): Rule(JUDGES),
    ("POST", "/werkplaats/concepten/{draft_id}/intrekken"): Rule(WORKSHOP),
    ("POST", "/werkplaats/concepten/{draft_id}/terughalen"): Rule(WORKSHOP),
    ("POST", "/werkplaats/concepten/{draft_id}/terugsturen"): Rule(JUDGES, {"reason": "Maak het voorval korter."}),
    ("POST", "/werkplaats/concepten/{draft_id}/voorbeeld"): Rule(WORKSHOP),
    ("GET", "/werkplaats/nieuw"): Rule(WORKSHOP),
    ("POST", "/werkplaats/nieuw"): Rule(WORKSHOP),
    ("POST", "/werkplaats/opmerkingen/{comment_id}/afgehandeld"): Rule(WORKSHOP),
    ("GET", "/werkplaats/vragen/{item_id}"): Rule(WORKSHOP),
    ("GET", "/werkplaats/vragen/{item_id}/gelekt"): Rule(JUDGES),
    ("POST", "/werkplaats/vragen/{item_id}/gelekt"): Rule(JUDGES),
    ("GET", "/werkplaats/vragen/{item_id}/kandidaat"): Rule(WORKSHOP),
    ("POST", "/werkplaats/vragen/{item_id}/nieuwe-versie"): Rule(WORKSHOP),
    ("POST", "/werkplaats/vragen/{item_id}/opmerkingen"): Rule(WORKSHOP),
    ("GET", "/werkplaats/vragen/{item_id}/sleutel"): Rule(WORKSHOP),
    ("GET", "/werkplaats/vragen/{item_id}/verschil"): Rule(WORKSHOP),
    ("GET", "/werkplaats/vragen/{item_id}/versies/{version}/{act}"): Rule(JUDGES),
    ("POST", "/werkplaats/vragen/{item_id}/versies/{version}/{act}"): Rule(JUDGES),
}

TENANT_IDS = {
    "sitting_id", "enrolment_id", "attempt_id", "result_id", "certificate_id", "staff_member_id", "staff_list_id",
    "message_id", "session_id", "file_name", "delivery_id", "template_id",
}  # fmt: skip  # One line of names reads better than ten.
MADE_UP = {
    "/aanmelden/{token}",
    "/certificaten-meenemen/{token}",
    "/delen/{token}",
    "/v/{token}",
    "/V/{token}",
    "/agenda/{token}/certificaten.ics",
    "/sleutels/{name}",
    "/demo/aanmelden/{who}/{signature}",
}
"""Pages of secrets that we do not know here."""
STREAMS = {"/toezicht/{sitting_id}/nieuws"}
"""Answers that do not end."""
OF_THE_EMPLOYEE = {"/mijn/account/aanmeldingen/{session_id}/beeindigen"}
"""Acts of every role on what belongs to a person; the one whose ids we have is an employee."""
SHARED = {"/demo/postvak/{message_id}"}
"""Pages of the demo that show everybody everything, on purpose and only there."""
ROUTES = sorted(RULES)
WITH_IDS = [
    (method, path)
    for method, path in ROUTES
    if path not in SHARED and any(f"{{{name}}}" in path for name in TENANT_IDS)
]

Ids = dict[str, object]


@dataclass
class World:
    """Two corporations with one of everything each, and a visitor for each role of the first."""

    app: Litestar
    clients: dict[Role | None, Visitor]
    ours: Ids
    theirs: Ids


@pytest.fixture(scope="module")
async def world(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, keys_dir: Path, stock: Any
) -> AsyncIterator[World]:
    """One world for all these tests, for nothing they do gets far enough to change it."""
    folder = tmp_path_factory.mktemp("world")
    shutil.copy(sqlite_template, folder / "proeve.db")
    settings = Settings(
        database_url=sqlite_url(folder / "proeve.db"),
        data_dir=folder,
        secret_key=b"a key for tests only",
        public_url="http://testserver.local",
        demo=True,
        keys_dir=keys_dir,
    )
    jobs = JobsAtHand()
    database = Database(settings.database_url, jobs=jobs)
    async with database.unit_of_work() as session:
        await stock(session)
    ours = await _corporation(database, jobs, settings, "Woonstichting Lindehof", "lindehof.example")
    theirs = await _corporation(database, jobs, settings, "Wonen Waterkant", "waterkant.example")
    app = create_app(settings, runs_jobs=False)
    async with Visitor(app) as visitor:
        clients: dict[Role | None, Visitor] = {None: visitor}
        for role in Role:
            clients[role] = Visitor(app)
            clients[role].cookies.set(SESSION_COOKIE, await _token(database, role, ours))
        for client in clients.values():
            await client.get("/hulp")
            client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
        yield World(app, clients, ours, theirs)
    await database.close()


async def _corporation(database: Database, jobs: JobsAtHand, settings: Settings, name: str, domain: str) -> Ids:
    """Make a corporation in which one employee passed an exam and was invited for the next."""
    async with database.unit_of_work() as session:
        corporation = await add_corporation(session, name=name, added_by=None)
        person = await add_person(session, email=f"beheer@{domain}", given_name="Wilma", family_name="Boer")
        await grant_role(session, person.id, Role.ADMINISTRATOR, corporation.id, granted_by=None)
    administrator = Scope(person.id, Role.ADMINISTRATOR, frozenset({corporation.id}))
    async with database.unit_of_work() as session:
        details = StaffDetails(given_name="Noor", family_name="Dalen", email=f"noor@{domain}")
        member = await add_staff_member(session, administrator, details)
    async with Simulation(database, jobs, settings, administrator, {member.id: 1.0}, Random(1)) as simulation:
        await simulation.sit("klantgericht-werken", days_ago=20, people=[member.id])
    await _late_delivery(database, corporation.id)
    await _refused_certificate(database, corporation.id)
    await _act(database, person.id, corporation.id)
    csv = f"voornaam;achternaam;e-mail\nLotte;Smit;lotte@{domain}\n".encode()
    staff_list = await check_staff_list(database, administrator, file_name="lijst.csv", data=csv)
    csv = b"Kenmerk;Vraagvorm;Vraag\nkw-lamp-1;beste antwoord;Wat zegt u?\n"
    upload = await check_questions(database, Scope(person.id, Role.AUTHOR), file_name="vragen.csv", data=csv)
    async with database.unit_of_work() as session:
        token = await open_session(session, member.person_id)
    live = await find_live_session(database, token)
    exam_day_id = await _exam_day(database, person.id, corporation.id)
    async with database.unit_of_work() as session:
        template = await add_template(session, administrator, Template())
        of_ours = select(Certificate).where(col(Certificate.corporation_id) == corporation.id)
        certificate = (await session.scalars(of_ours)).one()
        holder, ends_on = Scope(member.person_id, Role.EMPLOYEE), clock.today()
        link = await add_share_link(session, settings, holder, certificate.id, ends_on=ends_on)
        draft = await add_draft(session, Scope(person.id, Role.AUTHOR), **BEGUN)
        await add_roots(session)
    async with database.reading() as session:
        late = select(LateDelivery.id).where(col(LateDelivery.corporation_id) == corporation.id)
        enrolment = await session.scalar(select(Enrolment).where(col(Enrolment.corporation_id) == corporation.id))
        return {
            "corporation_id": corporation.id,
            "person_id": member.person_id,
            "administrator_id": person.id,
            "staff_member_id": member.id,
            "staff_list_id": staff_list.id,
            "upload_id": upload.id,
            "exam": "klantgericht-werken",
            "sitting_id": enrolment.sitting_id,
            "exam_day_id": exam_day_id,
            "deed": "minuten",
            "delivery_id": await session.scalar(late),
            "enrolment_id": enrolment.id,
            "attempt_id": await session.scalar(select(Attempt.id).where(col(Attempt.corporation_id) == corporation.id)),
            "result_id": await session.scalar(select(Result.id).where(col(Result.corporation_id) == corporation.id)),
            "certificate_id": certificate.id,
            "template_id": template.id,
            "link_id": link.id,
            "file_name": f"{certificate.id}.pdf",
            "message_id": await session.scalar(select(Message.id).where(col(Message.corporation_id) == corporation.id)),
            "session_id": live.session_id,
            "token": "onbekend",
            "number": certificate.number,
            "item_id": "kw-geen-werk-in-huis-1",
            "version": 1,
            "act": "pauzeren",
            "draft_id": draft.id,
            "comment_id": 1,
            "who": "bm9ib2R5",
            "signature": "geen",
            "file_path": "theme.css",
            "name": "onbekend",
            "list_number": 1,
        }


async def _refused_certificate(database: Database, corporation_id: int) -> None:
    """Let the result of this corporation wait for a certificate as well, as a pass does that could not be drawn."""
    async with database.unit_of_work() as session:
        result_id = await session.scalar(select(Result.id).where(col(Result.corporation_id) == corporation_id))
        session.add(CertificateRefusal(result_id=result_id, corporation_id=corporation_id, problem="Geen letters."))


async def _act(database: Database, person_id: int, corporation_id: int) -> None:
    """Let something have been done in the room of this corporation: act 1 is that of the first."""
    async with database.unit_of_work() as session:
        attempt = (await session.scalars(select(Attempt).where(col(Attempt.corporation_id) == corporation_id))).one()
        place = await session.get_one(Enrolment, attempt.enrolment_id)
        facts = {"corporation_id": corporation_id, "sitting_id": place.sitting_id, "attempt_ids": [attempt.id]}
        session.add(Act(kind=ActKind.MINUTES, done_by=person_id, **facts))


async def _late_delivery(database: Database, corporation_id: int) -> None:
    """Keep a late delivery for the attempt of this corporation."""
    async with database.unit_of_work() as session:
        attempt = (await session.scalars(select(Attempt).where(col(Attempt.corporation_id) == corporation_id))).one()
        facts = {"corporation_id": corporation_id, "person_id": attempt.person_id}
        session.add(LateDelivery(attempt_id=attempt.id, explanation="De wifi viel uit.", **facts))


async def _exam_day(database: Database, person_id: int, corporation_id: int) -> int:
    """Plan a day of the operator that this corporation takes part in."""
    opens_at = clock.now() + timedelta(days=1)
    async with database.unit_of_work() as session:
        day = await plan_exam_day(
            session,
            Scope(person_id, Role.OPERATOR),
            name="Toetsdag",
            exam="klantgericht-werken",
            opens_at=opens_at,
            closes_at=opens_at + JOINT_PATIENCE,
            rules=StartRules(SittingKind.JOINT),
            places={corporation_id: None},
        )
    return day.id


async def _token(database: Database, role: Role, ours: Ids) -> str:
    """Sign somebody in with a role at the first corporation: its employee, or somebody who holds nothing else."""
    own = {Role.EMPLOYEE: ours["person_id"], Role.ADMINISTRATOR: ours["administrator_id"]}
    everywhere = role in {Role.OPERATOR, Role.AUTHOR, Role.APPROVER}
    async with database.unit_of_work() as session:
        person_id = own.get(role)
        if person_id is None:
            person = await add_person(session, email=f"{role}@elders.example", given_name="R", family_name="Rol")
            person_id = person.id
            await grant_role(session, person_id, role, None if everywhere else ours["corporation_id"], granted_by=None)
    async with database.unit_of_work() as session:
        token = await open_session(session, person_id)
    live = await find_live_session(database, token)
    async with database.unit_of_work() as session:
        corporation_id = ours["corporation_id"] if role is Role.ADMINISTRATOR else None
        await switch_role(session, live.session_id, role, corporation_id)
    return token


def _routes(app: Litestar) -> set[tuple[str, str]]:
    return {
        (method, route.path_format)
        for route in app.routes
        for method in getattr(route, "methods", ())
        if method not in {"OPTIONS", "HEAD"}  # HEAD is always answered by the handler of GET.
    }


def _is_refused(answer: object) -> bool:
    """Tell whether an answer is that of a page that is not there, or sends a stranger or their script to sign in."""
    status, target = answer.status_code, answer.headers.get("location", "")
    return status in {401, 404} or (status == 303 and target.startswith("/aanmelden"))


async def test_the_table_names_every_route(world: World) -> None:
    assert _routes(world.app) == set(RULES)


async def test_a_page_of_another_role_does_not_exist(world: World) -> None:
    wrong = []
    for method, path in ROUTES:
        rule = RULES[method, path]
        for role in [role for role in world.clients if role not in rule.roles]:
            answer = await world.clients[role].request(
                method, path.format(**world.ours), data=rule.form, follow_redirects=False
            )
            if not _is_refused(answer):
                wrong.append(f"{role} {method} {path}: {answer.status_code}")
    assert wrong == []


async def test_no_role_saves_answers_without_the_token_of_an_exam_page(world: World) -> None:
    """These two are answered before the application and its table of routes."""
    answers = [await client.post(path, json={}) for client in world.clients.values() for path in (SAVE, HEARTBEAT)]
    assert {answer.status_code for answer in answers} == {401}


async def test_what_belongs_to_another_corporation_is_not_found(world: World) -> None:
    wrong = []
    for method, path in WITH_IDS:
        rule = RULES[method, path]
        for role in rule.roles - {Role.OPERATOR}:
            answer = await world.clients[role].request(
                method, path.format(**world.theirs), data=rule.form, follow_redirects=False
            )
            if answer.status_code != 404:
                wrong.append(f"{role} {method} {path}: {answer.status_code}")
    assert wrong == []


async def test_ids_of_two_corporations_do_not_mix(world: World) -> None:
    mixed = world.ours | {"enrolment_id": world.theirs["enrolment_id"]}
    path = "/beheer/afnames/{sitting_id}/medewerkers/{enrolment_id}".format(**mixed)
    client = world.clients[Role.ADMINISTRATOR]
    assert (await client.get(path)).status_code == 404
    assert (await client.post(path, data=EXTRA)).status_code == 404


async def test_pages_of_ones_own_can_be_read(world: World) -> None:
    """Without this the tests above would also pass when nothing worked at all."""
    wrong = []
    for method, path in ROUTES:
        if method != "GET" or path in STREAMS:
            continue
        for role in RULES[method, path].roles - {None}:
            answer = await world.clients[role].get(path.format(**world.ours), follow_redirects=True)
            expected = 404 if path in MADE_UP else 200
            if answer.status_code != expected and not path.endswith("/afnemen"):
                wrong.append(f"{role} {path}: {answer.status_code}")
    assert wrong == []


async def test_no_id_number_upsets_a_page(world: World) -> None:
    """Numbers that fit no row, and no column either, are simply not found."""
    wrong = []
    for number in ("0", "99999999999999999999"):
        for method, path in WITH_IDS:
            ids = dict.fromkeys(world.ours, number)
            rule = RULES[method, path]
            for role in rule.roles:
                answer = await world.clients[role].request(method, path.format(**ids), data=rule.form)
                if answer.status_code not in {404, 400}:
                    wrong.append(f"{role} {method} {path} {number}: {answer.status_code}")
    assert wrong == []


async def test_acts_on_ones_own_are_found(world: World) -> None:
    """Without this the walls would also stand when nothing could be done at all; the last, for it changes the world."""
    wrong = []
    for method, path in WITH_IDS:
        rule = RULES[method, path]
        roles = EMPLOYEE if path in OF_THE_EMPLOYEE else rule.roles
        for role in roles if method == "POST" else ():
            answer = await world.clients[role].post(path.format(**world.ours), data=rule.form, follow_redirects=False)
            if _is_refused(answer) or answer.status_code >= 500:
                wrong.append(f"{role} {path}: {answer.status_code}")
    assert wrong == []
