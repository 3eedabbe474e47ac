"""HTML without its tags, in one pass."""

import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")


def strip_tags(html: str) -> str:
    """Return the text between tags and comments, entities as they are."""
    if "<" not in html:
        return html
    return _TAG.sub("", _without_comments(html) if "<!--" in html else html)


def _without_comments(html: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start)
        if end < 0:
            break
        kept.append(html[at:start])
        at = end + 3
    return "".join([*kept, html[at:]])
