"""The words of a report as the tagger sees them: words, word pieces, and what letters show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from purport.extraction.quotes import find_quotations, paragraphs, speech_characters
from purport.model.span import Span

WORD = re.compile(r"\w+|[^\w\s]")
WINDOW_PIECES = 256
# Half of what the network was trained on: attributions are found as well (docs/why/attribution.md),
# and two such windows take less time than one of their length.
READING_PIECES = 128
MOST_PIECES_A_WORD = 32
PARAGRAPH_MARK = "[unused1]"
LOWER, CAPITALISED, UPPER, NO_LETTER = range(4)
UNQUOTED, QUOTED, MARK = range(3)

Ints = NDArray[np.int64]


class Vocabulary:
    """The encoder's word pieces, from a `tokenizer.json`; each word is cut by itself."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.cls, self.sep, self.paragraph, self.unknown = (
            self._id(t) for t in ("[CLS]", "[SEP]", PARAGRAPH_MARK, "[UNK]")
        )
        self.pieces = lru_cache(maxsize=1 << 16)(self._pieces)

    def _id(self, piece: str) -> int:
        found = self._tokenizer.token_to_id(piece)
        if found is None:
            raise ValueError(f"the vocabulary has no {piece}")
        return int(found)

    def _pieces(self, word: str) -> tuple[int, ...]:
        ids = tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)
        return ids[:MOST_PIECES_A_WORD] or (self.unknown,)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one report, in reading order.

    `start` and `end` are offsets, `paragraph` the number of each word's paragraph, `case` and
    `quote` what its letters and the quotation marks around it show; all are int64 of shape
    (words,). `pieces[i]` are the vocabulary ids of word i.
    """

    start: Ints
    end: Ints
    paragraph: Ints
    case: Ints
    quote: Ints
    pieces: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.pieces)


@dataclass(frozen=True, slots=True)
class Window:
    """Whole paragraphs (or a stretch of a long one) as the encoder's input.

    `ids`, `case` and `quote` have shape (pieces,); `first` (words,) is the place of each word's
    first piece, `words` the range of word numbers that the window holds.
    """

    ids: Ints
    case: Ints
    quote: Ints
    first: Ints
    words: range


def split_words(text: str, vocabulary: Vocabulary) -> Words:
    """Return the words of `text`: runs of letters and digits, and every other mark by itself."""
    found: list[tuple[int, int, int]] = []
    for number, paragraph in enumerate(paragraphs(text)):
        found += [
            (m.start(), m.end(), number)
            for m in WORD.finditer(text, paragraph.start, paragraph.end)
        ]
    shown = [text[s:e] for s, e, _ in found]
    inside = speech_characters(text, find_quotations(text))
    columns = np.array(found, dtype=np.int64).reshape(-1, 3)
    return Words(
        columns[:, 0],
        columns[:, 1],
        columns[:, 2],
        np.array(list(map(_case, shown)), dtype=np.int64),
        np.array(
            [_quote(w, inside[s]) for w, (s, _, _) in zip(shown, found, strict=True)],
            dtype=np.int64,
        ),
        tuple(map(vocabulary.pieces, shown)),
    )


@lru_cache(maxsize=1 << 16)
def _case(word: str) -> int:
    if not word[0].isalpha():
        return NO_LETTER
    if word.isupper() and len(word) > 1:
        return UPPER
    return CAPITALISED if word[0].isupper() else LOWER


def _quote(word: str, inside: int) -> int:
    return MARK if word in "“”„«»\"'‘’`" and inside else QUOTED if inside else UNQUOTED


def stretches(words: Words, limit: int = WINDOW_PIECES, offset: int = 0) -> list[range]:
    """Return ranges of word numbers that fit a window: whole paragraphs where they can.

    `offset` (pieces) shortens the first window, which training uses to move the borders about.
    """
    sizes = [len(p) for p in words.pieces]
    found: list[range] = []
    begin, used, paragraph_begin, paragraph_used = 0, offset + 2, 0, 0
    for i, bare_size in enumerate(sizes):
        new = bool(i and words.paragraph[i] != words.paragraph[i - 1])
        size = bare_size + new
        if new:
            paragraph_begin, paragraph_used = i, 0
        if used + size > limit and i > begin:
            cut = paragraph_begin if paragraph_begin > begin else i
            found.append(range(begin, cut))
            used = 2 + (paragraph_used if cut == paragraph_begin else 0)
            begin = cut
        used += size
        paragraph_used += size
    if len(sizes) > begin:
        found.append(range(begin, len(sizes)))
    return found


def window(words: Words, stretch: range, vocabulary: Vocabulary) -> Window:
    """Return the encoder's input for a range of words, with [CLS], [SEP] and paragraph marks."""
    here = slice(stretch.start, stretch.stop)
    breaks = np.diff(words.paragraph[here], prepend=words.paragraph[stretch.start]) != 0
    sizes = np.array([len(p) for p in words.pieces[here]], dtype=np.int64)
    ends = 1 + np.cumsum(sizes + breaks)
    first = ends - sizes
    ids = np.full(int(ends[-1]) + 1, vocabulary.paragraph, dtype=np.int64)
    case, quote = np.full_like(ids, NO_LETTER), np.full_like(ids, UNQUOTED)
    at = np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
    ids[0], ids[-1] = vocabulary.cls, vocabulary.sep
    ids[at] = [piece for pieces in words.pieces[here] for piece in pieces]
    case[at] = np.repeat(words.case[here], sizes)
    quote[at] = np.repeat(words.quote[here], sizes)
    return Window(ids, case, quote, first, stretch)


def span_of(text: str, words: Words, run: Sequence[int]) -> Span:
    """Return the span from the first to the last of a run of word numbers."""
    return Span.of(text, int(words.start[run[0]]), int(words.end[run[-1]]))


def spans_of(text: str, words: Words, numbers: Iterable[int]) -> tuple[Span, ...]:
    """Return word numbers in reading order as spans, one for each run of neighbouring words."""
    runs: list[list[int]] = []
    for i in numbers:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return tuple(span_of(text, words, run) for run in runs)
