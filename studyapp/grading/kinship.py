"""Which sentence of the model a sentence of the answer is about."""

from collections import Counter, defaultdict

from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Text

MET = 0.5
"""Credit above which a word counts as shared."""


class Kinship:
    """How much each two sentences share, words of one model sentence more than those of many."""

    def __init__(self, model: Text, aligned: dict[int, list[Match]]) -> None:
        spread = Counter(stem for stem, _ in {(item.stem, item.sentence) for item in model.items})
        shared: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        for matches in aligned.values():
            for match in matches:
                if match.credit > MET:
                    pair = shared[match.met.sentence, match.item.sentence]
                    weight = match.credit * match.item.weight / spread[match.item.stem]
                    pair[match.item.stem] = max(pair.get(match.item.stem, 0.0), weight)
        self._shared = {key: sum(stems.values()) for key, stems in shared.items()}
        self._most: dict[int, float] = {}
        for (said, _), weight in self._shared.items():
            self._most[said] = max(self._most.get(said, 0.0), weight)

    def share(self, said: int, meant: int) -> float:
        """Return what two sentences share, as a part of the most that the first one shares."""
        most = self._most.get(said, 0.0)
        return self._shared.get((said, meant), 0.0) / most if most else 0.0
