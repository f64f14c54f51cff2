"""What chains are built from, gathered once for a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from purport.extraction.chain_credits import CreditLine
from purport.extraction.evidence_carriers import Carrier
from purport.extraction.voice_frames import Frame
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voices import Voicing
from purport.model.claim import Attribution, Hop
from purport.model.evidence import Evidence
from purport.model.span import Hedge, Span
from purport.model.time import TimeExpression
from purport.model.voice import Voice


@dataclass(frozen=True, slots=True)
class Scene:
    """The attributions of a report with their voices, evidence, hedges and the frames around them.

    `parents` are numbers of attributions; `outlets`, `publishers` ids of voices; `interviewers`
    gives by voice who asked it, `frames` by sentence the frames put between its words. `voices` are
    all of the report, those of `credited` lines too, and `chains` what the rules make of all this;
    `times` are by sentence.
    """

    grammar: Grammar
    attributions: Sequence[Attribution]
    voicing: Voicing
    carriers: Sequence[Carrier]
    evidence: Sequence[Evidence]
    placed: Sequence[int | None]
    hedges: Sequence[Hedge]
    outlets: frozenset[str]
    parents: Sequence[int | None]
    publishers: frozenset[str] = frozenset()
    interviewers: Mapping[str, str] = field(default_factory=dict)
    frames: Mapping[int, tuple[Frame, ...]] = field(default_factory=dict)
    voices: Sequence[Voice] = ()
    credited: Sequence[tuple[str, CreditLine]] = ()
    chains: tuple[tuple[Hop, ...], ...] = ()
    times: Mapping[int, Sequence[TimeExpression]] = field(default_factory=dict)
    published: str | None = None


def mention_near(scene: Scene, i: int, voice: str) -> Span | None:
    """Return the mention of a voice that stands nearest to an attribution's cue."""
    at = scene.attributions[i].cue[0].start if scene.attributions[i].cue else 0
    spans = next((v.mentions for v in scene.voicing.voices if v.id == voice), ())
    return min(spans, key=lambda s: abs(s.start - at), default=None)
