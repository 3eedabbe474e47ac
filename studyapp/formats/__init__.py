"""Deck formats: one file or folder each, pure, text or bytes in and a ParsedDeck out."""
