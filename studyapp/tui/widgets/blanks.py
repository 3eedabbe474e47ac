"""A long answer with blanks, as they are filled and as they were meant."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.quiz.asking import Judged
from studyapp.quiz.partial import Partial
from studyapp.tui.safe import clean, clean_line, join

LINE = "_" * 8


def blanked(blanks: Partial, given: Sequence[str]) -> Content:
    """Return the text with what was typed so far; the blank that is next is marked."""
    pieces: list[str | Content | tuple[str, str]] = [clean(blanks.parts[0])]
    for at, after in enumerate(blanks.parts[1:]):
        if at < len(given):
            pieces.append((clean_line(given[at], 60) or LINE, "bold $easy"))
        elif at == len(given):
            pieces.append((f"▸{LINE}", "bold $accent"))
        else:
            pieces.append((LINE, "$muted"))
        pieces.append(clean(after))
    return join(*pieces)


def filled(blanks: Partial, judged: Judged) -> Content:
    """Return the text with the right words, and what was typed instead of them."""
    pieces: list[str | Content | tuple[str, str]] = [clean(blanks.parts[0])]
    for at, (meant, after) in enumerate(zip(blanks.blanks, blanks.parts[1:], strict=True)):
        if judged.whole:
            pieces += [(clean_line(meant, 80), "bold"), clean(after)]
            continue
        right = at < len(judged.rights) and judged.rights[at]
        said = clean_line(judged.given[at], 60) if at < len(judged.given) else ""
        if not right and said.strip():
            pieces += [(said, "strike $again"), " "]
        pieces += [(clean_line(meant, 80), "bold $good" if right else "bold $again"), clean(after)]
    return join(*pieces)
