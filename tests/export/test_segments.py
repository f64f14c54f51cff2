from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

import planted_reading
from purport.export.segments import Mark, cut, marks_of
from purport.export.wording import evidence_by_id, numbers
from purport.model.span import Span

TEXT = "a🌊 b“c” 𝟛\r\n\r\nd e f g"


@st.composite
def marks(draw):
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(TEXT) - 1))
        span = Span.of(TEXT, start, draw(st.integers(start + 1, len(TEXT))))
        role = draw(st.sampled_from(["source", "cue", "content", "hedge"]))
        found.append(Mark(span, role, draw(st.integers(1, 3))))
    return found


@given(marks())
def test_segments_are_the_text_and_each_lies_wholly_in_its_marks(found):
    segments = cut(TEXT, found)
    assert "".join(s.span.text for s in segments) == TEXT
    for segment in segments:
        assert TEXT[segment.span.start : segment.span.end] == segment.span.text
        assert set(segment.marks) == {m for m in found if m.span.overlaps(segment.span)}
        assert all(m.span.holds(segment.span) for m in segment.marks)


@given(marks())
def test_each_mark_begins_once_and_ends_once(found):
    segments = cut(TEXT, found)
    for mark in found:
        times = found.count(mark)
        assert [s.span.start for s in segments for m in s.starts if m == mark] == (
            [mark.span.start] * times
        )
        assert [s.span.end for s in segments for m in s.ends if m == mark] == [
            mark.span.end
        ] * times


def test_the_last_mark_is_the_one_closest_around_the_words():
    reading = planted_reading.READING
    found = marks_of(reading.claims, numbers(reading), evidence_by_id(reading))
    words = planted_reading.at("the left side moves")
    inside = next(s for s in cut(reading.report.text, found) if s.span.start == words.start)
    assert [(m.role, m.claim) for m in inside.marks] == [("content", 3), ("content", 4)]


def test_a_hedge_on_the_evidence_marks_every_claim_that_came_by_it(planted):
    found = marks_of(planted.claims, numbers(planted), evidence_by_id(planted))
    hedged = {m.claim for m in found if m.role == "hedge" and m.span.text == "is said to"}
    assert hedged == {2, 3, 4}


def test_no_text_has_no_segments(planted):
    assert cut("", []) == []
    bare = replace(planted, claims=())
    assert [s.marks for s in cut(bare.report.text, [])] == [()]
