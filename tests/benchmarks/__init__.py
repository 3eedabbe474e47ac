"""Measurements run by hand: they print JSON lines and assert nothing about time."""
