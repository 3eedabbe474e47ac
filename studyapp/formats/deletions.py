"""Writing deletions in Anki's notation from texts that know nothing of it.

The notation has no escapes: ``::`` would start a hint and ``}}`` end the deletion. As in
``markdown_cloze``, a backslash (which Markdown does not show) or a space goes between.
"""

import re

_OPENING = re.compile(r"\{\{(?=c[0-9,]+::)")


def undeleted(text: str) -> str:
    """Return a text in which nothing is a deletion of Anki's."""
    return _OPENING.sub("{ {", text) if "{{c" in text else text


def deletion(number: int, text: str, hint: str = "") -> str:
    """Return a deletion that hides exactly ``text``; an empty text is returned as it is."""
    if not text:
        return ""
    inner, hint = _inside(text), _inside(hint)
    if hint:
        inner = undeleted(f"{inner}::").removesuffix("::")
    if inner.endswith(":" if hint else "}"):
        inner += " "
    if not hint:
        return f"{{{{c{number}::{inner}}}}}"
    return f"{{{{c{number}::{inner}::{hint}{' ' if hint.endswith('}') else ''}}}}}"


def _inside(text: str) -> str:
    text = undeleted(text)
    if "::" in text:
        text = re.sub(r":(?=:)", r":\\", text)
    return re.sub(r"\}(?=\})", "} ", text) if "}}" in text else text
