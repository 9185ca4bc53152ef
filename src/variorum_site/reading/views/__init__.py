"""The views: load, decide, render."""
