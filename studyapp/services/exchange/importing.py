"""Files into the collection: recognised by what is in them, all of them or none."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from studyapp.domain.day import to_ms
from studyapp.domain.deck import DeckOptions
from studyapp.domain.package import Package, Problem
from studyapp.errors import ConfigError, SourceError, StudyError
from studyapp.formats.base import Reading
from studyapp.scheduling.fsrs import Scheduler
from studyapp.services import browse
from studyapp.services.build import parse, store_deck
from studyapp.services.exchange.apart import Helper, HelperError, helper
from studyapp.services.exchange.intake import Intake
from studyapp.services.exchange.names import Decks
from studyapp.services.exchange.opening import Opened, opened, unfolded
from studyapp.services.exchange.places import Places
from studyapp.services.exchange.reports import (
    Fate,
    ImportReport,
    OnDuplicate,
    Progress,
    Sample,
)
from studyapp.services.exchange.rest import uncollected
from studyapp.services.media import MediaStore, TooLargeError
from studyapp.services.pasted import STDIN
from studyapp.services.texts import SourceFile
from studyapp.services.workspace import Workspace
from studyapp.sources.account import Fate as LineFate
from studyapp.sources.parsed import ParsedSource
from studyapp.storage import content, packing, state
from studyapp.storage.engine import Connection, reading


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the learner said about an import."""

    deck: str | None = None
    """Where all of it goes; None for where the file says."""
    on_duplicate: OnDuplicate = OnDuplicate.UPDATE
    dry_run: bool = False
    """Do everything, report it, and take it all back."""
    format: str | None = None
    encoding: str | None = None
    separator: str = ""
    card_separator: str = ""
    columns: tuple[str, ...] = ()


class _TakenBackError(Exception):
    """Ends the transaction of a dry run."""


def quiet(done: int, total: int, what: str) -> None:
    """Report progress to nobody."""


def import_files(
    workspace: Workspace,
    sources: Sequence[Path | SourceFile],
    wishes: Wishes,
    progress: Progress = quiet,
) -> list[ImportReport]:
    """Take files in, all in one transaction. Raises ``StudyError`` for what cannot be read.

    Media are stored first, under their hash; they are taken away again if anything fails.
    """
    try:
        return _all_or_nothing(workspace, sources, wishes, progress, helper)
    except HelperError:
        return _all_or_nothing(workspace, sources, wishes, progress, _nobody)


def _nobody(source: object, kept: ExitStack) -> AbstractContextManager[None]:
    """Do without another process."""
    return nullcontext()


def _all_or_nothing(
    workspace: Workspace,
    sources: Sequence[Path | SourceFile],
    wishes: Wishes,
    progress: Progress,
    helper: Callable[[object, ExitStack], AbstractContextManager[Helper | None]],
) -> list[ImportReport]:
    store = MediaStore(workspace.path)
    reports: list[ImportReport] = []
    try:
        with ExitStack() as kept, uncollected(), workspace.filling() as connection:
            reading = reading_for(workspace, wishes)
            for source in unfolded(sources):
                with (
                    helper(source, kept) as helping,
                    opened(source, wishes.format, wishes.encoding, reading) as given,
                ):
                    reports.append(
                        _take(workspace, connection, store, given, wishes, progress, helping)
                    )
            if wishes.dry_run:
                raise _TakenBackError
    except _TakenBackError:
        store.forget_fresh()
    except BaseException:
        with suppress(StudyError):  # then files stay that nothing names, which is no harm
            store.forget_fresh(_named(workspace))
        raise
    store.keep_fresh()
    return reports


def _named(workspace: Workspace) -> set[str]:
    """Return the hashes of media in the collection: it may be called off when all is stored."""
    with reading(workspace.engine) as connection:
        return {digest for digest, _ in packing.media(connection).values()}


def _take(
    workspace: Workspace,
    connection: Connection,
    store: MediaStore,
    given: Opened,
    wishes: Wishes,
    progress: Progress,
    helping: Helper | None,
) -> ImportReport:
    progress(0, 1, f"reading {given.file.name}")
    if given.format is None:
        return _take_page(workspace, connection, given, wishes)
    with given.format.read(given.file, reading_for(workspace, wishes)) as package:
        return _take_package(
            workspace, connection, store, given, package, wishes, progress, helping
        )


def reading_for(workspace: Workspace, wishes: Wishes) -> Reading:
    """Return what a format needs to know of the learner's clock and wishes."""
    return Reading(
        to_ms(workspace.now()),
        workspace.days.day_of,
        workspace.days.start_of,
        wishes.separator,
        wishes.card_separator,
        wishes.columns,
    )


def _take_package(
    workspace: Workspace,
    connection: Connection,
    store: MediaStore,
    given: Opened,
    package: Package,
    wishes: Wishes,
    progress: Progress,
    helping: Helper | None,
) -> ImportReport:
    if package.name == STDIN:
        package.name = f"Pasted {workspace.now().astimezone(workspace.zone):%Y-%m-%d}"
    decks = Decks(workspace, connection, package, wishes.deck)
    for deck in package.decks:
        if not wishes.deck and (deck.name != "Default" or deck.description):
            decks.place(deck.name)
    _set_options(connection, package, decks)
    before = len(package.problems)
    renamed, media = _take_media(connection, store, package, progress)
    places = Places(connection, package, decks, renamed)
    intake = Intake(workspace, connection, package, decks, places, wishes.on_duplicate)
    intake.take(progress, helping)
    if wishes.deck and not intake.added.cards and intake.fates:
        package.remarks.append("all of it is here already, and stays in the decks where it is")
    if not intake.fates and not package.problems[before:]:
        package.remarks.append("there are no cards in it")
    return ImportReport(
        given.file.name,
        package.format,
        dict(sorted(intake.added.decks.items())),
        dict(intake.fates),
        intake.added.cards,
        intake.added.reviews,
        media,
        tuple(package.problems),
        tuple(package.remarks),
        tuple(intake.samples),
        wishes.dry_run,
    )


def _set_options(connection: Connection, package: Package, decks: Decks) -> None:
    """Give decks that are new here the options they had; those that are known keep theirs."""
    sets = {each.key: each for each in package.options}
    stored: dict[str, int] = {}
    for deck in package.decks:
        name = decks.name(deck.name)
        if name not in decks.made:
            continue
        if deck.description:
            state.set_description(connection, name, deck.description)
        wanted = sets.get(deck.options)
        if wanted is None or (wanted.options == DeckOptions() and not wanted.kept):
            continue
        try:
            Scheduler(wanted.options, UTC)
        except ConfigError as error:
            package.problems.append(
                Problem(f"options {wanted.name}", error.message, "The defaults are used.")
            )
            continue
        if wanted.key not in stored:
            stored[wanted.key] = state.add_options(
                connection, wanted.name, wanted.options, wanted.kept
            )
        state.share_options(connection, name, stored[wanted.key])


def _take_media(
    connection: Connection, store: MediaStore, package: Package, progress: Progress
) -> tuple[dict[str, str], int]:
    """Store media; return the names that had to change, and how many files are new."""
    known = packing.media(connection)
    renamed: dict[str, str] = {}
    added = 0
    for number, each in enumerate(package.media):
        progress(number, number + 1, f"media: {each.name}")
        try:
            with each.open() as stream:
                digest, size = store.put(stream)
        except TooLargeError as error:
            package.problems.append(Problem(f"media {each.name}", f"too large: {error}"))
            continue
        except StudyError as error:
            if error.exit_code != SourceError.exit_code:
                raise
            package.problems.append(Problem(f"media {each.name}", error.message, error.hint))
            continue
        name = each.name
        if name in known and known[name][0] != digest:
            stem, dot, suffix = name.rpartition(".")
            name = f"{stem or suffix}-{digest[:8]}{dot}{suffix if stem else ''}"
            renamed[each.name] = name
        if name not in known:
            content.add_media(connection, name, digest, size)
            known[name] = (digest, size)
            added += 1
    return renamed, added


def _take_page(
    workspace: Workspace, connection: Connection, given: Opened, wishes: Wishes
) -> ImportReport:
    """Take in what no format claims but a layout of copied pages may know."""
    parsed = parse(SourceFile(given.file.name, (given.file.text or "").encode()))
    if not parsed.deck.notes:
        raise SourceError(
            f"{given.file.name}: no flashcards in it that studyapp knows",
            "Say what stands between front and back (--separator '::'); if it is a table, add "
            "--format csv (others: 'studyapp formats'). To make cards out of a text: "
            f"studyapp build {'-' if given.file.name == STDIN else given.file.name}",
        )
    if wishes.deck:
        parsed = _moved(parsed, wishes.deck)
    matching, added, updated, unsure = store_deck(
        workspace, connection, parsed.deck, path=parsed.path, layout=parsed.layout
    )
    counts = Counter(entry.deck for entry in parsed.deck.notes)
    cards = sum(len(note.ordinals()) for note, old in matching.notes if old is None)
    uncertain = [each for each in parsed.account if each.fate is LineFate.UNCERTAIN]
    fates = {
        Fate.NEW: added,
        Fate.UPDATED: updated,
        Fate.UNCHANGED: len(matching.notes) - added - updated,
    }
    samples = tuple(
        Sample(
            entry.deck, *browse.sides(entry.note, 0), Fate.NEW if old is None else Fate.UNCHANGED
        )
        for entry, (_, old) in list(zip(parsed.deck.notes, matching.notes, strict=True))[:20]
    )
    return ImportReport(
        given.file.name,
        f"page: {parsed.layout}",
        dict(counts),
        {fate: count for fate, count in fates.items() if count},
        cards,
        0,
        0,
        tuple(Problem(f"line {each.number}", each.reason) for each in uncertain),
        (*parsed.warnings, *matching.unsure, *unsure),
        samples,
        wishes.dry_run,
    )


def _moved(parsed: ParsedSource, deck: str) -> ParsedSource:
    old = parsed.deck
    notes = tuple(
        replace(entry, deck=deck + entry.deck.removeprefix(old.name)) for entry in old.notes
    )
    return replace(parsed, deck=replace(old, name=deck, notes=notes))
