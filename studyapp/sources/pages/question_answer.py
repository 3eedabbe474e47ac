"""``Q: …`` and ``A: …`` lines, as people type them and SuperMemo exports them."""

from collections.abc import Sequence

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.chrome import read_header
from studyapp.sources.pages.evidence import contradicted
from studyapp.sources.pages.page import Page, Pair, join, numbers, paragraphs
from studyapp.sources.pages.slots import usual

_ASK = ("Q:", "Question:", "Frage:", "Front:", "Pregunta:")
_ANSWER = ("A:", "Answer:", "Antwort:", "Back:", "Respuesta:", "Réponse:")
_LONGEST = 15
"""Lines a card may have on average; beyond that the letters stand in a document."""


class QuestionAnswer:
    """The layout with ``Q:`` and ``A:`` in front of the text."""

    name = "q-and-a"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for at least two of each, in equal shares but for a loss or two, and little else."""
        asked = [at for at, line in enumerate(lines) if _starts(line, _ASK)]
        answered = sum(_starts(line, _ANSWER) for line in lines)
        if min(len(asked), answered) < 2 or abs(len(asked) - answered) > 1 + len(asked) // 4:
            return 0.0
        head = sum(not line.blank for line in lines[: asked[0]])
        body = sum(not line.blank for line in lines[asked[0] :])
        return 0.88 if head <= body <= _LONGEST * len(asked) else 0.0

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read from Q to Q; a slot without exactly one A stays uncertain."""
        page = Page(Account(len(lines)), slot_word="card")
        starts = [at for at, line in enumerate(lines) if _starts(line, _ASK)]
        header = lines[: starts[0]]
        read_header(page, header, complete=not any(_starts(line, _ANSWER) for line in header))
        doubts: list[str] = []
        slots = [lines[at:end] for at, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
        gap = usual((_gap(slot) for slot in slots), otherwise=0)
        sides = [_sides(slot) for slot in slots]
        twice = contradicted([(front, back) for front, back, _ in sides])
        for place, (slot, (front, back, doubt)) in enumerate(zip(slots, sides, strict=True)):
            page.slots += 1
            name = f"card {page.slots}"
            if not doubt and _gap(slot) > gap:
                doubt = "a line seems to be missing between question and answer"
            elif not doubt and place in twice:
                doubt = "its question stands there twice, with two answers"
            if doubt:
                page.doubt(slot, f"{name}: {doubt}")
                doubts.append(f"{name} (line {slot[0].number}) was not made a card: {doubt}")
            else:
                page.pairs.append(Pair(str(page.slots), name, front, back, numbers(slot)))
        page.warn(doubts, "{} more cards could not be read")
        return page


def is_marked(text: str) -> bool:
    """Whether a text carries the mark of this layout."""
    return text.startswith((*_ASK, *_ANSWER))


def _starts(line: Line, heads: tuple[str, ...]) -> bool:
    return line.text[:40].lstrip().startswith(heads)


def _gap(slot: Sequence[Line]) -> int:
    """Count the blank lines above the first answer."""
    at = next((at for at, line in enumerate(slot) if _starts(line, _ANSWER)), 1)
    return sum(line.blank for line in slot[1:at])


def _without(line: Line) -> Line:
    text = line.text.lstrip()
    return Line(line.number, text[text.index(":") + 1 :])


def _sides(slot: Sequence[Line]) -> tuple[str, str, str]:
    """Return question, answer and doubt."""
    marks = [at for at, line in enumerate(slot) if _starts(line, _ANSWER)]
    if len(marks) != 1:
        return "", "", "it has no answer" if not marks else "it has more than one answer"
    at = marks[0]
    front = join(paragraphs([_without(slot[0]), *slot[1:at]]))
    back = join(paragraphs([_without(slot[at]), *slot[at + 1 :]]))
    if not front or not back:
        return "", "", "the question or the answer is missing"
    return front, back, ""
