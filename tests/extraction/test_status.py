"""Planted sentences whose status is known; odd lines tune, even lines are only counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from purport.extraction.analysis import Analysis, analyse
from purport.extraction.clauses import read_clause
from purport.extraction.status import claim_status
from purport.model.claim import Attribution, Kind
from purport.model.span import Span

PLANTED = Path(__file__).parent / "planted" / "status.tsv"
MARKED = re.compile(r"<(?P<cue>[^>]+)>|\[(?P<content>[^\]]+)\]")


def plant(marked: str) -> tuple[str, Attribution]:
    """Return the text without its marks, and the attribution that they showed."""
    text, cue, content = "", [], []
    at = 0
    for m in MARKED.finditer(marked):
        text += marked[at : m.start()]
        role = cue if m["cue"] else content
        words = m["cue"] or m["content"]
        role.append((len(text), len(text) + len(words)))
        text += words
        at = m.end()
    text += marked[at:]
    kind: Kind = "direct" if text[content[0][0]] in '“"' else "indirect"
    spans = [tuple(Span.of(text, *p) for p in role) for role in (content, cue)]
    return text, Attribution(spans[0], spans[1], kind=kind)


def read_planted(path: Path) -> list[tuple[str, str, Attribution]]:
    rows = [r.split("\t", 1) for r in path.read_text(encoding="utf-8").splitlines()]
    return [(want, *plant(marked)) for want, marked in rows if want[0] != "#"]


def outcomes(path: Path = PLANTED) -> list[tuple[str, str, str, str]]:
    planted = read_planted(path)
    analyses: list[Analysis] = list(analyse(text for _, text, _ in planted))
    found = []
    for (want, text, attribution), analysis in zip(planted, analyses, strict=True):
        status, why = claim_status(read_clause(attribution, analysis))
        found.append((want, status, why.rule, text))
    return found


@pytest.fixture(scope="module")
def results() -> list[tuple[str, str, str, str]]:
    return outcomes()


def test_planted_status(results):
    right = [want == got for want, got, _, _ in results[0::2]]
    assert sum(right) / len(right) >= 0.97


def test_held_out_status(results):
    right = [want == got for want, got, _, _ in results[1::2]]
    assert sum(right) / len(right) >= 0.92


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("The crane driver <declared> [that Ceviche promised him a house].", "happened"),
        ("The captain <told> us [that head office had threatened to replace them].", "happened"),
        ("The minister <said> [he promises to build it].", "planned"),
        ("The scan <shows> [nineteen admissions for blast wounds].", "happened"),
        ("The firm <promised> [nineteen new buses].", "planned"),
    ],
)
def test_a_promise_that_was_made_has_happened_and_what_is_promised_has_not(marked, status):
    text, attribution = plant(marked)
    (analysis,) = analyse([text])
    assert claim_status(read_clause(attribution, analysis))[0] == status
