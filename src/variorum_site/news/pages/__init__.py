"""Announced pages: fetched when they are due, kept as captures, read as articles."""
