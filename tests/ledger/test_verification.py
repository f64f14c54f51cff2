"""A ledger that somebody tampered with, past its triggers: verify says what was done."""

import json
import sqlite3
import zlib
from hashlib import sha256

import pytest
from ledgers import add

from purport.ledger.decisions import decide
from purport.ledger.log import log_hash
from purport.ledger.store import open_ledger
from purport.ledger.verification import Finding, ledger_head, verify
from sayings import Saying, reading


@pytest.fixture
def tamper(ledger, filled, path):
    """A function that runs SQL on the closed ledger, its triggers gone, and gives the findings."""
    decide(ledger, "Ann", "accept", [filled["r1"][0]])
    decide(ledger, "Ann", "comment", ["r2"], "seen on screen")
    assert list(verify(ledger)) == []
    ledger.close()

    def run(*statements, head=None):
        raw = sqlite3.connect(path)
        raw.create_function("deflated", 1, lambda words: zlib.compress(words.encode()))
        kept = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            raw.execute(f"DROP TRIGGER {name}")
        for statement, *values in statements:
            raw.execute(statement, values)
        for _, sql in kept:
            raw.execute(sql)
        raw.commit()
        raw.close()
        with open_ledger(path) as changed:
            return list(verify(changed, head))

    return run


def said(findings):
    return {(finding.where, finding.what) for finding in findings}


@pytest.mark.parametrize(
    "table",
    ["originals", "reports", "captures", "readings", "decisions", "decision_targets", "log"],
)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_store_itself_refuses_to_change_what_was_added(ledger, filled, table, statement):
    decide(ledger, "Ann", "accept", [filled["r1"][0]])
    column = {"originals": "size_bytes", "decision_targets": "target"}.get(table, "n")
    with pytest.raises(Exception, match="added and never changed"), ledger.writing() as connection:
        connection.exec_driver_sql(statement.format(table, column, column))
    assert list(verify(ledger)) == []


def test_a_changed_text_is_found(tamper):
    found = tamper(("UPDATE reports SET text = deflated('Ann says nothing.') WHERE id = 'r1'",))
    assert ("report r1", "its text is not the one that was added") in said(found)
    assert {f.where for f in found} == {"report r1", "reading 1 of report r1"}


def test_a_changed_text_with_its_digest_is_found(tamper):
    words = "Ann says nothing."
    found = tamper(
        (
            "UPDATE reports SET text = deflated(?), text_sha256 = ?, words_sha256 = ? WHERE n = 1",
            words,
            sha256(words.encode()).hexdigest(),
            sha256(b"ann says nothing").hexdigest(),
        )
    )
    assert ("report:r1", "changed after it was added") in said(found)


def test_damaged_bytes_are_found(tamper):
    found = tamper(
        ("UPDATE originals SET body = x'00' WHERE sha256 = (SELECT sha256 FROM reports LIMIT 1)",),
        ("UPDATE readings SET body = x'00' WHERE n = 2",),
    )
    assert ("reading 2 of report r2", "it is damaged") in said(found)
    assert any(
        w.startswith("original ") and what == "its bytes are damaged" for w, what in said(found)
    )


def test_a_changed_original_is_found(tamper):
    found = tamper(("UPDATE originals SET body = deflated('forged') WHERE rowid = 1",))
    assert [f.what for f in found] == ["its bytes are not those that were added"]


@pytest.mark.parametrize(
    ("column", "value"), [("published", "1999-01-01"), ("publisher", "Other"), ("title", "New")]
)
def test_changed_words_about_a_report_are_found(tamper, column, value):
    found = tamper((f"UPDATE reports SET {column} = ? WHERE id = 'r3'", value))
    assert ("report:r3", "changed after it was added") in said(found)


def test_a_removed_report_is_found(tamper):
    found = tamper(
        *((f"DELETE FROM {t} WHERE claim_n IN (SELECT n FROM claims WHERE report_n = 1)",)
          for t in ("claim_voices", "claim_times", "claim_places")),
        ("DELETE FROM claims WHERE report_n = 1",),
        ("DELETE FROM readings WHERE report_n = 1",),
        ("DELETE FROM captures WHERE report_n = 1",),
        ("DELETE FROM reports WHERE n = 1",),
    )  # fmt: skip
    gone = "taken out: the log has it, the ledger has not"
    assert {("report:r1", gone), ("reading:1", gone), ("capture:1", gone)} <= said(found)


def test_a_report_put_in_past_the_log_is_found(tamper):
    found = tamper(
        ("CREATE TEMP TABLE forged AS SELECT * FROM reports WHERE n = 1",),
        ("UPDATE forged SET n = 9, id = 'r9'",),
        ("INSERT INTO reports SELECT * FROM forged",),
    )
    assert {("report:r9", "not in the log: put in past it, or its log row is gone"),
            ("report r9", "there is no reading of it")} <= said(found)  # fmt: skip


def test_a_changed_decision_is_found(tamper):
    found = tamper(("UPDATE decisions SET verb = 'reject' WHERE n = 1",))
    assert said(found) == {("decision:1", "changed after it was added")}


def test_a_decision_that_is_listed_under_another_claim_is_found(tamper):
    found = tamper(("UPDATE decision_targets SET target = 'r3' WHERE decision_n = 2",))
    assert said(found) == {("decision 2", "what it is on is listed otherwise")}


def test_a_decision_in_another_name_is_found_even_with_its_log_row(tamper):
    found = tamper(
        ("UPDATE decisions SET who = 'Bo' WHERE n = 1",),
        ("UPDATE log SET who = 'Bo' WHERE subject = 'decision:1'",),
    )
    assert ("decision:1", "changed after it was added") in said(found)
    assert any(f.where.startswith("log row") for f in found)


def test_a_removed_log_row_is_found(tamper):
    found = tamper(("DELETE FROM log WHERE subject = 'reading:2'",))
    assert ("the log", "row 6 taken out") in said(found)
    assert ("reading:2", "not in the log: put in past it, or its log row is gone") in said(found)


def test_log_rows_that_change_places_are_found(tamper):
    found = tamper(
        ("UPDATE log SET n = 100 WHERE n = 4",),
        ("UPDATE log SET n = 4 WHERE n = 5",),
        ("UPDATE log SET n = 5 WHERE n = 100",),
    )
    assert {"log row 4", "log row 5"} <= {f.where for f in found}


def test_a_tail_that_was_cut_off_is_found(tamper):
    found = tamper(
        ("DELETE FROM log WHERE n >= 10",),
        ("DELETE FROM decision_targets",),
        ("DELETE FROM decisions",),
    )
    assert said(found) == {("the log", "rows 10 to 11 cut off its end")}


def test_a_tail_that_was_cut_off_without_a_trace_is_found_by_the_hash_that_was_noted(tamper, path):
    with open_ledger(path) as ledger:
        noted = ledger_head(ledger)
    cut = (
        ("DELETE FROM log WHERE n >= 10",),
        ("DELETE FROM decision_targets",),
        ("DELETE FROM decisions",),
        ("UPDATE sqlite_sequence SET seq = 9 WHERE name = 'log'",),
    )
    assert tamper(*cut) == []
    assert noted.n == 11
    found = tamper(head=noted.hash)
    assert [f.where for f in found] == ["the log"]
    assert noted.hash in found[0].what


def test_a_log_that_was_written_anew_is_found_by_the_hash_that_was_noted(tamper, path):
    with open_ledger(path) as ledger:
        noted = ledger_head(ledger).hash
    raw = sqlite3.connect(path)
    raw.row_factory = sqlite3.Row
    rows = [dict(row) for row in raw.execute("SELECT * FROM log ORDER BY n")]
    raw.close()
    statements, before = [], "0" * 64
    for row in rows:
        columns = {k: v for k, v in row.items() if k != "hash"} | {"at": "2020-01-01T00:00:00Z"}
        before = log_hash(columns, before)
        statements.append(
            ("UPDATE log SET at = '2020-01-01T00:00:00Z', hash = ? WHERE n = ?", before, row["n"])
        )
    assert tamper(*statements) == []
    assert [f.where for f in tamper(head=noted)] == ["the log"]


def test_a_claim_that_says_otherwise_than_its_reading_is_found(tamper, filled):
    found = tamper(
        ("UPDATE claims SET status = 'happened', text = 'forged' WHERE id = ?", filled["r1"][0]),
        (
            "UPDATE claim_voices SET name = 'Zed' FROM claims WHERE n = claim_n AND id = ?",
            filled["r2"][1],
        ),
    )
    assert (f"claim {filled['r1'][0]}", "not as it was read: text, status") in said(found)
    assert (f"claim {filled['r2'][1]}", "not as it was read: claim_voices") in said(found)


def test_a_claim_that_is_no_longer_listed_is_found(tamper, filled):
    found = tamper(
        ("DELETE FROM claim_voices WHERE claim_n = (SELECT n FROM claims WHERE id = ?)",
         filled["r2"][0]),
        ("DELETE FROM claims WHERE id = ?", filled["r2"][0]),
    )  # fmt: skip
    assert ("report r2", "its claim c1 is not listed") in said(found)
    assert any(f.where == "the full-text index" for f in found)


def test_a_claim_that_is_hidden_is_found(tamper):
    found = tamper(("UPDATE claims SET current = 0",))
    assert Finding("the full-text index", "it has too many claims: 6") in found


@pytest.mark.usefixtures("filled")
def test_a_claim_that_is_hidden_with_its_words_in_the_index_is_found(ledger):
    with ledger.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE claims SET current = 0 WHERE n = (SELECT max(n) FROM claims)"
        )
    assert [f.what for f in verify(ledger)] == ["not as it was read: current"]


def test_a_reading_with_wrong_offsets_is_found(ledger, path):
    made = reading("r1", [Saying("Ann", "it rained")])
    add(ledger, made)
    ledger.close()
    raw = sqlite3.connect(path)
    body = json.loads(zlib.decompress(raw.execute("SELECT body FROM readings").fetchone()[0]))
    body["claims"][0]["content"][0]["start"] += 1
    text = json.dumps(body, ensure_ascii=False)
    raw.execute("DROP TRIGGER readings_refuse_update")
    raw.execute(
        "UPDATE readings SET body = ?, sha256 = ?",
        (zlib.compress(text.encode()), sha256(text.encode()).hexdigest()),
    )
    raw.commit()
    raw.close()
    with open_ledger(path) as changed:
        found = list(verify(changed))
    assert any("does not stand at" in f.what for f in found)
    assert ("reading:1", "changed after it was added") in said(found)
