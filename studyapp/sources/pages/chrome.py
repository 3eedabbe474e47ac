"""What flashcard sites print around the cards: buttons, counters, footers.

Lines are compared whole, never by what they contain: "Match" is a button, "Match the enzyme
to its substrate" is a question.
"""

from collections.abc import Sequence

from studyapp.sources.account import Fate, Line
from studyapp.sources.pages.page import Page, Stated, whole_number
from studyapp.sources.words import phrases

STATUSES = frozenset(
    ["new cards", "new card", "still learning", "almost done", "learning", "mastered", "familiar"]
)
"""What Knowt prints on each card about how far the reader has come."""

_INITIALS = frozenset("".join(status[0] + status[0].upper() for status in STATUSES))
"""Most lines are told from a status by their first letter."""

FOOTERS = phrases(
    """
    explore top notes|explore top flashcards|explore top knowts|similar flashcards|top notes
    sets found in the same folder|sets with similar terms|other sets by this creator
    verified questions|recommended textbook solutions|recommended textbooks|related questions
    other quizlet sets|students also viewed|students also studied|decks in this class
    decks in class|key links|footer menu|users also studied|related flashcards|ready to learn?
    """
)

_CHROME = phrases(
    """
    knowt|quizlet|brainscape|home|search|log in|login|sign up|sign in|get started|create|library
    your library|subjects|expert solutions|study tools|upgrade|premium|menu|skip to content
    call kaicall kai|call kai|learnlearn|learn|exampractice test|practice test|test
    spaced repetitionspaced repetition|spaced repetition|heart puzzlematch|match|matching
    flashcardsflashcards|flashcards|gameknowt play|knowt play|card sorting|matching game
    looks like no tags are added yet.|encourage image|name|mastery|spaced
    looks like no one added any tags here yet for you.|there's no tags or description
    no analytics yet|call with kai
    tags|description
    share|share deck|star|edit|save|copy|print|export|report|more|options|audio|image|profile pic
    click the card to flip 👆|click the card to flip|tap the card to flip|click to flip
    don't know|know|know?|terms|term|definition|question|answer|front|back|profile picture
    created by|original|alphabetical|your stats|hide definitions|show definitions|add to class
    add to folder|quizlet live|gravity|spell|write|flip|shuffle|checkpoint|blast|block blast
    learntake a test on your terms and definitions|flashcardsstudy terms and definitions
    practice testtake a test on your terms and definitions|play button|progress|reading...
    spaced repetitionscientifically backed study method|study these flashcards|preview
    matching gamehow quick can you match all your cards?|card range to study|through
    no study sessions yet.
    • front|• back|get started for free|study now|see if you're right|textbook solutions|⬅|➡
    """
)

SHARE = "send a link to your students"
"""How Knowt's last line before the cards of a set starts."""

_STARTS = (
    SHARE,
    "name | mastery",
    "last updated ",
    "studied by",
    "created by ",
    "updated ",
    "save copy",
    "learn with ",
)
_COUNTED = ("terms", "term", "cards", "card", "flashcards")


def fold(text: str) -> str:
    """Return a line as chrome is compared: one case, single spaces, straight apostrophes."""
    return " ".join(text.split()).casefold().replace("’", "'")


def is_status(line: Line) -> bool:
    """Whether a line is nothing but Knowt's word for how far a card has been learnt."""
    text = line.text
    return len(text) < 60 and text.lstrip()[:1] in _INITIALS and fold(text) in STATUSES


def is_footer(line: Line) -> bool:
    """Whether a line opens what a site prints after the last card."""
    text = line.text
    return len(text) < 60 and text.lstrip()[:1].isalpha() and fold(text) in FOOTERS


def is_chrome(line: Line) -> bool:
    """Whether a line is a button, counter or other part of the page around the cards."""
    if len(line.text) > 120:
        return False
    folded = fold(line.text)
    return (
        folded in _CHROME
        or folded in STATUSES
        or folded.startswith(_STARTS)
        or not folded.strip("-| ")
        or _rating(folded)
        or progress(line) is not None
        or counted(line) is not None
    )


def counted(line: Line) -> int | None:
    """Return the count in ``160 Terms``, ``Terms in this set (24)``, ``57 Cards in this Set``."""
    if len(line.text) > 80:
        return None
    folded = fold(line.text).replace(",", "").rstrip(":")
    if folded.startswith(("terms in this set (", "cards in this set (", "flashcards (")):
        return whole_number(folded.partition("(")[2].partition(")")[0])
    words = folded.removesuffix(" in this set").removesuffix(" in this deck").split(" ")
    return whole_number(words[0]) if len(words) == 2 and words[1] in _COUNTED else None


def progress(line: Line) -> int | None:
    """Return the second number of ``1/159``."""
    if len(line.text) > 40:
        return None
    here, slash, total = line.text.partition("/")
    if not slash or whole_number(here) is None:
        return None
    return whole_number(total)


def _rating(folded: str) -> bool:
    """Whether this is a rating such as ``0.0(0)`` or ``4.8 (120)``."""
    value, bracket, count = folded.partition("(")
    return (
        bool(bracket)
        and count.endswith(")")
        and whole_number(count[:-1]) is not None
        and value.strip().replace(".", "", 1).isdigit()
        and len(value) < 6
    )


def read_header(page: Page, header: Sequence[Line], *, complete: bool = True) -> None:
    """Take title, counts and chrome from the lines before the first card.

    What is none of these is text (a description, say); if the first card is missing from the
    copy (not ``complete``), all but a title may be its remains and stays uncertain.
    """
    filled = [line for line in header if not line.blank]
    for position, line in enumerate(filled):
        count, bar = counted(line), progress(line)
        if count is not None:
            page.stated.append(Stated(line.text.strip(), line.number, count))
        elif bar is not None:
            page.stated.append(Stated(line.text.strip(), line.number, bar, is_bar=True))
        if is_chrome(line):
            page.ignore([line], "page chrome")
        elif position == 0 and (complete or len(filled) > 1):
            page.title = line.text
            page.take([line], Fate.TEXT, "title")
        elif not complete:
            page.title = page.title or line.text
            page.doubt([line], "before the first card that is whole")
            page.warnings.append(f"line {line.number} may be left of a card before the first")
        else:
            page.take([line], Fate.TEXT, "before the first card")
