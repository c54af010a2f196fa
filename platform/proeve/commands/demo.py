"""`proeve demo`: everything at once, to look at or to test against."""

from pathlib import Path

import click

from proeve.commands.serve import refuse_taken_port
from proeve.demo.running import HOST, run_demo


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line with the address and the sign-in links.")
@click.option("--port", type=int, default=8000, show_default=True)
@click.option(
    "--data-dir", type=click.Path(path_type=Path, file_okay=False), default=Path("data/demo"), show_default=True
)
def demo(*, as_json: bool, port: int, data_dir: Path) -> None:
    """Fill a database with a lively example, print one sign-in link per role, and serve."""
    refuse_taken_port(HOST, port)
    run_demo(data_dir=data_dir, port=port, as_json=as_json)
