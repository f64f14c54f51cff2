"""What two claims can share: words, names, figures, quoted words; and what takes part."""

import numpy as np
import pytest
from assertion_cases import ALL, CRANE, DENIED, ELSEWHERE, PLANNED, claim

from purport.corroboration.assertions import day_number, is_denied, takes_part
from purport.corroboration.contradictions import denials_within
from purport.corroboration.features import FEATURES, pair_features
from purport.corroboration.sketches import pack, sketch, unpack
from purport.corroboration.terms import figures_of, names_of, quoted_runs, stem


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("twelve of 1,200", (12, 1200)),
        ("on May 26, 2022, at 5 pm", ()),
        ("the first of two dozen", (24,)),
        ("1.5 million crowns", (1_500_000,)),
        ("half a million", (500_000,)),
        ("sixty-five", (65,)),
        ("nobody", ()),
    ],
)
def test_figures(text, figures):
    assert figures_of(text) == figures


def test_a_country_and_its_people_share_a_name():
    assert names_of("said in Ukraine on Monday") == names_of("the Ukrainian army")


def test_endings_fall_away_alike():
    assert len({stem(w) for w in ("injure", "injures", "injured", "injuring")}) == 1


def test_quoted_runs_are_only_what_is_in_marks():
    assert quoted_runs("he said “we are all leaving now” and left") == {
        "we are all leaving", "are all leaving now",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "act", "reporting", "expected"),
    [
        ("direct", "states", True, True),
        ("indirect", "denies", True, True),
        ("narrator", "states", False, True),
        ("indirect", "states", False, False),
        ("direct", "asks", True, False),
        ("indirect", "directs", True, False),
    ],
)
def test_what_takes_part(kind, act, reporting, expected):
    assert takes_part(kind, act, reporting=reporting) is expected


def test_a_day_that_is_none_is_unknown():
    assert [day_number(d) for d in (None, "2022", "2022-13-01", "soon")] == [None] * 4


def test_own_words_deny_where_the_reading_leaves_it_open():
    assert is_denied("Good evening. She is not leaving the club.", "states", "unknown")
    assert not is_denied("She is not leaving the club.", "states", "certain")


def test_a_denial_that_points_back_means_the_claim_that_names_the_denier():
    told = [
        claim("r/c1", "the Front shelled Ober", start_char=0, speaker="the army"),
        claim("r/c2", "they fired eleven rounds", start_char=50, speaker="a spokesman"),
        claim("r/c3", "The Front denied it.", start_char=90, kind="narrator"),
    ]
    assert list(denials_within(told)) == [("r/c1", "r/c3")]


def vectors(count):
    rng = np.random.default_rng(5)
    return rng.integers(-20, 20, (count, 384)).astype(np.int8)


def test_sketches_outlive_packing():
    made = sketch(ALL, vectors(len(ALL)))
    again = unpack(pack(made))
    for name in made.__slots__:
        assert np.array_equal(getattr(made, name), getattr(again, name)), name


def features(a, b):
    s = sketch([a, b], vectors(2))
    row = pair_features(s, np.array([0]), np.array([1]))[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_features_say_in_what_claims_are_alike():
    same = features(CRANE[0], CRANE[1])
    assert same["words"] == 1
    assert same["when_same"] == 1
    assert same["figures_same"] == 1
    other = features(CRANE[0], ELSEWHERE)
    assert other["when_other"] == 1
    assert other["names_other"] == 1
    assert features(CRANE[0], DENIED)["denied_other"] == 1
    assert features(CRANE[0], PLANNED[0])["status_other"] == 1


def test_a_pair_scores_the_same_whatever_is_scored_with_it():
    s = sketch(ALL, vectors(len(ALL)))
    i, j = np.triu_indices(len(ALL), 1)
    whole = pair_features(s, i, j)
    alone = np.concatenate([pair_features(s, i[k : k + 1], j[k : k + 1]) for k in range(len(i))])
    assert np.array_equal(whole, alone)
    assert np.array_equal(whole, pair_features(s, j, i))
