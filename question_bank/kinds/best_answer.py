"""Choose the most professional of four replies."""

from question_bank.kinds.single_choice import SingleChoice


class BestAnswer(SingleChoice):
    """Best answer of four: 1 or 0."""

    name = "best_answer"
    letter = "b"
    dutch = "beste antwoord"
