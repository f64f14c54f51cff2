"""UDS-IH2 as training examples: sentences with the certainty of their events."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from purport.extraction.words import Vocabulary, Words, split_words


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, and (word number, certainty on −3…3) of each judged event in it."""

    words: Words
    targets: tuple[tuple[int, float], ...]


def read_sentences(path: Path, vocabulary: Vocabulary) -> list[Judged]:
    """Return the sentences of a UDS-IH2 file, written as running text: no space before marks."""
    found = []
    with path.open(encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            found.append(_judged(row, vocabulary))
    return [s for s in found if s.targets and len(s.words)]


def plain_text(tokens: Sequence[str]) -> tuple[str, list[int]]:
    """Return tokens as running text, and where each begins in it.

    Example:
        >>> plain_text(["It", "is", "n't", "over", "."])
        ("It isn't over.", [0, 3, 5, 9, 13])
    """
    text, starts = "", []
    for token in tokens:
        glue = "" if not text or _glued(token) or text[-1] in "([$" else " "
        starts.append(len(text) + len(glue))
        text += glue + token
    return text, starts


def _judged(row: dict[str, Any], vocabulary: Vocabulary) -> Judged:
    text, starts = plain_text(row["text"].split(" "))
    words = split_words(text, vocabulary)
    by_start = {int(s): i for i, s in enumerate(words.start)}
    targets = []
    for target in row["targets"]:
        at = starts[target["span1"][0]]
        if at in by_start:
            targets.append((by_start[at], float(target["label"])))
    return Judged(words, tuple(targets))


def _glued(token: str) -> bool:
    return token in {".", ",", ";", ":", "!", "?", "%", ")", "]"} or bool(
        re.fullmatch(r"'(s|re|ve|ll|m|d)|n't|'", token, re.IGNORECASE)
    )
