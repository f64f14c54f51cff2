import pytest

from purport.errors import DecidedMeanwhile, UnknownId
from purport.ledger.decisions import decide, decisions, undo
from purport.ledger.identified_reading import identified_reading
from purport.ledger.judgements import Judgement, judgements, last_standing
from purport.ledger.log_list import list_decisions, list_log
from purport.ledger.records import list_publishers, publisher_record, voice_record
from purport.ledger.reports import add_reading
from sayings import Saying, reading

QUAYS = ("northern", "southern", "eastern", "western")


@pytest.fixture
def ids(ledger):
    made = []
    for n, (day, publisher) in enumerate(
        [("2024-05-02", "Post"), ("2024-05-30", "Wire"), ("2024-07", "Post"), (None, None)]
    ):
        by = [Saying("Mira Sand", f"the {QUAYS[n]} quay is closed"), Saying("Bo", QUAYS[n])]
        one = reading(f"r{n}", by, published=day, publisher=publisher)
        made += add_reading(ledger, one, one.report.text.encode(), "x", "m").claims
    return made


def test_a_judgement_is_what_stands_and_the_last_number_of_all(ledger, ids):
    first, second, third = ids[:3]
    decide(ledger, "Ann", "accept", [first])
    decide(ledger, "Bo", "reject", [first, second])
    undo(ledger, "Bo", 2)
    found = judgements(ledger, [first, second, third])
    assert found[third] == Judgement(0, ())
    assert [d.n for d in found[first].standing] == [1]
    assert (found[first].last, found[second].last) == (3, 3)
    assert found[second].standing == ()
    undo(ledger, "Bo", 3)
    assert [d.n for d in judgements(ledger, [second])[second].standing] == [2]


def test_judgements_of_very_many_things(ledger, ids):
    decide(ledger, "Ann", "accept", [ids[-1]])
    many = [f"{n:012x}" for n in range(2000)] + ids
    found = judgements(ledger, many)
    assert list(found) == many
    assert [name for name, one in found.items() if one.last] == [ids[-1]]


def test_the_last_decision_of_a_person_is_the_one_that_undo_takes_back(ledger, ids):
    assert last_standing(ledger, "Ann") is None
    for target in ids[:2]:
        decide(ledger, "Ann", "accept", [target])
    decide(ledger, "Bo", "reject", [ids[0]])
    assert last_standing(ledger, "Ann").n == 2
    undo(ledger, "Ann", 2)
    assert last_standing(ledger, "Ann").n == 1
    undo(ledger, "Ann", 1)
    assert last_standing(ledger, "Ann") is None


def test_a_decision_on_an_old_view_is_refused_whoever_undid_or_decided(ledger, ids):
    decide(ledger, "Bo", "reject", [ids[0]])
    with pytest.raises(DecidedMeanwhile, match=r"Bo decided meanwhile \(reject, decision 1\)"):
        decide(ledger, "Ann", "accept", [ids[0]], seen=0)
    decide(ledger, "Ann", "accept", [ids[0]], seen=1)
    undo(ledger, "Bo", 1)
    with pytest.raises(DecidedMeanwhile):
        decide(ledger, "Ann", "reject", [ids[0], ids[1]], seen=2)
    assert len(decisions(ledger)) == 3
    decide(ledger, "Ann", "reject", [ids[1]], seen=0)
    decide(ledger, "Ann", "accept", [ids[1]], seen=0)


def test_log_and_decisions_come_newest_first_page_by_page(ledger, ids):
    for target in ids:
        decide(ledger, "Ann", "accept", [target])
    undo(ledger, "Ann", 1)
    for list_page, of in ((list_log, lambda r: r.n), (list_decisions, lambda r: r.decision.n)):
        found, after = [], None
        while True:
            page = list_page(ledger, limit=3, after=after)
            found += [of(row) for row in page.rows]
            after = page.next
            if after is None:
                break
        assert found == list(range(len(found), 0, -1))
        assert len(found) > 8
    first = list_log(ledger, limit=1).rows[0]
    assert (first.what, first.decision.verb) == ("decision", "undo")
    assert [r.decision.n for r in list_decisions(ledger, limit=50).rows if r.undone] == [1]


@pytest.mark.usefixtures("ids")
def test_a_voices_record_counts_its_claims_by_month(ledger):
    found = [(m.month, m.speaks, m.claims) for m in voice_record(ledger, "Mira Sand")]
    assert found == [("2024-05", 2, 2), ("2024-07", 1, 1), (None, 1, 1)]
    with pytest.raises(UnknownId):
        voice_record(ledger, "Mira")


@pytest.mark.usefixtures("ids")
def test_a_publishers_record_counts_reports_and_claims_by_month(ledger):
    found = [(m.month, m.speaks, m.claims) for m in publisher_record(ledger, "Post")]
    assert found == [("2024-05", 1, 2), ("2024-07", 1, 2)]
    assert [(row.name, row.reports) for row in list_publishers(ledger).rows] == [
        ("Post", 2), ("Wire", 1),
    ]  # fmt: skip
    assert [row.name for row in list_publishers(ledger, words="WI").rows] == ["Wire"]
    with pytest.raises(UnknownId):
        publisher_record(ledger, "Pos")


def test_a_reading_comes_with_the_ids_of_its_claims_in_its_order(ledger, ids):
    named = identified_reading(ledger, "r1")
    assert list(named.ids) == ids[2:4]
    assert [claim.id for claim in named.reading.claims] == ["c1", "c2"]
    with pytest.raises(UnknownId):
        identified_reading(ledger, "r9")
