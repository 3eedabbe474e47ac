"""Cloze cards from cleaned documents, by rules and statistics; pure, no model, no network."""

from studyapp.generation.model import Category, Cloze, Flashcard, Generated, Refusal
from studyapp.generation.pipeline import generate

__all__ = ["Category", "Cloze", "Flashcard", "Generated", "Refusal", "generate"]
