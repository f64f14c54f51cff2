"""Who is really speaking in a report, in one go: voices, evidence, chains, acts and hedges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from purport.extraction.acts import claim_act
from purport.extraction.analysis import Analysis, Name
from purport.extraction.chain_credits import (
    dateline_of,
    find_credits,
    with_credited,
    without_dateline,
)
from purport.extraction.chain_go_betweens import find_interviewers
from purport.extraction.chain_scene import Scene
from purport.extraction.chains import build_chains, find_parents
from purport.extraction.evidence import find_evidence
from purport.extraction.evidence_carriers import find_carriers, times_by_sentence
from purport.extraction.evidence_passages import place_claims
from purport.extraction.hedges import content_hedges, find_hedges
from purport.extraction.organisations import Organisations, known_organisations
from purport.extraction.quotes import Quotation
from purport.extraction.tagger import Tagged
from purport.extraction.telling import by_rules, retell
from purport.extraction.voice_frames import frames_by_sentence
from purport.extraction.voice_grammar import Grammar, index_grammar
from purport.extraction.voice_outlets import (
    body_names,
    find_outlets,
    outlet_names,
    publishing,
    with_outlets,
)
from purport.extraction.voices import Voicing, resolve_voices
from purport.model.claim import Act, Attribution, Hop
from purport.model.evidence import Evidence
from purport.model.report import Report
from purport.model.span import Hedge
from purport.model.time import TimeExpression
from purport.model.voice import Voice
from purport.model.why import Why

_THIRD_PERSON = frozenset("he she they".split())


@dataclass(frozen=True, slots=True)
class Tracing:
    """Who is really speaking in a report; every tuple but the first two has one item a claim.

    `parents` are numbers of attributions; `hedges` those that weaken the content itself, as opposed
    to a hop or a piece of evidence, which keep their own.
    """

    voices: tuple[Voice, ...]
    evidence: tuple[Evidence, ...]
    speakers: tuple[str | None, ...]
    addressees: tuple[str | None, ...]
    chains: tuple[tuple[Hop, ...], ...]
    acts: tuple[Act, ...]
    parents: tuple[int | None, ...]
    hedges: tuple[tuple[Hedge, ...], ...]
    why: tuple[tuple[Why, ...], ...]
    warnings: tuple[str, ...]


def set_scene(
    report: Report,
    attributions: Sequence[Attribution],
    analysis: Analysis,
    names: Sequence[Name],
    quotations: Sequence[Quotation],
    times: Sequence[TimeExpression] = (),
    organisations: Organisations | None = None,
) -> Scene:
    """Return the voices and evidence of a report as its words and the rules give them."""
    table = organisations or known_organisations()
    names = without_dateline(names, report.text)
    grammar = index_grammar(report.text, analysis)
    called = outlet_names(grammar)
    carriers = find_carriers(grammar, attributions, times, report.published)
    hedges = find_hedges(grammar, attributions, carriers)
    voicing = resolve_voices(
        grammar,
        attributions,
        with_outlets(with_outlets(names, body_names(grammar)), called),
        quotations,
        carriers,
        table,
        dateline_of(report.text),
        report.publisher,
    )
    parents = find_parents(grammar, attributions)
    voicing = without_self_reference(voicing, attributions, parents)
    own = publishing(voicing.voices, report.publisher)
    evidence = find_evidence(grammar, attributions, carriers, voicing, hedges, own)
    placed = place_claims(grammar, attributions, carriers, voicing)
    voices, credited = with_credited(find_credits(report), voicing.voices, table)
    outlets = find_outlets(grammar, voices, report.publisher, table, called)
    outlets |= _documenters(evidence)
    outlets |= frozenset(find_interviewers(grammar, voicing).values())
    scene = Scene(
        grammar, attributions, voicing, carriers, evidence, placed, hedges, outlets, parents,
        publishing(voices, report.publisher), find_interviewers(grammar, voicing, outlets),
        frames_by_sentence(grammar), voices, credited, times=times_by_sentence(grammar, times),
        published=report.published,
    )  # fmt: skip
    return replace(scene, chains=build_chains(scene, credited))


def trace_chains(scene: Scene, tagged: Tagged | None = None) -> Tracing:
    """Return who speaks each attribution, through whom it came, its act and hedges.

    Without what the network sees in the report (`tagged`) the rules alone decide.
    """
    told = by_rules(scene) if tagged is None else retell(scene, tagged)
    grammar, attributions = scene.grammar, scene.attributions
    acts = [claim_act(grammar, a) for a in attributions]
    why = tuple(
        (*told.why[i], acts[i][1], *_why_chain(told.chains[i])) for i in range(len(attributions))
    )
    addressees = scene.voicing.addressees
    used = _used(scene.voices, told.evidence, told.speakers, addressees, told.chains)
    return Tracing(
        tuple(used),
        told.evidence,
        told.speakers,
        addressees,
        told.chains,
        tuple(act for act, _ in acts),
        tuple(scene.parents),
        content_hedges(grammar, attributions, scene.hedges),
        why,
        scene.voicing.warnings,
    )


def without_self_reference(
    voicing: Voicing, attributions: Sequence[Attribution], parents: Sequence[int | None]
) -> Voicing:
    """Return the voices with nobody who calls himself "he" or "they" in his own quoted words."""
    speakers, warnings, why = list(voicing.speakers), list(voicing.warnings), list(voicing.why)
    for number, one in enumerate(attributions):
        parent = parents[number]
        if parent is None or attributions[parent].kind != "direct" or not one.source:
            continue
        said = one.source[0]
        if said.text.lower() in _THIRD_PERSON and speakers[number] == speakers[parent] is not None:
            speakers[number] = None
            why[number] = (Why("voice", "not the speaker of the words around", None, (said,)),)
            warnings.append(f"who “{said.text}” is, in quoted words, is not clear")
    return replace(voicing, speakers=tuple(speakers), warnings=tuple(warnings), why=tuple(why))


def _documenters(evidence: Sequence[Evidence]) -> frozenset[str]:
    """Return the ids of those who put out documents: what they are told is told through them."""
    return frozenset(
        e.released_by for e in evidence if e.medium in ("document", "data") and e.released_by
    )


def _why_chain(chain: Sequence[Hop]) -> tuple[Why, ...]:
    return tuple(
        Why("chain", f"{hop.role}", None, (hop.span,)) for hop in chain if hop.span is not None
    )


def _used(
    voices: Sequence[Voice],
    evidence: Sequence[Evidence],
    speakers: Sequence[str | None],
    addressees: Sequence[str | None],
    chains: Sequence[Sequence[Hop]],
) -> list[Voice]:
    """Return the voices that something in the reading points to, with the bodies they belong to."""
    wanted = {*speakers, *addressees, *(h.voice for chain in chains for h in chain)}
    wanted |= {x for e in evidence for x in (e.released_by, e.holder)}
    by_id = {v.id: v for v in voices}
    wanted |= {by_id[v].part_of for v in list(wanted) if v in by_id}
    kept = [v for v in voices if v.id in wanted]
    return [v if v.part_of in wanted else replace(v, part_of=None) for v in kept]


__all__ = ["Grammar", "Tracing", "set_scene", "trace_chains"]
