"""Messy pages in, decks and documents out, with an account of every line. Pure: no files."""
