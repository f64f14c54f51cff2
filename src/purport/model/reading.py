"""Everything that was read in one report."""

from __future__ import annotations

from dataclasses import dataclass

from purport.model.claim import Claim
from purport.model.evidence import Evidence
from purport.model.gloss import Gloss
from purport.model.place import Place
from purport.model.report import Report
from purport.model.time import TimeExpression
from purport.model.voice import Voice

SCHEMA = "purport/reading/1"


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with its claims, voices, evidence, times, places, glosses, and what went wrong."""

    report: Report
    claims: tuple[Claim, ...] = ()
    voices: tuple[Voice, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    glosses: tuple[Gloss, ...] = ()
    warnings: tuple[str, ...] = ()
