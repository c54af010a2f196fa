"""How a result is told, to the candidate and to the trainer: score in words, lessons, questions reviewed."""
