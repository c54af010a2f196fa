"""An e-mail address has one form, and a wrong one gets a sentence that says what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.core.errors import Invalid
from proeve.people.emails import normalise_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Fatima.El-Amrani@DeLinde.Example ", "fatima.el-amrani@delinde.example"),
        ("\ufefffatima@delinde.example\n", "fatima@delinde.example"),
        ("j.o'brien+werk@mail.delinde.example", "j.o'brien+werk@mail.delinde.example"),
    ],
)
def test_an_address_is_trimmed_and_case_folded(typed: str, kept: str) -> None:
    assert normalise_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("  ", "Vul een e-mailadres in."),
        ("fatima delinde.example", "Het e-mailadres bevat een spatie."),
        ("Fatima <fatima@delinde.example>", "Het e-mailadres bevat een spatie."),
        ("a@delinde.example;b@delinde.example", "Vul één e-mailadres in, zonder komma of puntkomma."),
        ("fatima.delinde.example", "Het e-mailadres mist een @."),
        ("fatima@@delinde.example", "Het e-mailadres heeft meer dan één @."),
        ("@delinde.example", "Het e-mailadres mist een naam vóór de @."),
        ("fatima@delinde", "Het e-mailadres mist een punt na de @, zoals in naam@corporatie.nl."),
        ("fatima@delinde..example", "Het e-mailadres heeft twee punten achter elkaar."),
        ("fatíma@delinde.example", "Het e-mailadres bevat een letter met een accent of een ander vreemd teken."),
        ("ſatima@delinde.example", "Het e-mailadres bevat een letter met een accent of een ander vreemd teken."),
        ("f" * 250 + "@delinde.example", "Het e-mailadres is langer dan 254 tekens."),
        (".fatima@delinde.example", "Het deel vóór de @ in het e-mailadres klopt niet."),
        ("fatima@delinde.example.", "Het deel na de @ in het e-mailadres klopt niet."),
        ("fatima@-delinde.example", "Het deel na de @ in het e-mailadres klopt niet."),
    ],
)
def test_a_wrong_address_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        normalise_email(typed)
    assert refusal.value.message == sentence
    assert refusal.value.problems == {"email": sentence}


@given(st.emails())
def test_an_accepted_address_stays_as_it_is_the_second_time(email: str) -> None:
    try:
        once = normalise_email(email)
    except Invalid:
        return  # The standard allows addresses that no corporation has.
    assert normalise_email(once) == once
    assert once == email.casefold()
