"""Headlines by the rumour that they report: `python -m benchmarks.emergent --data CSV`.

All headlines go into one pool. The pair model scores them, average link groups them, at the
threshold that pairs.json holds for headlines; it was fixed on claims that are not scored. Beside
it, in the same run: TF-IDF with average link, its threshold fixed on the same unscored claims.
`--all` scores every claim of the file, for a file that nothing was learnt from.
"""

from __future__ import annotations

import argparse
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer
from training.pair_pools import headline, headline_rows, learnt_from

from benchmarks.clusters import Agreement, agreement
from purport.corroboration.embedding import shipped_embedding
from purport.corroboration.features import Floats, pair_features
from purport.corroboration.pair_model import shipped_pair_model
from purport.corroboration.sketches import sketch
from purport.corroboration.terms import core_of

THRESHOLDS = np.arange(0.02, 0.98, 0.02)


def model_scores(rows: list[dict[str, str]]) -> Floats:
    """Return the pair model's score of every two headlines."""
    made = [headline(r) for r in rows]
    sketches = sketch(made, shipped_embedding().vectors(core_of(a.text) for a in made))
    i, j = np.triu_indices(len(rows), 1)
    scores = np.zeros((len(rows), len(rows)))
    scores[i, j] = shipped_pair_model().score(pair_features(sketches, i, j))
    return scores + scores.T


def tfidf_scores(rows: list[dict[str, str]]) -> Floats:
    """Return the cosine of every two headlines' TF-IDF vectors."""
    x = TfidfVectorizer().fit_transform([r["articleHeadline"] for r in rows])
    return np.asarray((x @ x.T).toarray())


def grouped(scores: Floats, rows: np.ndarray, threshold: float) -> list[int]:
    """Return the group of each of some rows, by average link."""
    distance = 1 - scores[np.ix_(rows, rows)]
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(np.maximum(distance, 0), checks=False), "average")
    found: list[int] = fcluster(tree, 1 - threshold, "distance").tolist()
    return found


def judged(scores: Floats, gold: np.ndarray, rows: np.ndarray, threshold: float) -> Agreement:
    """Return how well the groups of some rows agree with the gold's."""
    return agreement(gold[rows].tolist(), grouped(scores, rows, threshold))


def best_threshold(scores: Floats, gold: np.ndarray, rows: np.ndarray) -> float | None:
    """Return the threshold at which some rows are grouped best, or None without rows."""
    if not len(rows):
        return None
    return max(THRESHOLDS.tolist(), key=lambda t: judged(scores, gold, rows, t).f1)


def main() -> None:
    """Print a line of JSON for each way of grouping."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="id, articleHeadline, claimId, …")
    ap.add_argument("--all", action="store_true", help="score every claim of the file")
    ap.add_argument("--tfidf-threshold", type=float, help="with --all: TF-IDF's, fixed elsewhere")
    args = ap.parse_args()
    rows = headline_rows(args.data)
    gold = np.array([r["claimId"] for r in rows])
    learnt = np.array([learnt_from(g) for g in gold]) & (not args.all)
    seen, scored = np.flatnonzero(learnt), np.flatnonzero(~learnt)
    card = json.loads((files("purport") / "weights" / "meaning" / "pairs.json").read_text("utf-8"))
    for name, scores, threshold in (
        ("purport", model_scores(rows), card["threshold_headlines"]),
        ("tf-idf, average link", tfidf_scores(rows), args.tfidf_threshold),
    ):
        at = best_threshold(scores, gold, seen) if threshold is None else threshold
        if at is None:
            continue
        found = judged(scores, gold, scored, at)
        figures = {k: round(getattr(found, k), 4) for k in Agreement.__slots__}
        size = {"headlines": len(scored), "claims": len(set(gold[scored]))}
        print(json.dumps({"system": name, "threshold": round(float(at), 2)} | size | figures))


if __name__ == "__main__":
    main()
