"""Planted explanations; odd lines tune the patterns, even lines are only counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.extraction.analysis import analyse
from purport.extraction.glosses import find_glosses
from purport.extraction.quotes import find_quotations

PLANTED = Path(__file__).parent / "planted"


def outcomes(name: str) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Return term, meaning, the glosses found and the text of each planted line."""
    rows = [
        [*r.split("\t"), "", ""][:3]
        for r in (PLANTED / name).read_text(encoding="utf-8").splitlines()
        if r[0] != "#"
    ]
    analyses = analyse(text for text, _, _ in rows)
    found = []
    for (text, term, meaning), analysis in zip(rows, analyses, strict=True):
        got = find_glosses(text, analysis, find_quotations(text))
        for gloss in got:
            assert text[gloss.span.start : gloss.span.end] == gloss.span.text
        found.append((term, meaning, [(g.term, g.meaning) for g in got], text))
    return found


def right(term: str, meaning: str, got: list[tuple[str, str]]) -> bool:
    """Whether the planted gloss was found and no other, or nothing where there is nothing."""
    if not meaning:
        return not got
    return len(got) == 1 and got[0][0] == term and meaning in got[0][1]


@pytest.fixture(scope="module")
def results():
    return [
        (right(term, meaning, got), text) for term, meaning, got, text in outcomes("glosses.tsv")
    ]


def test_planted_glosses(results):
    assert sum(ok for ok, _ in results[0::2]) / len(results[0::2]) >= 0.95


def test_held_out_glosses(results):
    assert sum(ok for ok, _ in results[1::2]) / len(results[1::2]) >= 0.86


def test_announced_glosses():
    found = [
        right(term, meaning, got) for term, meaning, got, _ in outcomes("glosses_announced.tsv")
    ]
    assert sum(found) / len(found) >= 0.75


@settings(max_examples=40, deadline=None)
@given(st.text('ab “”",.()—XYfor meaning', max_size=80))
def test_any_text_keeps_its_offsets(text):
    [analysis] = analyse([text])
    for gloss in find_glosses(text, analysis, find_quotations(text)):
        assert text[gloss.span.start : gloss.span.end] == gloss.span.text == gloss.term
