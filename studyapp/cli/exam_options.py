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
    list[str] | None, typer.Option("--off", metavar="DATE", help="A day without study.")
]
TargetOption = Annotated[
    float | None, typer.Option("--target", metavar="PERCENT", help="The mark you want.")
]
QuestionsOption = Annotated[
    int | None,
    typer.Option("--questions", metavar="N", help="How many questions it asks, if you know."),
]
