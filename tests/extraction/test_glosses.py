"""Planted explanations: odd lines are among what the network learnt from, even lines are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.errors import BrokenWeights
from purport.extraction.acronyms import find_acronyms
from purport.extraction.analysis import analyse
from purport.extraction.gloss_features import BRACKET, FEW, LONG, RARITY, SHORT, gloss_flags
from purport.extraction.gloss_head import open_gloss_head
from purport.extraction.gloss_meaning import whole_phrase
from purport.extraction.glosses import find_glosses
from purport.extraction.quotes import find_quotations
from purport.extraction.tagger import shipped_tagger

PLANTED = Path(__file__).parent / "planted"
SHIPPED = Path(__file__).parents[2] / "src" / "purport" / "weights" / "glosses"


def glosses_of(text: str) -> list[tuple[str, str]]:
    """Return the terms and meanings found in a text, after a look at their offsets."""
    [analysis] = analyse([text])
    found = find_glosses(text, shipped_tagger(1).tag(text), analysis, find_quotations(text))
    for gloss in found:
        assert text[gloss.span.start : gloss.span.end] == gloss.span.text == gloss.term
        assert gloss.meaning in text
    return [(g.term, g.meaning) for g in found]


def outcomes(name: str, first: int) -> list[tuple[bool, bool]]:
    """Return whether every other planted line explains something, and is read so."""
    lines = (PLANTED / name).read_text(encoding="utf-8").splitlines()
    rows = [[*r.split("\t"), "", ""][:3] for r in lines if r[0] != "#"]
    return [
        (bool(meaning), right(term, meaning, glosses_of(text)))
        for text, term, meaning in rows[first::2]
    ]


def right(term: str, meaning: str, got: list[tuple[str, str]]) -> bool:
    """Whether the planted gloss was found, or nothing where there is nothing."""
    return any(t == term and meaning in m for t, m in got) if meaning else not got


def test_lines_that_were_not_learnt_from():
    some = [*outcomes("glosses.tsv", 1), *outcomes("glosses_announced.tsv", 1)]
    told = [ok for explained, ok in some if explained]
    plain = [ok for explained, ok in some if not explained]
    assert sum(told) / len(told) >= LEAST_TOLD
    assert sum(plain) / len(plain) >= LEAST_PLAIN


LEAST_TOLD, LEAST_PLAIN = 0.70, 0.70
"""Below what the shipped weights give, so that the same recipe with another seed passes."""


@pytest.mark.parametrize(
    ("text", "term", "meaning"),
    [
        ("The World Health Organization (WHO) has sent help.", "WHO", "World Health Organization"),
        ("He asked for “fish”, prison slang for new inmates.", "fish", "new inmates"),
        ("“In my sala?” he asked, using the local word for a living room.", "sala", "living room"),
        ("They drank arak, an aniseed spirit, until dawn.", "arak", "aniseed spirit"),
    ],
)
def test_plain_explanations(text, term, meaning):
    assert any(t == term and meaning in m for t, m in glosses_of(text))


def test_people_beside_their_offices_are_no_glosses():
    assert glosses_of("The mayor, Anna Schmidt, opened the fair on Monday.") == []


def test_nothing_is_found_in_nothing():
    assert glosses_of("") == glosses_of("\n\n") == []


def test_flags_show_marks_acronyms_and_rarity():
    text = "The “big fish” of the European Space Agency (ESA) drank slivovitz."
    [analysis] = analyse([text])
    flags = gloss_flags(text, analysis, find_acronyms(text))
    words = [t.text for t in analysis.tokens]

    def flagged(which):
        return {w for w, row in zip(words, flags, strict=True) if row[which] == 1}

    assert flagged(FEW) == {"big", "fish"}
    assert flagged(BRACKET) == flagged(SHORT) == {"ESA"}
    assert flagged(LONG) == {"European", "Space", "Agency"}
    assert flags[words.index("slivovitz"), RARITY] > flags[words.index("drank"), RARITY] > 0


@pytest.mark.parametrize(
    ("text", "term", "meaning", "whole"),
    [
        (
            "A ghubar, a dust storm that lasts for days, is near.",
            "ghubar",
            "dust storm",
            "a dust storm that lasts for days",
        ),
        (
            "He used MANPADS, man-portable missiles.",
            "MANPADS",
            "portable missiles",
            "man-portable missiles",
        ),
        ("The army, which he calls “the boots”, left.", "boots", "army", "The army"),
    ],
)
def test_a_meaning_is_a_whole_phrase(text, term, meaning, whole):
    [analysis] = analyse([text])

    def tokens(words):
        at = text.index(words)
        inside = [t.index for t in analysis.tokens if at <= t.start < at + len(words)]
        return inside[0], inside[-1]

    first, last = whole_phrase(analysis, tokens(term), tokens(meaning))
    assert text[analysis.tokens[first].start : analysis.tokens[last].end] == whole


@pytest.mark.parametrize("file", ["gloss.onnx", "gloss.npz", "gloss.json"])
def test_broken_weights_are_named(tmp_path, file):
    shutil.copytree(SHIPPED, tmp_path / "glosses")
    broken = tmp_path / "glosses" / file
    broken.write_bytes(broken.read_bytes()[:50])
    with pytest.raises(BrokenWeights, match="gloss network"):
        open_gloss_head(tmp_path / "glosses")


@settings(max_examples=30, deadline=None)
@given(st.text('ab “”",.()—XYfor meaning\n', max_size=80))
def test_any_text_keeps_its_offsets(text):
    glosses_of(text)
