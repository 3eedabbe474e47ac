"""What a web page puts around a text: buttons, menus, error messages."""

import re
from collections import Counter
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Layout, Piece
from studyapp.sources.clean.shapes import ends_sentence

_EXACT = frozenset(
    s.strip()
    for s in """
    show less|show more|open access|show summary details|share|share this|share this article
    |tweet|print|email|download|download pdf|pdf|cite|cite this|cite this article|sign in
    |sign up|log in|login|log out|register|subscribe|subscribe now|search|skip to content
    |skip to main content|advertisement|back to top|top|previous|next|prev|menu|home|about
    |about us|contact|contact us|help|faq|all rights reserved|read more|more|comments
    |leave a comment|leave a reply|related articles|related posts|series|edit|jump to navigation
    |jump to search|navigation|save|bookmark|follow us|facebook|twitter|linkedin|instagram
    |youtube|privacy policy|terms of use|terms and conditions|cookie policy|accept all cookies
    |accept cookies|article|talk|view history|tools|view source|full text|abstract and keywords
    |metrics|citations|permissions|get access|buy this book|add to cart|loading|loading...
    |view all|see all|close|expand|collapse|go to|toggle navigation|toggle table of contents
    |main menu|free access|restricted access|purchase|check for updates|export citation
    |on this page|recommended articles|table of contents|view table of contents|most read
    |trending|newsletter|site map|sitemap|copy link|reply|show details|hide details|view pdf
    |download citation|article menu|request permissions|preview|submit
    """.replace("\n", " ").split("|")
)
_LABEL = re.compile(r"^[A-Z][\w ]{1,24}:$")
_MENU = re.compile(r"^\w+(?: \w+){0,2}(?:\.\.\.|…)\s+\S")
_UI = re.compile(
    r"\b(?:click|button|reload|refresh|loading|browser|javascript|cookies?|log ?in|sign ?in"
    r"|sign ?up|password|subscribe"
    r"|newsletter|unsubscribe|error has occurred|try again|another attempt|please wait"
    r"|wait a few|enable|your account"
    r"|page not found|paywall|free trial|app store|update your|went wrong"
    r"|could not (?:finish )?load|the problem persists"
    r"|the trouble|terms of (?:use|service)|privacy policy|all rights reserved|we use"
    r"|your (?:e-?mail|browser|device))\b",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"^(?:\d+ (?:comments?|shares?|views?|likes?|min(?:ute)?s? read)\b|posted (?:on|in|by)\b"
    r"|tags?:|filed under|categories:"
    r"|copyright ©|© ?\d{4}|\(c\) \d{4}|last (?:updated|modified|edited)|published online"
    r"|share on|follow @|doi:|isbn"
    r"|issn|keywords?:|received:? \d|accepted:? \d|advertisement\b|image (?:credit|source)"
    r"|photo(?:graph)? (?:by|credit)"
    r"|retrieved from|this page was last|downloaded from|available at:?|read time"
    r"|estimated reading|click here"
    r"|this article is about\b|for other uses|for the [^.]{3,60}, see\b|.{3,60} redirects here"
    r"|from wikipedia|coordinates:|main articles?:|see also:|further information:"
    r"|not to be confused with)",
    re.IGNORECASE,
)
_BARRED = re.compile(r"^(?:[^|•·»>]{1,28}\s?[|•·»>]\s?){2,}[^|•·»>]{0,28}$")
_LONG = 420
_SKIPPED = frozenset({BlockKind.NOTE, BlockKind.CODE, BlockKind.TABLE})


def find_chrome(draft: Draft) -> Draft:
    """Set aside what belongs to the page and not to the text."""
    last = len(draft.pieces) - 1
    forms = Counter(" ".join(piece.text.split()) for piece in draft.pieces if len(piece.text) < 80)
    return replace(
        draft,
        pieces=tuple(
            replace(piece, kind=BlockKind.CHROME)
            if piece.kind not in _SKIPPED
            and (_chrome(piece) or _page_message(piece, i, last) or _again(piece, forms, draft))
            else piece
            for i, piece in enumerate(draft.pieces)
        ),
    )


def _chrome(piece: Piece) -> bool:
    text = " ".join(piece.text.split()).strip("[](){}#*_|·•-–— ")
    if not any(c.isalnum() for c in text):
        return piece.kind is not BlockKind.CHROME
    if len(text) > 160:
        return False
    if text.casefold().rstrip(":.") in _EXACT:
        return not piece.level
    if _LABEL.match(text) or _SHARED.match(text) or _BARRED.match(text):
        return True
    if piece.text[:1] == "[" and piece.text[-1:] == "]" and len(text) < 100 and "]" not in text:
        return not ends_sentence(text)
    return bool(_MENU.match(text)) and not ends_sentence(text)


def _page_message(piece: Piece, at: int, last: int) -> bool:
    """Whether a short paragraph at either end of the page speaks of the page itself."""
    if len(piece.text) > _LONG or not (at <= 4 or at >= last - 6):
        return False
    return len({match.casefold() for match in _UI.findall(piece.text)}) >= 2


def _again(piece: Piece, forms: Counter[str], draft: Draft) -> bool:
    """Whether a line without an end comes back again and again: a button below each section."""
    text = " ".join(piece.text.split())
    often = forms[text] >= 3 and len(text) < 40
    return (
        often and draft.layout is not Layout.WRAPPED and not ends_sentence(text) and not piece.level
    )
