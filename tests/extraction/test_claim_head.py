"""The claim head: its arithmetic on planted numbers, its answers on plain sentences."""

from __future__ import annotations

import numpy as np
import pytest

import purport
from purport.errors import BrokenWeights
from purport.extraction.analysis import analyse
from purport.extraction.certainty_head import buckets, number_of
from purport.extraction.claim_features import Ruled, report_features
from purport.extraction.claim_head import (
    ACTS,
    FILE,
    STATUSES,
    ClaimHead,
    open_head,
    weigh_claims,
)
from purport.extraction.status import PLAN_IN_FORCE
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

BUCKETS = 4096


def planted_head() -> ClaimHead:
    """A head for which "cueverb=urge" directs and all else states, and nothing is known to be."""
    act = np.zeros((BUCKETS, len(ACTS)), np.float32)
    act[buckets([number_of("cueverb=urge")], BUCKETS), ACTS.index("directs")] = 3.0
    act_bias = np.eye(len(ACTS), dtype=np.float32)[ACTS.index("states")]
    status = np.zeros((BUCKETS, len(STATUSES)), np.float32)
    status_bias = np.eye(len(STATUSES), dtype=np.float32)[STATUSES.index("unknown")]
    return ClaimHead(act, act_bias, status, status_bias)


def ruled(text: str, content: str, cue: str, rule: str = "tense and aspect") -> Ruled:
    """A claim that the rules take for a statement of what was planned."""
    [analysis] = analyse([text])
    at, by = text.index(content), text.index(cue)
    spans = Span.of(text, at, at + len(content)), Span.of(text, by, by + len(cue))
    event = analysis.tokens_in(spans[0])[-1]
    return Ruled(
        Attribution(spans[:1], spans[1:]),
        event,
        ("states", Why("act", "cue")),
        ("planned", Why("status", rule, spans=spans[:1])),
    )


def test_a_planted_head_adds_up() -> None:
    acts, statuses = planted_head().chances([["cueverb=urge", "cueverb=urge"], []])
    raised = np.exp([1.0, 3.0])
    assert acts[0, ACTS.index("directs")] == pytest.approx(raised[1] / (raised.sum() + 4))
    assert acts[1].argmax() == ACTS.index("states")
    assert statuses.sum(1) == pytest.approx([1, 1])


def test_every_answer_says_who_gave_it_and_what_the_rules_would_say() -> None:
    text = "She urged them to leave."
    [analysis] = analyse([text])
    [told] = weigh_claims(analysis, [ruled(text, "them to leave", "urged")], None, planted_head())
    act, why = told.act
    assert (act, why.field, why.rule) == ("directs", "act", "claim head; by rule states (cue)")
    assert why.score == pytest.approx(0.75)
    assert told.status[0] == "unknown"
    assert told.status[1].spans[0].text == "them to leave"


def test_a_plan_in_force_stands() -> None:
    text = "She said they plan to leave."
    [analysis] = analyse([text])
    plan = ruled(text, "they plan to leave", "said", PLAN_IN_FORCE)
    [told] = weigh_claims(analysis, [plan], None, planted_head())
    assert told.status == plan.status


def test_no_claims_no_answers() -> None:
    [analysis] = analyse([""])
    assert weigh_claims(analysis, [], None, planted_head()) == []


def test_neighbours_and_rules_are_among_the_strings() -> None:
    text = "She urged them to leave."
    [analysis] = analyse([text])
    one = ruled(text, "them to leave", "urged")
    first, second = report_features(analysis, [one, one], None)
    assert {"cueverb=urge", "cueverb=urge|them", "rule=states|cue", "pkind=-"} <= first
    assert second - first == {"prevrule=states", "prevkind=indirect"}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The harbour master begged skippers to stay in port.", "directs"),
        ("“Who left the gate open?” the guard asked.", "asks"),
        ("The brewery denied that it had poisoned the well.", "denies"),
        ("The mayor promised to rebuild the school by June.", "promises"),
        ("The farmer said that the barn burned down on Friday.", "states"),
    ],
)
def test_the_shipped_head_tells_acts(text: str, act: str) -> None:
    assert act in {claim.act for claim in purport.read(text).claims}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The farmer said that the barn burned down on Friday.", "happened"),
        ("The bank said it will close two branches next year.", "planned"),
        ("The guard said that the rescuers have decided to dig by hand.", "planned"),
    ],
)
def test_the_shipped_head_tells_statuses(text: str, status: str) -> None:
    assert status in {claim.status for claim in purport.read(text).claims}


@pytest.mark.parametrize("broken", ["no archive", "other sizes", "missing"])
def test_a_broken_head_is_named(tmp_path, broken: str) -> None:
    if broken == "no archive":
        (tmp_path / FILE).write_bytes(b"no archive")
    if broken == "other sizes":
        tables = dict.fromkeys(("act", "act_bias", "status", "status_bias"), np.zeros((2, 2)))
        np.savez(tmp_path / FILE, **tables)
    with pytest.raises(BrokenWeights, match="claim head"):
        open_head(tmp_path)
