"""Grouping time by size, drawn: `python -m benchmarks.grouping_curve FIGURES.jsonl CURVE.svg`.

FIGURES holds what `benchmarks.grouping` prints. Beside the processor time stands n log n through
the smallest size.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

Point = tuple[int, float]


def points(lines: list[str]) -> list[Point]:
    """Return (claims, seconds of processor time) of each size that was grouped, smallest first."""
    rows = [json.loads(line) for line in lines if line.startswith("{")]
    return sorted((r["claims"], r["grouping_cpu_s"]) for r in rows if "grouping_cpu_s" in r)


def draw(measured: list[Point], path: Path) -> None:
    """Write the picture, both axes logarithmic."""
    mpl.rcParams["svg.hashsalt"] = "purport"
    figure, axes = plt.subplots(figsize=(5, 3.4))
    (first, took), last = measured[0], measured[-1][0]
    sizes = [first * (last / first) ** (step / 40) for step in range(41)]
    grown = [took * n * math.log(n) / (first * math.log(first)) for n in sizes]
    axes.plot(sizes, grown, color="grey", linestyle="--", linewidth=1, label="n log n")
    axes.plot(*zip(*measured, strict=True), color="black", marker="o", label="measured")
    for n, seconds in measured:
        axes.annotate(f"{seconds:,.0f} s", (n, seconds), (0, -14), textcoords="offset points")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_ylim(bottom=took / 2)
    axes.set_xlabel("claims")
    axes.set_ylabel("processor time (s)")
    axes.legend(frameon=False, loc="upper left")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    draw(points(Path(sys.argv[1]).read_text("utf-8").splitlines()), Path(sys.argv[2]))
