"""The contract of a format in QTI: what it declares, shows, computes and explains."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.names import FEEDBACK, MAXIMUM, SCORE
from question_bank.exchange.qti.writing.declarations import outcome
from question_bank.items import Item


class Format(ABC):
    """One format. SCORE counts in whole points up to ``maximum``: SCORE / MAXSCORE are the points of the kind.

    Whole points stay exact in the floats that players compute with, and some players cannot write a decimal point
    in a browser that is set to Dutch.
    """

    interaction: ClassVar[str]
    """Its name in the metadata of QTI."""

    lost: ClassVar[Sequence[tuple[str, str]]] = ()
    """What QTI cannot say about this format: the part and the sentence."""

    scored_by: ClassVar[str] = "responseprocessing"

    @abstractmethod
    def maximum(self, item: Item) -> int:
        """Return the value of SCORE that earns all points."""

    @abstractmethod
    def responses(self, item: Item) -> Iterator[Element]:
        """Declare what a candidate answers, with the right answer and its points."""

    def outcomes(self, item: Item) -> Iterator[Element]:
        """Declare what is computed from that."""
        yield outcome(SCORE, "float", "0", {"normal-maximum": str(self.maximum(item)), "normal-minimum": "0"})
        yield outcome(MAXIMUM, "float", str(self.maximum(item)))
        yield outcome(FEEDBACK, "identifier", cardinality="multiple")

    @abstractmethod
    def interactions(self, item: Item) -> Iterator[Element]:
        """Ask the question."""

    def rules(self, item: Item) -> Iterator[Element]:
        """Compute SCORE and choose the explanations; nothing where people mark."""
        return iter(())

    def explanations(self, item: Item) -> Iterator[Element]:
        """Say why, per reply; players show it only where a test allows feedback."""
        return iter(())
