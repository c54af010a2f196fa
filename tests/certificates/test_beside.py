"""A process beside this one answers, is started again when it has ended, and ends with us."""

import pytest

from certificates.beside import ProcessBeside

ECHO = "tests_echo"


@pytest.fixture
def process(tmp_path, monkeypatch):
    """A process that answers with what it was sent, and ends when it is told to."""
    (tmp_path / f"{ECHO}.py").write_text(
        "import os\n"
        "from certificates.beside import answer_until_closed\n"
        "def answer(message):\n"
        "    print('not an answer')\n"
        "    return os._exit(1) if message == b'end' else message\n"
        "answer_until_closed(answer)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    process = ProcessBeside(ECHO)
    yield process
    process.close()


@pytest.mark.parametrize("message", [b"", b"word", bytes(1_000_000)])
def test_every_message_gets_its_answer(process, message):
    assert process.ask(message) == message
    assert process.ask(b"and again") == b"and again"


def test_a_process_that_was_ended_is_started_again(process):
    process.ask(b"one")
    process._process.kill()
    assert process.ask(b"two") == b"two"


def test_a_message_that_ends_it_every_time_is_given_up_and_the_next_is_answered(process):
    with pytest.raises(OSError, match="ends whenever"):
        process.ask(b"end")
    assert process.ask(b"next") == b"next"


def test_closing_ends_the_process_and_may_be_repeated(process):
    process.ask(b"one")
    running = process._process
    process.close()
    assert running.returncode == 0
    process.close()
