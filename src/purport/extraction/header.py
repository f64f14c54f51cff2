"""A line of date at the head of a text: no part of what anybody says."""

from __future__ import annotations

import re

_HEADER = re.compile(
    r"\s*(?:date|dated|published|updated|posted)\s*:?\s*"
    r"(?:\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]+)?|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})\s",
    re.IGNORECASE,
)


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
