"""Decks in and out: files of every format into the collection, and the collection into files."""
