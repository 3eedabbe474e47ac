"""Exit codes. Those of errors are declared with the errors; here are all of them, documented."""

from studyapp.errors import (
    BusyError,
    CollectionError,
    ConfigError,
    NotFoundError,
    SourceError,
    StorageFullError,
    StudyError,
)

OK = 0
FAILED = StudyError.exit_code
USAGE = 2
SOURCE = SourceError.exit_code
COLLECTION = CollectionError.exit_code
NOT_FOUND = NotFoundError.exit_code
BUSY = BusyError.exit_code
NOT_SAVED = StorageFullError.exit_code
CONFIG = ConfigError.exit_code
UNEXPECTED = 70
INTERRUPTED = 130
PIPE_CLOSED = 141

MEANINGS = {
    OK: "done",
    FAILED: "not possible as asked; the message says why",
    USAGE: "wrong usage: unknown command, option or value",
    SOURCE: "a source or deck file cannot be read",
    COLLECTION: "the collection is damaged or cannot be opened",
    NOT_FOUND: "no such deck, card or collection, or several fit",
    BUSY: "another studyapp is writing to the collection",
    NOT_SAVED: "not saved: disk full or file read-only",
    CONFIG: "a setting is not valid",
    UNEXPECTED: "a mistake in studyapp itself; please report it",
    INTERRUPTED: "stopped with Ctrl-C; nothing was half done",
    PIPE_CLOSED: "the reader of the output went away",
}
"""What every exit code means: the end of ``studyapp --help``."""


def epilog() -> str:
    """Return the table of exit codes for the help."""
    rows = (f"{code:>5}  {meaning}" for code, meaning in MEANINGS.items())
    return "\n".join(("\b", "Exit codes:", *rows))
