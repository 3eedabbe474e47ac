"""The options of an exam, shared by the commands that add and change one."""

from typing import Annotated

import typer

DateOption = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Day of the exam: 2027-06-15.")
]
TimeOption = Annotated[
    str | None, typer.Option("--time", metavar="TIME", help="When it begins; 09:00 if not given.")
]
DeckOption = Annotated[
    list[str] | None,
    typer.Option(
        "--deck", metavar="DECK[=MARKS]", help="A deck it covers; may be given several times."
    ),
]
TagOption = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG[=MARKS]", help="A tag it covers, with those below it."),
]
MinutesOption = Annotated[
    str | None,
    typer.Option("--minutes", metavar="MINUTES", help="A day: 30, or by weekday: 20,sat=60,sun=0."),
]
OffOption = Annotated[
    list[str] | None,
    typer.Option("--off", metavar="DATE", help="A day without study; 'none' takes all back."),
]
TargetOption = Annotated[
    str | None, typer.Option("--target", metavar="PERCENT", help="The mark you want, or 'none'.")
]
QuestionsOption = Annotated[
    str | None,
    typer.Option("--questions", metavar="N", help="How many questions it asks, or 'none'."),
]
NONE = "none"
"""Takes back what was said of an exam."""


def target(text: str | None, before: float | None = None) -> float | None:
    """Return the mark wanted. Raises ``StudyError``."""
    from studyapp.services.exams import typed

    if text is None:
        return before
    return None if text.strip() in ("", NONE) else typed.share(text)


def questions(text: str | None, before: int | None = None) -> int | None:
    """Return how many questions are asked. Raises ``StudyError``."""
    from studyapp.services.exams import typed

    if text is None:
        return before
    return None if text.strip() in ("", NONE) else typed.whole(text)


def days_off(texts: list[str] | None, before: frozenset[int] = frozenset()) -> frozenset[int]:
    """Return days off, added to those ``before`` unless they are taken back.

    Raises ``StudyError``.
    """
    from studyapp.services.exams import typed

    words = [each.strip() for each in texts or ()]
    kept = frozenset() if NONE in words else before
    return kept | typed.days_off(each for each in words if each != NONE)
