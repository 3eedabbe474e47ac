"""Word lists that read as prose in the code."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that is written as a list."""
    return frozenset(text.split())
