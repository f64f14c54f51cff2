"""Attribution on PolNeAR: `python -m benchmarks.attribution --data DIR --scorer FILE`.

DIR is a split of PolNeAR (text/ and attributions/), FILE the scorer of attributions; without it,
the predictions are written and nothing is scored. PolNeAR is flat and knows no narrator: nested
and narrator's claims are left out of what is scored.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from purport.extraction.pipeline import read_reports

from purport.ingest.text import report_from_text
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Span


def reports(folder: Path) -> Iterator[Report]:
    """Yield the articles of a PolNeAR split in the order of their names."""
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as f:
            yield report_from_text(f.read(), id=path.stem)[0]


def predictions(readings: Iterable[Reading]) -> Iterator[dict[str, object]]:
    """Yield a row for the scorer from each reading."""
    for reading in readings:
        rows = [
            {
                "source": _offsets(c.attribution.source),
                "cue": _offsets(c.attribution.cue),
                "content": _offsets(c.attribution.content),
                "confidence": c.attribution.confidence,
            }
            for c in reading.claims
            if c.parent is None and c.attribution.kind != "narrator"
        ]
        yield {"doc": reading.report.id, "attributions": rows}


def _offsets(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def main() -> None:
    """Write the predictions and, with a scorer, print its figures."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--scorer", type=Path)
    ap.add_argument("--out", type=Path, default=Path("runs/attribution.jsonl"))
    args = ap.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8") as f:
        for row in predictions(read_reports(reports(args.data))):
            f.write(json.dumps(row) + "\n")
    print(f"predictions: {args.out}")
    if args.scorer:
        command = [sys.executable, args.scorer, args.data, args.out, "--bootstrap", "300"]
        subprocess.run([str(c) for c in command], check=True)


if __name__ == "__main__":
    main()
