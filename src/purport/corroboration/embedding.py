"""A claim's words → a vector whose angle to another says how alike the two are in meaning.

The only file outside extraction that knows ONNX Runtime. Sentences go through one by one, unpadded:
the int8 network takes one range of activations a call, so whatever shares the call would change the
vector (decisions 0003 and 0017).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from purport.errors import BrokenWeights

Vectors = NDArray[np.int8]

WIDTH: Final = 384
MOST_PIECES: Final = 64
# As in extraction: fused, it takes longer than in its parts.
_SLOW_FUSIONS: Final = ["SkipLayerNormFusion"]
_MARKS: Final = str.maketrans(dict.fromkeys('“”„"…[]', " "))


class Embedding:
    """The shipped network of meaning, loaded."""

    def __init__(self, folder: Path, tokenizer: Path, threads: int = 1) -> None:
        """Load the network from its folder, and the word pieces.

        Raises:
            BrokenWeights: a file is missing or cannot be read.
        """
        try:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._network = onnxruntime.InferenceSession(
                str(folder / "meaning.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=_SLOW_FUSIONS,
            )
            self._pieces = Tokenizer.from_file(str(tokenizer))
            self._pieces.no_padding()
            self._pieces.enable_truncation(MOST_PIECES)
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            self.version: str = card["version"]
        except Exception as cause:  # the libraries raise errors of their own kinds
            what = f"the network of meaning cannot be loaded ({cause})"
            raise BrokenWeights(what, str(folder)) from cause

    def vectors(self, texts: Iterable[str]) -> Vectors:
        """Return one int8 vector (of `WIDTH` numbers, unit length being 127) for each text."""
        found = [self._vector(text) for text in texts]
        return np.stack(found) if found else np.zeros((0, WIDTH), dtype=np.int8)

    def _vector(self, text: str) -> Vectors:
        ids = np.array([self._pieces.encode(text.translate(_MARKS)).ids], dtype=np.int64)
        (meaning,) = self._network.run(["meaning"], {"ids": ids})
        unit = meaning[0].astype(np.float64) / max(float(np.linalg.norm(meaning[0])), 1e-9)
        scale = 127.0
        return np.asarray(np.rint(unit * scale), dtype=np.int8)


@lru_cache(maxsize=2)
def shipped_embedding(threads: int = 1) -> Embedding:
    """Return the embedding that comes with purport, loaded once in a process."""
    with as_file(files("purport") / "weights") as folder:
        return Embedding(folder / "meaning", folder / "attribution" / "tokenizer.json", threads)
