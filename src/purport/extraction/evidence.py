"""Pieces of evidence with who released and holds them, their day and hedges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from purport.extraction.evidence_carriers import Carrier
from purport.extraction.hedges import hedged_token
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_sources import cue_verb, told_tokens
from purport.extraction.voices import Voicing
from purport.model.claim import Attribution
from purport.model.evidence import Evidence
from purport.model.span import Hedge

HOST_BACK = 3


def evidence_id(carrier: int | None) -> str | None:
    """Return the id of a piece of evidence by its number."""
    return None if carrier is None else f"e{carrier + 1}"


def find_evidence(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
    hedges: Sequence[Hedge] = (),
    publishers: frozenset[str] = frozenset(),
) -> tuple[Evidence, ...]:
    """Return the evidence of a report; `released_by` and `holder` are ids of voices.

    A statement, post or interview without another releaser is released by who speaks in it, and
    what nobody is said to have released by the outlet that obtained it, unless that is the report’s
    own publisher. Its authenticity stays "not established", which only a person may change.
    """
    venues = venues_of(grammar, carriers)
    said_in = _speakers_by_venue(grammar, attributions, venues, voicing)
    hosts = _hosts(grammar, attributions, carriers, venues, voicing)
    weakened = _hedges_by_carrier(grammar, carriers, hedges)
    return tuple(
        Evidence(
            f"e{c.number + 1}",
            c.medium,
            c.mention,
            _releaser(c, voicing, said_in.get(c.number), hosts.get(c.number), publishers),
            c.released,
            None if c.holder is None else voicing.at.get(c.holder),
            hedges=tuple(weakened.get(c.number, ())),
        )
        for c in carriers
    )


def _hosts(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    venues: Mapping[int, int],
    voicing: Voicing,
) -> dict[int, str]:
    """Return for interviews the body that is told something in them ("told the Post in an …")."""
    bodies = {v.id for v in voicing.voices if v.kind == "organisation"}
    told = [v if v in bodies else None for v in voicing.addressees]
    found = _first_by_venue(grammar, attributions, venues, told)
    for i, attribution in enumerate(attributions):
        verb = cue_verb(grammar, attribution)
        if verb is None or verb not in venues or venues[verb] in found:
            continue
        speaker = voicing.speakers[i]
        before = [
            k for k in range(max(0, i - 2), i)
            if speaker is not None and voicing.speakers[k] == speaker and told[k] is not None
        ]  # fmt: skip
        if before:
            found[venues[verb]] = told[before[-1]]  # type: ignore[assignment]
    for carrier in carriers:
        if (
            carrier.medium == "interview"
            and carrier.partner is None
            and carrier.number not in found
        ):
            start = carrier.mention.start
            near = [i for i, a in enumerate(attributions) if first_char(a) < start][-HOST_BACK:]
            hosts = [t for i in near if (t := told[i]) is not None]
            if hosts and carrier.mention.text.lower().startswith("the "):
                found[carrier.number] = hosts[-1]
    for verb, number in venues.items():
        for token in told_tokens(grammar, verb):
            if voicing.at.get(token) in bodies:
                found.setdefault(number, voicing.at[token])
    return found


def first_char(attribution: Attribution) -> int:
    """Return the offset of the first character of an attribution’s words."""
    return min(s.start for s in (*attribution.source, *attribution.cue, *attribution.content))


def _first_by_venue(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    venues: Mapping[int, int],
    voices: Sequence[str | None],
) -> dict[int, str]:
    """Return for each venue the first voice (one for each attribution) of what is said in it."""
    found: dict[int, str] = {}
    for attribution, voice in zip(attributions, voices, strict=True):
        verb = cue_verb(grammar, attribution)
        number = None if verb is None else venues.get(verb)
        if number is not None and voice is not None:
            found.setdefault(number, voice)
    return found


def _releaser(
    carrier: Carrier,
    voicing: Voicing,
    speaker: str | None,
    host: str | None,
    publishers: frozenset[str],
) -> str | None:
    if carrier.medium == "interview" and host is not None:
        return host
    if carrier.by is not None and carrier.by in voicing.at:
        return voicing.at[carrier.by]
    if carrier.medium == "interview" and carrier.partner is not None:
        partner = voicing.at.get(carrier.partner)
        kinds = {v.id: v.kind for v in voicing.voices}
        body = partner is not None and kinds[partner] == "organisation"
        if partner is not None and (body or speaker not in (None, partner)):
            return partner
    if carrier.speech and speaker is not None:
        return speaker
    holder = None if carrier.holder is None else voicing.at.get(carrier.holder)
    bodies = {v.id for v in voicing.voices if v.kind == "organisation"}
    return holder if holder in bodies - publishers else None


def _speakers_by_venue(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    venues: Mapping[int, int],
    voicing: Voicing,
) -> dict[int, str]:
    found = _first_by_venue(grammar, attributions, venues, voicing.speakers)
    for verb, number in venues.items():
        subject = grammar.subject(verb)
        if number not in found and subject is not None and subject in voicing.at:
            found[number] = voicing.at[subject]
    return found


def venues_of(grammar: Grammar, carriers: Sequence[Carrier]) -> dict[int, int]:
    """Return for each verb that something happens in a carrier (or "according to" it) which."""
    found: dict[int, int] = {}
    for carrier in carriers:
        for verb in carrier.venues:
            found.setdefault(verb, carrier.number)
        for head in carrier.heads:
            token = grammar.tokens[head]
            if token.tag[0] == "V":
                found.setdefault(head, carrier.number)
                continue
            citing = _reporting_of(grammar, head)
            if citing is not None:
                found.setdefault(citing, carrier.number)
            if token.dep != "pobj":
                continue
            prep = grammar.tokens[token.head]
            for _ in range(3):
                up = grammar.tokens[prep.head]
                if up.tag[0] == "V" and up.lemma != "accord":
                    found.setdefault(up.index, carrier.number)
                    break
                if up.index == prep.index or up.tag[0] == "N":
                    break
                prep = up
    return found


def _reporting_of(grammar: Grammar, head: int) -> int | None:
    """Return the verb of who reports, "citing" a paper."""
    token = grammar.tokens[head]
    citing = grammar.tokens[token.head]
    if token.dep != "dobj" or citing.text.lower() not in {"citing", "quoting"}:
        return None
    up = grammar.tokens[citing.head]
    if citing.dep == "acl":
        up = grammar.tokens[up.head]
    return up.index if up.tag[0] == "V" else None


def _hedges_by_carrier(
    grammar: Grammar, carriers: Sequence[Carrier], hedges: Sequence[Hedge]
) -> dict[int, list[Hedge]]:
    heads = {h: c.number for c in carriers for h in c.heads}
    found: dict[int, list[Hedge]] = {}
    for hedge in hedges:
        if hedge.scope != "evidence":
            continue
        token = hedged_token(grammar, hedge.span)
        number = heads.get(token) if token is not None else None
        if number is None:
            before = [
                c.number for c in carriers if grammar.tokens[c.heads[0]].start <= hedge.span.start
            ]
            number = before[-1] if before else None
        if number is not None:
            found.setdefault(number, []).append(hedge)
    return found
