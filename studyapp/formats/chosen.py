"""The columns that a user asks for: by the names the file gives them, or by what each is.

Names of the file's own go first, in any case: the first is the front, the second the back, each
further one is tags, deck, guid or kind if it is called so, else it adds to the back. Else the
names say what the columns are, in the order of the columns (``columns.ROLES`` and the words that
headers have for them). Some of both would say two things about one column, and is refused.
"""

from collections.abc import Sequence
from typing import NamedTuple

from studyapp.formats.base import FormatError
from studyapp.formats.columns import MAX_COLUMNS, NONE, ROLES, role_of

_KEPT = ("tags", "deck", "guid", "kind")
_SIDES = 2
_SHOWN = 200
"""Characters of a list of names in a message."""


class Chosen(NamedTuple):
    """A column, counted from 0, and its role."""

    at: int
    role: str


def are_labels(names: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether there are names and each is one of the labels."""
    own = _places(labels)
    return bool(names) and all(_folded(name) in own for name in names)


def chosen(file_name: str, names: Sequence[str], labels: Sequence[str]) -> list[Chosen]:
    """Return the columns that ``names`` ask for, in the order in which their texts follow.

    ``labels`` are the file's own names. Raises ``FormatError``.
    """
    own = _places(labels)
    if are_labels(names, labels):
        return [
            Chosen(own[_folded(name)], role)
            for name, role in zip(names, _by_order(names), strict=True)
        ]
    roles = [_role(name) for name in names]
    plain = all(_folded(name) in ROLES for name in names)
    mine = [name for name in names if _folded(name) in own]
    if mine and not plain:
        others = [name for name in names if name not in mine]
        raise FormatError(
            f"{file_name}: of the columns asked for, the file has “{_listed(mine)}” "
            f"but not “{_listed(others)}”",
            f"Name only columns of the file ({_listed(labels)}), or say of each column in turn "
            f"what it is ({', '.join(ROLES)}).",
        )
    for role, name in zip(roles, names, strict=True):
        if not role:
            raise FormatError(
                f"{file_name}: there is no column “{name[:_SHOWN]}”",
                f"Say of each column in turn what it is: one of {', '.join(ROLES)}; or name "
                "columns that the file names itself"
                + (f". Its first line is: {_listed(labels)}" if labels else "."),
            )
    return [Chosen(at, "back" if role == "more" else role) for at, role in enumerate(roles)]


def _by_order(names: Sequence[str]) -> list[str]:
    """Return front, back and what follows; a name that can be no side keeps its own role."""
    roles: list[str] = []
    for at, name in enumerate(names):
        role = role_of(name)
        if role in _KEPT and (at >= _SIDES or _folded(name) == role):
            roles.append(role)
        else:
            roles.append("back" if "front" in roles else "front")
    return roles


def _role(name: str) -> str:
    return _folded(name) if _folded(name) in ROLES else role_of(name)


def _places(labels: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, label in enumerate(labels[:MAX_COLUMNS]):
        if label.strip() and label.strip() != NONE:
            places.setdefault(_folded(label), at)
    return places


def _folded(name: str) -> str:
    return name.strip().casefold()


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name.strip()[:_SHOWN] for name in names[:MAX_COLUMNS])[:_SHOWN]
