"""Run the demo: fill a database once, print a sign-in link per role, and serve."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click

from proeve.core import clock
from proeve.core.schema import upgrade_schema
from proeve.core.settings import Settings, settings_from_environment
from proeve.demo.cast import SIGN_INS
from proeve.demo.example import FOUNDED, add_example, has_example
from proeve.demo.live import keep_people_busy
from proeve.exams.bank import load_bank
from proeve.installation import opened_database
from proeve.register.keys import ensure_keys
from proeve.server.serving import serve
from proeve.web.public.demo import demo_sign_in_path
from question_bank import bank as question_bank

HOST = "127.0.0.1"
ROLE_WORDS = {
    "employee": "Medewerker (maakt toetsen)",
    "administrator": "Beheerder (schrijft collega's in)",
    "trainer": "Trainer (bekijkt resultaten)",
    "invigilator": "Toezichthouder (ziet wie er bezig is)",
    "author": "Auteur (schrijft vragen)",
    "approver": "Vaststeller (beoordeelt vragen)",
    "operator": "Platformbeheerder (voegt corporaties toe)",
}


def run_demo(*, data_dir: Path, port: int, as_json: bool) -> None:
    """Serve the example until interrupted; what is printed comes once pages can be reached.

    With `as_json` that is one line: `{"url", "sign_in"}`, with a link for each of cast.SIGN_INS.
    """
    url = f"http://{HOST}:{port}"
    settings = replace(settings_from_environment(data_dir), public_url=url, smtp_url=None, demo=True)
    asyncio.run(_prepare(settings))
    links = {role: f"{url}{demo_sign_in_path(settings, email)}" for role, email in SIGN_INS.items()}

    def announce() -> None:
        click.echo(json.dumps({"url": url, "sign_in": links}) if as_json else _announcement(url, links))
        keep_people_busy(settings, url)

    serve(settings, host=HOST, port=port, when_ready=announce)


async def _prepare(settings: Settings) -> None:
    keys_made = asyncio.create_task(asyncio.to_thread(ensure_keys, settings, starts=clock.now() - FOUNDED))
    async with opened_database(settings) as database:
        await upgrade_schema(database)
        is_made, shipped = await has_example(database), question_bank.load_bank()
        await keys_made
        # The questions of the example are as old as its corporations.
        added_at = clock.now() - (timedelta() if is_made else FOUNDED)
        with clock.running_from(lambda: added_at):
            async with database.unit_of_work() as session:
                await load_bank(session, shipped)
        if not is_made:
            click.echo("Een voorbeeld wordt gemaakt: twee corporaties met hun toetsen en certificaten ...", err=True)
            await add_example(settings)


def _announcement(url: str, links: dict[str, str]) -> str:
    lines = ["", f"Proeve draait op {url}", "", "Meld u aan als:"]
    for role, link in links.items():
        lines += [f"  {ROLE_WORDS[role]}", f"    {link}"]
    lines += ["", f"E-mail van de demo: {url}/demo/postvak", "Stoppen: Ctrl+C", ""]
    return "\n".join(lines)
