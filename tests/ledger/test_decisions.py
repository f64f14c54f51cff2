"""Decisions of people: kept in order, taken back by rows, and refused where they make no sense."""

import pytest

from purport.errors import UnknownId, UsageError
from purport.ledger.decisions import decide, decisions, standing, undo
from purport.ledger.verification import verify


def test_decisions_are_numbered_rows_with_person_and_time(ledger, filled):
    claim = filled["r1"][0]
    first = decide(ledger, "Ann", "accept", [claim])
    second = decide(ledger, "Bo", "edit", [claim], {"status": "planned"})
    assert (first.n, first.who, first.on, second.n) == (1, "Ann", (claim,), 2)
    assert first.at.endswith("Z")
    assert decisions(ledger) == (first, second)
    assert decisions(ledger, claim) == (first, second)
    assert decisions(ledger, filled["r1"][1]) == ()
    assert list(verify(ledger)) == []


def test_what_is_taken_back_stands_no_more_and_taking_that_back_brings_it_again(ledger, filled):
    claim = filled["r1"][0]
    first = decide(ledger, "Ann", "reject", [claim])
    other = decide(ledger, "Ann", "comment", [claim, "r1"], "not in the second edition")
    back = undo(ledger, "Bo", first.n)
    assert (back.verb, back.who, back.undoes, back.on) == ("undo", "Bo", 1, (claim,))
    assert standing(ledger) == (other,)
    assert standing(ledger, "r1") == (other,)
    undo(ledger, "Ann", back.n)
    assert standing(ledger, claim) == (first, other)
    assert len(decisions(ledger)) == 4


def test_nothing_is_taken_back_twice_and_nothing_that_is_not_there(ledger, filled):
    undo(ledger, "Ann", decide(ledger, "Ann", "accept", [filled["r1"][0]]).n)
    with pytest.raises(UsageError, match="taken back already"):
        undo(ledger, "Ann", 1)
    with pytest.raises(UnknownId):
        undo(ledger, "Ann", 7)


@pytest.mark.parametrize(
    ("verb", "on", "value"),
    [
        ("accept", ["c0"], None),
        ("reject", ["c0", "c1"], "hearsay"),
        ("edit", ["r1"], {"published": "2024-03-17"}),
        ("merge", ["c0", "c1"], None),
        ("split", ["c0"], None),
        ("rate", ["publisher:Sava Post"], {"reliability": "B"}),
        ("rate", ["c0"], {"credibility": 2, "reliability": None}),
        ("comment", ["voice:Ann"], "a neighbour"),
        ("same-claim", ["c0", "c1"], "unsure"),
        ("same-root", ["root:a", "root:b"], "yes"),
        ("make-link", ["r1", "r2"], {"type": "wire-copy"}),
        ("break-link", ["link:r1-r2"], None),
        ("authenticity", ["evidence:r1/e1"], "disputed"),
    ],
)
def test_each_verb_goes_with_what_it_is_for(ledger, filled, verb, on, value):
    names = {"c0": filled["r1"][0], "c1": filled["r2"][0]}
    made = decide(ledger, "Ann", verb, [names.get(target, target) for target in on], value)
    assert decisions(ledger) == (made,)
    assert decisions(ledger)[0].value == value


@pytest.mark.parametrize(
    ("verb", "on", "value", "error", "says"),
    [
        ("accept", ["nothing"], None, UnknownId, "nothing of this id"),
        ("accept", ["voice:Nobody"], None, UnknownId, "nothing of this id"),
        ("accept", [], None, UsageError, "not of 0"),
        ("praise", ["c0"], None, UsageError, "'praise' is none of accept, reject"),
        ("undo", ["c0"], None, UsageError, "'undo' is none of"),
        ("same-claim", ["c0"], "yes", UsageError, "2 things, not of 1"),
        ("same-claim", ["c0", "c0"], "yes", UsageError, "same thing twice"),
        ("same-claim", ["c0", "r1"], "yes", UsageError, "not for a report"),
        ("same-claim", ["c0", "c1"], "maybe", UsageError, "one of yes, no, unsure, not 'maybe'"),
        ("edit", ["c0"], {}, UsageError, "fields that change"),
        ("edit", ["c0"], {"colour": "red"}, UsageError, "no field 'colour'"),
        ("edit", ["c0"], {"status": "perhaps"}, UsageError, "for status one of happened"),
        ("comment", ["c0"], " ", UsageError, "takes words"),
        ("rate", ["c0"], {"credibility": 7}, UsageError, "from 1 to 6"),
        ("rate", ["c0"], {"credibility": True}, UsageError, "from 1 to 6"),
        ("rate", ["c0"], {"reliability": None}, UsageError, "from A to F"),
        ("make-link", ["r1", "r2"], {"type": "rumour"}, UsageError, "wire-copy"),
        ("authenticity", ["evidence:r1/e1"], "true", UsageError, "not established"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    ledger, filled, verb, on, value, error, says
):
    names = {"c0": filled["r1"][0], "c1": filled["r2"][0]}
    with pytest.raises(error, match=says):
        decide(ledger, "Ann", verb, [names.get(target, target) for target in on], value)
    assert decisions(ledger) == ()
    assert list(verify(ledger)) == []


def test_nobody_decides_nothing(ledger, filled):
    with pytest.raises(UsageError, match="PURPORT_PERSON"):
        decide(ledger, " ", "accept", [filled["r1"][0]])
