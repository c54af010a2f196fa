"""Late answers: what came in after the grace is kept apart, with why, until an assessor accepts or refuses it."""
