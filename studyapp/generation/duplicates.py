"""Cards that ask the same: sentences that overlap in most of their content words.

An inverted index over each sentence's rarest stems keeps this linear; overlap of stem sets
(Jaccard) decides, as in Broder (1997), "On the resemblance and containment of documents".
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

SAME = 0.6
"""Overlap of content stems from which two cards are near-duplicates."""


def duplicate_groups(contents: Sequence[frozenset[str]]) -> list[int]:
    """Return for each set of stems the index of the first one it nearly equals (or its own)."""
    frequency: Counter[str] = Counter()
    for stems in contents:
        frequency.update(stems)
    index: dict[str, list[int]] = defaultdict(list)
    groups: list[int] = []
    for at, stems in enumerate(contents):
        rare = sorted(stems, key=lambda each: (frequency[each], each))[: max(4, len(stems) // 2)]
        tried: set[int] = set()
        group = at
        for each in rare:
            for other in index[each][-20:]:
                if other in tried:
                    continue
                tried.add(other)
                union = len(stems | contents[other])
                if union and len(stems & contents[other]) / union >= SAME:
                    group = min(group, groups[other])
        for each in rare:
            index[each].append(at)
        groups.append(group)
    return groups
