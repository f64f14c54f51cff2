"""Who speaks each claim, through whom it came, and what is evidence: rules and network together.

The rules read what the words state; the network, which sees what they found, judges what they leave
open or take amiss (docs/why/chains.md has the figures of both).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.extraction.chain_scene import Scene, mention_near
from purport.extraction.cues import reporting_verbs
from purport.extraction.evidence_carriers import day_of
from purport.extraction.tagger import Tagged
from purport.extraction.telling_clues import Clues, find_clues
from purport.extraction.telling_context import MEDIA, Floats, governing_verb, senses
from purport.extraction.telling_network import Scores, tell
from purport.model.claim import Hop, HopRole
from purport.model.evidence import Evidence
from purport.model.span import Span
from purport.model.voice import Voice
from purport.model.why import Why

_THIRD_PERSON: Final = frozenset(("he", "she", "they"))
NETWORK: Final = "network of who tells what"
LEAST_SPEAKER: Final = 0.3
A_HOP: Final = 0.38
NO_HOP: Final = 0.2
AN_EVIDENCE: Final = 0.5
A_MEDIUM: Final = 0.5
A_RELEASER: Final = 0.4
"""From which chance on the network decides, chosen by cross-validation over writers."""
RECENT_DAYS: Final = 8


@dataclass(frozen=True, slots=True)
class Told:
    """By attribution its speaker, its chain and why; and the report's evidence."""

    speakers: tuple[str | None, ...]
    chains: tuple[tuple[Hop, ...], ...]
    why: tuple[tuple[Why, ...], ...]
    evidence: tuple[Evidence, ...]


def by_rules(scene: Scene) -> Told:
    """Return what the rules alone say."""
    voicing = scene.voicing
    return Told(voicing.speakers, scene.chains, voicing.why, tuple(scene.evidence))


def retell(scene: Scene, tagged: Tagged) -> Told:
    """Return what the rules say as the network judges it."""
    ruled = by_rules(scene)
    clues = find_clues(scene)
    if clues is None:
        return ruled
    scores = tell(clues, tagged)
    speakers, told, why = list(ruled.speakers), list(ruled.chains), list(ruled.why)
    for row, number in enumerate(clues.claims):
        judged = _speaker(scene, clues, scores, row, number)
        if judged is not None:
            speakers[number], chance = judged
            spans = _spans_of(scene, number, speakers[number])
            why[number] = (Why("voice", NETWORK, chance, spans),)
        told[number], added = _chain(
            scene, clues.voices, scores.passes[row], number, speakers[number]
        )
        why[number] = (*why[number], *added)
    return Told(tuple(speakers), tuple(told), tuple(why), _evidence(scene, clues, scores))


def _speaker(
    scene: Scene, clues: Clues, scores: Scores, row: int, number: int
) -> tuple[str | None, float] | None:
    """Return the speaker and his chance where the network sees another than the rules do."""
    chances = np.where(_barred(scene, clues.voices, number), 0.0, scores.speaks[row])
    best = int(chances.argmax())
    voice = clues.voices[best].id if best < len(clues.voices) else None
    if chances[best] < LEAST_SPEAKER or voice == scene.voicing.speakers[number]:
        return None
    return voice, round(float(chances[best]), 4)


def _barred(scene: Scene, voices: Sequence[Voice], number: int) -> NDArray[np.bool_]:
    """Return who cannot speak: a body for "he", nobody for "they" in his own quoted words.

    The last place is that of nobody named, who is never barred.
    """
    one, parent = scene.attributions[number], scene.parents[number]
    said = one.source[0].text.lower() if one.source else ""
    quoted = parent is not None and scene.attributions[parent].kind == "direct"
    own = scene.voicing.speakers[parent] if parent is not None and quoted else None
    barred = [
        (said in ("he", "she") and v.kind == "organisation")
        or (said in _THIRD_PERSON and own is not None and v.id == own)
        for v in voices
    ]
    return np.array([*barred, False])


def _spans_of(scene: Scene, number: int, voice: str | None) -> tuple[Span, ...]:
    near = None if voice is None else mention_near(scene, number, voice)
    return scene.attributions[number].source or (() if near is None else (near,))


def _chain(
    scene: Scene, voices: Sequence[Voice], passes: Floats, number: int, speaker: str | None
) -> tuple[tuple[Hop, ...], tuple[Why, ...]]:
    """Return a claim's chain with the hops that the network sees, without those that it does not.

    Bodies come before people, who stand nearer to the speaker.
    """
    hops, ruled = scene.chains[number], scene.voicing.speakers[number]
    chances = {v.id: float(p) for v, p in zip(voices, passes, strict=True)}
    last = hops[-1] if hops and ruled is not None else None
    before = hops[:-1] if last else hops
    kept = [h for h in before if chances.get(h.voice or "", 1.0) >= NO_HOP]
    held = {h.voice for h in kept} | {speaker}
    found = sorted((v for v in chances if chances[v] >= A_HOP), key=lambda v: -chances[v])
    added = [_hop(scene, number, v) for v in found if v not in held]
    bodies = {v.id for v in voices if v.kind == "organisation"}
    front = [h for h in added if h.voice in bodies]
    behind = [h for h in added if h.voice not in bodies]
    final = [] if speaker is None else [_last(scene, number, last, speaker)]
    why = tuple(
        Why("chain", NETWORK, round(chances[h.voice or ""], 4), (h.span,) if h.span else ())
        for h in added
    )
    return (*front, *kept, *behind, *final), why


def _hop(scene: Scene, number: int, voice: str) -> Hop:
    """Return a hop through a voice: it releases evidence, reports as bodies do, or quotes."""
    released = [e.id for e in scene.evidence if e.released_by == voice]
    body = any(v.id == voice and v.kind == "organisation" for v in scene.voices)
    role: HopRole = "releases" if released else "reports" if body else "quotes"
    placed = scene.placed[number]
    own = None if placed is None else scene.evidence[placed].id
    return Hop(voice, role, own if own in released else None, mention_near(scene, number, voice))


def _last(scene: Scene, number: int, last: Hop | None, speaker: str) -> Hop:
    """Return the hop of the speaker: the rules' where they see the same one."""
    if last is not None and last.voice == speaker:
        return last
    source = scene.attributions[number].source
    return Hop(speaker, "speaks", last.evidence if last else None, source[0] if source else None,
               last.hedges if last else ())  # fmt: skip


def _evidence(scene: Scene, clues: Clues, scores: Scores) -> tuple[Evidence, ...]:
    """Return the evidence that the rules see, as the network judges it, and what it sees itself."""
    at = {token: row for row, token in enumerate(clues.candidates)}
    taken = {head for carrier in scene.carriers for head in carrier.heads}
    found = []
    for carrier, one in zip(scene.carriers, scene.evidence, strict=True):
        rows = [at[h] for h in carrier.heads if h in at]
        row = max(rows, key=lambda r: (-float(scores.media[r, 0]), -r))
        found.append(_judged(clues.voices, scores, row, one))
    for row, token in enumerate(clues.candidates):
        if token not in taken and scores.media[row, 0] < AN_EVIDENCE:
            medium = MEDIA[int(scores.media[row, 1:].argmax())]
            again = scene.grammar.tokens[token].text.lower()
            same = (e.mention.text.lower().endswith(again) for e in found if e.medium == medium)
            if not any(same):
                mention = scene.grammar.core(token)
                new = Evidence(f"e{len(found) + 1}", medium, mention)
                found.append(_judged(clues.voices, scores, row, new))
    return tuple(
        replace(one, released=_released(scene, one.mention))
        if one.released is None and one.released_by is not None
        else one
        for one in found
    )


def _released(scene: Scene, mention: Span) -> str | None:
    """Return the day on which a thing was released, as the words beside it let one expect.

    A day of the week before the report's own, in the mention's sentence, over which a verb of
    releasing or reporting stands, is the day of release in five of six gold cases (sets w1, w3,
    w5, w7); one further back is mostly that on which it was made.
    """
    grammar = scene.grammar
    at = grammar.first_at(mention.start)
    for time in scene.times.get(grammar.tokens[at].sentence, ()) if scene.published else ():
        day, head = day_of(time), grammar.head_of(time.span)
        if day is None or head is None or not _recent(day, scene.published or ""):
            continue
        verb = grammar.tokens[governing_verb(grammar, head)]
        if senses().get(verb.lemma) == "release" or verb.text.lower() in reporting_verbs():
            return day
    return None


def _recent(day: str, published: str) -> bool:
    """Whether a day is at most eight days before the report's own."""
    try:
        back = (date.fromisoformat(published) - date.fromisoformat(day)).days
    except ValueError:
        return False
    return 0 <= back <= RECENT_DAYS


def _judged(voices: Sequence[Voice], scores: Scores, row: int, one: Evidence) -> Evidence:
    """Return a piece of evidence with the medium and the releaser that the network sees."""
    media, releases = scores.media[row], scores.releases[row]
    best = int(media[1:].argmax())
    medium = MEDIA[best] if media[best + 1] >= A_MEDIUM else one.medium
    who = int(releases.argmax())
    by = one.released_by
    if who < len(voices) and (releases[who] >= A_RELEASER or by is None):
        by = voices[who].id
    return replace(one, medium=medium, released_by=by)
