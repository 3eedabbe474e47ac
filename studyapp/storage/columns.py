"""Names of columns in the order in which rows of them are made and read."""

MEMORY_FIELDS = (
    "state",
    "step",
    "stability",
    "difficulty",
    "due",
    "due_day",
    "last_review",
    "last_day",
    "first_day",
    "reps",
    "lapses",
)
"""The columns of ``memory`` that replaying the log gives, in the order of ``Memory``."""

LOG_FIELDS = (
    "id",
    "learner_id",
    "card_id",
    "rating",
    "evidence",
    "at",
    "day",
    "duration_ms",
    "state_before",
    "state",
    "step",
    "due",
    "due_day",
    "voids",
    "imported",
    "snapshot",
)
"""The columns of ``review_log`` that its checksum covers."""

LOG_COLUMNS = (*LOG_FIELDS, "checksum")
MEMORY_COLUMNS = (
    "learner_id",
    "card_id",
    *MEMORY_FIELDS,
    "queue",
    "buried_until",
    "flag",
    "log_id",
)
"""All columns of the two tables that tell of learning."""
CARD_COLUMNS = ("id", "note_id", "deck_id", "ordinal", "family", "position")
NULLABLE = frozenset(
    ["step", "stability", "difficulty", "due", "due_day", "last_review", "last_day", "first_day",
     "buried_until", "log_id", "rating", "voids", "imported", "snapshot"]
)  # fmt: skip
"""Those of both that may be NULL."""
