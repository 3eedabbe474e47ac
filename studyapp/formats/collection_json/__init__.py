"""The whole collection as one JSON file: the way out that locks nobody in.

::

    {"format": "studyapp", "version": 1, "name": "…",
    "decks": [{"name": "A::B", "description": "", "options": "1"}, …],
    "options": [{"key": "1", "name": "…", "options": {"desired_retention": 0.9, …}, "kept": ""}],
    "note_types": [{"key": "…", "name": "…", "cloze": false, "fields": ["Front", …],
                    "templates": [{"name": "…", "question": "…", "answer": "…"}],
                    "css": "…", "kept": "…"}],
    "columns": {"memory": ["state", "step", …], "review": ["at", "day", …]},
    "media": [
    {"name": "map.png", "size": 1234, "data": "<base64>"}
    ],
    "notes": [
    {"guid": "…", "kind": "basic", "front": "…", "back": "…", "tags": ["…"], "deck": "A::B",
     "created": 0, "modified": 0, "source": {…}, "generated": {…}, "cards": [
       {"ordinal": 0, "deck": "A::B", "position": 1, "queue": 0, "flag": 0,
        "memory": [2, null, 12.5, …], "reviews": [[1767600000000, 20458, 3, …], …]}]}
    ]}

Written with one note and one medium a line, in a stable order, so that git compares it and a
large file is read in little memory; any other layout of the same JSON is read too. Memory and
reviews are lists whose columns the file names; their meaning is that of ``domain.package``.
Texts are Markdown; times are Unix milliseconds, days are study days since 1970-01-01. Keys that
are not known are passed over, a ``version`` above 1 is refused.
"""

from studyapp.formats.collection_json.format import JSON

__all__ = ["JSON"]
