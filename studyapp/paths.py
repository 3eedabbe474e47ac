"""Where things live: the user's data and settings, and the samples that come with the package."""

import os
from pathlib import Path

from studyapp.errors import ConfigError

_PACKAGE = Path(__file__).parent


def home() -> Path | None:
    """Return the folder in ``STUDYAPP_HOME``, which replaces all per-user folders.

    Raises ``ConfigError``.
    """
    value = os.environ.get("STUDYAPP_HOME")
    try:
        return Path(value).expanduser() if value else None
    except RuntimeError as error:
        raise ConfigError(
            f"STUDYAPP_HOME = {value!r} is in the home of nobody known here",
            "Write the path in full.",
        ) from error


def data_folder() -> Path:
    """Return the folder of the default collection and its copies."""
    own = home()
    if own is not None:
        return own
    from platformdirs import user_data_path

    return user_data_path("studyapp", appauthor=False)


def config_file() -> Path:
    """Return the settings file; it need not exist."""
    own = home()
    if own is not None:
        return own / "config.toml"
    from platformdirs import user_config_path

    return user_config_path("studyapp", appauthor=False) / "config.toml"


def sample_seeds() -> Path:
    """Return the folder of the documents that the sample decks are built from."""
    installed = _PACKAGE / "samples" / "seeds"
    return installed if installed.is_dir() else _PACKAGE.parent / "seeds"


def sample_decks() -> Path:
    """Return the folder of the sample decks: in the wheel, else in the checkout."""
    installed = _PACKAGE / "samples" / "decks"
    return installed if installed.is_dir() else _PACKAGE.parent / "decks"
