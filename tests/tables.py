"""Tables of the README that code knows: ``python -m tests.tables`` writes them anew."""

import re
from pathlib import Path

from studyapp.formats.registry import table

README = Path(__file__).parent.parent / "README.md"
_BETWEEN = re.compile(r"(<!-- formats: [^\n]* -->\n).*(<!-- end of formats -->\n)", re.DOTALL)


def formats() -> str:
    """Return the table of formats."""
    lines = [
        "| format | name | read | write | keeps besides texts | endings |",
        "|---|---|---|---|---|---|",
    ]
    for info in table():
        cells = (
            info.title,
            f"`{info.name}`",
            "yes" if info.reads else "–",
            "yes" if info.writes else "–",
            ", ".join(info.carries) or "–",
            " ".join(f"`{suffix}`" for suffix in info.suffixes),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def renewed(text: str) -> str:
    """Return the README with its tables as the code has them now."""
    return _BETWEEN.sub(lambda found: found[1] + formats() + found[2], text)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
