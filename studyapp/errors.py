"""Errors a user may see: each says what is wrong and where, and carries a remedy.

Every branch of the tree has one exit code, documented in the README, so that scripts can tell
a bad file from a damaged collection without reading the message.
"""

from typing import ClassVar


class StudyError(Exception):
    """Something the user can act on. ``message`` says what and where, ``hint`` what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class SourceError(StudyError):
    """A source or deck file that cannot be read: missing, binary, badly encoded, too large."""

    exit_code = 3


class CollectionError(StudyError):
    """The collection file cannot be opened, is damaged, or comes from a newer version."""

    exit_code = 4


class NotFoundError(StudyError):
    """A deck, card or note that is named but not there, or a name that fits several."""

    exit_code = 5


class BusyError(CollectionError):
    """Another process holds the collection for longer than the busy timeout."""

    exit_code = 6


class StorageFullError(CollectionError):
    """The answer was not saved because the disk is full or the file is read-only."""

    exit_code = 7


class ElsewhereError(StudyError):
    """A self-test went on, ended or was given up in another window: nothing is written here."""

    def __init__(self, message: str, *, over: bool) -> None:
        super().__init__(message, "Nothing was written. Leave it here and open it again.")
        self.over = over
        """Whether there is nothing to go on with."""


class ConfigError(StudyError):
    """A setting in the configuration file or the environment that is not valid."""

    exit_code = 8
