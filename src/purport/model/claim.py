"""What an attribution's content asserts, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from purport.model.place import Place
from purport.model.span import Hedge, Span
from purport.model.time import TimeExpression
from purport.model.why import Why

Kind = Literal["direct", "indirect", "mixed", "narrator"]
Act = Literal["states", "asks", "directs", "denies", "promises", "opines"]
HopRole = Literal["reports", "releases", "quotes", "speaks"]
CertaintyLabel = Literal["certain", "probable", "possible", "doubtful", "denied", "unknown"]
Status = Literal["happened", "ongoing", "planned", "hypothetical", "unknown"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The relation of source, cue and content in a report (as in PARC and PolNeAR).

    Each role is a tuple of spans in reading order; source and cue may be empty. `confidence` is the
    calibrated probability (0..1) that the whole attribution is right.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: Kind = "indirect"
    reporting: bool = True
    confidence: float = 0.0
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain: a voice (id, or None where nobody is named) and what it does in it."""

    voice: str | None
    role: HopRole
    evidence: str | None = None
    span: Span | None = None
    hedges: tuple[Hedge, ...] = ()


@dataclass(frozen=True, slots=True)
class Certainty:
    """How far the report, through its voices, commits to a claim: −3 (denied) to 3 (certain)."""

    label: CertaintyLabel = "unknown"
    score: float | None = None
    hedges: tuple[Hedge, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a report: its words, its chain of voices and what is said of its time and place.

    `chain` runs from the hop nearest the publisher to the speaker. `voice`, `addressee` and
    `parent` are ids of voices and of another claim; None means that the words do not say.
    """

    id: str
    attribution: Attribution
    act: Act = "states"
    voice: str | None = None
    chain: tuple[Hop, ...] = ()
    parent: str | None = None
    addressee: str | None = None
    certainty: Certainty = Certainty()
    status: Status = "unknown"
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    why: tuple[Why, ...] = ()

    @property
    def text(self) -> str:
        """The content's words, its pieces joined by " … "."""
        return " … ".join(piece.text for piece in self.attribution.content)

    @property
    def told(self) -> bool:
        """Whether people see the claim unless they ask for all.

        They see what somebody says or writes, and of what the report says in its own voice the
        hedged sentences ("apparently"), in which it draws a conclusion.
        """
        if self.attribution.kind == "narrator":
            return bool(self.certainty.hedges)
        return self.attribution.reporting
