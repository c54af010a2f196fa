"""QTI packages: the standard in which players, banks and exam systems exchange questions."""
