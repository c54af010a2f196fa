"""A process of its own makes the same files, tells what goes wrong in the same way, and may end at any moment."""

from dataclasses import replace

import msgspec
import pytest

from certificates.errors import Invalid
from certificates.sealing.provider import CannotSeal
from proeve.register import making
from proeve.register.file_making import Order, make_file
from proeve.register.making import making_beside
from proeve.register.making_process import MakingProcess


@pytest.fixture(scope="module")
def process():
    process = MakingProcess()
    yield process
    process.close()


@pytest.fixture
def order(installation, facts, set_clock):
    return Order(settings=installation, facts=facts, status_index=7, look=making.look_of(None), at=set_clock.moment)


def without_the_seal(pdf):
    """Leave out what is added on sealing, which holds a random identifier."""
    return pdf[: pdf.index(b"%%EOF")]


def test_it_makes_the_file_that_we_would_make(process, order):
    theirs, ours = process.make(order), make_file(order)
    assert without_the_seal(theirs.pdf) == without_the_seal(ours.pdf)
    assert len(theirs.pdf) == len(ours.pdf)
    assert theirs.seal_key == ours.seal_key


def test_a_text_that_cannot_be_printed_is_told_with_its_sentence(process, order):
    with pytest.raises(Invalid) as ours:
        make_file(changed(order, holder="王小明"))
    with pytest.raises(Invalid) as theirs:
        process.make(changed(order, holder="王小明"))
    assert str(theirs.value) == str(ours.value)


def test_a_key_that_does_not_open_is_something_else(process, order):
    locked = msgspec.structs.replace(order, settings=replace(order.settings, key_passphrase="not this one"))
    with pytest.raises(CannotSeal, match="PROEVE_KEY_PASSPHRASE"):
        process.make(locked)


async def test_a_server_makes_its_files_there(installation, facts, monkeypatch):
    asked = []
    monkeypatch.setattr(MakingProcess, "make", lambda _, order: asked.append(order) or make_file(order))
    with making_beside():
        made = await making.make_certificate(installation, making.Draft(facts, "token", 7))
    assert [order.facts for order in asked] == [facts]
    assert made.pdf
    assert making._make_file is make_file


def changed(order, **facts):
    return msgspec.structs.replace(order, facts=msgspec.structs.replace(order.facts, **facts))
