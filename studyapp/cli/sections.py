"""Plots with their headings, as commands print them."""

import shutil
from typing import TYPE_CHECKING

from studyapp.cli import output

if TYPE_CHECKING:
    from studyapp.services.charts import Section

NARROW, WIDEST = 60, 100
"""Columns."""


def show(section: "Section") -> None:
    """Print one plot under its heading, as wide as the terminal within reason."""
    room = min(max(shutil.get_terminal_size((80, 24)).columns, NARROW), WIDEST)
    output.say()
    output.say(section.title, "strong")
    if section.says:
        output.say(section.says, "quiet")
    output.plot(section.draw(room))
