"""Certainty of events on UDS-IH2: `PYTHONPATH=. python -m benchmarks.certainty --data DIR`.

DIR holds train.jsonl and dev.jsonl. In one run: the shipped head as it reads (int8, neighbouring
sentences as paragraphs of one text), a ridge regression on hashed words around the event, trained
here, and the mean of the training labels. Pearson's r and the mean absolute error, on dev.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.certainty import plain_text

from purport.extraction.analysis import analyse
from purport.extraction.certainty_head import event_scores
from purport.extraction.tagger import shipped_tagger

SENTENCES_A_TEXT = 6
REACH_WORDS, DIMENSIONS, RIDGE = 4, 2048, 3.0

Floats = NDArray[np.float64]
Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    """Return the sentences of a file."""
    with path.open(encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def labels_of(rows: Sequence[Row]) -> Floats:
    """Return the judged certainties of sentences, in order."""
    return np.array([t["label"] for row in rows for t in row["targets"]])


def network(rows: Sequence[Row]) -> Floats:
    """Return what the shipped network says of each judged event."""
    return np.array([s for i in range(0, len(rows), SENTENCES_A_TEXT)
                     for s in _scores(rows[i : i + SENTENCES_A_TEXT])])  # fmt: skip


def _scores(rows: Sequence[Row]) -> Iterator[float]:
    sentences = [plain_text(row["text"].split(" ")) for row in rows]
    text = "\n".join(sentence for sentence, _ in sentences)
    [analysis] = analyse([text])
    events, offset = [], 0
    for row, (sentence, starts) in zip(rows, sentences, strict=True):
        events += [offset + starts[target["span1"][0]] for target in row["targets"]]
        offset += len(sentence) + 1
    yield from (s or 0.0 for s in event_scores(shipped_tagger().tag(text), analysis)(events))


def features(rows: Sequence[Row]) -> Floats:
    """Return hashed words around each judged event (events, dimensions)."""
    found = []
    for row in rows:
        tokens = [t.lower() for t in row["text"].split(" ")]
        for target in row["targets"]:
            line = np.zeros(DIMENSIONS)
            event = target["span1"][0]
            for i in range(max(0, event - REACH_WORDS), min(len(tokens), event + REACH_WORDS + 1)):
                for key in (f"{tokens[i]}@{i - event}", tokens[i]):
                    line[zlib.crc32(key.encode()) % DIMENSIONS] += 1.0
            found.append(line)
    return np.array(found)


def ridge(train: Sequence[Row], dev: Sequence[Row]) -> Floats:
    """Return what a ridge regression on the words around says."""
    x, y = features(train), labels_of(train)
    weights = np.linalg.solve(x.T @ x + RIDGE * np.eye(DIMENSIONS), x.T @ (y - y.mean()))
    return np.asarray(features(dev) @ weights + y.mean())


def main() -> None:
    """Print a line for each."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    args = ap.parse_args()
    train, dev = (rows_of(args.data / f"{n}.jsonl") for n in ("train", "dev"))
    right = labels_of(dev)
    guesses = {
        "purport": network(dev),
        "ridge on words": ridge(train, dev),
        "mean": np.full(len(right), labels_of(train).mean()),
    }
    print(f"{'':16}{'Pearson r':>10}{'mean abs error':>16}   ({len(right)} events)")
    for name, guess in guesses.items():
        r = np.corrcoef(guess, right)[0, 1] if guess.std() else 0.0
        print(f"{name:16}{r:10.3f}{np.abs(guess - right).mean():16.3f}")


if __name__ == "__main__":
    main()
