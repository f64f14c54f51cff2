"""The trained head for certainty: network states and grammar of an event → a score on −3…3.

A small net looks at what the encoder's last layers hold at the event, at its first auxiliary or
negation and at its governor, together with strings of the grammar around it, hashed. It runs for
the main events of claims only, so its cost does not grow with the words of a report.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.errors import BrokenWeights
from purport.extraction.analysis import Analysis, Token
from purport.extraction.certainty import EventScores
from purport.extraction.certainty_features import event_features
from purport.extraction.tagger import WEIGHTS, Tagged

FILE: Final = "certainty.npz"
LAYER: Final = 384
# The scale ends at 3. What nets say below -2 is too sure: holding it there takes r on UDS-IH2's dev
# part, on which -2 was chosen, from 0.8194 to 0.8205.
LEAST: Final = -2.0
MOST: Final = 3.0
TABLES: Final = ("states", "strings", "spread", "bias", "out", "plain")
_HELPERS: Final = ("aux", "auxpass", "neg")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CertaintyHead:
    """The head's numbers.

    `states` (inputs, directions) weighs the states, `strings` (buckets, directions) holds what each
    hashed string adds, `spread` (directions, units) is what the sum says to each unit, `bias` and
    `out` are (units,), `mean` is what is added at the end; `plain`
    (more buckets,) is a linear regression on the strings alone, which has a say of its own.
    """

    states: Floats
    strings: Floats
    spread: Floats
    bias: Floats
    out: Floats
    plain: Floats
    mean: float

    def score(self, states: Floats, strings: Sequence[Iterable[str]]) -> Floats:
        """Return the certainty of some events, from their states (events, inputs) and strings."""
        numbers = [[number_of(s) for s in some] for some in strings]
        added = [self.strings[buckets(n, len(self.strings))].sum(0) for n in numbers]
        linear = [self.plain[buckets(n, len(self.plain))].sum() for n in numbers]
        units = (states @ self.states + np.stack(added)) @ self.spread + self.bias
        said = np.maximum(units, 0.0) @ self.out + np.stack(linear) + self.mean
        return np.asarray(said.clip(LEAST, MOST), dtype=np.float32)


def number_of(string: str) -> int:
    """Return the number that stands for a string: CRC-32 of its UTF-8."""
    return zlib.crc32(string.encode())


def buckets(numbers: Iterable[int], count: int) -> list[int]:
    """Return the rows of a table of `count` that numbers fall on, each once, in order."""
    return sorted({number % count for number in numbers})


def event_scores(
    tagged: Tagged, analysis: Analysis, head: CertaintyHead | None = None
) -> EventScores:
    """Return a function from the offsets of words to the certainty of the events there.

    They are weighed together: one by one, most of the time would go into fetching the head's
    numbers. It gives None for an offset before the first word.
    """
    use = head or shipped_head()
    starts = [t.start for t in analysis.tokens]

    def score(offsets: Sequence[int]) -> list[float | None]:
        at = [bisect_right(starts, offset) - 1 for offset in offsets]
        events = [i for i in at if i >= 0 and len(tagged.words)]
        if not events:
            return [None for _ in offsets]
        states = np.stack([event_states(tagged, analysis, i) for i in events])
        scores = use.score(states, [event_features(analysis, i) for i in events]).tolist()
        given = dict(zip(events, scores, strict=True))
        return [given.get(i) for i in at]

    return score


def event_states(tagged: Tagged, analysis: Analysis, index: int) -> Floats:
    """Return the states that the head looks at: the event’s, its auxiliary’s, its governor’s."""
    event = analysis.tokens[index]
    helper = next((c for c in analysis.children(index) if c.dep in _HELPERS), None)
    at_helper = np.zeros(LAYER, np.float32) if helper is None else _last_but_one(tagged, helper)
    governor = _last_but_one(tagged, analysis.tokens[event.head])
    return np.concatenate([_state(tagged, event), at_helper, governor])


def _state(tagged: Tagged, token: Token) -> Floats:
    word = int(tagged.words.start.searchsorted(token.start, side="right")) - 1
    return np.asarray(tagged.states[max(0, word)], dtype=np.float32)


def _last_but_one(tagged: Tagged, token: Token) -> Floats:
    return _state(tagged, token)[-2 * LAYER : -LAYER]


def open_head(folder: Path) -> CertaintyHead:
    """Return the head in a folder of weights.

    Raises:
        BrokenWeights: the file is missing or is not a head.
    """
    try:
        with np.load(folder / FILE, allow_pickle=False) as held:
            tables = {name: np.asarray(held[name], dtype=np.float32) for name in TABLES}
            return CertaintyHead(mean=float(held["mean"]), **tables)
    except Exception as cause:  # whatever NumPy and zip make of a broken file
        what = f"the certainty head cannot be loaded ({cause})"
        raise BrokenWeights(what, str(folder)) from cause


@lru_cache(maxsize=1)
def shipped_head() -> CertaintyHead:
    """Return the head that comes with purport, loaded once in a process."""
    with as_file(files("purport") / "weights" / WEIGHTS) as folder:
        return open_head(folder)
