"""The order in which styles of a line open and close, for both languages."""

from collections.abc import Iterator

from studyapp.formats.html.tree import Line, Run, Style

_BITS = (Style.STRIKE, Style.STRONG, Style.EM)


def nested(line: Line) -> Iterator[Run | int | str]:
    """Yield runs, and between them styles that open (positive) or close (negative).

    An address stands where a link begins and an empty one where it ends; nothing else is open
    there. What lasts longest opens first. Code is left to the writer: it is one run.
    """
    stack: list[int] = []
    link = ""
    for at, run in enumerate(line):
        keep = 0
        same_link = link == run.link
        if same_link:
            while keep < len(stack) and stack[keep] & run.style:
                keep += 1
        while len(stack) > keep:
            yield -stack.pop()
        if link and not same_link:
            yield ""
        if run.link and not same_link:
            yield run.link
        link = run.link
        missing = (
            [bit for bit in _BITS if bit & run.style and bit not in stack] if run.style else []
        )
        if len(missing) > 1:
            lasting = {bit: _lasts(line, at, bit) for bit in missing}
            missing.sort(key=lambda bit: -lasting[bit])
        for bit in missing:
            stack.append(bit)
            yield bit
        yield run
    while stack:
        yield -stack.pop()
    if link:
        yield ""


def _lasts(line: Line, at: int, bit: int) -> int:
    end = at
    while end < len(line) and end < at + 20 and line[end].style & bit:
        end += 1
    return end
