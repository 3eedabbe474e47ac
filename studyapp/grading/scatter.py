"""Words that an answer says together and the model says apart: right words wrongly put together."""

from collections import defaultdict

from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Text

NEXT = 3
"""Words met that are looked at after each."""
SURE = 0.6
"""Credit above which a word is met."""
PRIOR = 2
"""Pairs added as if they stood together, so that one pair in a short answer says little."""


def scattered(answer: Text, aligned: dict[int, list[Match]]) -> float:
    """Return the share, 0 to 1, of neighbours in a proposition that share no model sentence."""
    met: dict[int, list[Match]] = defaultdict(list)
    for matches in aligned.values():
        for match in matches:
            if abs(match.credit) > SURE and match.item.weight:
                met[match.met.at].append(match)
    places = sorted(met)
    together = apart = 0
    for number, here in enumerate(places):
        for there in places[number + 1 : number + 1 + NEXT]:
            if met[here][0].met.proposition != met[there][0].met.proposition:
                continue
            stems = {match.item.stem for match in met[here]} ^ {
                match.item.stem for match in met[there]
            }
            if not stems:
                continue
            if _sentences(met[here]) & _sentences(met[there]):
                together += 1
            else:
                apart += 1
    return apart / (together + apart + PRIOR)


def _sentences(matches: list[Match]) -> set[int]:
    return {match.item.sentence for match in matches}
