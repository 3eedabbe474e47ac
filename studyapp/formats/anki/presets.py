"""Anki's deck options and ours.

Ours are a choice of Anki's. On the way in the whole of Anki's is kept as JSON (an entry of
``dconf``, schema 11); on the way out only what differs from it is changed, so that a setting we
do not know survives the round trip.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from studyapp.domain.deck import DeckOptions, LeechAction, NewOrder, ReviewOrder
from studyapp.domain.package import PackedOptions

Json = dict[str, Any]
FSRS5_DECAY = 0.5
_RANDOM_GATHER = (3, 4, 5)
_RANDOM_SORT = (3, 4)
_RANDOM, _WEAKEST, _OVERDUE = 8, 7, 12
"""Orders of reviews: random, lowest recall first, and most overdue for its interval first."""
_MAX_STEPS = 100
_FAR = 1e9
_MAX_ID = 1 << 62
_FIRST_ID, _MORE_IDS = 1_400_000_000_000, 100_000_000_000
"""Where numbers of our own lie: milliseconds of years before we were, as Anki's are."""

DEFAULTS: Json = {
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "new": {
        "bury": False,
        "delays": [1.0, 10.0],
        "initialFactor": 2500,
        "ints": [1, 4, 0],
        "order": 1,
        "perDay": 20,
    },
    "rev": {
        "bury": False,
        "ease4": 1.3,
        "ivlFct": 1.0,
        "maxIvl": 36500,
        "perDay": 200,
        "hardFactor": 1.2,
    },
    "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
    "dyn": False,
    "newMix": 0,
    "newPerDayMinimum": 0,
    "interdayLearningMix": 0,
    "reviewOrder": 0,
    "newSortOrder": 0,
    "newGatherPriority": 0,
    "buryInterdayLearning": False,
    "fsrsWeights": [],
    "fsrsParams5": [],
    "fsrsParams6": [],
    "desiredRetention": 0.9,
    "ignoreRevlogsBeforeDate": "",
    "easyDaysPercentages": [1.0] * 7,
    "stopTimerOnAnswer": False,
    "secondsToShowQuestion": 0.0,
    "secondsToShowAnswer": 0.0,
    "questionAction": 0,
    "answerAction": 0,
    "waitForAudio": True,
    "sm2Retention": 0.9,
    "weightSearch": "",
}
"""What anki 26.9.3 gives a new collection."""


def to_options(given: Mapping[str, Any]) -> tuple[DeckOptions, str]:
    """Return our options for an entry of ``dconf``, and what of it could not be taken over.

    Never raises: what is missing or makes no sense counts as Anki's default.
    """
    new, rev, lapse = (_object(given, key) for key in ("new", "rev", "lapse"))
    parameters, remark = _parameters(given)
    random = (
        _whole(given, "newGatherPriority") in _RANDOM_GATHER
        or _whole(given, "newSortOrder") in _RANDOM_SORT
        or _whole(new, "order", 1) == 0
    )
    order = _whole(given, "reviewOrder")
    options = DeckOptions(
        desired_retention=min(max(_number(given, "desiredRetention", 0.9), 0.70), 0.99),
        learning_steps=_seconds(new),
        relearning_steps=_seconds(lapse),
        new_per_day=min(max(_whole(new, "perDay", 20), 0), 9999),
        reviews_per_day=min(max(_whole(rev, "perDay", 200), 0), 9999),
        maximum_interval=min(max(_whole(rev, "maxIvl", 36500), 1), 36500),
        leech_threshold=min(max(_whole(lapse, "leechFails", 8), 0), 9999),
        leech_action=LeechAction.TAG if _whole(lapse, "leechAction", 1) else LeechAction.SUSPEND,
        new_order=NewOrder.RANDOM if random else NewOrder.ADDED,
        review_order={
            _RANDOM: ReviewOrder.RANDOM,
            _WEAKEST: ReviewOrder.WEAKEST,
            _OVERDUE: ReviewOrder.WEAKEST,
        }.get(order, ReviewOrder.DUE),
        bury_siblings=bool(new.get("bury")) or bool(rev.get("bury")),
        parameters=parameters,
    )
    return options, remark


def for_deck(options: DeckOptions, deck: Mapping[str, Any]) -> DeckOptions:
    """Return the options with what one deck sets for itself (limits, desired retention)."""
    new, reviews, percent = (
        deck.get(key) for key in ("newLimit", "reviewLimit", "desiredRetention")
    )
    if isinstance(new, int) and 0 <= new <= 9999:
        options = replace(options, new_per_day=new)
    if isinstance(reviews, int) and 0 <= reviews <= 9999:
        options = replace(options, reviews_per_day=reviews)
    if isinstance(percent, int | float) and 70 <= percent <= 99:
        options = replace(options, desired_retention=percent / 100)
    return options


def original(packed: PackedOptions) -> int | None:
    """Return the number a set of options had in Anki; None for one of ours.

    Anki takes a set that it knows by its number for its own, whatever it says: one that was
    changed here, or for one deck only, is another.
    """
    try:
        kept = json.loads(packed.kept) if packed.kept else {}
    except (ValueError, RecursionError):
        return None
    ident = kept.get("id") if isinstance(kept, dict) else None
    if not isinstance(ident, int) or not 0 < ident < _MAX_ID:
        return None
    return ident if to_options(kept)[0] == packed.options else None


def number(packed: PackedOptions) -> int:
    """Return a number for a set that has none: the same for the same set, in no other's way."""
    said = f"{packed.name}\0{packed.options!r}\0{packed.kept}".encode("utf-8", "replace")
    return _FIRST_ID + int.from_bytes(sha256(said).digest()[:8], "big") % _MORE_IDS


def from_options(options: DeckOptions, kept: str) -> Json:
    """Return an entry of ``dconf`` without ``id`` and ``name``: what was kept, with ours in it."""
    made: Json = json.loads(json.dumps(DEFAULTS))
    try:
        old = json.loads(kept) if kept else {}
    except (ValueError, RecursionError):
        old = {}
    if isinstance(old, dict):
        for key, value in old.items():
            if isinstance(made.get(key), dict):
                made[key].update(value if isinstance(value, dict) else {})
            else:
                made[key] = value
    before, _ = to_options(made)
    new, rev, lapse = made["new"], made["rev"], made["lapse"]
    if options.desired_retention != before.desired_retention:
        made["desiredRetention"] = options.desired_retention
    if options.learning_steps != before.learning_steps:
        new["delays"] = _minutes(options.learning_steps)
    if options.relearning_steps != before.relearning_steps:
        lapse["delays"] = _minutes(options.relearning_steps)
    if options.new_per_day != before.new_per_day:
        new["perDay"] = options.new_per_day
    if options.reviews_per_day != before.reviews_per_day:
        rev["perDay"] = options.reviews_per_day
    if options.maximum_interval != before.maximum_interval:
        rev["maxIvl"] = options.maximum_interval
    if options.leech_threshold != before.leech_threshold:
        lapse["leechFails"] = options.leech_threshold
    if options.leech_action != before.leech_action:
        lapse["leechAction"] = int(options.leech_action is LeechAction.TAG)
    if options.bury_siblings != before.bury_siblings:
        new["bury"] = rev["bury"] = made["buryInterdayLearning"] = options.bury_siblings
    if options.new_order != before.new_order:
        random = options.new_order is NewOrder.RANDOM
        new["order"] = 1
        made["newGatherPriority"], made["newSortOrder"] = (3, 3) if random else (0, 0)
    if options.review_order != before.review_order:
        made["reviewOrder"] = {
            ReviewOrder.RANDOM: _RANDOM,
            ReviewOrder.WEAKEST: _WEAKEST,
        }.get(options.review_order, 0)
    if options.parameters != before.parameters:
        made["fsrsParams6"] = list(options.parameters)
        if not options.parameters:
            made["fsrsWeights"] = made["fsrsParams5"] = []
    return made


def _parameters(given: Mapping[str, Any]) -> tuple[tuple[float, ...], str]:
    """Return the 21 parameters of FSRS-6; the engine uses the newest list that is not empty.

    Those of FSRS-5 mean the same in FSRS-6 with a decay of 0.5 and no dependence of same-day
    reviews on stability, which is what fsrs-rs adds to them (``check_and_fill_parameters``).
    Older ones were fitted to other formulas.
    """
    for key in ("fsrsParams6", "fsrsParams5", "fsrsWeights"):
        found = given.get(key)
        if not isinstance(found, list) or not found:
            continue
        if not all(isinstance(each, int | float) and -_FAR < each < _FAR for each in found):
            return (), "FSRS parameters that are no numbers are left out"
        values = tuple(float(each) for each in found)
        if len(values) == 21:
            return values, ""
        if len(values) == 19:
            return (*values, 0.0, FSRS5_DECAY), ""
        return (), f"{len(values)} FSRS parameters of an older version are left out"
    return (), ""


def sm2_parameters(given: Mapping[str, Any]) -> tuple[float, tuple[float, ...]]:
    """Return the retention that SM-2 is taken to have had, and the FSRS parameters."""
    return _number(given, "sm2Retention", 0.9), _parameters(given)[0]


def _object(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = given.get(key)
    return found if isinstance(found, dict) else {}


def _number(given: Mapping[str, Any], key: str, default: float) -> float:
    found = given.get(key)
    return found if isinstance(found, int | float) and -_FAR < found < _FAR else default


def _whole(given: Mapping[str, Any], key: str, default: int = 0) -> int:
    return int(_number(given, key, default))


def _seconds(given: Mapping[str, Any]) -> tuple[int, ...]:
    """Read steps: minutes there, whole seconds here."""
    delays = given.get("delays")
    if not isinstance(delays, list):
        return ()
    return tuple(
        max(1, round(each * 60))
        for each in delays[:_MAX_STEPS]
        if isinstance(each, int | float) and 0 < each < 1e6
    )


def _minutes(seconds: Sequence[int]) -> list[float]:
    return [each / 60 for each in seconds]
