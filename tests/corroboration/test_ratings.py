"""Ratings in the Admiralty code: proposed by rule, set by people, kept apart."""

import pytest

from corroboration.planted_members import Planted, said, told
from purport.corroboration.counting import count_roots
from purport.corroboration.ratings import propose_rating, rating_after
from purport.model.decision import Decision
from purport.model.group import Rating


def rated(n, value):
    return Decision(n, "2024-03-06T10:00:00Z", "Ann", "rate", ("g1",), value)


def one():
    return said("a", "Sava Post", "The old mill burned down", "police")


def witness():
    planted = Planted("b", "The mill is ashes, said a shopkeeper who saw the roof fall.", "Hill")
    planted.claim(
        "The mill is ashes", planted.voice("a shopkeeper who saw the roof fall", "unnamed")
    )
    return planted.members()


def test_confirmed_is_proposed_only_where_two_roots_are_proved():
    assert propose_rating(count_roots([*one(), *witness()]), ()).credibility == 1
    assert propose_rating(count_roots(one()), ()).credibility != 1
    assert propose_rating(count_roots([*one(), *witness()]), ("g2",)).credibility == 2


@pytest.mark.parametrize(("against", "credibility"), [((), 3), (("g2",), 4)])
def test_one_root_without_access_is_possibly_true_or_doubtful(against, credibility):
    assert propose_rating(count_roots(one()), against).credibility == credibility


def test_what_has_no_origin_cannot_be_judged():
    count = count_roots(told("a", "Sava Post", "The old mill burned down."))
    assert propose_rating(count, ()).credibility == 6


def test_a_proposal_says_that_it_is_one_and_why():
    proposed = propose_rating(count_roots(one()), ())
    assert proposed.proposed
    assert proposed.why[0].says


def test_a_persons_rating_takes_its_place_and_fills_nothing_in():
    proposed = propose_rating(count_roots(one()), ())
    assert rating_after(proposed, []) == proposed
    kept = rating_after(proposed, [rated(1, {"reliability": "C"}), rated(2, {"credibility": 2})])
    assert (kept.reliability, kept.credibility, kept.proposed) == (None, 2, False)
    assert kept != Rating()
