import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.extraction.quotes import find_quotations, speech_characters

MARKS = st.text(alphabet="ab ’‘“”\"'«»\n.,`", max_size=60)


def outer(text: str) -> list[str]:
    return [q.span.text for q in find_quotations(text) if q.depth == 0]


def inner(text: str) -> list[str]:
    return [q.span.text for q in find_quotations(text) if q.depth > 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A,” she said. “B.”", ["“A,”", "“B.”"]),
        ('"A," she said. "B."', ['"A,"', '"B."']),
        ("''A,'' she said. ''B.''", ["''A,''", "''B.''"]),
        ("``A,'' she said.", ["``A,''"]),
        ("«Нет», said the man.", ["«Нет»"]),
        ("„Nein“, said the man, „niemals”", ["„Nein“, said the man, „niemals”"]),
        ("‘I don’t know,’ he said.", ["‘I don’t know,’"]),
        (
            "‘The boys’ bus was late,’ she said. ‘We walked.’",
            ["‘The boys’ bus was late,’", "‘We walked.’"],
        ),
        ("'The boys' bus was late,' she said.", ["'The boys' bus was late,'"]),
        ("In the ‘90s he sang “Ash.”", ["“Ash.”"]),
        ("She didn’t see the boys’ bus.", []),
        ("'I don't know,' he said.", ["'I don't know,'"]),
        ("It was the players' choice in '68.", []),
    ],
)
def test_marks_of_all_shapes_are_tracked(text, expected):
    assert outer(text) == expected


def test_a_quotation_inside_a_quotation_is_deeper():
    text = "“He told me ‘go home’ and left,” she said."
    assert outer(text) == ["“He told me ‘go home’ and left,”"]
    assert inner(text) == ["‘go home’"]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph():
    first, second = find_quotations("“We waited. Nobody came.\n“Then it rained,” he said.")
    assert (first.closed, second.continues) == (False, True)
    assert second.span.text == "“Then it rained,”"


def test_a_quotation_left_open_by_mistake_ends_with_its_paragraph():
    text = "“We waited, he said.\n\nThe town is quiet."
    (only,) = find_quotations(text)
    assert only.span.text == "“We waited, he said."
    assert not speech_characters(text, find_quotations(text))[text.index("town")]


def test_a_new_quotation_after_a_closed_one_does_not_continue():
    assert not any(q.continues for q in find_quotations("“One.”\n“Two.”"))


def test_speech_stands_in_the_marks_that_the_report_uses_for_it():
    british = "‘We waited for hours,’ he said. ‘He told me “go home” twice.’"
    assert sum(speech_characters(british, find_quotations(british))) == len(
        "‘We waited for hours,’‘He told me “go home” twice.’"
    )
    american = "“We waited for hours,” he said, at the ‘old’ gate."
    assert sum(speech_characters(american, find_quotations(american))) == len(
        "“We waited for hours,”"
    )


@given(MARKS)
def test_offsets_are_true_and_depths_nest(text):
    found = find_quotations(text)
    for quotation in found:
        span = quotation.span
        assert text[span.start : span.end] == span.text
        assert "\n" not in span.text
    for a in found:
        for b in found:
            crossing = a.span.start < b.span.start < a.span.end < b.span.end
            assert not crossing


@given(st.text(max_size=200))
def test_any_text_is_taken(text):
    assert len(speech_characters(text, find_quotations(text))) == len(text)
