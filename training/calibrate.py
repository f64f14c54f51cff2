"""Fit the confidence curve: `python -m training.calibrate --weights DIR --polnear DIR --scorer F`.

An attribution is right where the scorer's "full" is. The curve is fitted on dev and written into
the card; the expected calibration error that is printed is cross-validated over articles, so that
no article is judged by a curve that saw it. `--picture` draws the reliability diagram.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from purport.extraction.attributions import find_attributions
from purport.extraction.confidence import Calibration, features_of
from purport.extraction.quotes import find_quotations
from purport.extraction.tagger import Tagger
from training.scorer import load_scorer

FOLDS, BINS = 5, 10
STEPS, RIDGE = 60, 1e-3
NAMES = ("cue", "link", "words", "sourceless", "direct", "mixed")

Floats = NDArray[np.float64]


def judged(weights: Path, gold: Path, scorer: ModuleType) -> tuple[Floats, Floats, Floats]:
    """Return features (n, 7), which are right (n,), and their articles (n,)."""
    tagger = Tagger(weights)
    docs, right, _ = scorer.load_gold(gold)
    rows, labels, groups = [], [], []
    for number, (stem, doc) in enumerate(sorted(docs.items())):
        tagged = tagger.tag(doc.text)
        scores = {tagged.words.start[a.cue.first]: (a.cue.score, a.score) for a in tagged.linked}
        found = find_attributions(doc.text, tagged, find_quotations(doc.text))
        guess = [
            scorer.Attribution(
                doc,
                {r: [(s.start, s.end) for s in getattr(a, r)] for r in scorer.ROLES},
            )
            for a in found
        ]
        ok = {
            j for i, j in scorer.match(right[stem], guess)
            if scorer.judge(right[stem][i], guess[j])["full"]
        }  # fmt: skip
        for j, a in enumerate(found):
            cue, link = scores[a.cue[0].start]
            size = sum(len(s.text.split()) for s in a.content)
            rows.append((1.0, *features_of(cue, link, size, a.kind, sourced=bool(a.source))))
            labels.append(float(j in ok))
            groups.append(number)
    return np.array(rows), np.array(labels), np.array(groups)


def fit(features: Floats, right: Floats) -> Floats:
    """Return the weights of a ridge logistic regression, by Newton's method."""
    weights = np.zeros(features.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chance - right) + RIDGE * weights
        bend = (features * (chance * (1 - chance))[:, None]).T @ features
        weights -= np.linalg.solve(bend + RIDGE * np.eye(len(weights)), slope)
    return weights


def calibration_error(chance: Floats, right: Floats) -> float:
    """Return the expected calibration error over bins of equal width."""
    which = np.minimum((chance * BINS).astype(int), BINS - 1)
    gaps = [
        (which == b).mean() * abs(chance[which == b].mean() - right[which == b].mean())
        for b in range(BINS)
        if (which == b).any()
    ]
    return float(sum(gaps))


def draw(chance: Floats, right: Floats, path: Path) -> None:
    """Write the reliability diagram: how often claims of each confidence are right."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "purport"
    which = np.minimum((chance * BINS).astype(int), BINS - 1)
    shown = [b for b in range(BINS) if (which == b).sum() >= BINS]
    figure, axes = plt.subplots(figsize=(4, 4))
    axes.plot([0, 1], [0, 1], ":", color="grey")
    axes.plot(
        [chance[which == b].mean() for b in shown],
        [right[which == b].mean() for b in shown],
        "o-", color="black",
    )  # fmt: skip
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Fit, print the cross-validated error, and write the curve into the card."""
    ap = argparse.ArgumentParser(description=__doc__)
    for name in ("weights", "polnear", "scorer"):
        ap.add_argument(f"--{name}", type=Path, required=True)
    ap.add_argument("--picture", type=Path)
    args = ap.parse_args()
    features, right, groups = judged(args.weights, args.polnear / "dev", load_scorer(args.scorer))
    chance = np.zeros(len(right))
    for fold in range(FOLDS):
        out = groups % FOLDS == fold
        weights = fit(features[~out], right[~out])
        chance[out] = 1 / (1 + np.exp(-features[out] @ weights))
    error = calibration_error(chance, right)
    print(f"attributions {len(right)}, right {right.mean():.3f}, cross-validated ECE {error:.4f}")
    bias, *rest = (round(float(w), 4) for w in fit(features, right))
    fitted = dict(zip(NAMES, rest, strict=True)) | {"bias": bias}
    Calibration(**fitted)
    path = args.weights / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card |= {"calibration": fitted, "calibration_error_dev": round(error, 4)}
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if args.picture:
        draw(chance, right, args.picture)


if __name__ == "__main__":
    main()
