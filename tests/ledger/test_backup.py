"""Backups: whole, verified, of one moment, and as good as the ledger when they take its place."""

import sqlite3

import pytest
from ledgers import add

from purport.errors import DamagedLedger, FullDisk, UsageError
from purport.ledger import backup
from purport.ledger.backup import back_up
from purport.ledger.decisions import decide, decisions
from purport.ledger.reports import read_report
from purport.ledger.store import open_ledger
from purport.ledger.verification import ledger_head, verify
from sayings import Saying, reading


def test_a_backup_is_one_file_with_all_that_the_ledger_has(ledger, filled, tmp_path):
    ruling = decide(ledger, "Ann", "accept", [filled["r1"][0]])
    head = back_up(ledger, tmp_path / "copy.db")
    assert sorted(p.name for p in tmp_path.glob("copy*")) == ["copy.db"]
    assert head == ledger_head(ledger)
    with open_ledger(tmp_path / "copy.db") as copy:
        assert ledger_head(copy) == head
        assert decisions(copy) == (ruling,)
        assert read_report(copy, "r2") == read_report(ledger, "r2")
        assert list(verify(copy, head.hash)) == []


def test_a_backup_is_of_one_moment_while_others_write(ledger, filled, tmp_path, monkeypatch):
    real = backup.verify

    def add_meanwhile(copy):
        add(ledger, reading("late", [Saying("Zed", "it is late")]))
        return real(copy)

    monkeypatch.setattr(backup, "verify", add_meanwhile)
    head = back_up(ledger, tmp_path / "copy.db")
    assert head.n == ledger_head(ledger).n - 3
    assert len(filled) == 3


def test_restoring_is_putting_the_backup_in_the_place_of_the_ledger(ledger, path, tmp_path):
    add(ledger, reading("r1", [Saying("Ann", "it rained")]))
    head = back_up(ledger, tmp_path / "copy.db")
    add(ledger, reading("r2", [Saying("Bo", "it snowed")]))
    ledger.close()
    # the steps of docs/how-to/ledger.md, with the writer's files of the old ledger out of the way
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.rename(tmp_path / f"old{suffix}")
    (tmp_path / "copy.db").rename(path)
    with open_ledger(path) as restored:
        assert list(verify(restored, head.hash)) == []
        assert add(restored, reading("r2", [Saying("Bo", "it snowed")])).match == "first"
        assert list(verify(restored)) == []


def test_a_file_that_is_there_is_not_written_over(ledger, tmp_path):
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError):
        back_up(ledger, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("filled")
def test_a_ledger_that_is_not_sound_gives_no_backup(ledger, path, tmp_path):
    ledger.close()
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER reports_refuse_update")
    raw.execute("UPDATE reports SET title = 'forged' WHERE n = 1")
    raw.commit()
    raw.close()
    with open_ledger(path) as changed, pytest.raises(DamagedLedger, match="report:r1: changed"):
        back_up(changed, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


@pytest.mark.usefixtures("filled")
def test_no_half_backup_stays(ledger, tmp_path, monkeypatch):
    def fail(_copy):
        raise FullDisk("there is no room to write")

    monkeypatch.setattr(backup, "verify", fail)
    with pytest.raises(FullDisk):
        back_up(ledger, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))
