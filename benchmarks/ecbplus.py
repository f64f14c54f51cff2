"""A check of the pair model on ECB+: `python -m benchmarks.ecbplus --data DIR [--split Dev]`.

ECB+ holds for each topic the reports of two look-alike events (ecb and ecbplus: two actresses who
enter a clinic, two earthquakes). Two reports of a topic are of the same event, or not; a pair of
reports scores as its best pair of sentences. Beside it: the share of last words that the event
mentions of two reports have in common, the trivial match.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score
from training.pair_pools import ecb_sentences

from purport.corroboration.embedding import shipped_embedding
from purport.corroboration.features import Floats, pair_features
from purport.corroboration.pair_model import shipped_pair_model
from purport.corroboration.sketches import sketch
from purport.corroboration.terms import core_of

Pair = tuple[str, str]


def last_words(folder: Path, split: str) -> dict[str, set[str]]:
    """Return the last words of each document's event mentions."""
    found: dict[str, set[str]] = defaultdict(set)
    mentions = json.loads((folder / f"ECB_{split}_Event_gold_mentions.json").read_text("utf-8"))
    for m in mentions:
        found[m["doc_id"]].add(m["tokens_str"].split()[-1].lower())
    return found


def best_scores(folder: Path, split: str) -> dict[Pair, float]:
    """Return for every two documents of a topic the score of their best pair of sentences."""
    made = [a for a, _ in ecb_sentences(folder, split)]
    sketches = sketch(made, shipped_embedding().vectors(core_of(a.text) for a in made))
    topics: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(made):
        topics[one.id.split("/")[0]].append(row)
    best: dict[Pair, float] = {}
    for rows in topics.values():
        pairs = [(i, j) for i, j in combinations(rows, 2) if made[i].report != made[j].report]
        left, right = (np.array([p[k] for p in pairs], dtype=np.int64) for k in (0, 1))
        scores = shipped_pair_model().score(pair_features(sketches, left, right))
        for (i, j), score in zip(pairs, scores.tolist(), strict=True):
            a, b = sorted((made[i].report, made[j].report))
            best[a, b] = max(best.get((a, b), 0.0), score)
    return best


def same_event(pair: Pair) -> bool:
    """Whether two documents of a topic are of the same event, by their names."""
    return pair[0].endswith("plus") == pair[1].endswith("plus")


def figures(
    name: str, gold: np.ndarray, scores: Floats, threshold: float | None
) -> dict[str, object]:
    """Return how well scores tell pairs of one event from pairs of look-alikes.

    Without a threshold the one with the best F1 is taken, which flatters.
    """
    tried = [threshold] if threshold is not None else sorted(set(scores.tolist()))
    counts = [((scores >= t) & gold).sum() for t in tried]
    made = [max(int((scores >= t).sum()), 1) for t in tried]
    f1, best = max(
        (2 * c / (m + gold.sum()), k) for k, (c, m) in enumerate(zip(counts, made, strict=True))
    )
    return {
        "system": name,
        "pairs": len(gold),
        "same": int(gold.sum()),
        "threshold": round(float(tried[best]), 3),
        "f1": round(float(f1), 4),
        "false": round(1 - float(counts[best]) / made[best], 4),
        "missed": round(1 - float(counts[best]) / float(gold.sum()), 4),
        "average_precision": round(float(average_precision_score(gold, scores)), 4),
        "auc": round(float(roc_auc_score(gold, scores)), 4),
    }


def main() -> None:
    """Print a line of JSON for each way of scoring."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--split", default="Dev")
    args = ap.parse_args()
    best = best_scores(args.data, args.split)
    words = last_words(args.data, args.split)
    pairs = sorted(best)
    gold = np.array([same_event(p) for p in pairs])
    ours = np.array([best[p] for p in pairs])
    trivial = np.array(
        [len(words[a] & words[b]) / max(1, min(len(words[a]), len(words[b]))) for a, b in pairs]
    )
    print(json.dumps(figures("purport", gold, ours, shipped_pair_model().threshold)))
    print(json.dumps(figures("purport, best threshold", gold, ours, None)))
    print(json.dumps(figures("last word, best threshold", gold, trivial, None)))


if __name__ == "__main__":
    main()
