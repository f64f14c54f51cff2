"""What stands at the head of a text and is no part of what anybody says: its date, a dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from purport.model.claim import Attribution
from purport.model.span import Span

_HEADER = re.compile(
    r"\s*(?:date|dated|published|updated|posted)\s*:?\s*"
    r"(?:\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]+)?|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})\s",
    re.IGNORECASE,
)
# as in: KYIV, May 19 (Reuters) -   PORT LANNIC —   Port Lannic (National Wire) –
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,4}(?:,[ ][^-–—\n]{2,30})?"
    r"(?:[ ]?\([^)\n]{2,40}\))?"
    r"(?:[ ]?\([^)\n]{2,40}\))?"
    r"|[A-Z][\w.'’-]+(?:,?[ ][A-Z\d][\w.,'’-]*){0,6}[ ]?\([A-Z][^)\n]{1,40}\))"
    r"[ ]?(?:--|[-–—:])[ ]+(?=\S)"
)


def behind_dateline(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions whose content begins behind the report's dateline, not with it.

    Example:
        >>> text = "PORT LANNIC (National Wire) - The ferry sank."
        >>> whole = Attribution((Span.of(text, 0, len(text)),))
        >>> behind_dateline(text, [whole])[0].content[0].text
        'The ferry sank.'
    """
    found = _DATELINE.match(text)
    if found is None:
        return list(attributions)
    return [_from(one, found.end()) for one in attributions]


def _from(one: Attribution, start: int) -> Attribution:
    """Return an attribution without what stands before an offset in its content."""
    first = one.content[0]
    if not first.start < start < first.end:
        return one
    rest = Span(start, first.end, first.text[start - first.start :])
    return replace(one, content=(rest, *one.content[1:]))


def blank_header(text: str) -> str:
    """Return the text with a header of date at its start made spaces, so that offsets stay.

    Example:
        >>> blank_header("Date: 2024-03-14 The bridge fell.").lstrip()
        'The bridge fell.'
    """
    found = _HEADER.match(text)
    if found is None:
        return text
    kept = "".join(c if c in "\r\n" else " " for c in found.group())
    return kept + text[found.end() :]
