"""Opening a ledger, and every way in which its file can be wrong, full, read-only or busy."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from ledgers import add

from purport.errors import (
    BusyLedger,
    DamagedLedger,
    FullDisk,
    LedgerError,
    MissingLedger,
    NewerLedger,
    NotALedger,
    ReadOnlyLedger,
)
from purport.ledger import store
from purport.ledger.reports import find_report
from purport.ledger.store import open_ledger
from purport.ledger.verification import verify
from sayings import Saying, reading

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent}"}
RAIN = reading("rain", [Saying("Ann", "it rained")])


def counted(ledger, table):
    with ledger.reading() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()


def test_a_ledger_is_made_where_it_is_asked_for_and_nowhere_else(tmp_path):
    with pytest.raises(MissingLedger):
        open_ledger(tmp_path / "a.db")
    assert not list(tmp_path.iterdir())
    with open_ledger(tmp_path / "new" / "a.db", create=True) as made:
        assert counted(made, "reports") == 0
    with open_ledger(tmp_path / "new" / "a.db") as again:
        assert list(verify(again)) == []


def test_the_file_that_a_stopped_creation_left_is_no_ledger_yet(path):
    path.touch()
    with pytest.raises(MissingLedger):
        open_ledger(path)
    sqlite3.connect(path).execute("PRAGMA journal_mode=WAL").connection.close()
    with open_ledger(path, create=True) as made:
        assert counted(made, "reports") == 0


@pytest.mark.parametrize("content", [b"id,text\n1,Hello\n", b"SQLite format 3\0" + bytes(200)])
def test_another_file_is_refused_and_left_as_it_is(path, content):
    path.write_bytes(content)
    with pytest.raises(NotALedger) as caught:
        open_ledger(path, create=True)
    assert caught.value.where == str(path)
    assert path.read_bytes() == content


def test_another_database_is_refused_and_left_as_it_is(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bees (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotALedger, match="a SQLite file, but not a ledger"):
        open_ledger(path, create=True)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(LedgerError):
        open_ledger(tmp_path, create=True)


def test_a_newer_schema_is_refused(ledger, path):
    ledger.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(NewerLedger, match="schema 9999"):
        open_ledger(path)


def test_readers_see_one_moment_while_another_writes(ledger):
    with ledger.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM reports").scalar_one()
        add(ledger, RAIN)
        after = connection.exec_driver_sql("SELECT count(*) FROM reports").scalar_one()
    assert (before, after, counted(ledger, "reports")) == (0, 0, 1)


def test_what_fails_half_way_leaves_nothing(ledger, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr("purport.ledger.reports.index_claims", fail)
    with pytest.raises(ZeroDivisionError):
        add(ledger, RAIN)
    for table in ("originals", "reports", "captures", "readings", "claims", "log"):
        assert counted(ledger, table) == 0
    assert list(verify(ledger)) == []


def test_a_second_writer_waits_and_then_says_that_the_ledger_is_busy(path, monkeypatch):
    monkeypatch.setattr(store, "BUSY_TIMEOUT_S", 0.1)
    with open_ledger(path, create=True) as one, open_ledger(path) as other:
        with one.writing(), pytest.raises(BusyLedger) as caught:
            add(other, RAIN)
        assert caught.value.where == str(path)
        assert add(other, RAIN).match == "first"


def test_several_threads_write_one_after_the_other(ledger):
    def work(name):
        for number in range(5):
            add(ledger, reading(f"{name}{number}", [Saying("Ann", f"{name} {number}")]))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted(ledger, "reports") == 20
    assert list(verify(ledger)) == []


def test_a_full_disk_is_said_and_nothing_is_lost(ledger):
    add(ledger, RAIN)
    with ledger.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(FullDisk):
        add(ledger, reading("long", [Saying("Ann", f"{'x' * 50}{n}") for n in range(200)]))
    assert (counted(ledger, "reports"), list(verify(ledger))) == (1, [])


LIMITED = """
import resource, sys
from purport.errors import FullDisk
from purport.ledger.store import open_ledger
from ledgers import add
from sayings import Saying, reading
with open_ledger(sys.argv[1], create=True) as ledger:
    add(ledger, reading("first", [Saying("Ann", "it rained")]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
    try:
        for n in range(1000):
            add(ledger, reading(f"r{n}", [Saying("Ann", f"it rained {n} {m}") for m in range(20)]))
    except FullDisk as error:
        print(n, error)
"""


def test_a_file_that_may_not_grow_is_said_and_nothing_is_lost(path):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    written, _, said = done.stdout.partition(" ")
    assert "there is no room to write" in said
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    with open_ledger(path) as ledger:
        assert counted(ledger, "reports") == int(written) + 1
        assert list(verify(ledger)) == []
        assert add(ledger, reading("last", [Saying("Ann", "it stopped")])).match == "first"


def test_what_may_be_read_only_is_read_and_not_written(ledger, path, monkeypatch):
    add(ledger, RAIN)
    ledger.close()
    before = path.read_bytes()
    monkeypatch.setattr(store.os, "access", lambda _path, _mode: False)
    with open_ledger(path, create=True) as opened:
        assert not opened.writable
        assert find_report(opened, RAIN.report, RAIN.report.text.encode()).match == "exact"
        assert list(verify(opened)) == []
        with pytest.raises(ReadOnlyLedger):
            add(opened, RAIN)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(os.geteuid() == 0, reason="the system lets root write everywhere")
@pytest.mark.parametrize("mode", [0o444, 0o644])
def test_a_read_only_file_or_folder_is_read_and_not_written(ledger, path, mode):
    add(ledger, RAIN)
    ledger.close()
    path.chmod(mode)
    path.parent.chmod(0o555)
    try:
        with open_ledger(path) as opened, pytest.raises(ReadOnlyLedger):
            add(opened, RAIN)
    finally:
        path.parent.chmod(0o755)


def spoil(path, *tables):
    """Write nonsense over the pages of some tables or indexes, and return the bytes of the file."""
    raw = sqlite3.connect(path)
    marks = ", ".join("?" * len(tables))
    pages = raw.execute(f"SELECT pageno FROM dbstat WHERE name IN ({marks})", tables).fetchall()
    size = raw.execute("PRAGMA page_size").fetchone()[0]
    raw.close()
    data = bytearray(path.read_bytes())
    for (page,) in pages:
        data[(page - 1) * size : (page - 1) * size + 64] = b"\xff" * 64
    path.write_bytes(data)
    return bytes(data)


def test_a_damaged_page_is_said_and_the_file_is_left_as_it_is(ledger, path):
    for number in range(30):
        add(ledger, reading(f"r{number}", [Saying("Ann", f"it rained {number}")]))
    ledger.close()
    spoilt = spoil(path, "ix_reports_words_sha256")
    with open_ledger(path) as damaged:
        assert any(f.where == "the file" for f in verify(damaged))
        with pytest.raises(DamagedLedger, match="purport verify"):
            add(damaged, reading("new", [Saying("Ann", "it snowed")]))
    assert path.read_bytes() == spoilt


def test_damage_where_the_reports_are_is_found_and_the_rest_is_looked_at(ledger, path):
    for number in range(30):
        add(ledger, reading(f"r{number}", [Saying("Ann", f"it rained {number}")]))
    ledger.close()
    spoil(path, "readings")
    with open_ledger(path) as damaged:
        findings = list(verify(damaged))
    assert {f.where for f in findings} >= {"the file"}
    assert any("cannot be read any further" in f.what for f in findings)


def test_a_ledger_whose_schema_is_damaged_is_not_opened(ledger, path):
    ledger.close()
    spoilt = spoil(path, "sqlite_schema")
    with pytest.raises(LedgerError):
        open_ledger(path)
    assert path.read_bytes() == spoilt


def test_a_cut_file_is_said(ledger, path):
    add(ledger, RAIN)
    ledger.close()
    short = path.with_name("short.db")
    short.write_bytes(path.read_bytes()[:20_000])
    try:
        with open_ledger(short) as opened:
            assert any(finding.where == "the file" for finding in verify(opened))
    except DamagedLedger as error:
        assert error.where == str(short)  # noqa: PT017 - either is right: SQLite may notice at once


ADDING = """
import sys
from purport.ledger.store import open_ledger
from ledgers import add
from sayings import Saying, reading
with open_ledger(sys.argv[1], create=True) as ledger:
    for n in range(15):
        add(ledger, reading(f"{sys.argv[2]}{n}", [Saying(sys.argv[2], f"it rained {n} times")]))
        add(ledger, reading(f"both{n}", [Saying("Both", f"it snowed {n} times")]))
"""


def test_two_processes_add_while_a_third_searches(path):
    from purport.ledger.filters import Filters
    from purport.ledger.search import find_claims

    adding = [
        subprocess.Popen(
            [sys.executable, "-c", ADDING, str(path), name],
            env=ENVIRONMENT,
        )
        for name in ("Ann", "Bo")
    ]
    seen = 0
    while any(process.poll() is None for process in adding):
        if path.exists() and path.stat().st_size:
            try:
                with open_ledger(path) as ledger:
                    page = find_claims(ledger, Filters(words="times"), limit=200)
            except MissingLedger:
                continue
            assert len(page.rows) >= seen
            seen = len(page.rows)
    assert [process.returncode for process in adding] == [0, 0]
    with open_ledger(path) as ledger:
        assert counted(ledger, "reports") == 45
        assert len(find_claims(ledger, Filters(words="times"), limit=200).rows) == 45
        assert list(verify(ledger)) == []


def test_a_copied_file_is_a_ledger_as_well(ledger, path, tmp_path):
    add(ledger, RAIN)
    ledger.close()
    shutil.copy(path, tmp_path / "b.db")
    with open_ledger(tmp_path / "b.db") as copy:
        assert list(verify(copy)) == []
