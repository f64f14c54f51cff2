"""Two hundred malformed inputs of all formats: each named, none a traceback, none a hang.

`python -m benchmarks.malformed [--count N] [--limit SECONDS] [--json FILE]`; more than 200 adds
further spoilt documents. The inputs are those of tests/ingest/malformed.py. Each is read as
`purport add` reads a file, in a process that is watched from outside: one that takes longer than
the limit is a hang, and one that ends the process or lets an exception through is a crash. What
comes of an input has to be a report or an error of purport that names the file; no word of
/etc/passwd, to which some of them point, may be in a report. The wall time of each and the
greatest memory of the reading process (and of those that it starts) are shown.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(_ROOT / "src"), str(_ROOT / "tests" / "ingest")]
_LIMIT_S = 90.0


def main(words: Sequence[str] | None = None) -> int:
    """Read the inputs and print the outcome; 1 where one of them is not named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--limit", type=float, default=_LIMIT_S)
    parser.add_argument("--json", type=Path)
    said = parser.parse_args(words)
    from malformed import malformed_inputs  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, data in malformed_inputs(said.count):
            path = Path(folder, name)
            path.write_bytes(data)
            paths.append(path)
        rows = _watch(paths, said.limit)
    _show(rows)
    if said.json:
        said.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return int(any(row["outcome"] in ("hang", "crash", "unnamed") for row in rows))


def _watch(paths: Sequence[Path], limit_s: float) -> list[dict[str, Any]]:
    """Return what came of each file; the process that reads is started anew after a hang."""
    context = multiprocessing.get_context("spawn")
    rows: list[dict[str, Any]] = []
    worker = ours = None
    for path in paths:
        if worker is None or ours is None:
            ours, theirs = context.Pipe()
            worker = context.Process(target=_serve, args=(theirs,), daemon=True)
            worker.start()
            theirs.close()
            ours.recv()
        began = time.monotonic()
        ours.send(str(path))
        row: dict[str, Any] = {"outcome": "hang", "codes": [], "says": ""}
        try:
            if ours.poll(limit_s):
                row = ours.recv()
        except EOFError:
            row["outcome"] = "crash"
        rows.append({"input": path.name, "seconds": round(time.monotonic() - began, 3)} | row)
        if row["outcome"] in ("hang", "crash"):
            worker.kill()
            worker = None
    return rows


def _serve(pipe: Connection) -> None:
    """Read one file after the other, and send what came of each."""
    from purport.ingest import Overrides, read_sources
    from purport.settings import Settings

    list(read_sources(["-"], overrides=Overrides(), settings=Settings(), stdin=_warm()))
    pipe.send("ready")
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        try:
            items = read_sources([path], overrides=Overrides(), settings=Settings(), stdin=_warm())
            row = _judged(Path(path).name, list(items))
        except BaseException as cause:  # noqa: BLE001 - this is what is looked for
            row = {"outcome": "crash", "codes": [], "says": repr(cause)[:300]}
        pipe.send(row | {"memory_mb": _memory_mb()})


def _warm() -> Any:
    import io

    return io.BytesIO(b"<html><body><p>The mayor said that it was open.</p></body></html>")


def _judged(name: str, items: Sequence[Any]) -> dict[str, Any]:
    from malformed import CANARY_WORDS
    from purport.errors import InputError

    errors = [item.error for item in items if item.error is not None]
    reports = [item.report for item in items if item.report is not None]
    named = all(
        isinstance(e, InputError) and name in str(e) and str(e).isprintable() for e in errors
    )
    sound = all(CANARY_WORDS not in report.text for report in reports)
    outcome = "named" if errors else "read"
    return {
        "outcome": outcome if items and named and sound else "unnamed",
        "codes": sorted({e.code for e in errors}),
        "says": str(errors[0]) if errors else "; ".join(w for i in items for w in i.warnings)[:300],
        "reports": len(reports),
    }


def _memory_mb() -> list[int]:
    try:
        import resource
    except ImportError:
        return []
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return [resource.getrusage(who).ru_maxrss // 1024 for who in whose]


def _show(rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        shown = ", ".join(row["codes"]) or row["outcome"]
        print(f"{row['input']:34} {row['outcome']:8} {row['seconds']:7.2f} s  {shown}")
    outcomes = Counter(row["outcome"] for row in rows)
    codes = Counter(code for row in rows for code in row["codes"])
    seconds = sorted(row["seconds"] for row in rows)
    memory = [row["memory_mb"] for row in rows if row.get("memory_mb")]
    print()
    print("outcomes:", ", ".join(f"{name} {n}" for name, n in outcomes.most_common()))
    print("errors:  ", ", ".join(f"{code} {n}" for code, n in codes.most_common()))
    print(f"seconds:  median {seconds[len(seconds) // 2]:.3f}, longest {seconds[-1]:.2f}")
    if memory:
        most = [max(pair[at] for pair in memory) for at in (0, 1)]
        print(f"memory:   at most {most[0]} MB, and {most[1]} MB in a process that it started")


if __name__ == "__main__":
    sys.exit(main())
