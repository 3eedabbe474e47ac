"""Markdown, as students write notes in it, and as the readers of HTML and Word hand it over."""

import re
from dataclasses import dataclass, field

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece, Row
from studyapp.sources.clean.hyphens import Words, join_rows
from studyapp.sources.clean.traced import Traced

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_QUOTE = re.compile(r"^ {0,3}>\s?")
_TABLE = re.compile(r"^\s*\|.*\|\s*$|^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*$")
_NOTE = re.compile(r"^ {0,3}\[\^[^\]]{1,40}\]:\s*")
_LINK_TARGET = re.compile(r"^ {0,3}\[[^\]]{1,80}\]:\s*\S+")
_COMMENT = re.compile(r"<!--.*?-->")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\]){1,300})\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?(?:\s+\"[^\"]*\")?\)|\[[^\]]{0,80}\])"
)
_AUTO = re.compile(r"<(?:https?://|mailto:)[^>\s]+>|(?<![\w(])https?://\S+")
_TAG = re.compile(
    r"</?(?:b|i|em|strong|u|sup|sub|span|br|mark|small|kbd|abbr|cite|q|a|p|div|code|del"
    r"|ins)\b[^<>]{0,200}/?>",
    re.IGNORECASE,
)
_CODE = re.compile(r"(`+)(?=[^`])(.+?)(?<=[^`])\1(?!`)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<$])")
_BY = re.compile(r"^\s*(?:—|–|--)\s*\S")


@dataclass(slots=True)
class _State:
    words: Words
    pieces: list[Piece] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    gap: int = 1

    def close(self, level: int = 0) -> None:
        """Make a piece of the rows gathered so far."""
        if self.rows:
            if self.kind in (BlockKind.CODE, BlockKind.TABLE):
                body = Traced.join((Traced.of(row.text, row.number) for row in self.rows), "\n")
            else:
                body = _inline(join_rows(self.rows, self.words))
            self.pieces.append(Piece(self.kind, body, self.gap, level=level, rows=len(self.rows)))
            self.rows = []
        self.kind, self.gap = BlockKind.PARAGRAPH, 0

    def put(self, kind: BlockKind, row: Row, text: str) -> None:
        """Add a row to the open piece if it is of this kind, else open one."""
        if self.rows and self.kind is not kind:
            self.close()
        self.kind = kind
        self.rows.append(Row(row.number, text, row.page))


def markdown(draft: Draft) -> list[Piece]:
    """Make pieces of Markdown blocks, with the signs taken out of their text."""
    state = _State(Words(row.text for row in draft.rows))
    fence = ""
    rows = _without_front_matter(draft.rows)
    for index, row in enumerate(rows):
        text = _COMMENT.sub("", row.text)
        opened = _FENCE.match(text)
        if fence or opened:
            if opened and not fence:
                state.close()
            state.put(BlockKind.CODE, row, row.text)
            if opened and (not fence or text.strip().startswith(fence)):
                fence = "" if fence else opened[1]
                if not fence:
                    state.close()
            continue
        _take(state, row, text, rows[index - 1] if index else None)
    state.close()
    return state.pieces


def _without_front_matter(rows: tuple[Row, ...]) -> list[Row]:
    """Turn ``title`` and ``author`` of a YAML head into lines, and drop its fences."""
    if not rows or rows[0].text.strip() != "---":
        return list(rows)
    end = next((i for i, row in enumerate(rows[1:40], 1) if row.text.strip() in ("---", "...")), 0)
    if not end:
        return list(rows)
    kept: list[Row] = []
    for row in rows[1:end]:
        key, _, value = row.text.partition(":")
        if key.strip().casefold() in ("title", "author") and value.strip():
            kept.append(Row(row.number, f"{key.strip()}: {value.strip().strip(chr(34) + chr(39))}"))
            kept.append(Row(row.number, ""))
    return kept + list(rows[end + 1 :])


def _take(state: _State, row: Row, text: str, before: Row | None) -> None:
    if not text.strip():
        gap = state.gap + 1
        state.close()
        state.gap = gap
        return
    if heading := _HEADING.match(text):
        state.close()
        state.put(BlockKind.HEADING, row, heading[2])
        state.close(len(heading[1]))
        return
    underline = _UNDERLINE.match(text)
    if underline and state.rows and state.kind is BlockKind.PARAGRAPH and len(state.rows) == 1:
        state.kind = BlockKind.HEADING
        state.close(1 if underline[1][0] == "=" else 2)
        return
    if _RULE.match(text) or (_LINK_TARGET.match(text) and not _NOTE.match(text)):
        state.close()
        return
    if note := _NOTE.match(text):
        state.close()
        state.put(BlockKind.NOTE, row, text[note.end() :])
    elif _TABLE.match(text):
        state.put(BlockKind.TABLE, row, text)
    elif quote := _QUOTE.match(text):
        _quote(state, row, text[quote.end() :])
    elif item := _ITEM.match(text):
        state.close()
        state.put(BlockKind.LIST_ITEM, row, text[item.end() :])
    elif (
        text.startswith(("    ", "\t"))
        and not state.rows
        and _after_blank(before)
        and not _item_before(state)
    ) or (state.rows and state.kind is BlockKind.CODE and text.startswith("    ")):
        state.put(BlockKind.CODE, row, row.text)
    else:
        going = state.rows and state.kind in (
            BlockKind.LIST_ITEM,
            BlockKind.NOTE,
            BlockKind.QUOTATION,
        )
        state.put(state.kind if going else BlockKind.PARAGRAPH, row, text)
        if row.text.endswith(("  ", "\\")) and not going:
            state.rows[-1] = Row(row.number, text.rstrip(" \\"), row.page)


def _quote(state: _State, row: Row, text: str) -> None:
    if not text.strip():
        state.close()
    elif _BY.match(text):
        state.close()
        state.put(BlockKind.PARAGRAPH, row, text)
        state.close()
    else:
        state.put(BlockKind.QUOTATION, row, text)


def _after_blank(before: Row | None) -> bool:
    return before is None or before.blank


def _item_before(state: _State) -> bool:
    return bool(state.pieces) and state.pieces[-1].kind is BlockKind.LIST_ITEM


def _inline(body: Traced) -> Traced:
    text = body.text
    if "](" in text or "][" in text:
        body = body.sub(_IMAGE, "").sub(_LINK, r"\1")
    if "<" in text or "http" in text:
        body = body.sub(_AUTO, "").sub(_TAG, "")
    if "`" in text:
        body = body.sub(_CODE, r"\2")
    if "\\" in text:
        body = body.sub(_ESCAPE, r"\1")
    return body.strip()
