"""A folder that is watched: what comes new is added, what stays is not told again."""

import os
from pathlib import Path

import quick

from purport.ingest.candidate import Overrides
from purport.intake.adding import Readers, open_readers
from purport.intake.watching import watch_path
from purport.settings import Settings

SETTINGS = Settings(check_language=False, workers=1, person="Ann")


def watched(ledger, path, *looks, even_new=True):
    """What is told at each look; before each but the first, one of `looks` is done."""
    told, steps = [[]], iter(looks)

    def wait():
        step = next(steps, None)
        if step is None:
            return False
        step()
        told.append([])
        return True

    with open_readers(SETTINGS, quick.read) as readers:
        outcomes = watch_path(
            ledger, path, Overrides(), SETTINGS, readers, wait=wait, even_new=even_new
        )
        for outcome in outcomes:
            name = Path(outcome.where).name
            told[-1].append((name, outcome.added.match if outcome.added else outcome.error.code))
    return told


def test_what_is_new_is_added_at_each_look(ledger, folder):
    path = folder(a="Ann it rained.")
    told = watched(
        ledger,
        path,
        lambda: None,
        lambda: folder(b="Bo it snowed.", c="Bad it is."),
        lambda: None,
        lambda: folder(b="Bo it snowed and snowed."),
    )
    assert told == [
        [("a.txt", "first")],
        [],
        [("b.txt", "first"), ("c.txt", "empty-input")],
        [],
        [("b.txt", "first")],
    ]


def test_a_file_that_is_touched_and_not_changed_is_told_once(ledger, folder):
    path = folder(a="Ann it rained.")
    times = iter([(1, 1), (2, 2), (3, 3)])

    def touch():
        os.utime(Path(path) / "a.txt", next(times))

    assert watched(ledger, path, touch, touch, touch) == [
        [("a.txt", "first")],
        [("a.txt", "exact")],
        [],
        [],
    ]


def test_a_file_that_is_being_written_waits(ledger, folder):
    path = folder(a="Ann it rained.")

    def settle():
        os.utime(Path(path) / "a.txt", (1, 1))

    assert watched(ledger, path, settle, even_new=False) == [[], [("a.txt", "first")]]


def test_an_empty_folder_is_no_fault_and_a_missing_one_is_told_once(ledger, folder, tmp_path):
    assert watched(ledger, folder(), lambda: folder(a="Ann it rained.")) == [
        [],
        [("a.txt", "first")],
    ]
    missing = str(tmp_path / "missing")
    assert watched(ledger, missing, lambda: None) == [[("missing", "missing-file")], []]


def test_an_address_is_looked_at_each_time(ledger, monkeypatch):
    asked = []

    def receive(paths, **_said):
        asked.append(paths)
        return iter(())

    monkeypatch.setattr("purport.intake.adding.read_sources_and_addresses", receive)
    readers = Readers(quick.read, "m1")
    rounds = iter([True, True, False])
    outcomes = watch_path(
        ledger, "https://a.example/feed", Overrides(), SETTINGS, readers, wait=lambda: next(rounds)
    )
    assert list(outcomes) == []
    assert asked == [["https://a.example/feed"]] * 3
