"""Examples for the claim head: what of a gold report is taught, and how claims are matched."""

from __future__ import annotations

import numpy as np
import pytest
from training.claim_head import Taught, examples_of, judged, matching

import purport
from purport.extraction.claim_head import ACTS

TEXT = "The harbour master begged skippers to stay in port. The brewery denied that it had leaked."


def gold(content: str, **stated: str) -> dict[str, object]:
    start = TEXT.index(content)
    return {"content": [[start, start + len(content)]]} | stated


def test_a_gold_claim_teaches_what_it_states() -> None:
    reading = purport.read(TEXT)
    claims = [gold("that it had leaked", act="denies"), gold("The harbour", status="happened")]
    read = [one for one in examples_of({"claims": claims}, reading) if one.read]
    assert [(one.act, one.status) for one in read] == [("denies", None), (None, "happened")]
    assert read[0].strings is not None
    assert "cueverb=deny" in read[0].strings
    assert read[1].strings is None


def test_a_content_is_matched_by_its_words() -> None:
    reading = purport.read(TEXT)
    number = matching(TEXT, "it had leaked", reading)
    assert number is not None
    assert reading.claims[number].act == "denies"
    assert matching(TEXT, "The harbour", reading) is None


@pytest.mark.parametrize(
    ("act", "strings", "counted"),
    [
        ("asks", frozenset({"x"}), (0, 1, 1, 0, 0)),
        ("directs", frozenset({"x"}), (1, 0, 1, 0, 0)),
        ("asks", None, (0, 0, 1, 0, 0)),
        (None, frozenset({"x"}), (0, 0, 0, 0, 1)),
        (None, None, (0, 0, 0, 0, 0)),
    ],
)
def test_answers_are_counted(act, strings, counted) -> None:
    tables = np.zeros((4, len(ACTS)), np.float32), np.eye(len(ACTS), dtype=np.float32)[1]
    one = Taught(1, strings, act, None, ("directs", None))
    assert judged(one, "act", ACTS, tables) == counted
