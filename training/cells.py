"""Write the cells of the space of meanings: `python -m training.cells --out DIR --texts F…`.

The centres of a k-means over the vectors of real sentences, as int8; two claims that lie in the
same cell are worth comparing (candidates.py).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from purport.corroboration.embedding import Vectors, shipped_embedding

CELLS = 1024
ROUNDS = 12
SEED = 7


def centres(vectors: Vectors, count: int = CELLS) -> Vectors:
    """Return the centres of spherical k-means, scaled as vectors are."""
    unit = vectors.astype(np.float32)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    found = unit[np.random.default_rng(SEED).choice(len(unit), count, replace=False)]
    for _ in range(ROUNDS):
        home = (unit @ found.T).argmax(1)
        sums = np.zeros_like(found)
        np.add.at(sums, home, unit)
        norm = np.linalg.norm(sums, axis=1, keepdims=True)
        found = np.where(norm > 0, sums / np.maximum(norm, 1e-9), found)
    return np.rint(found * 127).astype(np.int8)


def main() -> None:
    """Write cells.bin."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--texts", type=Path, nargs="+", help="files of one sentence a line")
    args = ap.parse_args()
    lines = {line for path in args.texts for line in path.read_text("utf-8").splitlines()}
    vectors = shipped_embedding().vectors(sorted(line for line in lines if len(line.split()) > 4))
    (args.out / "cells.bin").write_bytes(centres(vectors).tobytes())
    print(len(vectors), "sentences")


if __name__ == "__main__":
    main()
