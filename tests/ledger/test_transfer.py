import base64
import json
import re
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from purport.errors import DamagedInput, UsageError
from purport.ledger import tables
from purport.ledger.decisions import decide, decisions, undo
from purport.ledger.reports import add_reading
from purport.ledger.search import Filters, find_claims, report_reading
from purport.ledger.store import open_ledger
from purport.ledger.transfer import ledger_lines, ledger_records, log_export
from purport.ledger.transfer_import import import_lines
from purport.ledger.verification import verify
from purport.model.reading_json import reading_dict, reading_of
from readings import readings as any_readings
from sayings import Saying, add, reading

DAM = reading("dam", [Saying("Ana Kovač", "it holds"), Saying("Bo Lee", "it — 𝟛 — leaks")])
FLOOD = reading("flood", [Saying("Ann Kay", "=it rained")], published=None, publisher=None)


def exported(ledger):
    with ledger.reading() as connection:
        return [line.encode() for line in ledger_lines(ledger_records(connection))]


def taken(ledger, lines):
    return import_lines(ledger, lines, "x.jsonl", "Ann")


@pytest.fixture
def full(tmp_path):
    with open_ledger(tmp_path / "full.db", create=True) as ledger:
        add(ledger, DAM, FLOOD, replace(DAM, report=replace(DAM.report, id="again")))
        claims = [row.id for row in find_claims(ledger, Filters()).rows]
        decide(ledger, "Ann", "reject", [claims[0]], "no")
        decide(ledger, "Bo", "comment", claims[:2], "“see”")
        undo(ledger, "Ann", 1)
        add_reading(
            ledger, replace(DAM, claims=DAM.claims[:1]), DAM.report.text.encode(), "d.txt", "newer"
        )
        log_export(ledger, "Ann", "before.jsonl", "0" * 64)
        yield ledger


@pytest.fixture
def empty(tmp_path):
    with open_ledger(tmp_path / "empty.db", create=True) as ledger:
        yield ledger


def test_out_in_and_out_again_is_the_same_to_the_byte(full, empty):
    lines = exported(full)
    assert taken(empty, lines).restored
    assert exported(empty) == lines
    assert list(verify(empty)) == []
    for filters in (Filters(), Filters(everything=True)):
        assert find_claims(empty, filters) == find_claims(full, filters)
    assert decisions(empty) == decisions(full)


def whole_characters(some):
    """A reading as intake lets it in: without half characters."""
    said = json.dumps(reading_dict(some), ensure_ascii=False)
    return reading_of(json.loads(re.sub("[\ud800-\udfff]", "x", said)))


@settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # to shrink takes minutes, as each step makes two ledgers
)  # fmt: skip
@given(st.lists(any_readings(), min_size=1, max_size=3), st.binary(max_size=50))
def test_whatever_a_ledger_holds_comes_back(tmp_path_factory, made, original):
    folder = tmp_path_factory.mktemp("any")
    one, other = folder / "one.db", folder / "other.db"
    with open_ledger(one, create=True) as first, open_ledger(other, create=True) as second:
        for number, some in enumerate(map(whole_characters, made)):
            add_reading(first, some, original + bytes([number]), "é.txt", "m")
        lines = exported(first)
        taken(second, lines)
        assert exported(second) == lines


def test_an_export_is_noted_and_the_next_one_holds_the_note(full):
    before = exported(full)
    log_export(full, "Bo", "mine.jsonl", "1" * 64)
    after = [json.loads(line) for line in exported(full)]
    assert (after[-2]["who"], after[-2]["subject"]) == ("Bo", "export:mine.jsonl")
    assert len(after) == len(before) + 1


def test_the_originals_come_back(full, empty):
    taken(empty, exported(full))
    records = [json.loads(line) for line in exported(empty)]
    original = next(r for r in records if r.get("is") == "original")
    assert sha256(base64.b64decode(original["body"])).hexdigest() == original["sha256"]


def changed(lines, number, change):
    record = json.loads(lines[number])
    change(record)
    return [*lines[:number], (json.dumps(record) + "\n").encode(), *lines[number + 1 :]]


def position(lines, kind, which=0):
    return [n for n, line in enumerate(lines) if json.loads(line).get("is") == kind][which]


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        ("original", lambda r: r.update(body="AAAA"), "not what its digest says"),
        ("original", lambda r: r.update(body="*"), "base64"),
        ("report", lambda r: r.update(text=r["text"] + "!"), "not what its digest says"),
        ("report", lambda r: r.pop("title"), "'title' is missing"),
        ("report", lambda r: r.update(title="\ud800"), "title of a report cannot be"),
        ("report", lambda r: r.update(n="one"), "n of a report cannot be 'one'"),
        ("report", lambda r: r.update(extra=1), "no 'extra'"),
        ("reading", lambda r: r["body"]["claims"][0].update(status="planned"), "digest"),
        ("capture", lambda r: r.update(report_n=99), "does not fit"),
        ("log", lambda r: r.update(who="Mallory"), "digest"),
        ("end", lambda r: r.update(records=1), "not those written"),
        ("decision", lambda r: r.update(who="Mallory"), "not those written"),
    ],
)
def test_what_was_tampered_with_is_named_and_nothing_is_taken(full, empty, kind, change, says):
    lines = exported(full)
    number = position(lines, kind)
    with pytest.raises(DamagedInput, match=says) as caught:
        taken(empty, changed(lines, number, change))
    where = number if "written" not in says else len(lines) - 1
    assert caught.value.where == f"x.jsonl:{where + 1}"
    assert exported(empty) == exported(empty)
    assert len(exported(empty)) == 2


@pytest.mark.parametrize(
    "broken",
    [
        [],
        [b"\n"],
        [b"not json\n"],
        [b"[1]\n"],
        [b'{"schema": "purport/reading/1"}\n'],
        [b'{"schema": "purport/ledger/1", "manner": "pseudonyms"}\n'],
        [b'{"schema": "purport/ledger/1", "manner": "whole"}\n'],
        [b'{"schema": "purport/ledger/1", "manner": "whole"}\n', b'{"is": "ghost"}\n'],
        [b'{"schema": "purport/ledger/1", "manner": "whole"}\n', b"\xff\n"],
        [b"[" * 100_000 + b"\n"],
    ],
)
def test_what_is_no_export_is_told_in_one_line(empty, broken):
    with pytest.raises(DamagedInput) as caught:
        taken(empty, broken)
    assert "\n" not in str(caught.value)
    assert len(exported(empty)) == 2


def test_a_line_cut_off_anywhere_is_found(full, empty):
    lines = exported(full)
    for number in range(0, len(lines), 2):
        with pytest.raises(DamagedInput):
            taken(empty, lines[:number])
        with pytest.raises(DamagedInput):
            taken(empty, [*lines[:number], lines[number][: len(lines[number]) // 2]])
        with pytest.raises(DamagedInput):
            taken(empty, [*lines[:number], *lines[number + 1 :]])
    assert len(exported(empty)) == 2


def test_merging_adds_what_is_new_once(full, empty):
    add(empty, DAM)
    mine = decide(empty, "Cy", "accept", [find_claims(empty, Filters()).rows[0].id])
    lines = exported(full)
    got = taken(empty, lines)
    assert (got.restored, got.reports, got.decisions) == (False, 1, 3)
    assert decisions(empty)[0] == mine
    assert [d.who for d in decisions(empty)] == ["Cy", "Ann", "Bo", "Ann"]
    assert decisions(empty)[3].undoes == 2
    assert report_reading(empty, "flood") == report_reading(full, "flood")
    assert list(verify(empty)) == []
    before = exported(empty)
    again = taken(empty, lines)
    assert (again.reports, again.readings, again.decisions) == (0, 0, 0)
    assert exported(empty) == before


def test_a_report_known_by_another_id_keeps_it_and_decisions_follow(full, empty):
    add(empty, replace(DAM, report=replace(DAM.report, id="mine")))
    taken(empty, exported(full))
    ids = {row.id for row in find_claims(empty, Filters(report="mine", everything=True)).rows}
    rejected = decisions(full)[0].on[0]
    assert rejected not in ids
    assert decisions(empty)[0].on[0] in ids | {
        row.id for row in find_claims(empty, Filters(report="flood")).rows
    }
    assert list(verify(empty)) == []


def test_another_report_under_the_same_id_is_refused(full, empty):
    add(empty, reading("flood", [Saying("Di", "something else")]))
    before = exported(empty)
    with pytest.raises(UsageError, match="flood is another one"):
        taken(empty, exported(full))
    assert exported(empty) == before


def test_json_that_was_written_in_another_way_keeps_its_letters(empty, tmp_path):
    value = '{"b": 1, "a": 2}'  # the store itself would sort the keys
    with open_ledger(tmp_path / "odd.db", create=True) as odd:
        add(odd, DAM)
        decide(odd, "Ann", "comment", ["dam"], "first")
        with odd.writing() as connection:
            row = {"n": 2, "at": "2024-01-01T00:00:00Z", "who": "Ann", "verb": "merge"}
            odd_row = row | {"targets": '["dam","dam-2"]', "value": value, "undoes": None}
            connection.execute(insert(tables.decisions), odd_row)
        lines = exported(odd)
    taken(empty, lines)
    assert exported(empty) == lines
    assert decisions(empty)[1].value == {"a": 2, "b": 1}
    assert json.loads(lines[position(lines, "decision", 1)])["value_json"] == value
