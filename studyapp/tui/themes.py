"""Two themes, ink (dark) and paper (light). Every text colour meets WCAG AA on its backgrounds.

``tests/tui/test_contrast.py`` measures the pairs on the rendered screens, not on this table.
"""

from textual.theme import Theme

INK = "ink"
PAPER = "paper"

_INK = {
    "muted": "#a8a396",
    "faint": "#3c414c",
    "again": "#f2918f",
    "hard": "#e9b45f",
    "good": "#93cf8c",
    "easy": "#86c1f2",
    "again-wash": "#35232a",
    "hard-wash": "#332b20",
    "good-wash": "#222f28",
    "easy-wash": "#1f2c39",
    "cursor": "#2b313c",
    "flag-red": "#e86a6a",
    "flag-orange": "#e8964a",
    "flag-green": "#63b872",
    "flag-blue": "#6aa5ea",
    "flag-pink": "#e58abf",
    "flag-turquoise": "#4dbdb3",
    "flag-purple": "#b08cf0",
}
_PAPER = {
    "muted": "#645c50",
    "faint": "#cdc3b0",
    "again": "#a3202b",
    "hard": "#7c4a00",
    "good": "#27632a",
    "easy": "#1a5890",
    "again-wash": "#f7e2dc",
    "hard-wash": "#f6e9cd",
    "good-wash": "#e3eed9",
    "easy-wash": "#dde9f1",
    "cursor": "#e6dcc8",
    "flag-red": "#c23b3b",
    "flag-orange": "#a85a0c",
    "flag-green": "#2f7d3c",
    "flag-blue": "#2d6fbd",
    "flag-pink": "#b2437f",
    "flag-turquoise": "#1c7d76",
    "flag-purple": "#7448bf",
}


def _shared(own: dict[str, str], text: str, ground: str, raised: str) -> dict[str, str]:
    """Return the theme's own variables and the ones Textual's widgets look up."""
    return {
        **own,
        "text": text,
        "text-muted": own["muted"],
        "text-disabled": own["muted"],
        "foreground-muted": own["muted"],
        "text-primary": own["easy"],
        "text-success": own["good"],
        "text-warning": own["hard"],
        "text-error": own["again"],
        "block-cursor-foreground": text,
        "block-cursor-background": own["cursor"],
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": text,
        "block-cursor-blurred-background": raised,
        "block-hover-background": raised,
        "border": own["easy"],
        "border-blurred": own["faint"],
        "scrollbar": own["faint"],
        "scrollbar-hover": own["muted"],
        "scrollbar-active": own["muted"],
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
        "input-cursor-background": text,
        "input-cursor-foreground": ground,
        "input-selection-background": own["easy-wash"],
        "input-selection-foreground": text,
    }


THEMES = (
    Theme(
        name=INK,
        dark=True,
        primary="#86c1f2",
        secondary="#a8a396",
        accent="#e9b45f",
        warning="#e9b45f",
        error="#f2918f",
        success="#93cf8c",
        foreground="#ece7db",
        background="#14161a",
        surface="#1b1e24",
        panel="#242830",
        variables=_shared(_INK, "#ece7db", "#1b1e24", "#242830"),
    ),
    Theme(
        name=PAPER,
        dark=False,
        primary="#1a5890",
        secondary="#645c50",
        accent="#7c4a00",
        warning="#7c4a00",
        error="#a3202b",
        success="#27632a",
        foreground="#28231e",
        background="#f3eee4",
        surface="#fdfbf5",
        panel="#ebe4d6",
        variables=_shared(_PAPER, "#28231e", "#fdfbf5", "#ebe4d6"),
    ),
)

DEFAULTS = dict(_INK)
"""Our own variables, so that stylesheets parse under any theme a user picks."""
