"""Word lists written as running text."""


def listed(text: str) -> tuple[str, ...]:
    """Return the words of ``text``."""
    return tuple(text.split())
