"""Days that a text names: they are read in variorum.text.days, where the summary can ask for them, too."""

from variorum.text.days import Day, find_days, opening_day

__all__ = ["Day", "find_days", "opening_day"]
