import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from purport.extraction.decoding import Chain, Cue, Linked, best_tags, find_cues, link, settle

CHAIN = Chain.of([[0.1, -1, 0.5], [0.3, 0.2, -2], [-0.4, 1.0, 0.0]], [0.2, -0.1, 0.4])


@settings(max_examples=30)
@given(npst.arrays(np.float32, (2, 4, 3), elements=st.floats(-3, 3, width=32)))
def test_the_best_path_is_the_best_of_all_paths(scores):
    ((path, chance),) = best_tags([scores], CHAIN)
    for row in range(2):
        weights = {
            tags: CHAIN.begin[tags[0]]
            + sum(scores[row, i, t] for i, t in enumerate(tags))
            + sum(CHAIN.transitions[a, b] for a, b in itertools.pairwise(tags))
            for tags in itertools.product(range(3), repeat=4)
        }
        best = max(weights.values())
        total = sum(np.exp(w) for w in weights.values())
        assert weights[tuple(path[row].tolist())] == pytest.approx(best, abs=1e-4)
        assert chance[row] == pytest.approx(np.exp(best) / total, rel=1e-3)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.integers(1, 6)).flatmap(
            lambda shape: npst.arrays(np.float32, (*shape, 3), elements=st.floats(-3, 3, width=32))
        ),
        max_size=4,
    )
)
def test_windows_decoded_together_come_out_as_they_do_alone(some):
    for scores, (path, chance) in zip(some, best_tags(some, CHAIN), strict=True):
        ((own_path, own_chance),) = best_tags([scores], CHAIN)
        assert path.tolist() == own_path.tolist()
        assert chance == pytest.approx(own_chance, rel=1e-4)


def test_a_cue_begins_at_the_threshold_and_runs_on_while_words_are_inside():
    scores = np.log(
        np.array(
            [[0.9, 0.1, 0], [0.3, 0.6, 0.1], [0.2, 0.1, 0.7], [0.8, 0.1, 0.1]], dtype=np.float32
        )
        + 1e-6
    )
    (cue,) = find_cues(scores, 0.5)
    assert (cue.first, cue.last) == (1, 2)
    assert cue.score == pytest.approx(0.6, abs=0.01)
    assert find_cues(scores, 0.7) == []


def test_a_cue_without_content_is_no_attribution():
    cues = [Cue(0, 0, 0.9), Cue(3, 3, 0.8)]
    tags = np.array([[0, 1, 3, 4], [0, 1, 0, 0]])
    (one,) = link(cues, tags, np.array([0.5, 0.9], dtype=np.float32))
    assert (one.source, one.content) == ((1,), (2, 3))


def test_words_that_two_cues_claim_go_to_the_surer_one():
    sure = Linked(Cue(0, 0, 0.9), (1,), (2, 3, 4), 0.5)
    less = Linked(Cue(8, 8, 0.6), (), (3, 4, 5, 6, 7), 0.5)
    none = Linked(Cue(9, 9, 0.5), (), (2, 3, 4, 5), 0.5)
    kept = settle([none, less, sure])
    assert [(k.cue.first, k.content) for k in kept] == [(0, (2, 3, 4)), (8, (5, 6, 7))]
