import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import BadDate, UnknownId, UsageError
from purport.ledger.decisions import decide
from purport.ledger.filters import Filters, days_filter, match_words
from purport.ledger.report_list import list_reports
from purport.ledger.reports import add_reading
from purport.ledger.search import (
    claim_counts,
    count_claims,
    each_claim,
    find_claims,
    report_reading,
    show_claim,
)
from purport.ledger.store import open_ledger
from purport.ledger.voices import list_voices
from sayings import Saying, add, reading

DAM = reading(
    "dam",
    [
        Saying("Ana Kovač", "the gates will open on Friday", when=("2024-03-22", "2024-03-22"),
               where=("Orlec", "HR", "town"), status="planned", certainty="certain"),
        Saying("an engineer", "two missiles struck the wall", through="River Agency",
               status="happened", certainty="possible", voice_kind="unnamed"),
        Saying("Bo Lee", "that it holds", reporting=False),
    ],
    title="Dam at Orlec",
)  # fmt: skip
FLOOD = reading(
    "flood",
    [
        Saying("Ann Marie Lee", "a missile fell near the market", when=("2023-01-01", "2023-12-31"),
               where=("Zagreb", "HR", "town"), certainty="probable"),
        Saying("Ministry of Waters", "nobody had planned it", act="denies", kind="direct",
               voice_kind="organisation", where=("Croatia", "HR", "country")),
    ],
    published="2023-11",
    publisher="Morning Wire",
)  # fmt: skip
UNDATED = reading(
    "undated",
    [Saying("Ann Kay", "the university is open", when=("1991-06-01", "1995-06-01"))],
    published=None,
    publisher=None,
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with open_ledger(tmp_path_factory.mktemp("ledger") / "l.db", create=True) as opened:
        add(opened, FLOOD, DAM, UNDATED)
        yield opened


def texts(ledger, **asked):
    return [row.text for row in find_claims(ledger, Filters(**asked)).rows]


GATES, STRUCK, HOLDS = (
    "the gates will open on Friday",
    "two missiles struck the wall",
    "that it holds",
)
FELL, NOBODY = "a missile fell near the market", "nobody had planned it"
OPEN = "the university is open"


def test_newest_report_first_and_no_date_last_each_in_order_of_reading(ledger):
    assert texts(ledger) == [GATES, STRUCK, FELL, NOBODY, OPEN]
    assert texts(ledger, everything=True) == [GATES, STRUCK, HOLDS, FELL, NOBODY, OPEN]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("missile", [STRUCK, FELL]),
        ("MISSILES the", [STRUCK, FELL]),
        ('"missiles struck"', [STRUCK]),
        ("“struck missiles”", []),
        ('"missile"', [FELL]),
        ("gate", [GATES]),
        ("planning", [NOBODY]),
        ("univ*", [OPEN]),
        ("university*", [OPEN]),
        ("kovac friday", [GATES]),
        ('"ana kovač"', [GATES]),
        ("engineer", [STRUCK]),
        ("missile AND market", []),
        ("market -missile", [FELL]),
        ("nothing of this", []),
    ],
)
def test_words(ledger, words, found):
    assert texts(ledger, words=words) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"speaker": "kovač"}, [GATES]),
        ({"speaker": "Ann Marie"}, [FELL]),
        ({"speaker": "Ann Lee"}, []),
        ({"speaker": "Ann"}, [FELL, OPEN]),
        ({"speaker": '"Ann Kay"'}, [OPEN]),
        ({"speaker": '"Ann"'}, []),
        ({"speaker": "min*"}, [NOBODY]),
        ({"speaker": "River Agency"}, []),
        ({"voice": "River Agency"}, [STRUCK]),
        ({"voice": "Agency engineer"}, []),
        ({"publisher": "wire"}, [FELL, NOBODY]),
        ({"place": "orlec"}, [GATES]),
        ({"place": "Croatia"}, [GATES, FELL, NOBODY]),
        ({"place": "HR"}, [GATES, FELL, NOBODY]),
        ({"place": "ZAGREB"}, [FELL]),
        ({"status": "planned"}, [GATES]),
        ({"certainty": "possible"}, [STRUCK]),
        ({"kind": "direct"}, [NOBODY]),
        ({"act": "denies"}, [NOBODY]),
        ({"report": "dam"}, [GATES, STRUCK]),
        ({"report": "nowhere"}, []),
        ({"words": "missile", "publisher": "Sava Post", "status": "happened"}, [STRUCK]),
    ],
)
def test_filters(ledger, asked, found):
    assert texts(ledger, **asked) == found


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2024", None, [GATES, STRUCK]),
        (None, "2024-03-15", [FELL, NOBODY]),
        ("2023-11-20", "2024-03-16", [GATES, STRUCK, FELL, NOBODY]),
        ("2023-11-20", "2023-11-21", [FELL, NOBODY]),
        ("2023-12", "2024-03-15", []),
        ("2023-10", "2023-10", []),
    ],
)
def test_day_of_the_report(ledger, since, until, found):
    assert texts(ledger, published=days_filter(since, until)) == found


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2024-03-22", "2024-03-22", [GATES]),
        ("2024-03-23", "2024-03-24", []),
        ("2023-06-05", "2023-06-06", [FELL]),
        ("2023-12-31", "2024-12-31", [GATES, FELL]),
        ("1900", "2100", [GATES, FELL, OPEN]),
        ("1992", "1992", [OPEN]),
        ("2024", None, [GATES]),
        (None, "1991-06", [OPEN]),
        (None, "1991-05", []),
        ("2030", None, []),
    ],
)
def test_day_spoken_of(ledger, first, last, found):
    assert texts(ledger, about=days_filter(first, last)) == found


def test_days_in_the_wrong_order_and_none_at_all():
    with pytest.raises(BadDate, match="comes before"):
        days_filter("2024", "2023")
    with pytest.raises(BadDate, match="not a date"):
        days_filter("soon", None)
    assert days_filter("2024-02", "2024-02") == (date(2024, 2, 1), date(2024, 2, 29))


def test_pages_go_on_where_the_last_one_ended(ledger):
    rows, after = [], None
    while True:
        page = find_claims(ledger, Filters(published=days_filter("2023-11-20", None)), limit=1,
                           after=after)  # fmt: skip
        rows += [row.text for row in page.rows]
        after = page.next
        if after is None:
            break
    assert rows == [GATES, STRUCK, FELL, NOBODY]
    assert [r.text for r in each_claim(ledger, Filters(), limit=3)] == [GATES, STRUCK, FELL]


def test_a_row_says_who_through_whom_when_and_where(ledger):
    row = find_claims(ledger, Filters(words="struck")).rows[0]
    assert (row.speaker, row.through) == ("an engineer", ("River Agency",))
    assert (row.report, row.publisher, row.key) == ("dam", "Sava Post", "c2")
    gates = find_claims(ledger, Filters(words="gates")).rows[0]
    assert (gates.times, gates.places) == (("2024-03-22",), ("Orlec",))
    assert DAM.report.text[gates.start : gates.end] == GATES


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"words": "—"}, "no words to look for"),
        ({"words": "a*"}, "too short"),
        ({"words": "word " * 61}, "more than 60 words"),
        ({"status": "perhaps"}, "happened, ongoing"),
        ({"speaker": "…"}, "no name"),
    ],
)
def test_what_cannot_be_asked_for_is_told(ledger, asked, says):
    with pytest.raises(UsageError, match=says):
        find_claims(ledger, Filters(**asked))


@given(
    st.text(
        st.one_of(st.characters(), st.sampled_from("\"'*()^:{}-+“”\0 NEARANDOROT")), max_size=40
    )
)
def test_nothing_that_is_typed_is_syntax(words):
    with sqlite3.connect(":memory:") as memory:
        memory.execute("CREATE VIRTUAL TABLE w USING fts5(text)")
        for asked in ({"words": words}, {"speaker": words}, {"place": words}):
            try:
                match = match_words(Filters(**asked), None)
            except UsageError:
                continue
            memory.execute("SELECT * FROM w WHERE w MATCH ?", (match,)).fetchall()


def test_counts(ledger):
    assert count_claims(ledger, Filters(), 100) == 5
    assert count_claims(ledger, Filters(), 3) == 3
    assert count_claims(ledger, Filters(published=days_filter("2023-11-20", None)), 100) == 4
    counted = claim_counts(ledger, Filters(words="missile"), "status", ["happened", "planned"])
    assert counted == {"happened": 1, "planned": 0}


def test_a_claim_by_its_id_a_part_of_it_or_its_place(ledger):
    row = find_claims(ledger, Filters(words="struck")).rows[0]
    for name in (row.id, row.id[:9], "dam/c2"):
        shown = show_claim(ledger, name)
        assert (shown.id, shown.claim.text, shown.report.id) == (row.id, STRUCK, "dam")
        assert shown.current
        assert shown.decisions == ()


def test_ids_that_are_none_or_several(ledger):
    for name in ("zz", "dam/c9", "nowhere/c1", ""):
        with pytest.raises(UnknownId):
            show_claim(ledger, name)
    rows = find_claims(ledger, Filters(everything=True)).rows
    taken = [row.id[0] for row in rows]
    twice = next((digit for digit in taken if taken.count(digit) > 1), None)
    if twice is not None:
        with pytest.raises(UsageError, match="several claims"):
            show_claim(ledger, twice)
    with pytest.raises(UnknownId):
        report_reading(ledger, "nowhere")
    assert report_reading(ledger, "dam").claims == DAM.claims


def test_reports(ledger):
    page = list_reports(ledger)
    assert [(row.id, row.claims) for row in page.rows] == [("dam", 2), ("flood", 2), ("undated", 1)]
    ids, after = [], None
    while True:
        page = list_reports(ledger, limit=1, after=after)
        ids += [row.id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert ids == ["dam", "flood", "undated"]
    assert [r.id for r in list_reports(ledger, publisher="wire").rows] == ["flood"]
    assert [r.id for r in list_reports(ledger, words="orlec").rows] == ["dam"]
    late = list_reports(ledger, published=days_filter("2023-11-20", "2024-03-15"))
    assert [r.id for r in late.rows] == ["flood"]


def test_voices_with_their_claims(ledger):
    rows = {row.name: row for row in list_voices(ledger).rows}
    assert (rows["River Agency"].speaks, rows["River Agency"].claims) == (0, 1)
    assert (rows["Ana Kovač"].speaks, rows["Ana Kovač"].claims) == (1, 1)
    assert "Bo Lee" not in rows
    assert "Bo Lee" in {row.name for row in list_voices(ledger, everything=True).rows}
    assert [r.name for r in list_voices(ledger, kind="organisation").rows] == ["Ministry of Waters"]
    assert [r.name for r in list_voices(ledger, words="lee ann").rows] == ["Ann Marie Lee"]
    first = list_voices(ledger, limit=2)
    second = list_voices(ledger, limit=2, after=first.next)
    assert len({row.name for row in (*first.rows, *second.rows)}) == 4
    with pytest.raises(UsageError, match="no kind of voice"):
        list_voices(ledger, kind="ghost")


def test_what_a_newer_reading_does_not_hold_is_found_no_more_but_can_be_shown(tmp_path):
    with open_ledger(tmp_path / "l.db", create=True) as own:
        add(own, DAM)
        gone = find_claims(own, Filters(words="struck")).rows[0].id
        kept = find_claims(own, Filters(words="gates")).rows[0].id
        decide(own, "Ann", "accept", [kept])
        newer = replace(DAM, claims=DAM.claims[2:])
        add_reading(own, newer, DAM.report.text.encode(), "dam.txt", "newer models")
        assert texts(own, everything=True) == [GATES, HOLDS]
        assert not show_claim(own, gone).current
        assert show_claim(own, gone).claim.text == STRUCK
        assert [row.name for row in list_voices(own).rows] == ["Ana Kovač"]
        assert list_reports(own).rows[0].claims == 1
