"""The training curve as a picture: `python -m training.curve curve.jsonl curve.svg`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt


def draw(rows: list[dict[str, float]], path: Path) -> None:
    """Write full F1 by kind, and the linker's loss, over the epochs."""
    mpl.rcParams["svg.hashsalt"] = "purport"
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
    epochs = [r["epoch"] for r in rows]
    for name, line in {"full": "-", "direct": "--", "mixed": "-.", "indirect": ":"}.items():
        left.plot(epochs, [r[name] for r in rows], line, color="black", label=name)
    left.set(xlabel="epoch", ylabel="full F1 on dev (%)")
    left.legend(frameon=False)
    right.plot(epochs, [r["loss_link"] for r in rows], "-", color="black", label="linker")
    right.set(xlabel="epoch", ylabel="training loss of a cue's roles", yscale="log")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Draw a curve file."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("curve", type=Path)
    ap.add_argument("picture", type=Path)
    args = ap.parse_args()
    lines = args.curve.read_text(encoding="utf-8").splitlines()
    draw([json.loads(line) for line in lines], args.picture)


if __name__ == "__main__":
    main()
