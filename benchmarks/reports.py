"""Reports with the answers they call for: what is read right?

    python -m benchmarks.reports FOLDER … --scorer FILE [--misses]

FOLDER  NAME.txt and NAME.json: the gold as a list of one report {id, published, claims, evidence,
        glosses}; in `given`, which of the day and the publisher the program is told.
FILE    the scorer of readings; it prints the figures, with --misses what was missed.

All folders are scored together.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import purport
from purport.model.report import Report

Json = dict[str, Any]


def main() -> int:
    """Print the figures of some folders of reports."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    gold = list(gold_of(asked.folders))
    with tempfile.TemporaryDirectory() as folder:
        answers, readings = Path(folder) / "gold.json", Path(folder) / "readings.jsonl"
        answers.write_text(json.dumps([g for g, _ in gold]), encoding="utf-8")
        with readings.open("w", encoding="utf-8") as stream:
            for reading in purport.read_many(report for _, report in gold):
                stream.write(json.dumps(reading.to_dict()) + "\n")
        command = [sys.executable, asked.scorer, answers, readings]
        return subprocess.run(command + ["--misses"] * asked.misses, check=False).returncode


def gold_of(folders: Sequence[Path]) -> Iterator[tuple[Json, Report]]:
    """Yield each report's gold and the report as the program is given it."""
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        gold: Json = json.loads(path.read_text(encoding="utf-8"))[0]
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        told = gold.get("given") or ()
        given = told if isinstance(told, dict) else {name: gold.get(name) for name in told}
        yield (
            gold | {"id": path.stem},
            purport.report(
                text,
                id=path.stem,
                published=given.get("published"),
                publisher=given.get("publisher"),
            ),
        )


if __name__ == "__main__":
    sys.exit(main())
