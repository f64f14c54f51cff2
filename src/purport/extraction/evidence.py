"""Pieces of evidence with releaser, day and hedges, and which claims stand in which of them."""

from __future__ import annotations

from collections.abc import Sequence

from purport.extraction.evidence_carriers import Carrier
from purport.extraction.hedges import hedged_token
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import singular
from purport.extraction.voice_sources import cue_verb
from purport.extraction.voices import Voicing
from purport.model.claim import Attribution
from purport.model.evidence import Evidence
from purport.model.span import Hedge

_SOUND = frozenset({"recording", "video"})
_WORD_BY_WORD = frozenset(
    "transcript log message text chat letter diary email e-mail minutes testimony".split()
)
_INQUIRERS = frozenset("investigators researchers inspectors monitors authors auditors".split())
PASSAGE_PARAGRAPHS = 3


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
    said_in = _speakers_by_venue(grammar, attributions, carriers, voicing)
    weakened = _hedges_by_carrier(grammar, carriers, hedges)
    return tuple(
        Evidence(
            f"e{c.number + 1}",
            c.medium,
            c.mention,
            _releaser(c, voicing, said_in.get(c.number)),
            c.released,
            None if c.holder is None else voicing.at.get(c.holder),
            hedges=tuple(weakened.get(c.number, ())),
        )
        for c in carriers
    )


def _releaser(carrier: Carrier, voicing: Voicing, speaker: str | None) -> str | None:
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
    carriers: Sequence[Carrier],
    voicing: Voicing,
) -> dict[int, str]:
    venues = _venues(grammar, carriers)
    found: dict[int, str] = {}
    for attribution, speaker in zip(attributions, voicing.speakers, strict=True):
        verb = cue_verb(grammar, attribution)
        number = None if verb is None else venues.get(verb)
        if number is not None and speaker is not None:
            found.setdefault(number, speaker)
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
    staged = _first_heard(grammar, attributions, carriers, voicing)
    for i, speaker in enumerate(voicing.speakers):
        if speaker is not None and speaker in voicing.stages and placed[i] is not None:
            staged.setdefault(speaker, placed[i])  # type: ignore[arg-type]
    _through_passages(grammar, attributions, carriers, voicing, placed, staged)
    return tuple(placed)


def _named_place(
    grammar: Grammar, attribution: Attribution, heads: dict[int, int], venues: dict[int, int]
) -> int | None:
    for span in (*attribution.source, *attribution.cue):
        for i in grammar.tokens_of(span):
            if i in heads:
                return heads[i]
    verb = cue_verb(grammar, attribution)
    for _ in range(3):
        if verb is None:
            return None
        if verb in venues:
            return venues[verb]
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
        if placed[i] is None and _same_interview(carriers, voicing, placed, i):
            placed[i] = placed[i - 1]
        if placed[i] is not None:
            active, last_paragraph = placed[i], here


def _retold(
    grammar: Grammar, attribution: Attribution, carrier: Carrier, voicing: Voicing, i: int
) -> bool:
    """Whether a cue retells what is in a recording or a word-by-word paper: present tense."""
    word = singular(grammar.tokens[carrier.heads[0]].text.lower())
    verb = cue_verb(grammar, attribution)
    present = verb is not None and grammar.tokens[verb].tag in {"VBZ", "VBP", "VBG"}
    if carrier.medium in _SOUND or word in _WORD_BY_WORD:
        return present or verb is None
    told = voicing.addressees[i]
    heard_by = next((v.name.lower() for v in voicing.voices if v.id == told), "")
    return bool(set(heard_by.split()) & _INQUIRERS)


def _same_interview(
    carriers: Sequence[Carrier],
    voicing: Voicing,
    placed: Sequence[int | None],
    i: int,
) -> bool:
    """Whether the one before is the same speaker's, in an interview that is still going on."""
    if i == 0 or placed[i - 1] is None:
        return False
    carrier = carriers[placed[i - 1]]  # type: ignore[index]
    same = voicing.speakers[i] is not None and voicing.speakers[i] == voicing.speakers[i - 1]
    return same and carrier.medium == "interview"
