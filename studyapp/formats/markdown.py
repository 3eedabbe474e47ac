r"""Decks as Markdown that people write by hand and git can compare: a superset of hashcards.

::

    ---
    name = "Astronomy::Planets"
    ---

    <!-- id: 1f2e3d4c5b6a7988 | source: page.txt:37-42 | tags: sky | kind: reversed -->
    Q: Which planet is nearest to the Sun?
    A: Mercury

    ---

    C: [Jupiter] has [four]{| number} moons that [Galileo] saw \[1610\].

* ``Q:``, ``A:`` and ``C:`` count at the very start of a line. A text runs on, blank lines and
  all, to the next of them, to a line ``---`` or to the next comment. An ``A:`` after a ``C:`` is
  what the back of a cloze card says besides the text (hashcards has no such thing).
* Front matter is TOML; ``name`` is the full deck name. Without it the deck is named after the
  file. Other keys are ignored.
* The comment above a note says who it is (see ``markdown_comment``). Without one, a note is known
  by its deck and its question. It may name another deck for its note.
* Text before the first note and after a ``---`` is commentary and not read. So are lines that
  start with ``#`` right before the next note, ``A:`` or ``---``: headings between notes.
  hashcards skips every ``#`` line; one with text under it stays part of that text here.
* A line of a text that looks like one of these starts with a backslash: ``\Q:``, ``\---``,
  ``\<!--``, ``\# heading``; the backslash is taken off, and ``\\Q:`` stands for ``\Q:``.
* Texts are stripped and their line ends are ``\n``; everything else stays as it is.
* Deletions are in brackets, as ``markdown_cloze`` says.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PureWindowsPath

from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.errors import SourceError
from studyapp.formats.file_names import deck_paths
from studyapp.formats.markdown_cloze import BracketError, read_cloze, write_cloze
from studyapp.formats.markdown_comment import NoteComment, read_comment, write_comment
from studyapp.formats.markdown_lines import RULE, normal, read_field, split_lines, write_field
from studyapp.formats.markdown_made import read_made

MAX_FRONT_MATTER = 20_000
"""Characters; a name needs less and a TOML reader may take long over more."""

_LABEL = re.compile(r"\]\{ ?(?:[0-9]{1,4}[ },|]|\|)|\{\{c[0-9]{1,4}::")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


def write_deck(deck: ParsedDeck) -> dict[str, str]:
    """Return the text of one file for each deck that holds notes, by relative path.

    The same deck gives the same bytes, in order of path, with the notes of a file in the order
    given. A deck without notes gives one file with its name.
    """
    notes: dict[str, list[Note]] = {} if deck.notes else {deck.name: []}
    for parsed in deck.notes:
        notes.setdefault(parsed.deck, []).append(parsed.note)
    paths = deck_paths(notes)
    files = {
        paths[name]: write_file(name, (ParsedNote(name, note) for note in found))
        for name, found in notes.items()
    }
    return dict(sorted(files.items()))


def write_file(name: str, notes: Iterable[ParsedNote]) -> str:
    """Return the text of one file for one deck; notes of other decks say so in their comments."""
    quoted = json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")
    head = f"{RULE}\nname = {quoted}\n{RULE}\n"
    body = f"\n{RULE}\n\n".join(
        _write_note(parsed.note, "" if parsed.deck == name else parsed.deck) for parsed in notes
    )
    return f"{head}\n{body}" if body else head


def read_deck(
    text: str, path: str, broken: Callable[[SourceError], None] | None = None
) -> ParsedDeck:
    """Read one file, ours or of hashcards.

    ``path`` names the deck if the file does not, and the file in messages. Raises
    ``SourceError`` with the line and a remedy. With ``broken``, a note that cannot be read is
    left out and its error handed over instead, and only a broken front matter is raised.
    """
    lines = split_lines(text)
    name, body = read_front_matter(lines, path)
    problems = broken or _refuse
    reader = _Reader(path, problems)
    for number, line in enumerate(lines[body:], body + 1):
        reader.line(number, line)
    drafts = reader.end()
    if not drafts and not reader.left_out and any(line.strip() for line in lines[body:]):
        raise SourceError(
            f"{path}: no cards in this file",
            "A card is a line that starts with Q: and one that starts with A:, "
            "or a line that starts with C: and has [deletions].",
        )
    name = name or PureWindowsPath(path).stem or "Deck"
    return ParsedDeck(name, tuple(_identify(drafts, name, path, problems)))


def is_markdown_deck(text: str) -> bool:
    """Whether a text is such a deck, told by content and without reading all of it closely.

    Front matter with a name, a comment with an id right above a ``Q:`` or ``C:`` line, or a text
    that opens with a whole note do; prose, an interview inside a page, or a manual that shows
    the format in a code block do not.
    """
    lines = split_lines(text)
    try:
        name, body = read_front_matter(lines, "")
    except SourceError:
        return _has_identified_note(lines)
    return bool(name) or _opens_with_note(lines[body:]) or _has_identified_note(lines[body:])


def _write_note(note: Note, deck: str) -> str:
    front, back = normal(note.front), normal(note.back)
    kind: NoteKind | None = NoteKind.REVERSED if note.kind is NoteKind.REVERSED else None
    if note.kind is NoteKind.CLOZE:
        texts = [write_field("C:", write_cloze(front))]
        if back:
            texts.append(write_field("A:", back))
        kind = None if cloze_numbers(front) else note.kind
    else:
        texts = [write_field("Q:", front), write_field("A:", back)]
    gap = "\n" if len(texts) > 1 and texts[0].count("\n") > 1 else ""
    return f"{write_comment(note, kind=kind, deck=deck)}\n{gap.join(texts)}"


def read_front_matter(lines: list[str], path: str) -> tuple[str, int]:
    """Return the deck name, empty if there is none, and how many lines the front matter takes.

    Raises ``SourceError`` for one that is not closed, too long or not TOML.
    """
    remedy = f'Front matter is a line {RULE}, a line such as name = "My deck", and a line {RULE}.'
    if lines[0].strip() != RULE:
        return "", 0
    size = 0
    end = 0
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == RULE:
            end = number
            break
        size += len(line) + 1
        if size > MAX_FRONT_MATTER:
            raise _error(path, 1, "the front matter is too long", remedy)
    if not end:
        raise _error(path, 1, "front matter that is not closed", remedy)
    try:
        name = tomllib.loads("\n".join(lines[1:end])).get("name", "")
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        what = f"front matter that is not TOML ({problem})"
        raise _error(path, 1, what, remedy) from None
    if not isinstance(name, str):
        raise _error(path, 1, "the name in the front matter is not text", remedy)
    return name, end + 1


@dataclass(slots=True)
class _Draft:
    """A note while its lines come in."""

    tag: str
    line: int
    comment: NoteComment | None
    front: list[str]
    nameless: bool = False
    back: list[str] = field(default_factory=list)
    answer_line: int = 0

    @property
    def texts(self) -> list[str]:
        return self.back if self.answer_line else self.front


class _Reader:
    """Takes a file line by line. At any time it is inside a note or between notes."""

    def __init__(self, path: str, broken: Callable[[SourceError], None]) -> None:
        self.left_out = 0
        self._path = path
        self._broken = broken
        self._done: list[_Draft] = []
        self._note: _Draft | None = None
        self._comment: NoteComment | None = None
        self._nameless = False
        """Whether the comment above the next note cannot be read: then who is it?"""

    def line(self, number: int, line: str) -> None:
        if line.startswith(("Q:", "C:")):
            self._finish()
            self._note = _Draft(line[:2], number, self._comment, [line[2:]], self._nameless)
            self._comment, self._nameless = None, False
        elif line.startswith("A:"):
            self._answer(number, line[2:])
        elif line.strip() == RULE:
            self._finish()
            self._comment, self._nameless = None, False
        elif line.startswith("<!--") and (comment := self._read_comment(number, line)):
            self._finish()
            self._comment = comment
        elif self._note is not None:
            self._note.texts.append(line)

    def end(self) -> list[_Draft]:
        self._finish()
        return self._done

    def _answer(self, number: int, text: str) -> None:
        if self._note is None:
            what = "an answer without a question"
            remedy = "Put a line that starts with Q: before it."
            self._leave_out(_error(self._path, number, what, remedy))
        elif self._note.answer_line:
            what = f"a second answer; the first is on line {self._note.answer_line}"
            remedy = "Join the two, or write \\A: if the line belongs to the first."
            self._note = None
            self._leave_out(_error(self._path, number, what, remedy))
        else:
            self._note.answer_line = number
            self._note.back.append(text)

    def _finish(self) -> None:
        note, self._note = self._note, None
        if note is None or note.nameless:
            return
        if note.tag == "Q:" and not note.answer_line:
            remedy = (
                "Put a line that starts with A: after it. A line of the question that starts "
                "with Q:, C:, --- or <!-- needs a backslash before it."
            )
            error = _error(self._path, note.line, "a question without an answer", remedy)
            self._leave_out(error)
        else:
            self._done.append(note)

    def _read_comment(self, number: int, line: str) -> NoteComment | None:
        try:
            return read_comment(line)
        except ValueError as problem:
            what, remedy = problem.args
            self._nameless = True
            self._leave_out(_error(self._path, number, what, remedy))
            return NoteComment()

    def _leave_out(self, error: SourceError) -> None:
        self.left_out += 1
        self._broken(error)


def _identify(
    drafts: list[_Draft], deck: str, path: str, broken: Callable[[SourceError], None]
) -> Iterator[ParsedNote]:
    """Turn drafts into notes, each with an identity of its own.

    Of two notes without ids that say the same, one is left out, as in hashcards.
    """
    first: dict[str, int] = {}
    told: list[_Draft] = []
    for draft in drafts:
        guid = draft.comment.guid if draft.comment else ""
        if guid and guid in first:
            what = f"the id {guid} is on line {first[guid]} already"
            remedy = "Delete the id from the comment of the copy; the copy gets its own."
            broken(_error(path, draft.line, what, remedy))
            continue
        if guid:
            first[guid] = draft.line
        told.append(draft)
    seen: set[tuple[str, NoteKind, str, str]] = set()
    for draft in told:
        try:
            note = _read_note(draft, path)
        except SourceError as error:
            broken(error)
            continue
        name = (draft.comment.deck if draft.comment else "") or deck
        if not note.guid:
            content = (name, note.kind, note.front, note.back)
            if content in seen:
                continue
            seen.add(content)
            key, copy = f"{draft.tag}{note.front}", 1
            while (guid := note_guid(name, key)) in first:
                copy += 1
                key = f"{draft.tag}{note.front}\0{copy}"
            first[guid] = draft.line
            note = note._replace(guid=guid)
        yield ParsedNote(name, note)


def _read_note(draft: _Draft, path: str) -> Note:
    comment = draft.comment or NoteComment()
    front, back = read_field(draft.front), read_field(draft.back)
    kind = comment.kind or (NoteKind.CLOZE if draft.tag == "C:" else NoteKind.BASIC)
    if (kind is NoteKind.CLOZE) != (draft.tag == "C:"):
        what = f"a note of kind {kind.name.lower()} that starts with {draft.tag}"
        remedy = "Cloze notes start with C:, the others with Q:; or leave kind out."
        raise _error(path, draft.line, what, remedy)
    if kind is NoteKind.CLOZE:
        try:
            text = read_cloze(front)
        except BracketError as problem:
            blank = next(index for index, line in enumerate(draft.front) if line.strip())
            line = draft.line + blank + front[: problem.at].count("\n")
            raise _error(path, line, str(problem), problem.hint) from None
        if comment.kind is None and not cloze_numbers(text):
            what = "a cloze note without a deletion"
            remedy = "Put [ ] around what should be recalled."
            raise _error(path, draft.line, what, remedy)
        front = text
    made = read_made(comment.made, front) if kind is NoteKind.CLOZE else None
    return Note(comment.guid, kind, front, back, comment.tags, comment.source, made)


def _refuse(error: SourceError) -> None:
    raise error


def _error(path: str, line: int, what: str, remedy: str) -> SourceError:
    return SourceError(f"{path}, line {line}: {what}", remedy)


def is_ours(text: str) -> bool:
    """Whether such a deck has what hashcards has not: comments, labels, an answer to a cloze."""
    tag = ""
    for line in split_lines(text):
        if line.startswith(("Q:", "A:", "C:")):
            if line.startswith("A:") and tag == "C:":
                return True
            tag = line[:2]
        if (line.startswith("<!--") and _is_comment(line)) or (tag == "C:" and _LABEL.search(line)):
            return True
    return False


def _opens_with_note(lines: list[str]) -> bool:
    """Whether nothing but headings and comments comes before a first note that is whole."""
    tag, cloze = "", []
    for line in lines:
        new = line[:2] if line.startswith(("Q:", "A:", "C:")) else ""
        if tag == "Q:" and (new or line.strip() == RULE):
            return new == "A:"
        if tag == "C:" and (new or line.strip() == RULE):
            break
        if new:
            tag = new
            if tag == "A:":
                return False
        if tag == "C:":
            cloze.append(line)
        elif not tag and line.strip() not in ("", RULE) and not line.startswith(("#", "<!--")):
            return False
    try:
        return bool(cloze) and bool(cloze_numbers(read_cloze("\n".join(cloze))))
    except BracketError:
        return False


def _has_identified_note(lines: list[str]) -> bool:
    fenced = pending = False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or not line.strip():
            continue
        if pending and line.startswith(("Q:", "C:")):
            return True
        pending = _has_id(line)
    return False


def _has_id(line: str) -> bool:
    try:
        comment = read_comment(line)
    except ValueError:
        return False
    return comment is not None and bool(comment.guid)


def _is_comment(line: str) -> bool:
    try:
        return read_comment(line) is not None
    except ValueError:
        return True
