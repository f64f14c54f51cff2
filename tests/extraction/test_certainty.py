"""Planted sentences whose certainty is known; odd lines tune, even lines are only counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from purport.extraction.analysis import analyse
from purport.extraction.certainty import claim_certainty
from purport.extraction.clauses import read_clause
from purport.model.claim import Attribution, Certainty
from purport.model.span import Hedge, Span

PLANTED = Path(__file__).parent / "planted" / "certainty.tsv"
MARK = re.compile(r"[<>\[\]{}]")
ROLES = {"<": "cue", "[": "content", "{": "hedge"}
CLOSING = {">": "<", "]": "[", "}": "{"}


def plant(marked: str) -> tuple[str, Attribution, list[Hedge]]:
    """Return the text without its marks, the attribution and the hedges that they showed."""
    text, at, opened = "", 0, {}
    found: dict[str, list[tuple[int, int]]] = {"cue": [], "content": [], "hedge": []}
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        if m.group() in ROLES:
            opened[m.group()] = len(text)
        else:
            found[ROLES[CLOSING[m.group()]]].append((opened[CLOSING[m.group()]], len(text)))
        at = m.end()
    text += marked[at:]
    spans = {role: tuple(Span.of(text, *p) for p in found[role]) for role in found}
    hedges = [Hedge(s, "content") for s in spans["hedge"]]
    return text, Attribution(spans["content"], spans["cue"]), hedges


def outcomes() -> list[tuple[str, Certainty, str]]:
    rows = [r.split("\t", 1) for r in PLANTED.read_text(encoding="utf-8").splitlines()]
    planted = [(want, *plant(marked)) for want, marked in rows if want[0] != "#"]
    analyses = analyse(text for _, text, _, _ in planted)
    return [
        (want, claim_certainty(attribution, read_clause(attribution, analysis), None, hedges), text)
        for (want, text, attribution, hedges), analysis in zip(planted, analyses, strict=True)
    ]


@pytest.fixture(scope="module")
def results():
    return outcomes()


def test_planted_certainty(results):
    right = [want == got.label for want, got, _ in results[0::2]]
    assert sum(right) / len(right) >= 0.97


def test_held_out_certainty(results):
    right = [want == got.label for want, got, _ in results[1::2]]
    assert sum(right) / len(right) >= 0.92
