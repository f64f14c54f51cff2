"""Quotation marks, tracked by character: the text of a report → its quotations.

A mark opens or closes by its own shape (“ ” « » „), or, for straight marks (" and ''), by what
stands around it. A quotation left open at the end of a paragraph runs on where the next paragraph
begins with an opening mark (the rule of news style guides); otherwise it ends with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.extraction.coverage import cover
from purport.model.span import Span

_PARAGRAPH = re.compile(r"[^\r\n]+")
_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„«‟", "”»"
_SINGLE_OPEN, _SINGLE_CLOSE = "‘‛", "’"
LEAST_SPACES = 2
_PAIRS = ("''", "``", "‘‘", "’’")
_PUNCTUATION = ".,!?…—-"
_CANDIDATE = re.compile("''|``|‘‘|’’|[“„«‟”»‘‛’\"']")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words with their marks; `depth` is 0 outside any other quotation.

    `opened` and `closed` say whether the marks stand in this paragraph; `continues` whether these
    words go on with the quotation that the paragraph before left open.
    """

    span: Span
    depth: int = 0
    opened: bool = True
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    double: bool
    opens: bool
    closes: bool


def paragraphs(text: str) -> list[Span]:
    """Return the lines of `text` that hold more than white space, untrimmed.

    Example:
        >>> [p.text for p in paragraphs(chr(10).join(["one", "", " two"]))]
        ['one', ' two']
    """
    return [
        Span(m.start(), m.end(), m.group()) for m in _PARAGRAPH.finditer(text) if m.group().strip()
    ]


def find_quotations(text: str) -> list[Quotation]:
    """Return every quotation of `text` in reading order, nested ones after those that hold them.

    Example:
        >>> [q.span.text for q in find_quotations('“A,” she said. “B.”')]
        ['“A,”', '“B.”']
    """
    found: list[Quotation] = []
    left_open = False
    for paragraph in paragraphs(text):
        here = _in_paragraph(text, paragraph, left_open=left_open)
        left_open = any(not q.closed and q.depth == 0 for q in here)
        found += here
    return sorted(found, key=lambda q: (q.span.start, q.depth))


def _in_paragraph(text: str, paragraph: Span, *, left_open: bool) -> list[Quotation]:
    """Return the quotations of one paragraph; the stack holds the marks still open."""
    found: list[tuple[int, int, bool]] = []
    stack: list[_Mark] = []
    first = paragraph.start + len(paragraph.text) - len(paragraph.text.lstrip())
    marks = list(_marks(text, paragraph.start, paragraph.end))
    for number, mark in enumerate(marks):
        opener = next((m for m in reversed(stack) if m.double == mark.double), None)
        if mark.closes and opener is not None:
            if not mark.double and _owns(text, mark, marks[number + 1 :]):
                continue
            del stack[stack.index(opener) :]
            found.append((opener.start, mark.end, True))
        elif mark.opens and (mark.double or opener is None):
            stack.append(mark)
    # a single mark left open is an apostrophe ("’90s"), unless it begins the paragraph
    open_marks = [m for m in stack if m.double or m.start == first]
    if open_marks:
        end = paragraph.start + len(paragraph.text.rstrip())
        found.append((open_marks[0].start, end, False))
    return [
        Quotation(
            Span.of(text, start, end),
            sum(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in found),
            closed=closed,
            continues=left_open and start == first,
        )
        for start, end, closed in found
    ]


def _owns(text: str, mark: _Mark, later: Sequence[_Mark]) -> bool:
    """Whether a single closing mark is the apostrophe of a plural ("the boys’ bus").

    It is where it stands between an s and a word, and a mark that closes behind punctuation comes
    before any other that opens.
    """
    if text[mark.start - 1] != "s" or not text[mark.end : mark.end + 2].strip().isalpha():
        return False
    for other in later:
        if not other.double:
            return other.closes and text[other.start - 1] in _PUNCTUATION
    return False


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for found in _CANDIDATE.finditer(text, start, end):
        mark = _mark(text, found.start(), found.end() - found.start(), start, end)
        if mark is not None:
            yield mark


def _mark(text: str, at: int, width: int, start: int, end: int) -> _Mark | None:
    """Return the mark at an offset: by its shape, or for straight marks by its neighbours."""
    shape = text[at : at + width]
    before = text[at - 1] if at > start else " "
    after = text[at + width] if at + width < end else " "
    free_left = before.isspace() or before in "([{—–-“‘\"'/…"
    free_right = after.isspace() or not after.isalnum()
    if shape in _DOUBLE_OPEN or shape in ("``", "‘‘"):
        return _Mark(at, at + width, True, True, False)
    if shape in _DOUBLE_CLOSE or shape == "’’":
        return _Mark(at, at + width, True, False, True)
    if shape in ('"', "''"):
        opens = free_left and not after.isspace()
        return _Mark(at, at + width, True, opens or not before.isspace(), not opens)
    if shape in _SINGLE_OPEN:
        return _Mark(at, at + 1, False, free_left, False)
    if shape in _SINGLE_CLOSE:
        return _Mark(at, at + 1, False, False, free_right) if free_right else None
    if shape == "'" and (free_left != free_right):
        return _Mark(at, at + 1, False, free_left, free_right)
    return None


def is_double(quotation: Quotation) -> bool:
    """Whether a quotation stands in double marks (a pair of single ones counts as a double)."""
    mark = quotation.span.text[:2]
    return mark in _PAIRS or mark[0] in _DOUBLE_OPEN + _DOUBLE_CLOSE + '"'


def speech_quotations(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return the outermost quotations in the marks that a report uses for speech.

    These are double marks; where more words stand in single ones, as in much of the British press,
    they are single.
    """
    outer = [q for q in quotations if q.depth == 0]
    double = [q for q in outer if is_double(q)]
    single = [q for q in outer if not is_double(q) and q.span.text.count(" ") >= LEAST_SPACES]
    words = [sum(q.span.text.count(" ") + 1 for q in group) for group in (double, single)]
    return double if words[0] >= words[1] else [q for q in outer if not is_double(q)]


def speech_characters(text: str, quotations: Sequence[Quotation]) -> bytearray:
    """Return for each character 1 inside quoted speech, marks included, else 0.

    Example:
        >>> list(speech_characters('a “b”', find_quotations('a “b”')))
        [0, 0, 1, 1, 1]
    """
    return cover(len(text), (q.span for q in speech_quotations(quotations)))
