"""The sample decks: an empty collection gets them once, without a question and offline."""

from studyapp.errors import SourceError
from studyapp.formats import markdown
from studyapp.paths import sample_decks
from studyapp.services import files
from studyapp.services.build import store_deck
from studyapp.services.workspace import Workspace
from studyapp.storage import content, state
from studyapp.storage.engine import reading, writing

OFFERED = "samples_offered"
"""The setting that remembers it: who deletes the samples does not get them again."""


def offer_samples(workspace: Workspace) -> int:
    """Add the sample decks if the collection is empty and never had them; return the notes."""
    if state.setting(workspace.engine, OFFERED) is not None:
        return 0
    with reading(workspace.engine) as connection:
        empty = not content.deck_ids(connection)
    added = add_samples(workspace) if empty else 0
    state.set_setting(workspace.engine, OFFERED, "yes")
    return added


def add_samples(workspace: Workspace) -> int:
    """Add the sample decks, leaving alone what is there of them; return the notes added."""
    folder = sample_decks()
    if not folder.is_dir():
        raise SourceError(f"the sample decks are missing from {folder}", "Install studyapp again.")
    decks = [
        (path.name, markdown.read_deck(files.read(path).decode(), path.name))
        for path in files.below(folder)
        if path.suffix == ".md"
    ]
    added = 0
    with writing(workspace.engine) as connection:
        for name, deck in decks:
            _, fresh, _, _ = store_deck(workspace, connection, deck, path=name, layout="markdown")
            added += fresh
    return added
