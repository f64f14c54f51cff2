"""Kinds of events, opposite states, and what still lies ahead."""

import numpy as np
import pytest
from assertion_cases import claim

from purport.corroboration.assertions import is_denied, stage_of
from purport.corroboration.embedding import WIDTH
from purport.corroboration.events import kinds_of, states_of
from purport.corroboration.features import FEATURES, pair_features
from purport.corroboration.sketches import sketch
from purport.corroboration.terms import shares_of


def features(a, b):
    made = sketch([a, b], np.ones((2, WIDTH), dtype=np.int8))
    row = pair_features(made, np.array([0]), np.array([1]))[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("three climbers perished", "the mountain took three lives"),
        ("the ferry ran aground", "a collision at sea"),
        ("the minister resigned", "she is stepping down"),
    ],
)
def test_paraphrases_share_a_kind(one, other):
    assert set(kinds_of(one)) & set(kinds_of(other))


def test_other_kinds_of_one_happening_are_told_apart():
    one = claim("a/c1", "Four people died of typhoid in Narrowgate")
    other = claim("b/c1", "The well in Narrowgate was polluted with typhoid")
    assert features(one, other)["kinds_other"] == 1
    assert features(one, one)["kinds_other"] == 0


def test_opposite_states_stand_against_each_other_without_a_negation():
    missing = claim("a/c1", "The explorer Ada Quill is dead")
    found = claim("b/c1", "The explorer Ada Quill is alive")
    assert features(missing, found)["denied_other"] == 1


def test_the_denial_of_one_end_is_the_other_end():
    alive = claim("a/c1", "The explorer Ada Quill is alive")
    not_dead = claim("b/c1", "The explorer Ada Quill is not dead", denied=True)
    assert features(alive, not_dead)["denied_other"] == 0


def test_a_text_that_names_both_ends_names_none():
    assert states_of(("survival", "death"), denied=False) == (0, 0)


def test_an_early_never_denies_whatever_the_reading_made_of_it():
    assert is_denied("Ruth Amsel never took a penny.", "states", "certain")
    assert not is_denied("If Ruth Amsel never took it, who did?", "states", "certain")


@pytest.mark.parametrize(
    ("text", "status", "stage"),
    [
        ("The pier is to be closed on Friday.", "happened", "planned"),
        ("The council has decided that the pier will be closed.", "happened", "planned"),
        ("The pier, which is to be closed, burned down.", "happened", "happened"),
        ("The pier is to be closed.", "hypothetical", "hypothetical"),
    ],
)
def test_what_is_arranged_lies_ahead(text, status, stage):
    assert stage_of(text, status) == stage


def test_a_fraction_is_its_share_in_a_hundred():
    fifth = claim("a/c1", "The leva lost a fifth of its value")
    twenty = claim("b/c1", "The leva was devalued by 20 per cent")
    assert shares_of(fifth.text) == (20.0,)
    assert features(fifth, twenty)["figures_same"] == 1
