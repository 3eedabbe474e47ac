"""Which collection a command means, and how it is opened."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import output
from studyapp.errors import (
    BusyError,
    CollectionError,
    ConfigError,
    SourceError,
    StorageFullError,
)

if TYPE_CHECKING:
    from studyapp.collection import Collection
    from studyapp.config import Settings

DbOption = Annotated[
    Path | None,
    typer.Option("--db", metavar="PATH", help="The collection, instead of your own."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said before the command."""

    db: Path | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the collection is and which settings hold."""

    path: Path
    zone: tzinfo
    settings: "Settings"


def place(context: typer.Context, db: Path | None = None) -> Place:
    """Return the collection that is meant: ``--db``, else the settings, else the user's own.

    A folder that ``--db`` misspells is not made: an empty collection in it would look like one
    that lost its cards. Raises ``ConfigError`` and ``CollectionError``.
    """
    from studyapp import paths
    from studyapp.services.files import is_folder

    settings = _settings()
    given = context.find_object(Given)
    named = db or (given.db if given else None)
    if named is not None and not is_folder(named.parent):
        raise CollectionError(
            f"there is no folder {named.parent} for the collection {named.name}",
            "Check the path after --db, or make the folder first.",
        )
    path = named or settings.database
    return Place(path or paths.data_folder() / "collection.db", _zone(settings.timezone), settings)


def check_settings() -> None:
    """Refuse settings that are not valid, for a command that needs none. Raises ``ConfigError``."""
    settings = _settings()
    if settings.timezone:
        _zone(settings.timezone)


def _settings() -> "Settings":
    from studyapp import config, paths

    return config.load(paths.config_file(), os.environ)


@contextmanager
def opened(where: Place, *, samples: bool = False) -> Iterator["Collection"]:
    """Open the collection for one command; with ``samples``, an empty one gets the sample decks."""
    from studyapp.collection import Collection

    with Collection.open(
        where.path, zone=where.zone, rollover=where.settings.rollover
    ) as collection:
        if collection.copied_to is not None:
            output.warn(f"The collection was brought up to date; a copy: {collection.copied_to}")
        if samples:
            _offer_samples(collection)
        yield collection


def _offer_samples(collection: "Collection") -> None:
    try:
        collection.offer_samples()
    except SourceError as error:
        output.warn(f"studyapp: {error.message}")
    except (BusyError, StorageFullError):
        # Looking at a collection that cannot be written to is no error; the offer waits.
        return


def _zone(name: str) -> tzinfo:
    if not name:
        from tzlocal import get_localzone

        try:
            return get_localzone()
        except (ValueError, OSError, LookupError) as error:
            raise ConfigError(
                "the time zone of this system is not clear",
                "Set timezone in the settings, or STUDYAPP_TIMEZONE, for example Europe/Paris.",
            ) from error
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise ConfigError(
            f"timezone = {name!r} is no time zone",
            "Give a name such as Europe/Paris or UTC, or leave it out for the system's.",
        ) from error
