from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.sources.account import Fate
from studyapp.sources.document import BODY, clean_document, explain_document
from studyapp.sources.readers import lines
from tests.few import examples

SHAPES = """The river rose by 3.5 m in 1933.~It fell again,~and the town dried.12~[1]~/2/~12
CHAPTER IV~2.1 Methods~– A. B. Carr, 1905~Notes~1. Smith, p. 4.~← 6 | 7 →~ ~\f~* * *~| a | b |
```~> quoted~# Title~“Go,” he said.~Ann: ‘No!’~TTTTeeeexxxxtttt~Why would . . .~\ufffd~\t- item
left    middle     right~(Fig. 3)~_x_ ends-"""
PARTS = st.sampled_from([*SHAPES.replace("\n", "~").split("~"), "a" * 170])
TEXTS = st.lists(PARTS | st.text(max_size=30), max_size=40).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", " ", "\n\n\n", "\n \n"]).map(
        lambda glue: glue.join(parts)
    )
)
NAMES = st.sampled_from(["a.txt", "a.md", "a.html"])


@settings(max_examples=examples(150), deadline=None)
@given(TEXTS, NAMES)
def test_every_line_has_one_fate_and_spans_lie_within(text: str, name: str) -> None:
    document, account = clean_document(text, name)
    total = len(lines(text))
    assert len(account) == total == sum(account.counts().values())
    for block in document.blocks:
        assert 1 <= block.first_line <= block.last_line <= total
        for sentence in block.sentences:
            assert block.first_line <= sentence.first_line <= sentence.last_line <= block.last_line
            assert sentence.text in block.text
    fates = {line.number: line.fate for line in account}
    for block in document.blocks:
        if block.kind in BODY:
            assert fates[block.first_line] is Fate.TEXT


@settings(max_examples=examples(60), deadline=None)
@given(TEXTS, NAMES)
def test_same_text_same_document(text: str, name: str) -> None:
    assert clean_document(text, name)[0] == clean_document(text, name)[0]
    assert explain_document(text, name) == explain_document(text, name)


@settings(max_examples=examples(50), deadline=None)
@given(st.text(alphabet='ab1 .,[]/^*_"“”’—–-|#>\n\f:()', max_size=300), NAMES)
def test_any_signs(text: str, name: str) -> None:
    document, _ = clean_document(text, name)
    letters = sum(c in "ab" for c in text)
    assert sum(c in "ab" for b in document.body for c in b.text) <= letters
