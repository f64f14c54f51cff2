"""The trained network at run time: the words of a report → attributions, names, states.

Windows go through two by two, neighbours of one report: the
int8 network takes one range of activations a call, so whatever shares the call changes the result,
and a reading must depend on its report alone (decision 0003).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from purport.errors import BrokenWeights
from purport.extraction.analysis import Name, NameKind
from purport.extraction.confidence import Calibration
from purport.extraction.decoding import (
    Chain,
    Cue,
    Floats,
    Linked,
    best_tags,
    find_cues,
    link,
    settle,
    softmax,
)
from purport.extraction.linking import distances, paragraph_steps
from purport.extraction.network import open_network
from purport.extraction.words import (
    READING_PIECES,
    Ints,
    Vocabulary,
    Window,
    Words,
    span_of,
    split_words,
    stretches,
    window,
)

WEIGHTS = "attribution"
WINDOWS_AT_ONCE = 2
STATES = 5 * 384

Halves = NDArray[np.float16]
_KINDS: dict[str, NameKind] = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "NORP": "NORP",
}


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the network sees in a text.

    `linked` are its attributions by word numbers, `states` (words, units) what the encoder's last
    five layers hold at each word, `cue` (words,) the chance that a cue begins there.
    """

    words: Words
    linked: tuple[Linked, ...]
    calibration: Calibration
    names: tuple[Name, ...]
    states: Halves
    cue: Floats


@dataclass(frozen=True, slots=True)
class _Seen:
    """The scores of one window."""

    hidden: Floats
    cue: Floats
    name: Floats
    states: Halves


class Tagger:
    """The shipped network, loaded; safe to use from several processes, each with its own."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load the network from a folder of weights.

        Raises:
            BrokenWeights: a file is missing or is not what the card says.
        """
        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            self._encoder, self._linker = (
                open_network(folder / f"{name}.onnx", threads) for name in ("encoder", "linker")
            )
            self.vocabulary = Vocabulary(folder / "tokenizer.json")
            self._chain = Chain.of(card["transitions"], card["begin"])
            self._name_tags: list[str] = card["name_tags"]
            self.threshold = float(card["threshold"])
            self.calibration = Calibration(**card["calibration"])
            self.version: str = card["version"]
        except Exception as cause:  # the three libraries raise errors of their own kinds
            raise BrokenWeights(f"the network cannot be loaded ({cause})", str(folder)) from cause

    def tag(self, text: str) -> Tagged:
        """Return the attributions, names and certainties of a text."""
        words = split_words(text, self.vocabulary)
        parts = stretches(words, READING_PIECES)
        seen = [
            one
            for at in range(0, len(parts), WINDOWS_AT_ONCE)
            for one in self._see(words, parts[at : at + WINDOWS_AT_ONCE])
        ]
        linked = self._link(words, parts, seen)
        tags = _joined([one.name for one in seen], len(self._name_tags)).argmax(-1)
        names = self._names(text, words, np.asarray(tags, dtype=np.int64))
        cue = softmax(_joined([one.cue for one in seen], 3))[:, 1]
        nothing = np.zeros((0, STATES), dtype=np.float16)
        states = np.concatenate([nothing, *(one.states for one in seen)])
        return Tagged(words, tuple(linked), self.calibration, tuple(names), states, cue)

    def _see(self, words: Words, parts: Sequence[range]) -> Iterator[_Seen]:
        """Yield the scores of one or two windows, which share a call and do not see each other."""
        windows = [window(words, part, self.vocabulary) for part in parts]
        outputs = self._encoder.run(["hidden", "cue", "name", "states"], _fed(windows))
        at = 0
        for part in parts:
            yield _Seen(*(scores[0, at : at + len(part)] for scores in outputs))
            at += len(part)

    def _link(self, words: Words, parts: Sequence[range], seen: Sequence[_Seen]) -> list[Linked]:
        """Return the attributions: each window's cues, each with a second look at all words."""
        cues = [find_cues(one.cue, self.threshold) for one in seen]
        with_cues = [n for n, some in enumerate(cues) if some]
        scores = [self._look(words, parts[n], seen[n], cues[n]) for n in with_cues]
        return [
            _moved(one, parts[n].start)
            for n, (tags, chance) in zip(with_cues, best_tags(scores, self._chain), strict=True)
            for one in settle(link(cues[n], tags, chance))
        ]

    def _look(self, words: Words, part: range, seen: _Seen, cues: Sequence[Cue]) -> Floats:
        """Return the role scores (cues, words, tags) of a window."""
        paragraph = words.paragraph[part.start : part.stop]
        count = len(part)
        fed = {
            "words": seen.hidden,
            "cue": np.stack([seen.hidden[c.first : c.last + 1].mean(0) for c in cues]),
            "distance": np.stack([distances(count, c.first, c.last) for c in cues]),
            "paragraph": np.stack([paragraph_steps(paragraph, c.first) for c in cues]),
        }
        (scores,) = self._linker.run(["tags"], fed)
        return np.asarray(scores, dtype=np.float32)

    def _names(self, text: str, words: Words, tags: Ints) -> list[Name]:
        found: list[Name] = []
        run: list[int] = []
        for i, tag in enumerate([*(self._name_tags[t] for t in tags), "O"]):
            if run and (not tag.startswith("I-") or words.paragraph[i] != words.paragraph[run[0]]):
                kind = _KINDS[self._name_tags[tags[run[0]]][2:]]
                found.append(Name(span_of(text, words, run), kind))
                run = []
            if tag != "O" and (run or tag.startswith("B-")):
                run.append(i)
        return found


def _fed(windows: Sequence[Window]) -> dict[str, Ints]:
    """Return one or two windows, one behind the other, as the encoder takes them."""
    sizes = [len(one.ids) for one in windows]
    offsets = [0, *sizes[:-1]]
    columns = {
        "ids": [one.ids for one in windows],
        "case": [one.case for one in windows],
        "quote": [one.quote for one in windows],
        "place": [np.arange(size) for size in sizes],
        "first": [one.first + offset for one, offset in zip(windows, offsets, strict=True)],
    }
    fed = {name: np.concatenate(rows)[None] for name, rows in columns.items()}
    return fed | {"half": np.array(sizes[:1], dtype=np.int64)}


def _joined(scores: Sequence[Floats], width: int) -> Floats:
    """Return the scores of all windows as those of one text (words, width)."""
    return np.concatenate([np.zeros((0, width), dtype=np.float32), *scores])


def _moved(linked: Linked, by: int) -> Linked:
    def move(numbers: Sequence[int]) -> tuple[int, ...]:
        return tuple(i + by for i in numbers)

    cue = Cue(linked.cue.first + by, linked.cue.last + by, linked.cue.score)
    return Linked(cue, move(linked.source), move(linked.content), linked.score)


@lru_cache(maxsize=2)
def shipped_tagger(threads: int = 1) -> Tagger:
    """Return the tagger that comes with purport, loaded once in a process."""
    with as_file(files("purport") / "weights" / WEIGHTS) as folder:
        return Tagger(folder, threads)
