"""Links between reports: their ids, and how the program makes one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from purport.model.group import Link, LinkType, Quotation


def link_id(start: str, end: str, kind: LinkType) -> str:
    """Return the id of a link, which rests on what it joins alone."""
    return hashlib.sha256(f"{start}\n{end}\n{kind}".encode()).hexdigest()[:12]


def make_link(
    start: str, end: str, kind: LinkType, score: float, evidence: Sequence[Quotation]
) -> Link:
    """Return a link that the program proposes."""
    words = tuple(dict.fromkeys(evidence))
    return Link(link_id(start, end, kind), start, end, kind, round(score, 3), words)
