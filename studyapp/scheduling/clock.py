"""Which study day it is, even after a flight west or with a clock that was wrong."""

from datetime import datetime, tzinfo

from studyapp.domain.day import ROLLOVER_HOUR, study_day

TRAVEL_DAYS = 1
"""How far a change of time zone can plausibly take the learner back."""


def current_day(
    now: datetime, zone: tzinfo, rollover: int = ROLLOVER_HOUR, high_water: int | None = None
) -> int:
    """Return the study day at ``now``, never running backwards because of travel.

    ``high_water`` is the highest study day on record. Flying west can repeat a day: the mark
    then stands, so that nobody gets the same day's new cards twice. A mark further ahead can
    only come from a clock that was wrong, and obeying it would stop study until that date.
    """
    day = study_day(now, zone, rollover)
    if high_water is not None and 0 < high_water - day <= TRAVEL_DAYS:
        return high_water
    return day
