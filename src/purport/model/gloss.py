"""A word that the report itself explains."""

from __future__ import annotations

from dataclasses import dataclass

from purport.model.span import Span


@dataclass(frozen=True, slots=True)
class Gloss:
    """A term of the report (`span`) and the meaning that the report gives for it."""

    span: Span
    term: str
    meaning: str
