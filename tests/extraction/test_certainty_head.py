"""The certainty head: its arithmetic on planted numbers, its order on plain sentences."""

from __future__ import annotations

import numpy as np
import pytest

from purport.errors import BrokenWeights
from purport.extraction.analysis import analyse
from purport.extraction.certainty_features import event_features
from purport.extraction.certainty_head import (
    FILE,
    CertaintyHead,
    buckets,
    event_scores,
    event_states,
    number_of,
    open_head,
    shipped_head,
)
from purport.extraction.tagger import shipped_tagger

BUCKETS, UNITS = 64, 2


def planted_head() -> CertaintyHead:
    """A head that counts the string "neg" down and adds the first state."""
    strings, plain = np.zeros((BUCKETS, UNITS), np.float32), np.zeros(BUCKETS, np.float32)
    plain[buckets([number_of("neg")], BUCKETS)] = -2.0
    states = np.array([[1.0, 0.0], [0.0, 0.0]], np.float32)
    spread = np.eye(UNITS, dtype=np.float32)
    bias, out = np.zeros(UNITS, np.float32), np.ones(UNITS, np.float32)
    return CertaintyHead(states, strings, spread, bias, out, plain, 0.5)


@pytest.mark.parametrize(
    ("states", "strings", "score"),
    [([1.5, 9.0], (), 2.0), ([-1.5, 0.0], (), 0.5), ([1.5, 0.0], ("neg", "neg"), 0.0)],
)
def test_a_planted_head_adds_up(states, strings, score):
    told = planted_head().score(np.array([states, states], np.float32), [strings, strings])
    assert told.tolist() == pytest.approx([score, score])


def scored(text: str, word: str) -> float:
    """The shipped head's score of a word's event."""
    [analysis] = analyse([text])
    [score] = event_scores(shipped_tagger().tag(text), analysis)([text.index(word)])
    assert score is not None
    return score


@pytest.mark.parametrize(
    ("surer", "less", "word"),
    [
        ("The bridge collapsed.", "The bridge may collapse.", "collapse"),
        ("The bridge collapsed.", "The bridge did not collapse.", "collapse"),
        ("They left the town.", "They want to leave the town.", "town"),
        ("She paid the fine.", "If she paid the fine, she would be free.", "paid"),
        ("The mayor signed the order.", "Did the mayor sign the order?", "sign"),
    ],
)
def test_the_shipped_head_tells_the_surer_sentence(surer, less, word):
    assert scored(surer, word) > scored(less, word) + 0.5


def test_every_token_has_a_score_and_a_text_without_words_none():
    text = "He said the dam — built in 1950 — “would hold”."
    [analysis] = analyse([text])
    score = event_scores(shipped_tagger().tag(text), analysis)
    assert None not in score([t.start for t in analysis.tokens])
    [nothing] = analyse([""])
    assert event_scores(shipped_tagger().tag(""), nothing)([0]) == [None]


def test_states_and_strings_fit_the_shipped_head():
    text = "They had not been warned."
    [analysis] = analyse([text])
    tagged = shipped_tagger().tag(text)
    states = event_states(tagged, analysis, 4)
    assert states.shape == (shipped_head().states.shape[0],)
    assert {"neg", "aux=had", "aux=been", "subj=they", "end=."} <= event_features(analysis, 4)


def test_a_broken_head_is_named(tmp_path):
    (tmp_path / FILE).write_bytes(b"no archive")
    with pytest.raises(BrokenWeights, match="certainty head"):
        open_head(tmp_path)
