"""`proeve receipt`: check offline what a candidate was given."""

import json
import sys
from pathlib import Path

import click
import msgspec

from proeve.exams.receipts.checking import check_receipt


@click.group()
def receipt() -> None:
    """Check the receipt of a finished exam."""


@receipt.command()
@click.argument("export", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def check(export: Path, code: str, *, as_json: bool) -> None:
    """Check offline that nothing in the EXPORT of an attempt was changed since its CODE was given out.

    Ends with status 0 when the code fits and 1 when it does not.
    """
    verdict = check_receipt(export.read_bytes(), code)
    as_text = json.dumps(msgspec.to_builtins(verdict), ensure_ascii=False, indent=2) if as_json else verdict.message
    click.echo(as_text)
    sys.exit(0 if verdict.ok else 1)
