"""Rows to pieces: one way for each layout."""

from dataclasses import replace

from studyapp.sources.clean.double import double_spaced
from studyapp.sources.clean.draft import Draft, Layout
from studyapp.sources.clean.lines import one_per_line
from studyapp.sources.clean.markdown import markdown
from studyapp.sources.clean.wrapped import wrapped


def find_paragraphs(draft: Draft) -> Draft:
    """Join rows into paragraphs, headings and what else the layout itself shows."""
    ways = {
        Layout.LINES: one_per_line,
        Layout.DOUBLE: double_spaced,
        Layout.WRAPPED: wrapped,
        Layout.MARKDOWN: markdown,
    }
    pieces = ways[draft.layout](draft)
    return replace(draft, pieces=tuple(piece for piece in pieces if piece.body))
