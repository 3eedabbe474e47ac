"""Our own note types as Anki stores them: what a deck of ours becomes there.

Keys and times are fixed, so that the same deck gives the same file and meets its own note types
again when it is imported twice. The keys of an entry are those of schema 11 as the engine
(26.9.3) writes it.
"""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from studyapp.domain.note import NoteKind
from studyapp.domain.package import CardTemplate, NoteType

MADE: Final = 1_733_011_200
"""Unix seconds that the note types bear: their keys are milliseconds of the same moment."""

CSS = """\
.card {
  max-width: 42em;
  margin: 1em auto;
  padding: 0 1em;
  font: 1.25rem/1.5 system-ui, sans-serif;
}
hr#answer {
  margin: 1.2em 0;
}
img {
  max-width: 100%;
}
pre, code {
  font-family: ui-monospace, monospace;
}
pre, blockquote {
  padding-left: 1em;
  border-left: 3px solid #8888;
}
"""
CLOZE_CSS = """\
.cloze {
  font-weight: bold;
  color: #2563c9;
}
.nightMode .cloze {
  color: #8ab4f8;
}
"""
LATEX_PRE = (
    "\\documentclass[12pt]{article}\n"
    "\\usepackage[utf8]{inputenc}\n"
    "\\usepackage{amsmath,amssymb}\n"
    "\\setlength{\\parindent}{0pt}\n"
    "\\pagestyle{empty}\n"
    "\\begin{document}\n"
)
LATEX_POST = "\\end{document}"

_ANSWER = "{{FrontSide}}\n\n<hr id=answer>\n\n"


def entry_field(name: str, ordinal: int) -> dict[str, Any]:
    """Return a field of schema 11 with nothing special about it."""
    return {
        "name": name,
        "ord": ordinal,
        "sticky": False,
        "rtl": False,
        "font": "Arial",
        "size": 20,
    }


def entry_template(template: CardTemplate, ordinal: int) -> dict[str, Any]:
    """Return a template of schema 11 with nothing special about it."""
    return {
        "name": template.name,
        "ord": ordinal,
        "qfmt": template.question,
        "afmt": template.answer,
        "bqfmt": "",
        "bafmt": "",
        "did": None,
    }


def entry_rest() -> dict[str, Any]:
    """Return what an entry of schema 11 holds besides id, name, type, css, fields, templates."""
    return {
        "mod": MADE,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "latexPre": LATEX_PRE,
        "latexPost": LATEX_POST,
        "latexsvg": False,
        "tags": [],
        "vers": [],
    }


def requirements(templates: int, *, cloze: bool) -> list[list[Any]]:
    """Return ``req``: which fields a card needs. Anki works it out anew; old readers want it."""
    return [[0, "any", [0]]] if cloze else [[at, "any", [at]] for at in range(templates)]


def _made(
    number: int,
    name: str,
    fields: tuple[str, ...],
    templates: Sequence[CardTemplate],
    *,
    cloze: bool = False,
) -> NoteType:
    css = CSS + CLOZE_CSS if cloze else CSS
    entry = {
        "req": requirements(len(templates), cloze=cloze),
        **entry_rest(),
        "id": MADE * 1000 + number,
        "name": name,
        "type": int(cloze),
        "css": css,
        "flds": [entry_field(field, at) for at, field in enumerate(fields)],
        "tmpls": [entry_template(template, at) for at, template in enumerate(templates)],
    }
    key = str(entry["id"])
    return NoteType(key, name, cloze, fields, tuple(templates), css, json.dumps(entry))


_FORWARD = CardTemplate("Card 1", "{{Front}}", _ANSWER + "{{Back}}")
_BACKWARD = CardTemplate("Card 2", "{{Back}}", _ANSWER + "{{Front}}")
_CLOZE = CardTemplate("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}")

STOCK: Mapping[NoteKind, NoteType] = MappingProxyType(
    {
        NoteKind.BASIC: _made(1, "Basic", ("Front", "Back"), [_FORWARD]),
        NoteKind.REVERSED: _made(
            2, "Basic (and reversed card)", ("Front", "Back"), [_FORWARD, _BACKWARD]
        ),
        NoteKind.CLOZE: _made(3, "Cloze", ("Text", "Back Extra"), [_CLOZE], cloze=True),
    }
)
"""Note types of our own for BASIC, REVERSED and CLOZE."""
