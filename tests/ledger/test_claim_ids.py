"""Ids of claims rest on where their words stand, and on nothing that a newer model reads anew."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from purport.ledger.claim_ids import claim_id
from purport.model.claim import Attribution, Certainty, Claim, Hop
from purport.model.span import Span

TEXT = "Ann says that it rained, and it rained."
CLAIM = Claim("c1", Attribution((Span.of(TEXT, 9, 23),), (Span.of(TEXT, 4, 8),)))


def test_what_a_newer_model_may_read_otherwise_does_not_count():
    other = replace(
        CLAIM,
        id="c7",
        attribution=replace(CLAIM.attribution, kind="direct", confidence=0.9, reporting=False),
        certainty=Certainty("denied"),
        status="planned",
        voice="v1",
        chain=(Hop("v1", "speaks"),),
    )
    assert claim_id("r", other, ()) == claim_id("r", CLAIM, ())


def test_where_the_words_stand_counts_and_so_does_the_report():
    elsewhere = replace(CLAIM, attribution=Attribution((Span.of(TEXT, 29, 38),)))
    sourced = replace(CLAIM, attribution=replace(CLAIM.attribution, source=(Span.of(TEXT, 0, 3),)))
    swapped = replace(
        CLAIM, attribution=replace(sourced.attribution, source=CLAIM.attribution.cue, cue=())
    )
    ids = [claim_id("r", claim, ()) for claim in (CLAIM, elsewhere, sourced, swapped)]
    assert len({*ids, claim_id("s", CLAIM, ())}) == 5


@given(st.integers(0, 50))
def test_each_further_claim_of_the_same_words_has_the_next_id(number):
    taken = []
    for _ in range(number):
        taken.append(claim_id("r", CLAIM, taken))
    assert len(set(taken)) == number
    assert claim_id("r", CLAIM, taken[:-1]) == (taken[-1] if taken else claim_id("r", CLAIM, ()))
