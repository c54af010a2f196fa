"""The refusal of a file that may do harm, with the reason and what to do about it."""


class RefusedPackage(ValueError):
    """A package or document is not read at all; the message says in Dutch why, and what to do.

    ``name`` is the file inside the package that gave the reason, empty when it is the whole.
    """

    def __init__(self, sentence: str, name: str = "") -> None:
        super().__init__(f"{name}: {sentence}" if name else sentence)
        self.sentence = sentence
        self.name = name
