"""Verbs that an answer denies in the very place where the model affirms them, or the reverse.

``contradictions`` wants two sentences to share much. A short one, "the term was not cut", shares
little else than its verb and what stands beside it, which is enough where both are the same.
"""

from collections import defaultdict

from studyapp.grading.alignment import Match
from studyapp.grading.contradictions import Clash, clash_of, is_plain, sign
from studyapp.grading.frames import Pair, like
from studyapp.grading.polarity import UNSURE

SAME_VERB = 0.8
"""Credit from which one verb says what another does."""
PLACE = 0.6
"""Company in common from which it is said of the same thing, beyond that of any that agrees."""
OWN, KIN = 0.6, 0.4
"""What company counts by itself, and what only between sentences about the same."""


def denials(pair: Pair) -> tuple[Clash, ...]:
    """Return the verbs denied in their place, each clause of the model at most once."""
    verbs: dict[int, list[Match]] = defaultdict(list)
    for matches in pair.aligned.values():
        for match in matches:
            same = match.credit >= SAME_VERB and match.item.role == match.met.role == "verb"
            if same and UNSURE not in (match.item.negator, match.met.negator):
                verbs[match.met.at].append(match)
    found: dict[int, Clash] = {}
    for matches in verbs.values():
        denied, ahead = _denied(matches, pair)
        if denied is None or ahead < PLACE or denied.item.clause in found:
            continue
        model, answer = pair.meant.text, pair.said.text
        if is_plain(model, answer, denied):
            found[denied.item.clause] = clash_of(model, answer, denied, 1.0, plain=True)
    return tuple(found.values())


def _denied(matches: list[Match], pair: Pair) -> tuple[Match | None, float]:
    """Return the match that disagrees, and by how much its place is nearer than one that agrees."""
    if all(sign(match) > 0 for match in matches):
        return None, 0.0
    said = pair.said.company(matches[0].met.at)
    best: dict[int, tuple[float, Match | None]] = {1: (0.0, None), -1: (0.0, None)}
    for match in matches:
        share = pair.kin.share(match.met.sentence, match.item.sentence)
        score = like(said, pair.meant.company(match.item.at)) * (OWN + KIN * share)
        if score > best[sign(match)][0]:
            best[sign(match)] = (score, match)
    return best[-1][1], best[-1][0] - best[1][0]
