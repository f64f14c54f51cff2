"""Kinds of events, opposite states, and what still lies ahead."""

from datetime import date

import numpy as np
import pytest
from assertion_cases import claim

from purport.corroboration.assertions import is_denied, own_times, stage_of
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


def test_the_speaker_s_own_words_deny_what_their_main_part_denies():
    words = "“I looked at the wrong map; the flood has not got to the mill,”"
    assert is_denied(words, "states", "certain", "direct")
    assert not is_denied("“The flood has got to the mill,”", "states", "certain", "direct")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the lorry Ada rammed the bus Bella", "that it was the Bella that rammed the lorry"),
        ("Redholm attacked Sandwick", "Redholm was attacked by Sandwick"),
    ],
)
def test_rival_accounts_of_who_did_it_to_whom_stand_against_each_other(one, other):
    assert features(claim("a/c1", one), claim("b/c1", other))["denied_other"] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Redholm attacked Sandwick", "Sandwick was attacked by Redholm"),
        ("Redholm attacked Sandwick", "Redholm attacked Sandwick at dawn"),
        ("Redholm attacked Sandwick", "Sandwick lies north of Redholm"),
    ],
)
def test_the_same_account_in_another_voice_does_not(one, other):
    assert features(claim("a/c1", one), claim("b/c1", other))["denied_other"] == 0


SUNDAY = date(2024, 3, 10).toordinal()


@pytest.mark.parametrize(
    ("text", "status", "published", "days"),
    [
        ("The clerk was held over Sunday's fire.", "happened", SUNDAY + 3, ()),
        ("On Sunday the pier burned.", "happened", SUNDAY + 3, (SUNDAY,)),
        ("The pier will be closed on Sunday.", "planned", SUNDAY + 3, (SUNDAY + 7,)),
        ("They came on Sunday and shut it.", "happened", SUNDAY - 3, (SUNDAY - 7,)),
        ("They came on Sunday and shut it.", "happened", None, (SUNDAY,)),
        ("On 10 March the pier burned.", "happened", SUNDAY - 3, (SUNDAY,)),
    ],
)
def test_a_weekday_is_taken_on_the_side_that_its_claim_tells(text, status, published, days):
    found = own_times(text, [(SUNDAY, SUNDAY)], status, published)
    assert found == tuple((day, day) for day in days)


def test_few_names_that_differ_tell_less_than_many():
    few = [claim(f"{r}/c1", "A pier burned.", about=f"in {r}") for r in ("Avik", "Brund")]
    lists = ("in Avik, Corlo, Dunmy, Estra and Falk", "in Gorst, Hald, Imber, Jarro and Kyst")
    many = [claim(f"{i}/c1", "A pier burned.", about=a) for i, a in enumerate(lists)]
    assert 0 < features(*few)["background_other"] < features(*many)["background_other"] == 1


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
