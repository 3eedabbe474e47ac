"""From the first line of a page to the name and the identity of a deck."""

from pathlib import PurePath, PureWindowsPath

MAX_TITLE = 120

_SITES = ("Quizlet", "Knowt", "Brainscape", "StudyStack", "Cram.com", "Chegg", "Studocu")
_BARS = (" | ", " – ", " - ", " — ")


def clean_title(text: str) -> str:
    """Return a title on one line, without site names and without the deck separator."""
    title = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    title = title.lstrip("# ").strip()
    for bar in _BARS:
        head, found, tail = title.rpartition(bar)
        if found and tail.strip() in _SITES:
            title = head.strip()
            if title.casefold().endswith(" flashcards"):
                title = title[: -len(" flashcards")].rstrip()
    while "::" in title:
        title = title.replace("::", ":")
    title = title.strip(":").strip()
    if len(title) > MAX_TITLE:
        title = title[: MAX_TITLE - 1].rsplit(" ", 1)[0].rstrip() + "…"
    return title


def base_name(path: str) -> str:
    """Return the file name without folders, whichever way the slashes lean."""
    return PureWindowsPath(path).name if "\\" in path else PurePath(path).name


def stem(path: str) -> str:
    """Return a deck name from a file name, for pages that have no title."""
    name = base_name(path)
    return clean_title(PurePath(name).stem.replace("_", " ")) or "Untitled"


def deck_key(title: str) -> str:
    """Return the identity of a deck: its title, blind to case and spacing."""
    return " ".join(title.split()).casefold()
