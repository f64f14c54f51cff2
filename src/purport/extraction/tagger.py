"""The trained network at run time: the words of a report → attributions, names, certainty.

The only room that knows ONNX Runtime. Windows go through one by one: the int8 network takes one
range of activations a call, so anything else in the call would change the result (decision 0003).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import onnxruntime

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
)
from purport.extraction.linking import distances, paragraph_steps
from purport.extraction.words import (
    Ints,
    Vocabulary,
    Words,
    span_of,
    split_words,
    stretches,
    window,
)

WEIGHTS = "attribution"
# An eighth of the encoder's time on a plain CPU: fused, it takes longer than in its parts.
SLOW_FUSIONS = ["SkipLayerNormFusion"]
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

    `linked` are its attributions by word numbers, `certainty` (words,) how certain each word's
    event is on −3…3, should it be one.
    """

    words: Words
    linked: tuple[Linked, ...]
    calibration: Calibration
    names: tuple[Name, ...]
    certainty: Floats


@dataclass(frozen=True, slots=True)
class _Seen:
    """The scores of one window."""

    hidden: Floats
    cue: Floats
    name: Floats
    certainty: Floats


class Tagger:
    """The shipped network, loaded; safe to use from several processes, each with its own."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load the network from a folder of weights.

        Raises:
            BrokenWeights: a file is missing or is not what the card says.
        """
        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._encoder, self._linker = (
                onnxruntime.InferenceSession(
                    str(folder / f"{name}.onnx"),
                    options,
                    providers=["CPUExecutionProvider"],
                    disabled_optimizers=SLOW_FUSIONS,
                )
                for name in ("encoder", "linker")
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
        linked: list[Linked] = []
        tags: list[Ints] = []
        certainty: list[Floats] = []
        for stretch in stretches(words):
            seen = self._see(words, stretch)
            linked += self._link(words, stretch, seen)
            tags.append(np.asarray(seen.name.argmax(-1), dtype=np.int64))
            certainty.append(seen.certainty)
        names = self._names(text, words, np.concatenate(tags)) if tags else []
        events = np.concatenate(certainty) if certainty else np.zeros(0, dtype=np.float32)
        return Tagged(words, tuple(linked), self.calibration, tuple(names), events)

    def _see(self, words: Words, stretch: range) -> _Seen:
        one = window(words, stretch, self.vocabulary)
        fed = {"ids": one.ids[None], "case": one.case[None], "quote": one.quote[None]}
        hidden, cue, name, certainty = self._encoder.run(
            ["hidden", "cue", "name", "certainty"], fed | {"first": one.first[None]}
        )
        return _Seen(hidden[0], cue[0], name[0], certainty[0])

    def _link(self, words: Words, stretch: range, seen: _Seen) -> list[Linked]:
        """Return the attributions of a window: its cues, each with a second look at all words."""
        cues = find_cues(seen.cue, self.threshold)
        if not cues:
            return []
        paragraph = words.paragraph[stretch.start : stretch.stop]
        count = len(stretch)
        fed = {
            "words": seen.hidden,
            "cue": np.stack([seen.hidden[c.first : c.last + 1].mean(0) for c in cues]),
            "distance": np.stack([distances(count, c.first, c.last) for c in cues]),
            "paragraph": np.stack([paragraph_steps(paragraph, c.first) for c in cues]),
        }
        (scores,) = self._linker.run(["tags"], fed)
        tags, chance = best_tags(scores, self._chain)
        return [_moved(one, stretch.start) for one in settle(link(cues, tags, chance))]

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
