"""Candidates, connected rows and average link."""

import numpy as np
from assertion_cases import ALL, CRANE
from hypothesis import given
from hypothesis import strategies as st

from purport.corroboration.candidates import CROWD, keys_of, pairs_of
from purport.corroboration.clustering import average_link, components
from purport.corroboration.sketches import sketch


def table(count, alike):
    scores = np.zeros((count, count))
    for (i, j), score in alike.items():
        scores[i, j] = scores[j, i] = score
    return scores


def test_a_chain_is_not_one_group():
    scores = table(4, {(0, 1): 0.9, (1, 2): 0.6, (2, 3): 0.9})
    assert average_link(scores, 0.5) == [[0, 1], [2, 3]]


def test_what_is_ruled_wins_over_scores():
    scores = table(3, {(0, 1): 0.9})
    assert average_link(scores, 0.5, [(1, 2)], [(0, 1)]) == [[0], [1, 2]]


def test_what_is_apart_stays_apart_through_others():
    scores = table(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9})
    assert all(not {0, 2} <= set(g) for g in average_link(scores, 0.5, [], [(0, 2)]))


def test_what_one_report_says_twice_does_not_keep_others_out():
    scores = table(3, {(0, 1): 0.1, (0, 2): 0.7, (1, 2): 0.7})
    reports = np.array([7, 7, 8])
    assert average_link(scores, 0.6) == [[0, 2], [1]]
    assert average_link(scores, 0.6, reports=reports) == [[0, 1, 2]]


def test_pairs_within_a_report_count_where_there_are_no_others():
    scores = table(2, {(0, 1): 0.9})
    assert average_link(scores, 0.6, reports=np.array([7, 7])) == [[0, 1]]


@given(st.integers(2, 12), st.randoms(use_true_random=False))
def test_groups_hold_each_row_once_and_do_not_hang_on_numbering(count, rng):
    i, j = np.triu_indices(count, 1)
    different = list(np.sqrt(np.arange(2, len(i) + 2)) % 1)
    rng.shuffle(different)
    scores = table(count, dict(zip(zip(i, j, strict=True), different, strict=True)))
    groups = average_link(scores, 0.5)
    assert sorted(x for g in groups for x in g) == list(range(count))
    order = list(range(count))
    rng.shuffle(order)
    again = average_link(scores[np.ix_(order, order)], 0.5)
    assert {frozenset(order[x] for x in g) for g in again} == {frozenset(g) for g in groups}


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40))
def test_components_join_what_edges_connect(edges):
    left, right = (np.array([e[k] for e in edges], dtype=np.int64) for k in (0, 1))
    root = components(left, right, 21)
    assert all(root[a] == root[b] for a, b in edges)
    assert all(root[r] == r and r <= i for i, r in enumerate(root))


def test_claims_that_share_something_rare_are_candidates():
    vectors = np.random.default_rng(1).integers(-20, 20, (len(ALL), 384)).astype(np.int8)
    left, right = pairs_of(*keys_of(sketch(ALL, vectors)), len(ALL))
    assert {(a, b) for a in range(len(CRANE)) for b in range(a)} <= set(
        zip(right.tolist(), left.tolist(), strict=True)
    )
    assert (left < right).all()


def test_a_crowded_key_pairs_nobody_but_the_same_words_do():
    odd, even = np.uint64(7), np.uint64(8)
    crowd = np.arange(CROWD + 1)
    assert len(pairs_of(np.full(len(crowd), odd), crowd, 100)[0]) == 0
    left, right = pairs_of(np.full(len(crowd), even), crowd, 100)
    assert (right - left == 1).all()
    assert len(left) == CROWD
