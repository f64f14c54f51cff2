"""PolNeAR as training examples: articles with the words of each attribution."""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass
from pathlib import Path

from purport.extraction.words import Vocabulary, Words, split_words

_FILE = re.compile(r"(.+)_([0-9A-Za-z]+)\.ann$")
_SPAN = re.compile(r"(T\d+)\t(\S+) ([\d; ]+)(?:\t|\r?$)")
_EVENT = re.compile(r"E\d+\t(.+)$")

Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Attributed:
    """One gold attribution by word numbers of its article."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article and, for each of its annotators, their attributions."""

    name: str
    text: str
    words: Words
    annotations: tuple[tuple[Attributed, ...], ...]


def read_articles(folder: Path, vocabulary: Vocabulary) -> list[Article]:
    """Return the articles of a PolNeAR split, annotators in alphabetical order."""
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").iterdir()):
        if found := _FILE.match(path.name):
            files.setdefault(found[1], []).append(path)
    return [_article(folder, name, paths, vocabulary) for name, paths in sorted(files.items())]


def digest(folder: Path) -> str:
    """Return the SHA-256 over names and bytes of all files of a split, for the model card."""
    sha = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sha.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()


def _article(folder: Path, name: str, paths: list[Path], vocabulary: Vocabulary) -> Article:
    with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as f:
        text = f.read()
    words = split_words(text, vocabulary)
    at = [-1] * len(text)
    for i, (start, end) in enumerate(zip(words.start, words.end, strict=True)):
        at[start:end] = [i] * int(end - start)
    annotations = tuple(
        tuple(_attributed(spans, at) for spans in read_annotation(path) if spans["content"])
        for path in paths
    )
    return Article(name, text, words, annotations)


def _attributed(spans: Spans, at: list[int]) -> Attributed:
    def numbers(role: str) -> tuple[int, ...]:
        return tuple(sorted({at[c] for s, e in spans[role] for c in range(s, e) if at[c] >= 0}))

    return Attributed(numbers("cue"), numbers("source"), numbers("content"))


def read_annotation(path: Path) -> list[Spans]:
    """Return the attributions of one standoff file as character spans by role."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[str] = []
    found: list[Spans] = []
    with path.open(encoding="utf-8", newline="") as f:
        lines = f.read().split("\n")
    for line in lines:
        if m := _SPAN.match(line):
            spans[m[1]] = [(int(a), int(b)) for a, b in (p.split() for p in m[3].split(";"))]
        elif m := _EVENT.match(line.rstrip("\r")):
            events.append(m[1])
    for event in events:
        one: Spans = {"source": [], "cue": [], "content": []}
        for part in event.split():
            role, _, ref = part.partition(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in one:
                one[role] += spans[ref]
        found.append(one)
    return found


def pick_annotation(article: Article, rng: random.Random) -> tuple[Attributed, ...]:
    """Return one annotator's view of an article, drawn anew each epoch."""
    return rng.choice(article.annotations)
