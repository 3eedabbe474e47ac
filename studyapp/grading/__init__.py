"""Typed answers and what they are worth, with reasons."""
