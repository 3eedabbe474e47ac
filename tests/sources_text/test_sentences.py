from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studyapp.sources.sentences import spans, split, truncated
from tests.sources_text.corpus import CORPUS, read


def test_marked_set() -> None:
    right = found = wanted = 0
    wrong: list[str] = []
    for line in read(CORPUS / "sentences.txt").splitlines():
        if line.startswith("#"):
            continue
        marked = [part.strip() for part in line.split("‖")]
        got = split(" ".join(marked))
        right += len(set(got) & set(marked))
        found, wanted = found + len(got), wanted + len(marked)
        wrong += [sentence for sentence in got if sentence not in marked]
    assert 2 * right / (found + wanted) >= 0.98, wrong


@given(st.text(alphabet="Aab. !?…”“()[]\n’1v", max_size=200))
def test_spans_cover_all_but_white_space(text: str) -> None:
    found = spans(text)
    kept = "".join(text[start:end] for start, end in found)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_truncated() -> None:
    assert truncated("Why would they . . .")
    assert truncated("Why would they...")
    assert truncated("It ends without a stop")
    assert truncated("A lost \ufffd character.")
    assert not truncated("They do so at present....")
    assert not truncated("He wrote:")
    assert not truncated("“It was [...].”")
