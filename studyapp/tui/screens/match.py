"""Matching: questions on the left, answers on the right, and the clock."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Grid, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.domain.unmarked import in_line
from studyapp.errors import ElsewhereError
from studyapp.quiz.match import PENALTY_MS, Match, Pair, Side
from studyapp.tui import figures
from studyapp.tui.markdown import document
from studyapp.tui.safe import join, line, stack
from studyapp.tui.screens.match_end import clock_time, report
from studyapp.tui.screens.match_tiles import tile_text, whole_answer
from studyapp.tui.screens.sitting import SittingScreen
from studyapp.tui.widgets.reading import Reading
from studyapp.tui.widgets.tile import Tile

if TYPE_CHECKING:
    from studyapp.services.selftest.match import MatchSession, Picked

LETTERS = "abcdef"
DIGITS = "123456"
BOARDS = (1, 3, 5)
TICK = 0.25
LONGEST_MS = 60_000
"""A pair that took longer counts as this long in the log: the learner was away."""
COLUMNS = (Side.QUESTION, Side.ANSWER)


class MatchScreen(SittingScreen["MatchSession"]):
    """One game. Leaving stops the clock; it goes on when the game is opened again."""

    NAME = "Match"
    CSS_PATH = "match.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                key,
                f"pick('question', {at})",
                "Question",
                id=f"match.{key}",
                tooltip=f"{at + 1} from the top",
                key_display="a-f",
                show=not at,
            )
            for at, key in enumerate(LETTERS)
        ),
        *(
            Binding(
                key,
                f"pick('answer', {at})",
                "Answer",
                id=f"match.{key}",
                tooltip=f"{at + 1} from the top",
                key_display="1-6",
                show=not at,
            )
            for at, key in enumerate(DIGITS)
        ),
        Binding("space,enter", "choose", "Pick", id="match.choose", tooltip="the tile marked"),
        Binding("up", "move(0, -1)", "Up", id="match.up", tooltip="one tile", show=False),
        Binding("down", "move(0, 1)", "Down", id="match.down", tooltip="one tile", show=False),
        Binding("left", "move(-1, 0)", "Left", id="match.left", tooltip="questions", show=False),
        Binding("right", "move(1, 0)", "Right", id="match.right", tooltip="answers", show=False),
        Binding("pagedown", "scroll(1)", "More", id="match.more", tooltip="of the whole text"),
        Binding(
            "pageup", "scroll(-1)", "Page up", id="match.less", tooltip="to its top", show=False
        ),
        Binding("n", "new", "New", id="match.new", tooltip="game"),
        Binding("t", "boards", "Boards", id="match.boards", tooltip="one, three or five a game"),
        Binding("escape,q", "leave", "Back", id="match.leave", tooltip="the clock stands still"),
    ]

    def __init__(self, deck: str, *, pairs: int | None = None, boards: int | None = None) -> None:
        super().__init__(deck)
        self._pairs, self._boards = pairs, boards
        self._column, self._row = 0, 0
        self._since: float | None = None
        self._last_pair = 0.0
        self._wrong: Pair | None = None
        self._made_due = False

    def body(self) -> Iterable[Widget]:
        """Return the tiles over the whole text of one of them, and the end."""
        with Vertical(id="table"):
            with Grid(id="board"):
                for letter, digit in zip(LETTERS, DIGITS, strict=True):
                    yield Tile(letter, id=f"question{LETTERS.index(letter)}")
                    yield Tile(digit, id=f"answer{DIGITS.index(digit)}")
            yield Reading(id="whole")
        with Center(id="end"):
            yield Static(id="report")

    def on_mount(self) -> None:
        """Name the screen, and let the clock run."""
        self._place()
        self.set_interval(TICK, self.tick)

    def begin(self, *, fresh: bool = False, why: ElsewhereError | None = None) -> None:
        """Open a game in a worker; no clock runs meanwhile."""
        self._since = None
        super().begin(fresh=fresh, why=why)

    def find(self, *, fresh: bool) -> "MatchSession":
        """Return the game that was left, or a new one."""
        pairs, boards = self._pairs, self._boards
        return self.study.collection.match(self.deck, pairs=pairs, boards=boards, fresh=fresh)

    def take(self, session: "MatchSession") -> None:
        """Show a game that was opened."""
        self._boards = session.boards
        self.deck = session.deck
        self._column = self._row = 0
        self._wrong = None
        self._since = self._last_pair = self.study.clock()
        if session.resumed:
            self.notice.say("where you left; n begins a new game")
        self._show()
        self.later(self.study.settled)

    @property
    def game(self) -> Match | None:
        """The game, None until it is open."""
        return self._session.game if self._session else None

    def overtaken(self, error: ElsewhereError) -> None:
        """Open the other window's game, of whatever size it is."""
        self._pairs = self._boards = None
        super().overtaken(error)

    def tick(self) -> None:
        """Let the clock run while the game is looked at."""
        if self._since is None or self._session is None or self.app.screen is not self:
            return
        now = self.study.clock()
        self._session.run(round((now - self._since) * 1000))
        self._since = now
        self._place()

    def on_screen_suspend(self) -> None:
        """Stop the clock: something else is on the screen."""
        self._halt()

    def on_unmount(self) -> None:
        """Stop the clock: the game is left, or the program."""
        self._halt()

    def _halt(self) -> None:
        if self._since is not None and self._session is not None:
            session = self._session
            session.run(round((self.study.clock() - self._since) * 1000))
            self._since = None

            def leave() -> None:
                with suppress(ElsewhereError):  # the time of the other window counts
                    session.leave()

            self.attempt(leave, "time not kept")

    def on_screen_resume(self) -> None:
        """Let the clock run on."""
        if self.game is not None and self.game.board is not None:
            self._since = self._last_pair = self.study.clock()
            self._show()

    def _show(self) -> None:
        self.unsure()
        session, game = self._session, self.game
        if session is None or game is None:
            return
        over = game.board is None
        self.query_one("#table").display = not over
        self.query_one("#end").display = over
        if over:
            self._end()
        else:
            self._tiles()
            self._whole()
        self._place()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _tiles(self) -> None:
        session, game = self._session, self.game
        if session is None or game is None or game.board is None:
            return
        board = game.board
        for column, side in enumerate(COLUMNS):
            chosen = game.question if side is Side.QUESTION else game.answer
            wrong = self._wrong and (
                self._wrong.card_id if side is Side.QUESTION else self._wrong.other_id
            )
            cards = board.cards(side)
            for row in range(len(LETTERS)):
                tile = self.query_one(f"#{side}{row}", Tile)
                tile.display = row < len(cards)
                if row >= len(cards):
                    continue
                card_id = cards[row]
                found = card_id in board.found
                text, focus = tile_text(session.item(card_id), side)
                tile.show(text, focus=focus, found=found)
                tile.set_class(found, "-found")
                tile.set_class(card_id == chosen, "-chosen")
                tile.set_class(card_id == wrong, "-wrong")
                tile.set_class((column, row) == (self._column, self._row), "-cursor")

    def _whole(self) -> None:
        session = self._session
        reading = self.query_one(Reading)
        if session is None:
            return
        if self._wrong is not None:
            asked, other = session.item(self._wrong.card_id), session.item(self._wrong.other_id)
            reading.show(
                stack(
                    join(
                        (f"Not a pair: {PENALTY_MS // 1000} seconds. ", "bold $again"),
                        "That answer belongs to ",
                        line(in_line(other.question), "bold", limit=600),
                    ),
                    join(
                        ("Due now: " if self._made_due else "Not to: ", "$muted"),
                        line(in_line(asked.question), limit=600),
                    ),
                )
            )
            return
        card_id = self._under_cursor
        if card_id is None:
            reading.show(Content(""))
            return
        item = session.item(card_id)
        side = COLUMNS[self._column]
        reading.show(document(item.question if side is Side.QUESTION else whole_answer(item)))

    @property
    def _under_cursor(self) -> int | None:
        board = self.game.board if self.game else None
        cards = board.cards(COLUMNS[self._column]) if board else ()
        if board is None or self._row >= len(cards) or cards[self._row] in board.found:
            return None
        return cards[self._row]

    def pictured(self) -> tuple[int, tuple[str, ...]]:
        """Return the whole text of the tile under the cursor."""
        card_id, session = self._under_cursor, self._session
        if card_id is None or session is None:
            return 0, ()
        item = session.item(card_id)
        asked = COLUMNS[self._column] is Side.QUESTION
        return card_id, (item.question if asked else whole_answer(item),)

    def _place(self) -> None:
        game = self.game
        left = join(("match  ", "$muted"), figures.deck_path(self.deck))
        if game is None:
            self.topbar.place(left)
            return
        misses = len(game.misses)
        cost = (f" +{misses * PENALTY_MS // 1000} s", "$again") if misses else ("", "")
        many = f"board {min(game.at + 1, len(game.boards))} of {len(game.boards)}  "
        self.topbar.place(
            left,
            join(
                (many if len(game.boards) > 1 else "", "$muted"),
                (f"{game.found} of {game.pairs}  ", "$muted"),
                (clock_time(game.elapsed_ms / 1000), "bold $accent"),
                cost,
            ),
        )

    def _end(self) -> None:
        session = self._session
        self._since = None
        if session is not None:
            done, history = self.attempt(session.history)
            if done and history is not None:
                self.query_one("#report", Static).update(report(session.game, history))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer tiles that are there."""
        board = self.game.board if self.game else None
        match action:
            case "pick":
                side, row = Side(str(parameters[0])), int(str(parameters[1]))
                cards = board.cards(side) if board else ()
                return board is not None and row < len(cards) and cards[row] not in board.found
            case "choose":
                return self._under_cursor is not None
            case "move":
                return board is not None
            case "scroll":
                reading = self.query_one(Reading)
                more = reading.more_below if parameters == (1,) else reading.more_above
                return board is not None and more
            case "media":
                return self.has_media
            case "new":
                return self._session is not None
            case "boards":
                return self.game is not None and self.game.found in (0, self.game.pairs)
        return True

    def action_pick(self, side: str, row: int) -> None:
        """Select a tile by its key."""
        board = self.game.board if self.game else None
        if board is None:
            return
        self._column, self._row = COLUMNS.index(Side(side)), row
        self._pick(Side(side), board.cards(Side(side))[row])

    def _pick(self, side: Side, card_id: int) -> None:
        session = self._session
        if session is None:
            return
        self.tick()
        now = self.study.clock()
        took = min(max(round((now - self._last_pair) * 1000), 0), LONGEST_MS)
        done, picked = self.attempt(lambda: session.pick(side, card_id, took), "not saved")
        if done and picked is not None:
            self._picked(picked, now)

    def _picked(self, picked: "Picked", now: float) -> None:
        self._wrong = None
        self.notice.clear()
        if picked.pair is not None:
            self._last_pair = now
            if not picked.pair.correct:
                self._wrong = picked.pair
                self._made_due = picked.recorded is not None and picked.recorded.made_due
        self._show()

    def action_choose(self) -> None:
        """Select the tile under the cursor."""
        card_id = self._under_cursor
        if card_id is not None:
            self._pick(COLUMNS[self._column], card_id)

    def action_move(self, across: int, down: int) -> None:
        """Go to another tile."""
        board = self.game.board if self.game else None
        if board is not None:
            self._column = min(max(self._column + across, 0), 1)
            self._row = (self._row + down) % len(board.questions)
            self._wrong = None
            self._show()

    @on(Tile.Pressed)
    def _pressed(self, event: Tile.Pressed) -> None:
        name = event.tile.id or ""
        side, row = name[:-1], int(name[-1])
        if self.check_action("pick", (side, row)):
            self.action_pick(side, row)

    def action_scroll(self, by: int) -> None:
        """Scroll the whole text."""
        self.query_one(Reading).by_page(by)
        self.refresh_bindings()

    def action_boards(self) -> None:
        """Begin a game of more boards, or of one again."""
        now = self._session.boards if self._session else 1
        self._boards = next((each for each in BOARDS if each > now), BOARDS[0])
        self.notice.say(f"a game of {figures.plural(self._boards, 'board')}")
        self.begin()

    @property
    def begun(self) -> bool:
        """Whether pairs are found, or missed, and others wait."""
        game = self.game
        return game is not None and game.board is not None and bool(game.found or game.misses)

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def action_leave(self) -> None:
        """Go back; the clock stands still."""
        self._halt()
        _ = self.dismiss(None)
