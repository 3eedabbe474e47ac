"""What lies under the tutor's screen: the sitting, its steps in a worker, the draft, the voice."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from studyapp.errors import ElsewhereError, StudyError
from studyapp.quiz.tutor import LONGEST, Phase, Tutor, is_long
from studyapp.services.views import CardView
from studyapp.tui.drafts import Drafts, Keep
from studyapp.tui.screens.pictured import PicturedScreen
from studyapp.tui.speech import Voice

if TYPE_CHECKING:
    from studyapp.services.selftest.evidence import Recorded
    from studyapp.services.selftest.tutor import TutorSession

TICK = 2.0
"""Seconds between two looks at whether the voice still speaks."""
TYPED = (Phase.TYPING, Phase.FOLLOW_UP)
"""Where something is typed."""
AWAY_MS = 600_000
"""A stretch of typing counts as this long at most: the learner was away."""


class TutorSteps(PicturedScreen[None]):
    """A screen on a sitting. Every step is stored, and a draft soon after it changes."""

    def __init__(self, deck: str, *, speak: bool, limit: int, fresh: bool) -> None:
        super().__init__()
        self.deck = deck
        self._speak = speak
        self._limit = limit
        self._fresh = fresh
        self._session: TutorSession | None = None
        self._card: CardView | None = None
        self._voice: Voice | None = None
        self._busy = False
        self.typed = ""
        """What is typed as an answer, or as the reply to a follow-up."""
        self._since = 0.0
        """When the stretch of typing began that is not counted yet."""
        self._drafts = Drafts(self, self._draft, self._draft_failed)
        self._refusing = False
        """Whether leaving was refused once: the second time it is not."""

    def lay(self, card: CardView | None, *, new: bool) -> None:
        """Show what the sitting has on the table; ``new`` if it is another question."""
        raise NotImplementedError

    def show_place(self) -> None:
        """Show which question it is, and whether it is being read aloud."""
        raise NotImplementedError

    @property
    def speaking(self) -> bool:
        """Whether the question is being read aloud."""
        return self._voice is not None and self._voice.speaking

    def on_mount(self) -> None:
        """Open the sitting in a worker."""
        self.in_thread(lambda: self._open(fresh=self._fresh), self._opened, "step", self._refused)
        self.set_interval(TICK, self.show_place)

    def _open(self, *, fresh: bool) -> "tuple[TutorSession, CardView | None, Voice]":
        session = self.study.collection.tutor(self.deck, limit=self._limit, fresh=fresh)
        return session, session.card(), Voice(self.study.speaker)

    def _opened(self, found: "tuple[TutorSession, CardView | None, Voice]") -> None:
        self._session, card, self._voice = found
        self.deck = self._session.deck
        if self._session.resumed:
            self.notice.say("goes on where you left it")
        self._take(card)
        self.later(self.study.settled)

    def _refused(self, error: BaseException) -> None:
        if not self.study.give_up(error):
            self.notice.fail(error)

    @property
    def tutor(self) -> Tutor:
        """The sitting as it stands; before it is open, one that is over."""
        return self._session.tutor if self._session is not None else Tutor(())

    @property
    def phase(self) -> Phase:
        """Where the question on the table stands."""
        return self.tutor.phase

    @property
    def is_long(self) -> bool:
        """Whether the question on the table wants a long answer."""
        return self.phase is not Phase.OVER and is_long(self.tutor.item)

    def pictured(self) -> tuple[int, tuple[str, ...]]:
        """Return the question, with the model answer once it is on show."""
        card = self._card
        if card is None or self.phase is Phase.OVER:
            return 0, ()
        told = self.phase not in TYPED
        return card.id, (card.question, card.answer) if told else (card.question,)

    def step(self, work: "Callable[[TutorSession], Recorded | None]") -> None:
        """Take a step in a worker and show what it led to; one at a time."""
        session = self._session
        if session is None or self._busy:
            return
        self._busy = True
        self.hush()

        def run() -> "tuple[Recorded | None, CardView | None]":
            done = work(session)
            return done, session.card()

        self.in_thread(run, self._stepped, "step", self._failed)

    def _stepped(self, found: "tuple[Recorded | None, CardView | None]") -> None:
        self._busy = False
        recorded, card = found
        self.notice.clear()
        if recorded is not None:
            self._say_recorded(recorded)
        self._take(card)

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        if isinstance(error, ElsewhereError):
            self._reopen(error)
        else:
            self.notice.fail(error, "not saved")

    def _reopen(self, why: BaseException) -> None:
        """Go on from where another window left it; what is typed here to the same stays."""
        card, typed = self._card, self.typed if self.phase is Phase.TYPING else ""
        self._busy = True

        def opened(found: "tuple[TutorSession, CardView | None, Voice]") -> None:
            self._busy = False
            self._opened(found)
            if typed.strip() and self.phase is Phase.TYPING and self._card == card:
                self.typed = typed
                self.lay(self._card, new=False)
            self.say_elsewhere(why)

        self.in_thread(lambda: self._open(fresh=False), opened, "step", self._refused)

    def _say_recorded(self, recorded: "Recorded") -> None:
        if recorded.became_leech:
            self.notice.say("the card before keeps being forgotten: it is a leech now")
        elif recorded.made_due:
            self.notice.say("the card before was wrong, so it is due again now", "hint")

    def _take(self, card: CardView | None) -> None:
        new = card is not None and (self._card is None or self._card.id != card.id)
        self._card = card
        if self.phase in TYPED:
            self.typed = self._written()
            self._since = self.study.clock()
        self.lay(card, new=new)
        if new and self._speak and self.phase is Phase.TYPING:
            self.action_speak()

    def hand_in(self) -> None:
        """Have the answer graded as it is typed."""
        if self.phase is Phase.TYPING:
            text, spent = self.typed, self._spent_ms()
            if len(text) > LONGEST:
                self.notice.say(f"only the first {LONGEST:,} characters are graded")
            self.step(lambda session: session.check(text, spent))

    def action_more(self) -> None:
        """Begin the next sitting."""
        self._card = None
        self.step(lambda session: session.begin())

    def _spent_ms(self) -> int:
        """Return how long the stretch of typing was, and begin the next one."""
        now = self.study.clock()
        spent, self._since = now - self._since, now
        return min(max(int(spent * 1000), 0), AWAY_MS)

    @property
    def _unkept(self) -> bool:
        return self.phase in TYPED and self.typed != self._written()

    def _written(self) -> str:
        """Return what is stored of the answer or the reply that is being typed."""
        return self.tutor.text if self.phase is Phase.TYPING else self.tutor.replying

    def _draft(self) -> Keep | None:
        """Return what stores the text as it is typed now; None if that is stored."""
        session, text, tutor = self._session, self.typed, self.tutor
        if session is None or self._busy or not self._unkept:
            return None
        spent = self._spent_ms()
        return lambda: session.keep(text, spent, tutor)

    def keep_soon(self) -> None:
        """Store what is typed when the keys rest, if it is not yet."""
        if self._unkept:
            self._drafts.touch()

    def _draft_failed(self, error: BaseException) -> None:
        if not isinstance(error, ElsewhereError):
            self.notice.fail(error, "not saved")
        elif not self._busy:
            self._reopen(error)

    def _keep(self) -> None:
        keep = self._draft()
        if keep is not None:
            _ = keep()

    def action_leave(self) -> None:
        """Go back to the decks; what is typed stays here if it cannot be stored."""
        stored, _ = self.attempt(self._keep, "not saved")
        if stored or self._refusing:
            _ = self.dismiss(None)
        self._refusing = True

    def on_unmount(self) -> None:
        """Be silent and keep what is typed, however the screen is left."""
        if self._voice is not None:
            self._voice.stop()
        with suppress(StudyError, LookupError, OSError):
            self._keep()

    @property
    def can_speak(self) -> bool:
        """Whether there is a question, and something to read it with."""
        there = self._voice is not None and self._voice.there
        return there and self.phase is not Phase.OVER

    def action_speak(self) -> None:
        """Read the question aloud."""
        card, voice = self._card, self._voice
        if card is not None and voice is not None and voice.there:
            self.in_thread(lambda: voice.say(card.question), lambda _: self.show_place(), "speak")

    def hush(self) -> None:
        """Be silent."""
        if self._voice is not None and self.speaking:
            self._voice.stop()
            self.show_place()
