"""A report as tables to read."""

from collections.abc import Iterator
from statistics import median

from benchmarks.load import Load
from benchmarks.report import Report
from benchmarks.rounds import Round, middle

COLUMNS = f"{'':32}{'per second':>12}{'p50 ms':>9}{'p99 ms':>9}{'of no-op':>10}{'of plain':>10}{'of pgbench':>12}"


def as_text(report: Report) -> str:
    """Return the whole report."""
    parts = (_aims, _saves, _starts, _page, _refusals, _certificates, _machine)
    return "\n\n".join("\n".join(part(report)) for part in parts)


def _aims(report: Report) -> Iterator[str]:
    yield "AIMS"
    aims = report.aims()
    width = max(len(aim.name) for aim in aims)
    for aim in aims:
        number = f"{aim.measured:,.2f}" if aim.limit <= 1 else f"{aim.measured:,.1f}"
        yield f"  {'met   ' if aim.met else 'MISSED'}  {aim.name:{width}}{number:>10}  (aim: {aim.limit:,})"
    yield f"  {report.acknowledged:,} saves acknowledged in the rounds; lost, starts included: {report.lost}"


def _saves(report: Report) -> Iterator[str]:
    for rounds in (report.usual, report.crowded):
        yield f"{rounds[0].connections} CONNECTIONS, one worker; median of {len(rounds)}"
        yield COLUMNS
        yield _row("framework no-op", middle([each.framework for each in rounds]))
        yield _row("plain ASGI no-op", middle([each.plain for each in rounds]))
        for database in report.databases:
            yield _saves_row(database, rounds)
            without_http = median(each.journal[database] for each in rounds)
            yield f"{f'  without HTTP, {database}':32}{without_http:>12,.0f}"
        upserts = [each.upserts_per_second for each in rounds if each.upserts_per_second]
        if upserts:
            yield f"{'  pgbench upserts, 8 clients':32}{median(upserts):>12,.0f}"
        yield ""


def _saves_row(database: str, rounds: list[Round]) -> str:
    load = middle([each.saves[database].load for each in rounds])
    row = _row(f"durable saves, {database}", load) + _share([each.share_of_framework(database) for each in rounds])
    row += _share([each.share_of_plain(database) for each in rounds])
    upserts = [share for each in rounds if (share := each.share_of_upserts(database)) is not None]
    return row + (_share(upserts, 12) if upserts else "")


def _row(name: str, load: Load) -> str:
    wrong = f"  {load.refused} REFUSED, {load.broken} BROKEN" if load.refused or load.broken else ""
    return f"  {name:30}{load.per_second:>12,.0f}{load.p50_ms:>9.1f}{load.p99_ms:>9.1f}{wrong}"


def _share(shares: list[float], width: int = 10) -> str:
    return f"{median(shares):>{width}.2f}"


def _starts(report: Report) -> Iterator[str]:
    yield "STARTS over 32 connections: each by another person, signed in"
    for database, starts in report.starts.items():
        yield _row(f"starts, {database}", starts.load) + f"  ({starts.started:,} started)"


def _page(report: Report) -> Iterator[str]:
    for database, page in report.pages.items():
        yield f"EXAM PAGE on {database}, one visitor: median and p95 in ms"
        yield f"  page   {page.page_median_ms:6.1f}{page.page_p95_ms:8.1f}"
        yield f"  opening{page.open_median_ms:6.1f}{page.open_p95_ms:8.1f}"
    heaviest = sorted(page.files.items(), key=lambda file: -file[1])
    yield f"FIRST LOAD {page.bytes:,} bytes in {len(page.files)} files, compressed; the heaviest:"
    yield from (f"  {size:>8,}  {path}" for path, size in heaviest[:6])


def _refusals(report: Report) -> Iterator[str]:
    for database, refusals in report.refusals.items():
        yield f"REFUSALS on {database}, without HTTP: milliseconds that passed, and of the processor"
        yield from (f"  {name:36}{each.ms:8.3f}{each.cpu_ms:8.3f}" for name, each in refusals.items())


def _certificates(report: Report) -> Iterator[str]:
    drawing = report.certificates
    yield f"CERTIFICATES of {drawing.bytes:,} bytes: {drawing.median_ms:.1f} ms each, p95 {drawing.p95_ms:.1f} ms"
    for processes, rate in drawing.per_second.items():
        yield f"  {rate:6.1f} per second with {processes} process{'es' if processes > 1 else ''}"


def _machine(report: Report) -> Iterator[str]:
    yield f"MACHINE on {report.date}"
    yield from (f"  {name.replace('_', ' '):28}{value}" for name, value in report.machine.items())
