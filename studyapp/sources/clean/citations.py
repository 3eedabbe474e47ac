"""Does a stretch look like a reference to literature? Asked by notes and bibliographies."""

import re

_SIGNS = re.compile(
    r"\bpp?\. ?\d|\bll?\. ?\d|\bvols?\. ?\d|\bno\. ?\d|\bibid\b|\bop\. ?cit|\bloc\. ?cit"
    r"|\beds?\.|\bet al\b"
    r"|\bdoi\b|https?://|www\.|\bISBN\b|\bISSN\b|\barXiv\b|\bdoi:|\bretrieved\b|\baccessed\b"
    r"|\bpress\b"
    r"|\btrans\.|\bjournal\b|\buniversity\b|\bvol\b|\bin: |\bsee (?:also|for|the)\b|\bcf\."
    r"|\bchs?\. ?\d"
    r"|\(\d{4}[a-z]?\)|\b\d{4}[a-z]?[:;.,]? ?\d*\(?\d*\)?[:,] ?\d+[–-]\d+|\b\d+ (?:U\.S\."
    r"|F\.\d?d?|S\.Ct\.)"
    r"|, \d{4}\)?[.,;]|\barchived\b|\bproc\.|\bconf\.|\bed\. |\b[A-Z][a-z]+, [A-Z]\."
    r"|\bquoted in\b|\bv\. [A-Z]",
    re.IGNORECASE,
)


def citation_like(text: str) -> bool:
    """Whether it cites: two signs, or one in a short stretch."""
    found = len(_SIGNS.findall(text[:600]))
    return found >= 2 or (found == 1 and len(text) < 220)
