"""Anki's note types, templates and packages, read and written without Anki."""
