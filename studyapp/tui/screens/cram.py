"""Cramming: the review screen over chosen cards, whatever is due."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.errors import ElsewhereError
from studyapp.tui import figures
from studyapp.tui.safe import join, stack
from studyapp.tui.screens.menu import MenuScreen
from studyapp.tui.screens.review import ON_CARD, Phase, ReviewScreen
from studyapp.tui.widgets.finish import Finish
from studyapp.tui.widgets.line import Line, progress
from studyapp.tui.widgets.menu import Way

if TYPE_CHECKING:
    from studyapp.collection import StudySession
    from studyapp.services.selftest.cram import CramSession, CramWishes
    from studyapp.services.selftest.cram_offer import CramOffer


class CramMenu(MenuScreen):
    """Asks which cards to cram."""

    TITLE = "cram"
    ASKS = "Which cards? Nothing here moves the schedule."

    _offer: "CramOffer | None" = None

    def find(self) -> Sequence[Way]:
        """Return the filters, each with what was left of it."""
        offer = self._offer = self.study.collection.cram_offer(self.deck)
        return [Way(each.name, each.detail, each.cards, each.left) for each in offer.filters]

    def open(self, index: int) -> None:
        """Begin with the chosen cards, or go on."""
        offer = self._offer
        if offer is None:
            return
        _ = self.app.push_screen(CramScreen(self.deck, offer.filters[index].wishes))


class CramScreen(ReviewScreen):
    """Asks the chosen cards, the weakest first, until each was known once."""

    NAME = "Cram"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "missed", "Repeat", id="cram.missed", tooltip="the cards that were missed"),
        Binding("n", "new", "New", id="cram.new", tooltip="session of the same choice"),
    ]

    def __init__(
        self, deck: str, wishes: "CramWishes | None" = None, *, fresh: bool = False
    ) -> None:
        super().__init__(deck)
        self._wishes = wishes
        self._fresh = fresh
        self._cramming: CramSession | None = None

    def open_session(self) -> "CramSession":
        """Begin with the chosen cards, or go on with what was left."""
        self._cramming = self.study.collection.cram(self.deck, self._wishes, fresh=self._fresh)
        return self._cramming

    def _opened(self, session: "StudySession | CramSession") -> None:
        super()._opened(session)
        if self._cramming is not None and self._cramming.resumed:
            self.notice.say("where you left; n begins anew")

    def place_figures(self) -> None:
        """Say how many are known and how many are left."""
        cram = self._cramming
        left = join(("cram  ", "$muted"), figures.deck_path(self.deck))
        if cram is None or self.phase not in ON_CARD:
            self.topbar.place(left)
        else:
            known = join((f"{cram.known:,}", "bold $good"), (" known  ", "$muted"))
            self.topbar.place(
                left, known + join((f"{cram.left:,}", "bold $hard"), (" left", "$muted"))
            )
        self.query_one("#progress", Line).refresh()

    def _progress(self, width: int) -> Content:
        cram = self._cramming
        whole = cram.known + cram.left if cram else 0
        return progress(width, whole, (cram.known if cram else 0, "$good"))

    def _finish(self) -> None:
        self.query_one(Finish).update(self._report())
        self._enter(Phase.FINISHED)

    def _report(self) -> Content:
        cram = self._cramming
        if cram is None:
            return Content("")
        known = figures.plural(cram.known, "card")
        lines = [
            join(("All known", "bold $good")),
            join((known, "bold"), " answered at least once without Again."),
            join(("The schedule is as it was before.", "$muted")),
        ]
        missed = len(cram.missed)
        if missed:
            lines += [
                Content(""),
                join(
                    (figures.plural(missed, "card"), "bold"),
                    " came back: ",
                    ("r", "bold $accent"),
                    " repeats them.",
                ),
            ]
        return stack(*lines)

    def _tick(self) -> None:
        """Nothing falls due while cramming."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what leaves the schedule alone."""
        if action in ("bury", "suspend"):
            return False
        if action == "missed":
            cram = self._cramming
            return self.phase is Phase.FINISHED and cram is not None and bool(cram.missed)
        return super().check_action(action, parameters)

    def action_missed(self) -> None:
        """Begin again with the cards that were missed."""
        cram = self._cramming
        if cram is not None:
            self._begin(replace(cram.wishes, limit=None, cards=cram.missed))

    def action_new(self) -> None:
        """Begin again with all of the same choice; in the middle of it at the second press."""
        cram = self._cramming
        if cram is None:
            return
        begun = self.phase in ON_CARD and bool(cram.known or cram.missed)
        if not begun or self.sure("new", "your place here will be given up: press n again"):
            self._begin(cram.wishes)

    def _enter(self, phase: Phase) -> None:
        self.unsure()
        super()._enter(phase)

    def _begin(self, wishes: "CramWishes") -> None:
        self._wishes, self._fresh = wishes, True
        self.in_thread(self.open_session, self._opened, "open", self._refused)

    def overtaken(self, error: ElsewhereError) -> None:
        """Open it again where it stands."""
        cram, self._session = self._cramming, None
        self._wishes = cram.wishes if cram is not None else self._wishes
        self._fresh = False
        self._enter(Phase.OPENING)

        def opened(session: "StudySession | CramSession") -> None:
            self._opened(session)
            self.say_elsewhere(error)

        self.in_thread(self.open_session, opened, "open", self._refused)
