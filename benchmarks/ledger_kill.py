"""`kill -9` at random moments while reports are added: what is lost, and what is there twice.

`python -m benchmarks.ledger_kill [--reports 500] [--kills 100] [--seed 1]`. The reader is a quick
one, so that nearly all the time is spent in the ledger. One kill in five comes while the program
starts, the others while it adds; the moment is drawn at random. After each kill the ledger has to
open and verify, and has to hold every report that was told as added; in the end each report is
there once.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from purport.errors import MissingLedger
from purport.ledger.store import open_ledger
from purport.ledger.verification import verify

ROUND = 9  # reports that a run adds at most before it is killed, so that all runs have work


def write_reports(folder: Path, number: int) -> None:
    """Write reports of ten claims each."""
    for n in range(number):
        said = " ".join(f"The river rose {n + m} times in town {m}." for m in range(10))
        (folder / f"r{n:04}.txt").write_text(f"Ann{n} {said}\n", encoding="utf-8")


def start(folder: Path, ledger: Path, workers: int) -> subprocess.Popen[bytes]:
    """Start a program that adds the reports of a folder."""
    command = [
        sys.executable, "-m", "benchmarks.quick_reading", "add", str(folder),
        "--ledger", str(ledger), "--workers", str(workers), "--format", "jsonl",
    ]  # fmt: skip
    environment = {**os.environ, "PURPORT_CHECK_LANGUAGE": "off"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)


def kill_once(folder: Path, ledger: Path, workers: int, there: int, draw: random.Random) -> int:
    """Start the adding, kill it at a random moment, and return how many reports were told."""
    process = start(folder, ledger, workers)
    assert process.stdout is not None  # noqa: S101 - it was asked for
    told = 0
    if draw.random() < 0.2:
        time.sleep(draw.uniform(0, 1.5))
    else:
        for _ in range(there + draw.randint(0, ROUND)):
            if not process.stdout.readline():
                break
            told += 1
        time.sleep(draw.uniform(0, 0.02))
    process.send_signal(signal.SIGKILL)
    told += process.communicate()[0].count(b"\n")
    return told


def look(ledger: Path) -> tuple[list[str], list[str]]:
    """Return the ids of the reports of a ledger, and what verify finds."""
    try:
        with open_ledger(ledger) as opened:
            with opened.reading() as connection:
                ids = connection.exec_driver_sql("SELECT id FROM reports ORDER BY id").scalars()
                names = [str(name) for name in ids]
            return names, [f"{finding.where}: {finding.what}" for finding in verify(opened)]
    except MissingLedger:
        return [], []


def main() -> None:
    """Kill, look, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as scratch:
        folder, ledger = Path(scratch, "in"), Path(scratch, "a.db")
        folder.mkdir()
        write_reports(folder, asked.reports)
        names: list[str] = []
        unsound = lost = while_adding = 0
        for kill in range(asked.kills):
            told = kill_once(folder, ledger, asked.workers, len(names), draw)
            before, (names, findings) = names, look(ledger)
            unsound += bool(findings)
            lost += len(set(before) - set(names)) + max(0, told - len(names))
            while_adding += len(names) > len(before)
            print(f"kill {kill + 1}: {len(names)} reports, {findings or 'sound'}", flush=True)
        process = start(folder, ledger, asked.workers)
        process.communicate()
        names, findings = look(ledger)
        wanted = [f"r{n:04}" for n in range(asked.reports)]
        print(f"{asked.kills} kills, {while_adding} of them in the middle of adding")
        print(f"ledgers that did not verify: {unsound}; reports lost: {lost}")
        print(f"in the end each report once: {names == wanted}; findings: {findings or 'none'}")


if __name__ == "__main__":
    main()
