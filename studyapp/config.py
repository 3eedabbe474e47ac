"""Settings: a TOML file and the environment, read once into a frozen value."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from studyapp.errors import ConfigError

THEME_NAMES = ("ink", "paper")
"""Known here, so that a misspelt one is found by every command and not only by the screens."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set. The defaults need no file."""

    database: Path | None = None
    """The collection; None for the one in the user's data folder."""
    timezone: str = ""
    """IANA name such as ``Europe/Paris``; empty for the system's."""
    rollover: int = 4
    """Hour at which a study day starts, 0 to 23."""
    theme: str = ""
    """``ink`` (dark) or ``paper`` (light); empty for ``ink``."""


def load(file: Path, environ: Mapping[str, str]) -> Settings:
    """Read ``file`` if it exists, then let ``STUDYAPP_…`` variables win.

    Raises ``ConfigError`` naming the file or variable and the setting.
    """
    settings = Settings()
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        pass
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise ConfigError(f"{file}: {error}", "Mend the file or move it away.") from error
    else:
        settings = _apply(settings, values, str(file))
    names = {f"STUDYAPP_{field.name.upper()}": field.name for field in fields(Settings)}
    found = {name: environ[variable] for variable, name in names.items() if environ.get(variable)}
    return _apply(settings, found, "environment")


def _apply(settings: Settings, values: Mapping[str, Any], where: str) -> Settings:
    changes: dict[str, Any] = {}
    for name, value in values.items():
        match name:
            case "database" if isinstance(value, str) and value and "\0" not in value:
                changes[name] = _path(value, where)
            case "timezone" if isinstance(value, str):
                changes[name] = value
            case "theme" if value in ("", *THEME_NAMES):
                changes[name] = value
            case "rollover" if str(value).isdecimal() and int(value) <= 23:
                changes[name] = int(value)
            case _:
                known = ", ".join(field.name for field in fields(Settings))
                raise ConfigError(
                    f"{where}: {name} = {value!r} is no setting of studyapp",
                    f"Settings are {known}; rollover is an hour from 0 to 23, "
                    f"theme is one of {', '.join(THEME_NAMES)}.",
                )
    return replace(settings, **changes)


def _path(value: str, where: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError as error:
        raise ConfigError(
            f"{where}: database = {value!r} is in the home of nobody known here",
            "Write the path in full.",
        ) from error
