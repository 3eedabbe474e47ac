"""What hashcards makes of a file: its parser's rules (``src/parser.rs``, 0.2) in a few lines.

Only to judge files that we write: what hashcards would refuse raises ``AssertionError``.
"""

import tomllib

Card = tuple[str, ...]
"""``Q`` with question and answer, or ``C`` with a text and one hidden part."""


def parse(text: str) -> tuple[str, list[Card]]:
    lines = text.split("\n")
    assert lines[0].strip() == "---"
    end = next(at for at in range(1, len(lines)) if lines[at].strip() == "---")
    name: str = tomllib.loads("\n".join(lines[1:end]))["name"]
    cards: list[Card] = []
    tag, parts = "", [""]
    for line in [*lines[end + 1 :], "---"]:
        if line[:2] in ("Q:", "C:") or line.strip() == "---":
            assert tag != "Q"
            cards += _cards(tag, parts)
            tag, parts = (line[0], [line[2:].strip()]) if line[1:2] == ":" else ("", [""])
        elif line.startswith("A:"):
            assert tag == "Q"
            tag = "A"
            parts.append(line[2:].strip())
        elif tag and not line.lstrip().startswith("#"):
            parts[-1] += f"\n{line}"
    return name, cards


def _cards(tag: str, parts: list[str]) -> list[Card]:
    if tag == "A":
        return [("Q", parts[0].strip(), parts[1].strip())]
    return _cloze(parts[0].strip()) if tag == "C" else []


def _cloze(text: str) -> list[Card]:
    clean, hidden = "", list[str]()
    start: int | None = None
    image = escape = False
    for at, char in enumerate(text):
        following = text[at + 1 : at + 2]
        if char == "[" and not image and not escape:
            start = len(clean)
        elif char == "]" and not image and not escape:
            if start is not None:
                assert len(clean) > start
                hidden.append(clean[start:])
            start = None
        elif char == "\\" and not escape and following in ("[", "]") and following:
            escape = True
        else:
            clean += char
            image = (image and char != "]") or (char == "!" and following == "[")
            escape = False
    assert hidden
    return [("C", clean, each) for each in hidden]
