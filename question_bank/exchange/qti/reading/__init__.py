"""One file per interaction: what of a QTI item becomes a draft, and what is lost."""
