"""The chain of each claim: the hops from the publisher's side to the voice that spoke first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from purport.extraction.chain_credits import CreditLine
from purport.extraction.chain_hearers import find_hearers
from purport.extraction.chain_scene import Scene, mention_near
from purport.extraction.evidence import evidence_id
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_sources import cue_verb, source_head
from purport.model.claim import Attribution, Hop, HopRole
from purport.model.span import Hedge


def build_chains(
    scene: Scene, credited: Sequence[tuple[str, CreditLine]] = ()
) -> tuple[tuple[Hop, ...], ...]:
    """Return the chain of each attribution, the hop nearest the publisher first.

    A nested claim goes on from the chain of the claim that holds it. Credit lines come first: what
    is told in the report was reported by those credited with it. Being told
    something or holding a paper makes no hop of the publisher.
    """
    parents = scene.parents
    hearers = find_hearers(scene)
    front = tuple(Hop(voice, "reports", None, line.span) for voice, line in credited)
    chains: list[tuple[Hop, ...] | None] = [None] * len(scene.attributions)
    for i in sorted(range(len(scene.attributions)), key=lambda k: _depth(parents, k)):
        parent = parents[i]
        if parent is not None and chains[parent] and _same_voice(scene, i, parent):
            chains[i] = _without_repeats(
                (*(chains[parent] or ())[:-1], *_own(scene, i, hearers[i], nested=True))
            )
        elif parent is not None and chains[parent]:
            upper = tuple(_passing_on(h) for h in chains[parent] or ())
            known = {h.voice for h in upper}
            new = tuple(h for h in hearers[i] if h.voice not in known)
            chains[i] = _without_repeats(
                (*upper, *_retelling(scene, i), *_own(scene, i, new, nested=True))
            )
        else:
            own = _own(scene, i, hearers[i], nested=False)
            chains[i] = _without_repeats((*front, *own)) if own else ()
    return tuple(chain or () for chain in chains)


def find_parents(grammar: Grammar, attributions: Sequence[Attribution]) -> tuple[int | None, ...]:
    """Return for each attribution the number of the smallest one whose content holds all of it.

    What is told within a turn of a transcript belongs to who has the turn, however it was cut.
    """
    found = _holders(attributions)
    turns = _turns(grammar, attributions)
    for i, one in enumerate(attributions):
        turn = turns.get(_paragraph(grammar, _first(one)))
        if found[i] is None and turn not in (None, i) and one.kind != "narrator":
            found[i] = turn
    return tuple(found)


def _turns(grammar: Grammar, attributions: Sequence[Attribution]) -> dict[int, int]:
    """Return by paragraph the attribution that is a turn of a transcript in it ("KOS: …")."""
    return {
        _paragraph(grammar, one.source[0].start): i
        for i, one in reversed(list(enumerate(attributions)))
        if one.source
        and [c.text for c in one.cue] == [":"]
        and one.source[0].end <= one.cue[0].start
    }


def _paragraph(grammar: Grammar, offset: int) -> int:
    return grammar.paragraph[min(grammar.first_at(offset), len(grammar.tokens) - 1)]


def _holders(attributions: Sequence[Attribution]) -> list[int | None]:
    """Return for each attribution the number of the smallest one whose content holds all of it."""
    found: list[int | None] = [None] * len(attributions)
    order = sorted(
        range(len(attributions)),
        key=lambda k: (
            _first(attributions[k]),
            -attributions[k].content[-1].end,
            -_size(attributions[k]),
        ),
    )
    opened: list[int] = []
    for i in order:
        one = attributions[i]
        opened = [k for k in opened if attributions[k].content[-1].end > _first(one)]
        holding = [k for k in opened if _holds(attributions[k], one)]
        found[i] = min(holding, key=lambda k: _size(attributions[k]), default=None)
        if one.kind != "narrator":
            opened.append(i)
    return found


def _first(attribution: Attribution) -> int:
    return min(s.start for s in (*attribution.source, *attribution.cue, *attribution.content))


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the pieces of one content hold all the words of another, smaller attribution."""
    spans = (*inner.source, *inner.cue, *inner.content)
    return _size(outer) > _size(inner) and all(
        any(p.holds(s) for p in outer.content) for s in spans
    )


def _size(attribution: Attribution) -> int:
    return sum(s.end - s.start for s in attribution.content)


def _depth(parents: Sequence[int | None], i: int) -> int:
    depth, up = 0, parents[i]
    while up is not None and depth < len(parents):
        depth, up = depth + 1, parents[up]
    return depth


def _same_voice(scene: Scene, i: int, parent: int) -> bool:
    speakers = scene.voicing.speakers
    return speakers[i] is not None and speakers[i] == speakers[parent]


def _passing_on(hop: Hop) -> Hop:
    """Return the hop of a speaker as that of one who quotes the next."""
    return replace(hop, role="quotes") if hop.role == "speaks" else hop


def _without_repeats(hops: Sequence[Hop]) -> tuple[Hop, ...]:
    """Return the hops without those of the voice just before, whose hedges the later one keeps."""
    kept: list[Hop] = []
    for hop in hops:
        if kept and hop.voice is not None and kept[-1].voice == hop.voice:
            hedges = tuple(dict.fromkeys((*kept[-1].hedges, *hop.hedges)))
            role: HopRole = "releases" if "releases" in (kept[-1].role, hop.role) else hop.role
            evidence = hop.evidence or kept[-1].evidence
            kept[-1] = replace(hop, hedges=hedges, role=role, evidence=evidence)
        else:
            kept.append(hop)
    return tuple(kept)


def _own(scene: Scene, i: int, hearers: tuple[Hop, ...], *, nested: bool) -> tuple[Hop, ...]:
    """Return the hops that an attribution's own words name."""
    if scene.attributions[i].kind == "narrator":
        return ()
    speaker = scene.voicing.speakers[i]
    number = scene.placed[i]
    before = hearers
    if number is not None and not nested:
        before = (*before, *_evidence_hops(scene, i, number))
    if speaker is None:
        return before
    own = _speaker_hop(scene, i, number)
    before = tuple(h for h in before if h.voice != speaker or h.role == "releases")
    return (*before, own)


def _evidence_hops(scene: Scene, i: int, number: int) -> tuple[Hop, ...]:
    """Return the hop of who released the evidence in which a claim stands (or who holds it)."""
    evidence = scene.evidence[number]
    speaker = scene.voicing.speakers[i]
    hedges = _hedges_near(scene, i, ("release",))
    held = evidence.holder not in (None, evidence.released_by, *scene.publishers)
    holder = (Hop(evidence.holder, "reports", evidence.id, evidence.mention),) if held else ()
    if evidence.released_by is None:
        hidden = scene.carriers[number].medium in ("recording", "video", "document", "image")
        itself = scene.voicing.carrying.get(number) == speaker
        unknown = Hop(None, "releases", evidence.id, evidence.mention, hedges)
        return (*holder, unknown) if hidden and not holder and not itself else holder
    if evidence.released_by == speaker:
        return holder
    return (*holder, Hop(evidence.released_by, "releases", evidence.id, evidence.mention, hedges))


def _speaker_hop(scene: Scene, i: int, number: int | None) -> Hop:
    """Return the last hop: who speaks, or who released the evidence that does."""
    attribution, speaker = scene.attributions[i], scene.voicing.speakers[i]
    span = attribution.source[0] if attribution.source else None
    releases = False
    if number is not None:
        head = source_head(scene.grammar, attribution)
        itself = head in scene.carriers[number].heads
        releases = itself and scene.evidence[number].released_by == speaker
    scopes = ("release", "speaker") if releases or number is not None else ("speaker",)
    return Hop(
        speaker, "releases" if releases else "speaks", evidence_id(number), span,
        _hedges_near(scene, i, scopes),
    )  # fmt: skip


def _retelling(scene: Scene, i: int) -> tuple[Hop, ...]:
    """Return the hop of who passed on what it was told ("his unit was told by its commander")."""
    told = scene.voicing.addressees[i]
    verb = cue_verb(scene.grammar, scene.attributions[i])
    passive = verb is not None and scene.grammar.child(verb, "nsubjpass") is not None
    if told is None or not passive:
        return ()
    return (Hop(told, "quotes", None, mention_near(scene, i, told)),)


def _hedges_near(scene: Scene, i: int, scopes: Sequence[str]) -> tuple[Hedge, ...]:
    """Return the hedges of these scopes in or right beside an attribution's source and cue."""
    attribution = scene.attributions[i]
    spans = (*attribution.source, *attribution.cue)
    return tuple(
        h for h in scene.hedges
        if h.scope in scopes
        and any(s.start - 25 <= h.span.start and h.span.end <= s.end + 4 for s in spans)
        and not any(p.holds(h.span) for p in attribution.content)
    )  # fmt: skip
