"""Variorum: the news of the world, all versions side by side. The library knows no web framework."""
