"""Who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from purport.model.span import Span

VoiceKind = Literal["person", "group", "organisation", "unnamed"]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of a report with all its mentions; `part_of` is the id of another voice.

    `described` holds the words by which the report describes the speaker ("a battalion
    commander"); `aliases` other names of it that the report or the table of organisations gives.
    """

    id: str
    name: str
    kind: VoiceKind
    mentions: tuple[Span, ...]
    described: str | None = None
    part_of: str | None = None
    aliases: tuple[str, ...] = ()
