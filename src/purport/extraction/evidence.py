"""Pieces of evidence with releaser, day and hedges, and which claims stand in which of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from purport.extraction.evidence_carriers import Carrier
from purport.extraction.hedges import hedged_token
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import singular
from purport.extraction.voice_sources import cue_verb, told_tokens
from purport.extraction.voices import Voicing
from purport.model.claim import Attribution
from purport.model.evidence import Evidence
from purport.model.span import Hedge

_SOUND = frozenset({"recording", "video"})
_WORD_BY_WORD = frozenset(
    "transcript log message text chat letter diary email e-mail minutes testimony".split()
)
_INQUIRERS = frozenset("investigators researchers inspectors monitors authors auditors".split())
_NEWS_SOURCES = frozenset(
    "police officials official authorities spokesman spokeswoman spokesperson attorneys lawyers "
    "lawyer attorney aide aides prosecutors investigators family relatives critics experts expert "
    "activists protesters analysts government army ministry".split()
)
"""Words for those who usually speak to the report and not in a recording that it retells."""

_ABOUT = frozenset("comment respond react reply object dismiss reject dispute".split())
PASSAGE_PARAGRAPHS = 3

_PARTITIVE = re.compile(
    r"\s*In (?:one|another|a (?:second|third)|the (?:other|first|last))\b(?! way| case)"
)


def evidence_id(carrier: int | None) -> str | None:
    """Return the id of a piece of evidence by its number."""
    return None if carrier is None else f"e{carrier + 1}"


def find_evidence(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
    hedges: Sequence[Hedge] = (),
) -> tuple[Evidence, ...]:
    """Return the evidence of a report; `released_by` and `holder` are ids of voices.

    A statement, post or interview without another releaser is released by who speaks in it. Its
    authenticity stays "not established", which only a person may change.
    """
    venues = _venues(grammar, carriers)
    said_in = _speakers_by_venue(grammar, attributions, venues, voicing)
    hosts = _hosts(grammar, attributions, venues, voicing)
    weakened = _hedges_by_carrier(grammar, carriers, hedges)
    return tuple(
        Evidence(
            f"e{c.number + 1}",
            c.medium,
            c.mention,
            _releaser(c, voicing, said_in.get(c.number), hosts.get(c.number)),
            c.released,
            None if c.holder is None else voicing.at.get(c.holder),
            hedges=tuple(weakened.get(c.number, ())),
        )
        for c in carriers
    )


def _hosts(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    venues: Mapping[int, int],
    voicing: Voicing,
) -> dict[int, str]:
    """Return for interviews the body that is told something in them ("told the Post in an …")."""
    bodies = {v.id for v in voicing.voices if v.kind == "organisation"}
    told = [v if v in bodies else None for v in voicing.addressees]
    found = _first_by_venue(grammar, attributions, venues, told)
    for verb, number in venues.items():
        for token in told_tokens(grammar, verb):
            if voicing.at.get(token) in bodies:
                found.setdefault(number, voicing.at[token])
    return found


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
    carrier: Carrier, voicing: Voicing, speaker: str | None, host: str | None
) -> str | None:
    if carrier.medium == "interview" and host is not None:
        return host
    if carrier.by is not None and carrier.by in voicing.at:
        return voicing.at[carrier.by]
    if carrier.medium == "interview" and carrier.partner is not None:
        partner = voicing.at.get(carrier.partner)
        kinds = {v.id: v.kind for v in voicing.voices}
        if partner is not None and kinds[partner] == "organisation":
            return partner
    return speaker if carrier.speech else None


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


def _venues(grammar: Grammar, carriers: Sequence[Carrier]) -> dict[int, int]:
    """Return for each verb that something happens in a carrier (or "according to" it) which."""
    found: dict[int, int] = {}
    for carrier in carriers:
        for head in carrier.heads:
            token = grammar.tokens[head]
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


def place_claims(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
) -> tuple[int | None, ...]:
    """Return for each attribution the number of the evidence in which it stands, or None.

    It stands there where the evidence is its source or venue, and through the whole passage that
    follows where an unnamed voice first heard in a recording goes on (in the present tense, as
    reports retell recordings), until other evidence is brought in.
    """
    heads = {h: c.number for c in carriers for h in c.heads}
    venues = _venues(grammar, carriers)
    placed: list[int | None] = [_named_place(grammar, a, heads, venues) for a in attributions]
    fronted = _fronted(grammar, carriers)
    for i, attribution in enumerate(attributions):
        verb = cue_verb(grammar, attribution)
        if placed[i] is None and verb is not None:
            sentence = grammar.tokens[verb].sentence
            placed[i] = fronted.get(sentence, _one_of_several(grammar, carriers, sentence))
    staged = _first_heard(grammar, attributions, carriers, voicing)
    for i, speaker in enumerate(voicing.speakers):
        if speaker is not None and speaker in voicing.stages and placed[i] is not None:
            staged.setdefault(speaker, placed[i])  # type: ignore[arg-type]
    _through_passages(grammar, attributions, carriers, voicing, placed, staged)
    return tuple(placed)


def _fronted(grammar: Grammar, carriers: Sequence[Carrier]) -> dict[int, int]:
    """Return by sentence the carrier in which it opens: "In a letter seen by …, she warned"."""
    found: dict[int, int] = {}
    for carrier in carriers:
        for head in carrier.heads:
            token = grammar.tokens[head]
            if token.dep == "compound":
                token = grammar.tokens[token.head]
            prep = grammar.tokens[token.head]
            opens = prep.index == 0 or grammar.tokens[prep.index - 1].sentence != token.sentence
            if token.dep == "pobj" and opens and prep.text in {"In", "During", "At", "On"}:
                found.setdefault(token.sentence, carrier.number)
    return found


def _one_of_several(grammar: Grammar, carriers: Sequence[Carrier], sentence: int) -> int | None:
    """Return the evidence that "in one of them" or "in another" at a sentence's head takes up."""
    span = grammar.sentences[sentence]
    if not _PARTITIVE.match(span.text):
        return None
    before = [c for c in carriers if c.plural and c.mention.start < span.start]
    return max(before, key=lambda c: c.mention.start).number if before else None


def _named_place(
    grammar: Grammar, attribution: Attribution, heads: dict[int, int], venues: dict[int, int]
) -> int | None:
    verb = cue_verb(grammar, attribution)
    about = verb is not None and grammar.tokens[verb].lemma in _ABOUT
    for span in (*attribution.source, *(() if about else attribution.cue)):
        for i in grammar.tokens_of(span):
            if i in heads:
                return heads[i]
    for _ in range(3):
        if verb is None:
            return None
        if verb in venues:
            return venues[verb]
        for clause in grammar.children(verb, "advcl"):
            if clause in venues and grammar.tokens[clause].tag == "VBG":
                return venues[clause]
        token = grammar.tokens[verb]
        verb = (
            token.head if token.dep in {"xcomp", "advcl", "conj"} and token.head != verb else None
        )
    return None


def _first_heard(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
) -> dict[str, int]:
    """Return the unnamed voices that a sentence about a recording brings in, and which recording.

    Those who themselves speak of the recording, or made or hold it, are not heard in it.
    """
    tokens = grammar.tokens
    spoken_of = [tokens[h] for c in carriers for h in c.heads]
    outside = {
        speaker
        for attribution, speaker in zip(attributions, voicing.speakers, strict=True)
        for token in spoken_of
        if speaker is not None and any(p.start <= token.start < p.end for p in attribution.content)
    }
    outside |= {
        voicing.at[i]
        for c in carriers
        for i in (c.by, c.holder, c.partner)
        if i is not None and i in voicing.at
    }
    by_sentence: dict[int, int] = {}
    for carrier in carriers:
        for head in carrier.heads:
            if carrier.medium in _SOUND:
                by_sentence[grammar.tokens[head].sentence] = carrier.number
    found: dict[str, int] = {}
    for voice in voicing.voices:
        if set(voice.name.lower().split()) & _NEWS_SOURCES:
            continue
        if voice.id in voicing.stages and voice.id not in outside and voice.mentions:
            sentence = grammar.tokens[grammar.first_at(voice.mentions[0].start)].sentence
            if sentence in by_sentence:
                found[voice.id] = by_sentence[sentence]
    return found


def _through_passages(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    carriers: Sequence[Carrier],
    voicing: Voicing,
    placed: list[int | None],
    staged: dict[str, int],
) -> None:
    """Carry evidence from claim to claim along the passages that retell it."""
    active: int | None = None
    last_paragraph = -99
    for i, attribution in enumerate(attributions):
        speaker = voicing.speakers[i]
        here = grammar.paragraph[
            min(grammar.first_at(attribution.content[0].start), len(grammar.tokens) - 1)
        ]
        if placed[i] is None and speaker is not None:
            placed[i] = staged.get(speaker)
        if placed[i] is None and speaker is not None and speaker in voicing.stages:
            number = voicing.stages[speaker]
            near = here - last_paragraph <= 2 * PASSAGE_PARAGRAPHS or active != number
            if near and _retold(grammar, attribution, carriers[number], voicing, i):
                staged[speaker] = number
                placed[i] = number
        if placed[i] is None and _same_interview(attribution, carriers, voicing, placed, i):
            placed[i] = placed[i - 1]
        if placed[i] is not None:
            active, last_paragraph = placed[i], here


def _retold(
    grammar: Grammar, attribution: Attribution, carrier: Carrier, voicing: Voicing, i: int
) -> bool:
    """Whether a cue retells what is in a recording or a word-by-word paper: present tense."""
    word = singular(grammar.tokens[carrier.heads[0]].text.lower())
    verb = cue_verb(grammar, attribution)
    source = next((v.name for v in voicing.voices if v.id == voicing.speakers[i]), "")
    if set(source.lower().split()) & _NEWS_SOURCES:
        return False
    if any(s.text.lower().startswith("according") for s in attribution.cue):
        return False
    present = verb is not None and grammar.tokens[verb].tag in {"VBZ", "VBP", "VBG"}
    if carrier.medium in _SOUND or word in _WORD_BY_WORD:
        return present or verb is None
    told = voicing.addressees[i]
    heard_by = next((v.name.lower() for v in voicing.voices if v.id == told), "")
    return bool(set(heard_by.split()) & _INQUIRERS)


def _same_interview(
    attribution: Attribution,
    carriers: Sequence[Carrier],
    voicing: Voicing,
    placed: Sequence[int | None],
    i: int,
) -> bool:
    """Whether the one before is the same speaker's, in an interview that is still going on."""
    if i == 0 or placed[i - 1] is None:
        return False
    carrier = carriers[placed[i - 1]]  # type: ignore[index]
    cue = [w for s in attribution.cue for w in s.text.lower().split()]
    if any(w in {"tweeted", "tweeting", "posted", "wrote"} for w in cue):
        return False
    same = voicing.speakers[i] is not None and voicing.speakers[i] == voicing.speakers[i - 1]
    return same and carrier.medium == "interview"
