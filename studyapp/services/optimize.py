"""``optimize``: FSRS parameters from the learner's own log, applied only if they predict better."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from studyapp.domain.deck import DeckOptions
from studyapp.errors import ConfigError, StudyError
from studyapp.scheduling.fsrs import Scheduler
from studyapp.scheduling.history import History, history, recalls
from studyapp.scheduling.optimize import MINIMUM, Parameters
from studyapp.services.fit_groups import Group, Held, groups, scope
from studyapp.services.fits import Fit, Verdict
from studyapp.services.fitting import judge_apart
from studyapp.services.replaying import Planned, follow, plan
from studyapp.services.workspace import Workspace
from studyapp.storage import content, fitting, state
from studyapp.storage.engine import Connection, reading, writing
from studyapp.storage.fitting import PastFit

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done; what it raises ends the work, and
nothing of it stays."""

STEPS = 5
"""Of one group: reading its log, and those of ``scheduling.optimize.judge``."""


def optimize(
    workspace: Workspace, deck: str | None, *, dry_run: bool, progress: Progress
) -> tuple[Fit, ...]:
    """Fit the parameters of a deck and those below it, or of all decks, to the log.

    They are fitted to the first 80% of the recalls and judged by the later ones; if they give
    those a lower log loss than the parameters in force, they are fitted to all and applied, in
    one transaction: options and memory. Due dates stay. Raises ``NotFoundError``; ``StudyError``
    if the options were changed meanwhile.
    """
    with reading(workspace.engine) as connection:
        found = groups(connection, deck)
    total = STEPS * len(found) + 1
    fits = []
    for at, group in enumerate(found):
        done = STEPS * at

        def step(more: int, _: int, what: str, done: int = done) -> None:
            progress(done + 1 + more, total, what)

        progress(done, total, "reading the review log")
        fits.append(_fit(workspace, group, step, dry_run=dry_run))
    pairs = zip(found, fits, strict=True)
    better = [(group, fit) for group, fit in pairs if fit.verdict is Verdict.APPLIED]
    if better:
        cards = _apply(workspace, deck, better, progress, total)
        fits = [replace(fit, cards=cards.get(fit.decks, 0)) for fit in fits]
    return tuple(fits)


def _fit(workspace: Workspace, group: Group, step: Progress, *, dry_run: bool) -> Fit:
    histories = _histories(workspace, group.decks)
    judged = Fit(
        group.decks,
        Verdict.TOO_FEW,
        group.parameters,
        group.parameters,
        recalls(histories),
        sum(map(len, histories)),
    )
    if judged.recalls < MINIMUM:
        return judged
    judgement = judge_apart(histories, group.parameters, group.relearning_steps, step)
    judged = replace(judged, judgement=judgement, verdict=Verdict.NOT_BETTER)
    if judgement.parameters is None or not _usable(workspace, judgement.parameters):
        return judged
    verdict = Verdict.BETTER if dry_run else Verdict.APPLIED
    return replace(judged, verdict=verdict, new=judgement.parameters)


def _histories(workspace: Workspace, decks: Sequence[str]) -> list[History]:
    with reading(workspace.engine) as connection:
        ids = content.deck_ids(connection)
        chosen = [ids[name] for name in decks if name in ids]
        logs = fitting.logs_in(connection, workspace.learner_id, chosen)
        found = (history(entries) for _, entries in logs)
        return [answers for answers in found if answers]


def _usable(workspace: Workspace, parameters: Parameters) -> bool:
    """Whether the scheduler takes them: both libraries have bounds, and might differ in one."""
    try:
        Scheduler(DeckOptions(parameters=parameters), workspace.zone)
    except ConfigError:
        return False
    return True


def _apply(
    workspace: Workspace,
    deck: str | None,
    better: Sequence[tuple[Group, Fit]],
    progress: Progress,
    total: int,
) -> dict[tuple[str, ...], int]:
    """Store the parameters and what memory becomes; return the cards by the decks of each fit."""
    computing = partial(progress, total - 1, total, "computing memory anew")
    storing = partial(progress, total - 1, total, "storing")
    planned: dict[int, Planned] = {}
    with reading(workspace.engine) as connection:
        for group, fit in better:
            planned |= plan(workspace, connection, group.decks, fit.new, computing)
    storing()
    with writing(workspace.engine) as connection:
        now = groups(connection, deck)
        before = state.options_in(connection)
        for group, fit in better:
            if group not in now:
                raise StudyError(
                    "the options of these decks were changed while their parameters were fitted",
                    "Nothing was changed by it. Run it again.",
                )
            _store(connection, group, fit.new, before)
        after = state.options_in(connection)
        return {
            fit.decks: follow(
                workspace, connection, {name: after[name] for name in fit.decks}, planned, storing
            )
            for _, fit in better
        }


def _store(
    connection: Connection,
    group: Group,
    parameters: Parameters,
    before: Mapping[str, DeckOptions],
) -> None:
    keys = [(key, False) for key in group.stored]
    for name in group.without:
        key = state.add_options(connection, name, before[name], "")
        state.share_options(connection, name, key)
        keys.append((key, True))
    for key, made in keys:
        options = fitting.stored_options(connection, key)
        past = fitting.past_fits(connection, key)
        past.append(PastFit(options.parameters, parameters, made))
        fitting.store_options(connection, key, replace(options, parameters=parameters))
        fitting.keep_fits(connection, key, past)


def undo(workspace: Workspace, deck: str | None, *, progress: Progress) -> tuple[Fit, ...]:
    """Take back the last fit of a deck and those below it, or of all decks.

    Parameters and memory are as if it had not been; answers given since count. Options made for
    the fit go again, unless something else in them was changed. Raises ``NotFoundError``, and
    ``StudyError`` where there is nothing to take back.
    """
    computing = partial(progress, 0, 2, "computing memory anew")
    storing = partial(progress, 1, 2, "storing")
    computing()
    with reading(workspace.engine) as connection:
        held, names = scope(connection, deck)
        fitted = _fitted(connection, held, names)
        planned: dict[int, Planned] = {}
        for key, past in fitted.items():
            decks = [name for name in held.own if held.options_id(name) == key]
            planned |= plan(workspace, connection, decks, past.before, computing)
    if not fitted:
        raise StudyError(
            "there is no fit to take back" + (f" in {deck}" if deck else ""),
            "Parameters that were fitted for a deck above, or changed since, are not touched.",
        )
    storing()
    with writing(workspace.engine) as connection:
        before = state.options_in(connection)
        for key in _fitted(connection, held, names):
            _take_back(connection, key, Held(connection))
        after = state.options_in(connection)
        moved: dict[tuple[Parameters, Parameters], list[str]] = {}
        for name, options in after.items():
            change = before[name].parameters, options.parameters
            if change[0] != change[1]:
                moved.setdefault(change, []).append(name)
        return tuple(
            Fit(
                tuple(decks),
                Verdict.UNDONE,
                *change,
                cards=follow(workspace, connection, {n: after[n] for n in decks}, planned, storing),
            )
            for change, decks in moved.items()
        )


def _fitted(connection: Connection, held: Held, names: Sequence[str]) -> dict[int, PastFit]:
    """Return the last fit of the options that the decks hold, where its parameters are in force."""
    found: dict[int, PastFit] = {}
    for key in dict.fromkeys(held.own[name] for name in names):
        past = [] if key is None else fitting.past_fits(connection, key)
        if key and past and fitting.stored_options(connection, key).parameters == past[-1].after:
            found[key] = past[-1]
    return found


def _take_back(connection: Connection, key: int, held: Held) -> None:
    options = fitting.stored_options(connection, key)
    past = fitting.past_fits(connection, key)
    last = past.pop()
    restored = replace(options, parameters=last.before)
    fitting.keep_fits(connection, key, past)
    if last.made and restored == _from_above(connection, key, held):
        fitting.drop_options(connection, key)
    else:
        fitting.store_options(connection, key, restored)


def _from_above(connection: Connection, key: int, held: Held) -> DeckOptions | None:
    """Return what the one deck that holds these options would have without; None for several."""
    mine = [name for name, own in held.own.items() if own == key]
    if len(mine) != 1:
        return None
    held.own[mine[0]] = None
    above = held.options_id(mine[0])
    return DeckOptions() if above is None else fitting.stored_options(connection, above)
