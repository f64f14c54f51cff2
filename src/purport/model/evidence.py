"""A thing that carries claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from purport.model.span import Hedge, Span

Medium = Literal[
    "recording", "document", "video", "image", "post", "interview", "statement", "data"
]
Authenticity = Literal["not established", "confirmed", "disputed", "refuted"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A recording, document, post …; its authenticity stays "not established" until a person rules.

    `released_by` and `holder` are ids of voices; `released` is an EDTF date or None.
    """

    id: str
    medium: Medium
    mention: Span
    released_by: str | None = None
    released: str | None = None
    holder: str | None = None
    authenticity: Authenticity = "not established"
    hedges: tuple[Hedge, ...] = ()
