"""Check the bank from the command line: python -m question_bank.check [--json] [--articles FILE ...] [NAME ...]."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from question_bank.bank import CONTENT, check
from question_bank.report import Report


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; return 1 when there are problems, else 0."""
    options = _parser().parse_args(arguments)
    report = check(options.content, articles=options.articles)
    if options.only:
        report = report.about(options.only)
    text = json.dumps(report.as_json(), ensure_ascii=False, indent=2) if options.json else as_text(report)
    sys.stdout.write(f"{text}\n")
    return 1 if report.problems else 0


def as_text(report: Report) -> str:
    """Lay the report out for people: findings by file and line, then the counts."""
    lines = [f"PROBLEEM  {finding}" for finding in report.problems]
    lines += [f"let op    {finding}" for finding in report.warnings]
    for exam, tallies in report.counts.items():
        lines += ["", f"{exam}: {tallies['items']} vragen in {tallies['families']} families"]
        for name, tally in tallies.items():
            if isinstance(tally, dict):
                lines.append(f"  {name}: " + ", ".join(f"{value} {count}" for value, count in tally.items()))
    lines += ["", f"{len(report.problems)} problemen, {len(report.warnings)} aandachtspunten"]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m question_bank.check", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="NAME", help="show only findings in files with this in their path")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--content", type=Path, default=CONTENT, help="the content folder")
    parser.add_argument(
        "--articles",
        type=Path,
        nargs="*",
        default=(),
        metavar="TXT",
        help="source articles no sentence may be taken from",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
