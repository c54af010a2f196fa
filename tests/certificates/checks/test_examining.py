"""Files that are made to do harm end in a verdict, within seconds, and the server keeps its memory."""

import functools
import subprocess
import sys
import zlib

import msgspec
import pytest

from certificates import examining
from certificates.examining import examine_apart
from certificates.verifying import FileVerdict


def pdf_of(*objects, trailer=b""):
    """Write a PDF file of these objects, numbered from 1, the first being its catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    ending = b"trailer << /Root 1 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + table + ending % (len(objects) + 1, trailer, len(out))


def stream(content, extra=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


@functools.cache
def many_zeros():
    """800 MB of zeros in 800 kB, made without ever holding them."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(800)), packer.flush()])


# A small process in between, for what a process took is counted from the size of the one that began it.
MEASURED = """
import resource, sys
from certificates.beside import ProcessBeside
process = ProcessBeside("certificates.examining")
process.ask(sys.stdin.buffer.read())
process.close()
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def bomb_in_a_stream():
    """A page whose metadata and badge unpack to hundreds of megabytes."""
    bomb = stream(many_zeros(), b"/Type /EmbeddedFile /Filter /FlateDecode")
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R /Names << /EmbeddedFiles 6 0 R >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        bomb,
        b"<< /Type /Filespec /F (badge.json) /UF (badge.json) /EF << /F 4 0 R >> >>",
        b"<< /Names [(badge.json) 5 0 R] >>",
    )


def bomb_in_the_table():
    """A cross-reference stream that unpacks to hundreds of megabytes."""
    size = 800 << 20
    head = b"/Type /XRef /Filter /FlateDecode /W [1 4 2] /Root 1 0 R /Size %d" % (size // 7)
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    return body + b"9 0 obj\n" + stream(many_zeros(), head) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def pages_in_a_circle():
    return pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>")


def deep_nesting():
    return pdf_of(b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 900_000 + b" >>")


def names_in_a_circle():
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >> /AcroForm << /Fields [5 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots 6 0 R >>",
        b"<< /Kids [4 0 R 4 0 R] >>",
        b"<< /FT /Sig /Kids [5 0 R 5 0 R] /Parent 5 0 R /T (a) >>",
        b"[6 0 R 6 0 R]",
    )


def a_million_pages_announced():
    return pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 1000000000 >>")


def earlier_tables_in_a_circle():
    return pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", trailer=b"/Prev 9")


def a_locked_file():
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -1 /O (x) /U (x) >>",
        trailer=b"/Encrypt 3 0 R",
    )


def nested_json():
    return b'{"@context":' + b"[" * 1_000_000


@pytest.mark.parametrize(
    "make",
    [
        bomb_in_a_stream,
        bomb_in_the_table,
        pages_in_a_circle,
        deep_nesting,
        names_in_a_circle,
        a_million_pages_announced,
        earlier_tables_in_a_circle,
        a_locked_file,
        nested_json,
    ],
)
def test_a_harmful_file_ends_in_a_verdict_and_takes_less_than_200_megabytes(make, trust):
    content = make()
    assert examine_apart(content, trust).verdict in {FileVerdict.UNDECIDED, FileVerdict.FOREIGN}
    question = msgspec.msgpack.encode(examining.Question(content, trust, examining.MOST_SECONDS))
    measured = subprocess.run([sys.executable, "-P", "-c", MEASURED], input=question, capture_output=True, check=True)
    assert int(measured.stdout) < 200 * 1024


def test_the_answer_of_the_other_process_is_the_same(sealed, trust, examine):
    assert examine_apart(sealed, trust) == examine(sealed)


def test_one_process_examines_all_and_outlives_a_file_that_its_copy_falls_over(sealed, trust, examine):
    assert examine_apart(sealed, trust) == examine(sealed)
    (process,) = examining._idle
    before = process._process.pid
    assert examine_apart(bomb_in_the_table(), trust).verdict is FileVerdict.UNDECIDED
    assert examine_apart(sealed, trust) == examine(sealed)
    assert process._process.pid == before


def test_a_file_that_takes_too_long_is_left_undecided_but_can_be_looked_up(sealed, trust, known, monkeypatch):
    monkeypatch.setattr(examining, "MOST_SECONDS", 0.001)
    examination = examine_apart(sealed + b"more", trust)
    assert examination.verdict is FileVerdict.UNDECIDED
    assert examination.outcome("readable").problem == "too_heavy"
    assert known.sha256 in examination.traces.earlier
    assert examination.traces.numbers == [known.facts.number]
