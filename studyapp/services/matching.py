"""Which stored note is which rebuilt note: identity survives edits, ambiguity is not guessed.

Steps, from certain to likely; a note that one step matched is out of the next:

1. the same guid and the same content,
2. the same content elsewhere in the source (the page was re-ordered),
3. what the source said when the note was built, although the learner edited it since,
4. the same guid and a similar text (a typo was mended),
5. the same front, or the same back below a similar front, if only one note on each side has it
   (an answer was rewritten and cards were inserted before it),
6. the same guid when neither text resembles another note's: it was rewritten in place. Only if
   most of the page is known by then: otherwise it is another page with the same title.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from studyapp.domain.cloze import hidden
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.storage.content import StoredNote
from studyapp.storage.convert import content_hash

V = TypeVar("V")
Groups = dict[Hashable, list[int]]

SIMILAR = 0.6
"""Share of a text that must be the same for an edit (ratio of ``difflib``)."""

NEARLY = 0.92
"""The same for a cloze, which nothing but its text identifies."""

BY_FAR = 0.05
"""How much nearer than any other text a changed cloze must be."""

COMPARISONS = 20_000
"""Pairs that the last step compares at most: beyond, a page is another page."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The result: rebuilt notes with the guid they keep or get, in their order."""

    notes: tuple[tuple[Note, StoredNote | None], ...]
    """Each rebuilt note, its guid settled, with the stored note it is, if any."""
    missing: tuple[StoredNote, ...]
    """Stored notes that the source no longer has."""
    unsure: tuple[str, ...]


def _unknown(guid: str) -> bool:
    """Say of any guid that nobody has it."""
    return False


def match(
    fresh: Sequence[Note],
    stored: Sequence[StoredNote],
    *,
    settled: bool = False,
    known: Callable[[str], bool] = _unknown,
) -> Matching:
    """Match the notes of a source against those stored from an earlier build of it.

    ``settled`` means that the guids are not made from places in a page but written down, as in
    a deck file: they decide, whatever became of the text. ``known`` tells whether a note outside
    ``stored`` has a guid, so that a new one is given to nobody twice.
    """
    left = dict(enumerate(fresh))
    right = {note.id: note for note in stored}
    found: dict[int, StoredNote] = {}

    def take(new: int, old: StoredNote) -> None:
        found[new] = old
        del left[new], right[old.id]

    def unique(
        key_new: Callable[[Note], Hashable], key_old: Callable[[StoredNote], Hashable]
    ) -> None:
        news, olds = _group(left.items(), key_new), _group(right.items(), key_old)
        for key, some in news.items():
            if key is not None and len(some) == 1 and len(olds.get(key, ())) == 1:
                take(some[0], right[olds[key][0]])

    def by_guid(accept: Callable[[Note, StoredNote], bool]) -> None:
        olds = {note.guid: note for note in right.values()}
        for new, note in list(left.items()):
            old = olds.get(note.guid)
            if old is not None and old.id in right and accept(note, old):
                take(new, old)

    if settled:
        by_guid(lambda note, old: True)
    by_guid(lambda note, old: (note.front, note.back) == (old.front, old.back))
    unique(lambda note: (note.front, note.back), lambda old: (old.front, old.back))
    by_guid(lambda note, old: _hash(note) == old.source_hash)
    unique(_hash, lambda old: old.source_hash)
    by_guid(lambda note, old: _similar(note, old))
    unique(lambda note: note.front, lambda old: old.front)
    same_answer = _same_answer(left, right)
    for new, old in same_answer:
        if _ratio(left[new].front, old.front) >= SIMILAR:
            take(new, old)
    if len(left) * len(right) <= COMPARISONS:
        for new, old in _alike(left, right):
            take(new, old)
    unsure: list[str] = []
    here = {old.guid for old in right.values()}
    in_place = sum(note.guid in here for note in left.values())
    if len(left) * len(right) <= COMPARISONS and in_place <= len(found):
        by_guid(lambda note, old: not _claimed_elsewhere(note, old, left.values(), right.values()))
    unlike = {old.guid for old in right.values()}
    twins = {new for new, old in same_answer if new in left and old.id in right}
    taken = {old.guid for old in stored}
    result: list[tuple[Note, StoredNote | None]] = []
    for index, note in enumerate(fresh):
        match_ = found.get(index)
        if match_ is not None:
            result.append((note._replace(guid=match_.guid), match_))
            continue
        if note.guid in unlike:
            unsure.append(
                f"{_where(note)} took the place of another note and is not like it: kept both"
            )
        elif index in twins:
            unsure.append(f"{_where(note)} has the answer of a note that is gone: kept both")
        if note.guid in taken:
            note = note._replace(guid=_fresh_guid(note, lambda guid: guid in taken or known(guid)))
        taken.add(note.guid)
        result.append((note, None))
    return Matching(tuple(result), tuple(right.values()), tuple(unsure))


def _same_answer(
    left: Mapping[int, Note], right: Mapping[int, StoredNote]
) -> list[tuple[int, StoredNote]]:
    """Return the pairs of notes that alone have their answer, on both sides."""
    news = _group(left.items(), lambda note: note.back or None)
    olds = _group(right.items(), lambda old: old.back or None)
    return [
        (some[0], right[olds[answer][0]])
        for answer, some in news.items()
        if answer is not None and len(some) == 1 and len(olds.get(answer, ())) == 1
    ]


def _alike(left: dict[int, Note], right: dict[int, StoredNote]) -> list[tuple[int, StoredNote]]:
    """Return the clozes whose sentence was changed a little: same answer, nearest by far.

    Their guids come from the sentence itself, so that only the texts can tell.
    """
    best: dict[tuple[str, int], list[float]] = defaultdict(list)
    pairs: list[tuple[float, int, StoredNote]] = []
    for new, note in left.items():
        if note.kind is not NoteKind.CLOZE or note.generated is None:
            continue
        for old in right.values():
            same = old.kind == NoteKind.CLOZE and hidden(note.front, 1) == hidden(old.front, 1)
            ratio = _ratio(note.front, old.front) if same else 0.0
            if ratio >= NEARLY:
                pairs.append((ratio, new, old))
                best["new", new].append(ratio)
                best["old", old.id].append(ratio)
    return [
        (new, old)
        for ratio, new, old in pairs
        if all(
            ratio - other >= BY_FAR
            for side in (best["new", new], best["old", old.id])
            for other in sorted(side)[:-1]
        )
        and ratio == max(best["new", new]) == max(best["old", old.id])
    ]


def _group(items: Iterable[tuple[int, V]], key: Callable[[V], Hashable]) -> Groups:
    groups: Groups = defaultdict(list)
    for index, value in items:
        groups[key(value)].append(index)
    return groups


def _hash(note: Note) -> str:
    return content_hash(int(note.kind), note.front, note.back)


def _similar(note: Note, old: StoredNote) -> bool:
    return _ratio(note.front, old.front) >= SIMILAR or _ratio(note.back, old.back) >= SIMILAR


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:2000], other[:2000], autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()


def _claimed_elsewhere(
    note: Note, old: StoredNote, news: Iterable[Note], olds: Iterable[StoredNote]
) -> bool:
    """Whether either text resembles a different note that is still unmatched."""
    return any(_similar(note, other) for other in olds if other.id != old.id) or any(
        _similar(other, old) for other in news if other is not note
    )


def _fresh_guid(note: Note, taken: Callable[[str], bool]) -> str:
    attempt = 2
    while taken(guid := note_guid(note.guid, str(attempt))):
        attempt += 1
    return guid


def _where(note: Note) -> str:
    return f"{note.source.path}, line {note.source.first_line}" if note.source else "a note"
