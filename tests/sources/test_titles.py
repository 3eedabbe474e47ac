"""Titles and identities of decks."""

import pytest

from studyapp.sources.titles import MAX_TITLE, base_name, clean_title, deck_key, stem


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  T14 -  The Union, 1928-41\u2028", "T14 - The Union, 1928-41"),
        ("Cells Flashcards | Quizlet", "Cells"),
        ("Cells Flashcards", "Cells Flashcards"),
        ("Wrist | Knowt", "Wrist"),
        ("Kings – Queens", "Kings – Queens"),
        ("std::vector::at", "std:vector:at"),
        ("::", ""),
        ("# Heading", "Heading"),
        ("\x1b[2J\u202egnp", "[2J gnp"),
        ("", ""),
    ],
)
def test_clean_title(text: str, title: str) -> None:
    assert clean_title(text) == title


def test_a_paragraph_is_cut_at_a_word() -> None:
    title = clean_title("word " * 100)

    assert len(title) <= MAX_TITLE
    assert title.endswith("word…")


@pytest.mark.parametrize(
    "path", ["/home/x/Cell notes.txt", "C:\\x\\Cell notes.txt", "Cell notes.txt"]
)
def test_only_the_file_name_counts(path: str) -> None:
    assert base_name(path) == "Cell notes.txt"
    assert stem(path) == "Cell notes"


def test_a_file_name_without_words() -> None:
    assert stem("::.txt") == "Untitled"


def test_the_key_ignores_case_and_spacing() -> None:
    assert deck_key("The  Big\tFive") == deck_key("the big five")
