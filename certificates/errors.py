"""What can be wrong with a certificate, as sentences for the person who can mend it.

Invalid                 the root
├── InvalidFacts        facts.py: a name is empty, dates contradict each other
├── InvalidNumber       numbering.py: a typed number cannot be right
├── UndrawableText      glyphs.py: the fonts lack a character
└── TextTooLong         typesetting.py: a text does not fit legibly
"""


class Invalid(ValueError):
    """Say in one Dutch sentence what is wrong and what to do."""
