"""What every plot is tested with: values, sizes, and what must hold of what comes out."""

from hypothesis import strategies as st

from studyapp.domain.width import width as columns
from studyapp.plots.ink import Lines, Role

numbers = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-5, 200).map(float)
finite = st.floats(allow_nan=False, allow_infinity=False)
widths = st.integers(1, 200)
heights = st.integers(1, 20)
labels = st.text(max_size=12)


def fits(lines: Lines, wide: int, high: int) -> None:
    """Check that a plot has the size asked for, and no character a terminal obeys."""
    assert len(lines) == high
    for line in lines:
        text = "".join(part for part, _ in line)
        assert columns(text) == wide, text
        assert not any(ord(char) < 32 for char in text)
        assert all(isinstance(role, Role) for _, role in line)


def text(lines: Lines) -> list[str]:
    """Return the lines of a plot."""
    return ["".join(part for part, _ in line) for line in lines]


def heights_of(lines: Lines, left: int = 0) -> list[int]:
    """Return the height in eighths of each column of bars, from column ``left``."""
    rows = text(lines)[:-1]
    return [
        sum(
            (8 if row[x] in "█▓▒░" else " ▁▂▃▄▅▆▇".find(row[x])) if row[x] in "▁▂▃▄▅▆▇█▓▒░" else 0
            for row in rows
        )
        for x in range(left, len(rows[0]))
    ]
