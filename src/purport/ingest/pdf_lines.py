r"""The lines of a PDF's pages → its text.

No letter is added, dropped or changed: only white space is. Within a paragraph a line end becomes a
space, or nothing behind a hyphen with a small letter after it ("state-" and "run" give "state-run",
"infor-" and "mation" stay "infor-mation"). A paragraph ends

- at an empty line;
- at a line shorter than three quarters of a full one (of the page, or of four lines in a row that
  are about as long as one another, as in a column), unless the next one goes on in small letters;
- before a line that begins with a bullet, is set in, or, behind the end of a sentence, is numbered.

Pages are parted by a form feed (\f), the first page having none before it: a line of its own, or
in the place of the space where a sentence runs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# set by hand, on PDFs made by five programs
_SHORT = 0.75
_USUAL_QUANTILE = 0.8
_COLUMN_LINES = 4
_LEAST_COLUMN_CHARS = 20
_EVEN = 0.6
_HYPHEN = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
_STANDS_APART = re.compile(r"\s{3,}\S|[•‣▪●○■◦*]\s")
_NUMBERED = re.compile(r"\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?\s+[A-Z]")
_SENTENCE_END = re.compile(r"[.!?:][\"”’')\]]*$")
_SMALL = re.compile(r"[\"“‘'(\[]?[a-z\u00df-\u00f6\u00f8-\u00ff]")


def join_pages(pages: Sequence[str]) -> str:
    r"""Return the text of pages, given the lines that were extracted from each.

    Example:
        >>> join_pages(["The gate of the old\nharbour was shut, the\nmayor said.", "Page two."])
        'The gate of the old harbour was shut, the mayor said.\n\x0c\nPage two.'
    """
    parts: list[str] = []
    last = ""
    for number, page in enumerate(pages):
        lines = [line.rstrip() for line in page.splitlines()]
        first = next((line for line in lines if line), "")
        if number:
            runs_on = bool(last and _SMALL.match(first.lstrip()) and last[-1] not in '.!?:;”"')
            parts.append("\f" if runs_on else "\n\f\n")
        parts.extend(_joined(lines))
        last = next((line for line in reversed(lines) if line), "")
    return "".join(parts)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a page with what stands between them."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    lengths = [len(lines[number].strip()) for number in filled]
    page = sorted(lengths)[int(_USUAL_QUANTILE * len(lengths))] if lengths else 0
    for at, number in enumerate(filled):
        if at:
            before = filled[at - 1]
            apart = number - before > 1
            usual = _usual_chars(lengths, at - 1, page)
            yield _between(lines[before], lines[number], usual, apart=apart)
        yield lines[number].strip()


def _between(before: str, line: str, usual_chars: int, *, apart: bool) -> str:
    small = bool(_SMALL.match(line))
    short = len(before.strip()) < _SHORT * usual_chars
    numbered = _NUMBERED.match(line) and _SENTENCE_END.search(before)
    if apart or numbered or _STANDS_APART.match(line) or (short and not small):
        return "\n"
    return "" if small and _HYPHEN.search(before) else " "


def _usual_chars(lengths: Sequence[int], at: int, page: int) -> int:
    """Return how long a full line is near a line: in a column less than on the page."""
    above = lengths[max(0, at - _COLUMN_LINES + 1) : at + 1]
    below = lengths[at : at + _COLUMN_LINES]
    columns = [max(lines) for lines in (above, below) if _is_column(lines)]
    return min((page, *columns))


def _is_column(lengths: Sequence[int]) -> bool:
    widest = max(lengths)
    even = all(length >= _EVEN * widest for length in lengths)
    return even and len(lengths) == _COLUMN_LINES and widest >= _LEAST_COLUMN_CHARS
