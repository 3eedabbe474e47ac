"""Org's text as Markdown: emphasis, code, links, images, blocks and formulas.

Source: "Markup for Rich Contents" and "Hyperlinks" in the manual of Org mode.
"""

import re
from collections.abc import Iterable
from textwrap import dedent

_LINK = re.compile(r"\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]+)\])?\]")
_IMAGE = re.compile(r"(?:file:)?(.+\.(?:png|jpe?g|gif|svg|webp|bmp))\Z", re.IGNORECASE)
_VERBATIM = re.compile(r"(?<![\w=~])([=~])([^\s=~](?:[^=~\n]*[^\s=~])?)\1(?!\w)")
_BOLD = re.compile(r"(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])")
_STRUCK = re.compile(r"(?<![\w+])\+([^\s+](?:[^+\n]*[^\s+])?)\+(?![\w+])")
_ITALIC = re.compile(r"(?<![\w/:.])/([^\s/](?:[^/\n]*[^\s/])?)/(?![\w/])")
_FORMULA = {r"\(": "$", r"\)": "$", r"\[": "$$", r"\]": "$$"}
_FORMULAS = re.compile(r"\\[()\[\]]")
_BLOCK = re.compile(r"\s*#\+(begin|end)_(\w{1,40})(?:[ \t]+(\S{1,40}))?", re.IGNORECASE)


def to_markdown(lines: Iterable[str]) -> str:
    """Return lines of Org as Markdown, stripped."""
    texts: list[str] = []
    code = quoted = False
    for line in dedent("\n".join(lines)).split("\n"):
        block = _BLOCK.match(line)
        if block is None:
            texts.append(line if code else f"> {_inline(line)}" if quoted else _inline(line))
            continue
        opens, kind = block[1].lower() == "begin", block[2].lower()
        if kind in ("src", "example", "export"):
            if opens != code:
                code = opens
                texts.append(f"```{(block[3] or '') if opens and kind == 'src' else ''}")
        else:
            quoted = opens and kind in ("quote", "verse")
    if code:
        texts.append("```")
    return "\n".join(texts).strip()


def _inline(line: str) -> str:
    """Change one line. What is code is set aside, so that nothing in it changes."""
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\0{len(kept) - 1}\0"

    line = _VERBATIM.sub(lambda code: keep(f"`{code[2]}`"), line.replace("\0", ""))
    line = _LINK.sub(lambda link: keep(_link(link[1], link[2] or "")), line)
    line = _FORMULAS.sub(lambda mark: keep(_FORMULA[mark[0]]), line)
    line = _BOLD.sub(r"**\1**", line)
    line = _STRUCK.sub(r"~~\1~~", line)
    line = _ITALIC.sub(r"*\1*", line)
    for _ in range(2):
        line = re.sub(r"\0([0-9]+)\0", lambda hole: kept[int(hole[1])], line)
    return line


def _link(target: str, words: str) -> str:
    image = _IMAGE.match(target)
    if image and not words:
        return f"![]({image[1]})"
    return f"[{words}]({target})" if words else target
