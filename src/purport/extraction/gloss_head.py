"""The trained network for glosses: which words a text explains, and which words explain them.

A recurrent layer reads the encoder's states with the grammar of all tokens (gloss.onnx); it scores
every run of up to eight tokens as a term. For the few that may be one, two pointers, given the
term, choose where its meaning begins and ends (gloss.npz).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from purport.errors import BrokenWeights
from purport.extraction.acronyms import Acronym
from purport.extraction.analysis import Analysis
from purport.extraction.gloss_features import GlossInputs, GlossLists, gloss_inputs
from purport.extraction.network import open_network
from purport.extraction.tagger import Tagged

WEIGHTS: Final = "glosses"
LAYERS: Final = (2, 4)
LAYER: Final = 384
LONGEST_TERM: Final = 8
LONGEST_MEANING: Final = 40
REACH: Final = 50
STARTS_TRIED: Final = 3
FLOOR: Final = 0.05
TABLES: Final = (
    "from_term", "starts", "start_bias", "start_place",
    "from_start", "ends", "end_bias", "end_place", "end_length",
)  # fmt: skip

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Explained:
    """A term and its meaning by token numbers (both ends inside), and how likely each is."""

    term: tuple[int, int]
    meaning: tuple[int, int]
    term_probability: float
    meaning_probability: float


@dataclass(frozen=True, slots=True)
class Pointers:
    """The pointers' numbers: queries from a term (and a start), keys of tokens, places.

    `from_term` (2 h + 1, d) and `from_start` (3 h + 1, d) end with a bias row, as `starts` and
    `ends` (h + 1, d); the rest is what place and length add.
    """

    from_term: Floats
    starts: Floats
    start_bias: Floats
    start_place: Floats
    from_start: Floats
    ends: Floats
    end_bias: Floats
    end_place: Floats
    end_length: Floats


@dataclass(frozen=True, slots=True)
class GlossHead:
    """The network, its pointers, and the lists that give tags, labels and words their numbers."""

    network: Any
    pointers: Pointers
    lists: GlossLists

    def find(
        self, text: str, tagged: Tagged, analysis: Analysis, acronyms: Sequence[Acronym]
    ) -> tuple[Explained, ...]:
        """Return what the network takes for terms with their meanings, the likeliest first."""
        if not analysis.tokens or not len(tagged.words):
            return ()
        given = gloss_inputs(text, analysis, self.lists, acronyms)
        held, scores = self._read(tagged, analysis, given)
        terms = list(_likely(scores))
        if not terms:
            return ()
        keys = _with_bias(held) @ self.pointers.starts, _with_bias(held) @ self.pointers.ends
        return tuple(self._point(held, keys, *term) for term in terms)

    def _read(
        self, tagged: Tagged, analysis: Analysis, given: GlossInputs
    ) -> tuple[Floats, Floats]:
        """Return what the network holds at each token, and the chance of a term from there."""
        at = tagged.words.start.searchsorted([t.start for t in analysis.tokens], side="right") - 1
        states = gloss_states(tagged)[np.maximum(at, 0)]
        names = {"states": states, "flags": given.flags, "tag": given.tag, "dep": given.dep,
                 "word": given.word, "head": given.head}  # fmt: skip
        held, scores = self.network.run(["held", "terms"], names)
        return held, 1 / (1 + np.exp(-scores))

    def _point(
        self, held: Floats, keys: tuple[Floats, Floats], chance: float, first: int, last: int
    ) -> Explained:
        """Return a term with its likeliest meaning."""
        use, count = self.pointers, np.arange(len(held))
        place = np.where(count < first, count - first, np.maximum(count - last, 0))
        near = place.clip(-REACH, REACH) + REACH
        query = _query(use.from_term, held[first], held[last])
        scores = keys[0] @ query + _with_bias(held) @ use.start_bias + use.start_place[near]
        scores[(abs(place) > REACH) | (place == 0)] = -1e4
        chances = _softmax(scores)
        base = _with_bias(held) @ use.end_bias + use.end_place[near]
        best = Explained((first, last), (first, last), chance, 0.0)
        for start in np.argsort(-chances, kind="stable")[:STARTS_TRIED].tolist():
            query = _query(use.from_start, held[first], held[last], held[start])
            length = (count - start).clip(0, LONGEST_MEANING - 1)
            ends = keys[1] @ query + base + use.end_length[length]
            ends[(count < start) | (count - start >= LONGEST_MEANING)] = -1e4
            if start < first:
                ends[first:] = -1e4
            likely = _softmax(ends)
            end = int(likely.argmax())
            both = float(chances[start] * likely[end])
            if both > best.meaning_probability:
                best = Explained((first, last), (start, end), chance, both)
        return best


def gloss_states(tagged: Tagged) -> Floats:
    """Return the layers of the encoder's states that the network looks at (words, units)."""
    return np.concatenate(
        [tagged.states[:, LAYER * at : LAYER * (at + 1)] for at in LAYERS], 1
    ).astype(np.float32)


def _likely(chances: Floats) -> Iterator[tuple[float, int, int]]:
    """Yield the likeliest terms that do not overlap: chance, first and last token."""
    rows, lengths = np.nonzero(chances > FLOOR)
    found = sorted(
        (-float(chances[i, k]), i, i + k)
        for i, k in zip(rows.tolist(), lengths.tolist(), strict=True)
        if i + k < len(chances)
    )
    taken: list[tuple[int, int]] = []
    for chance, first, last in found:
        if all(last < a or first > b for a, b in taken):
            taken.append((first, last))
            yield -chance, first, last


def _with_bias(held: Floats) -> Floats:
    return np.concatenate([held, np.ones((len(held), 1), np.float32)], 1)


def _query(table: Floats, *parts: Floats) -> Floats:
    return np.asarray(np.concatenate([*parts, np.ones(1, np.float32)]) @ table)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


def open_gloss_head(folder: Path) -> GlossHead:
    """Return the head in a folder of weights.

    Raises:
        BrokenWeights: a file is missing or is not what it should be.
    """
    try:
        lists = json.loads((folder / "gloss.json").read_text(encoding="utf-8"))
        numbers = (
            {name: at + 1 for at, name in enumerate(lists[kind])}
            for kind in ("tags", "deps", "words")
        )
        with np.load(folder / "gloss.npz", allow_pickle=False) as tables:
            pointers = Pointers(**{n: np.asarray(tables[n], dtype=np.float32) for n in TABLES})
        return GlossHead(open_network(folder / "gloss.onnx"), pointers, GlossLists(*numbers))
    except Exception as cause:  # whatever NumPy, zip and ONNX Runtime make of a broken file
        what = f"the gloss network cannot be loaded ({cause})"
        raise BrokenWeights(what, str(folder)) from cause


@lru_cache(maxsize=1)
def shipped_gloss_head() -> GlossHead:
    """Return the head that comes with purport, loaded once in a process."""
    with as_file(files("purport") / "weights" / WEIGHTS) as folder:
        return open_gloss_head(folder)
