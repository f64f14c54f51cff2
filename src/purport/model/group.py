"""The claims of several reports that assert the same thing, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from purport.model.claim import Status
from purport.model.span import Span

LinkType = Literal[
    "wire-copy", "press-release", "source-to-source", "common-source", "same-utterance"
]
Access = Literal[
    "witness",
    "own-reporter",
    "document",
    "sensor",
    "statement",
    "recording",
    "anonymous",
    "unknown",
]
Reliability = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a report that something rests on: its id, and the span in its text."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the program counts as it does: a rule's name, what it means here, and its words."""

    rule: str
    says: str
    words: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Root:
    """Where chains end: one origin of a group's claims, with the reports that go back to it.

    `voice`, `evidence` and `gatekeeper` are names in words, as the reports give them, or None.
    `party` is whether the root is a party to the conflict: a flag, never a discount.
    """

    id: str
    name: str
    voice: str | None = None
    evidence: str | None = None
    gatekeeper: str | None = None
    access: Access = "unknown"
    reports: tuple[str, ...] = ()
    party: bool = False
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """How one report (or root) goes back to another, `start` to `end`, and on which words.

    `start` is the id of a report, `end` that of a report or a root. `decided_by` names the person
    who made it; None is the program's proposal.
    """

    id: str
    start: str
    end: str
    type: LinkType
    score: float
    evidence: tuple[Quotation, ...] = ()
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A status that a root gave the claim on a day (EDTF, or None)."""

    date: str | None
    status: Status
    root: str


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure as one root gives it."""

    value: str
    root: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What was counted or measured, and the figures that the roots give for it."""

    what: str
    values: tuple[FigureValue, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """The Admiralty code: reliability A-F of the source, credibility 1-6 of the information.

    `proposed` is True for the program's, False for a person's; either part may be unknown.
    """

    reliability: Reliability | None = None
    credibility: int | None = None
    proposed: bool = True
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """The version of purport and the digests of the models that made a group."""

    version: str
    models: str


@dataclass(frozen=True, slots=True)
class Group:
    """The same claim in one or more reports, and how many independent roots it has.

    `roots_min` to `roots_max` is the interval, seen from the gatekeepers (the headline count);
    `voices_min` to `voices_max` counts the voices behind a gatekeeper apart. `lineage_unknown` is
    the number of reports that do not say where they have it from; `unknown` holds their ids, those
    that only name each other or share their words together. `why` tells how the numbers came about.
    """

    id: str
    claim: str
    status: Status
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    roots_min: int
    roots_max: int
    lineage_unknown: int
    voices_min: int
    voices_max: int
    roots: tuple[Root, ...] = ()
    links: tuple[Link, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    history: tuple[Change, ...] = ()
    figures: tuple[Figure, ...] = ()
    rating: Rating = Rating()
    method: Method = Method("", "")
    unknown: tuple[tuple[str, ...], ...] = ()
    why: tuple[Reason, ...] = ()
