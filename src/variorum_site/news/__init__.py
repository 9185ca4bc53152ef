"""Outlets, articles, stories and what was read out of them: the rows, and the one bridge between rows and records."""
