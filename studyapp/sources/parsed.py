"""What reading one source gives, whatever its layout."""

from dataclasses import dataclass

from studyapp.domain.deck import ParsedDeck
from studyapp.sources.account import Account
from studyapp.sources.blocks import Document


@dataclass(frozen=True, slots=True)
class Claim:
    """A count that the page itself states, held against what was found."""

    text: str
    """As the page has it, such as ``160 Terms``."""
    line: int
    count: int
    found: int

    @property
    def agrees(self) -> bool:
        """Whether the page told the truth."""
        return self.count == self.found


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """One source, read: its deck (may hold no notes), the account, and what looked wrong."""

    path: str
    """Name of the file as given."""
    layout: str
    """Name of the layout that won, ``text`` for a document without cards."""
    title: str
    deck: ParsedDeck
    account: Account
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = ()
    document: Document | None = None
    """The cleaned text, for a source that is no flashcard page."""
