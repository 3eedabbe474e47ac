"""studyapp: spaced repetition in the terminal."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.collection import Collection as Collection
    from studyapp.domain.review import Rating as Rating

__version__ = "0.1.0"
__all__ = ["Collection", "Rating", "__version__"]


def __getattr__(name: str) -> object:
    """Import the public names on first use: ``studyapp --help`` needs none of them."""
    if name == "Collection":
        from studyapp.collection import Collection

        return Collection
    if name == "Rating":
        from studyapp.domain.review import Rating

        return Rating
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
