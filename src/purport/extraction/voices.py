"""Who speaks each attribution: sources → voices, with "he" and "the soldier" resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from purport.extraction.analysis import Name
from purport.extraction.coverage import cover
from purport.extraction.evidence_carriers import Carrier
from purport.extraction.mentions import FIRST_PERSON, PRONOUNS, Mention, find_mentions
from purport.extraction.organisations import Organisations, known_organisations
from purport.extraction.quotes import Quotation
from purport.extraction.voice_cast import Cast, Entity
from purport.extraction.voice_description import voice_of
from purport.extraction.voice_frames import frames_by_sentence
from purport.extraction.voice_gathering import place
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_names import told_to_be
from purport.extraction.voice_outlets import is_own, name_their_nouns
from purport.extraction.voice_pronouns import learn_gender, resolve_pronoun
from purport.extraction.voice_silence import Turn, said_to_show, speaker_without_source
from purport.extraction.voice_sources import OBJECT_ONLY, TOLD, cue_verb, source_head, told_tokens
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.voice import Voice
from purport.model.why import Why

_ANSWERS = frozenset("answer reply respond retort shoot counter fire snap rejoin".split())
_RUMOURED = frozenset(
    "say report believe think allege understand rumor rumour claim presume suppose".split()
)
_WRITTEN = frozenset({"document", "statement", "post"})
_ANONYMOUS = ("anonym", "not be named", "not to be named", "to be identified", "declined to be")
PHRASE_TOKENS = 6
CONFIDENCE = {
    "same name": 0.97, "table of organisations": 0.95, "apposition": 0.93, "first mention": 0.95,
    "same noun": 0.85, "same words": 0.85, "pronoun": 0.8, "same noun of the same owner": 0.85,
    "name for a role told before": 0.85, "short form of the name": 0.85, "kind of body": 0.7,
    "noun for anybody of that gender": 0.7, "last speaker, whose role is not told": 0.6,
    "descriptor of the opening, then the name": 0.6, "evidence speaks": 0.8,
    "goes on speaking": 0.75, "turn of the dialogue": 0.6, "subject of the cue": 0.75,
}  # fmt: skip
"""How far each rule is trusted, set by hand and not measured; it ranks the rules, no more."""


@dataclass(frozen=True, slots=True)
class Voicing:
    """The voices of a report and who speaks each of its attributions.

    `speakers` and `addressees` hold a voice id or None for each attribution; `why` the reasons.
    `at` gives the voice id of a token that stands for somebody, `carrying` the voice id that stands
    for a piece of evidence itself (by number), and `stages` the number of the recording or paper in
    which an unnamed voice first appears. `wholes` gives the group that "one of them" is part of,
    `spoken_by` for each attribution the piece of evidence that itself speaks ("it says").
    """

    voices: tuple[Voice, ...]
    speakers: tuple[str | None, ...]
    addressees: tuple[str | None, ...]
    why: tuple[tuple[Why, ...], ...]
    warnings: tuple[str, ...]
    at: Mapping[int, str]
    carrying: Mapping[int, str]
    stages: Mapping[str, int]
    wholes: Mapping[str, str] = field(default_factory=dict)
    spoken_by: tuple[int | None, ...] = ()


def resolve_voices(
    grammar: Grammar,
    attributions: Sequence[Attribution],
    names: Sequence[Name],
    quotations: Sequence[Quotation],
    carriers: Sequence[Carrier] = (),
    organisations: Organisations | None = None,
    dateline: Span | None = None,
    publisher: str | None = None,
) -> Voicing:
    """Return the voices of a report and the speaker and addressee of each attribution.

    Where the evidence is too thin to say who a source is, the speaker is None and a warning says
    so. `organisations` is the table of well-known bodies (the program's own by default); nobody is
    mentioned in the `dateline`. "We" outside quotations is the `publisher`, where it is named.
    """
    heads = [source_head(grammar, a) for a in attributions]
    wanted = {h for h in heads if h is not None} | _tokens_of(carriers)
    wanted |= {t for a in attributions for t in told_tokens(grammar, cue_verb(grammar, a))}
    wanted |= {h for a in attributions for s in a.source if (h := grammar.head_of(s)) is not None}
    passing = {f.who for some in frames_by_sentence(grammar).values() for f in some}
    asked = {t for a in attributions for t in told_tokens(grammar, cue_verb(grammar, a))}
    passing |= wanted - asked - {h for h in heads if h is not None}
    wanted |= passing
    table = organisations or known_organisations()
    mentions = name_their_nouns(grammar, find_mentions(grammar, names, wanted, table))
    if dateline is not None:
        mentions = tuple(m for m in mentions if not dateline.overlaps(m.span))
    cast = Cast(grammar, table, carriers, _mask(grammar, quotations))
    cast.sources = frozenset(h for h in heads if h is not None)
    cast.nested = nested_in(attributions)
    cast.passing = frozenset(passing)
    cast.publisher = publisher
    turns = _read(cast, mentions, attributions, heads, quotations)
    addressees = [_addressee(cast, a, heads[i]) for i, a in enumerate(attributions)]
    return _voicing(cast, attributions, turns, addressees)


def _tokens_of(carriers: Sequence[Carrier]) -> set[int]:
    found = {i for c in carriers for i in (c.by, c.holder, c.partner, c.author) if i is not None}
    return found | {h for c in carriers for h in c.heads}


def _mask(grammar: Grammar, quotations: Sequence[Quotation]) -> bytearray:
    return cover(len(grammar.text) + 1, (q.span for q in quotations if q.depth == 0))


def _read(
    cast: Cast,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    heads: Sequence[int | None],
    quotations: Sequence[Quotation],
) -> list[Turn]:
    """Read from left to right: place each mention, and give each attribution its speaker."""
    turns: list[Turn] = [Turn(None, "nobody is named")] * len(attributions)
    spoken_at: dict[int, list[int]] = {}
    unsourced: list[tuple[int, int]] = []
    for number, head in enumerate(heads):
        if head is not None:
            spoken_at.setdefault(head, []).append(number)
        else:
            unsourced.append((attributions[number].content[-1].end, number))
    unsourced.sort()
    at = 0
    for mention in mentions:
        while at < len(unsourced) and unsourced[at][0] <= mention.span.start:
            number = unsourced[at][1]
            turns[number] = speaker_without_source(cast, attributions, turns, number, quotations)
            _note(cast, turns[number])
            at += 1
        entity = _placed(cast, mention, attributions, spoken_at.get(mention.head, ()), turns)
        for number in spoken_at.get(mention.head, ()):
            shown = said_to_show(cast, attributions[number])
            if shown is not None:
                turns[number] = Turn(shown, "evidence speaks", attributions[number].cue)
                continue
            if _only_said_of(cast, attributions[number], entity):
                turns[number] = Turn(None, "said of it by nobody named", attributions[number].cue)
                continue
            rule = cast.rules.get(mention.head, "first mention")
            turns[number] = Turn(
                entity.number if entity else None, rule, attributions[number].source
            )
            if entity is not None and mention.form != "pronoun":
                entity.phrases.append(_phrase(cast, attributions[number], mention.head))
            if entity is not None and any(
                w in attributions[number].source[0].text for w in _ANONYMOUS
            ):
                entity.anonymous = True
        if any(n not in cast.nested for n in spoken_at.get(mention.head, ())):
            cast.asked = frozenset()
        own = [n for n in spoken_at.get(mention.head, ()) if n not in cast.nested]
        if entity is not None and any(turns[n].entity == entity.number for n in own):
            cast.spoke(entity)
            cast.asked = _asked_whom(cast, attributions[own[-1]], mention.head)
    for _, number in unsourced[at:]:
        turns[number] = speaker_without_source(cast, attributions, turns, number, quotations)
        _note(cast, turns[number])
    return turns


def _phrase(cast: Cast, attribution: Attribution, head: int) -> str:
    """Return the words for a speaker: the source’s, or those around a name that it only cites."""
    grammar, source = cast.grammar, attribution.source[0]
    if not source.start <= grammar.tokens[head].start < source.end:
        last = min(grammar.right[head], head + PHRASE_TOKENS)
        source = grammar.span(grammar.tokens_of(grammar.core(head))[0], last)
    return " ".join(source.text.split()).strip(", ")


def _asked_whom(cast: Cast, attribution: Attribution, head: int) -> frozenset[int]:
    """Return the tokens of who is asked a quoted question and so speaks next."""
    verb = cue_verb(cast.grammar, attribution)
    if verb is None or cast.grammar.tokens[verb].lemma != "ask" or attribution.kind != "direct":
        return frozenset()
    return frozenset(i for i in told_tokens(cast.grammar, verb) if i != head)


def nested_in(attributions: Sequence[Attribution]) -> frozenset[int]:
    """Return the numbers of the attributions that lie wholly in another's content."""
    pieces = sorted(
        (p.start, p.end, n)
        for n, a in enumerate(attributions)
        if a.kind != "narrator"
        for p in a.content
    )
    found = set()
    reach: list[tuple[int, int]] = []
    at = 0
    for n in sorted(range(len(attributions)), key=lambda k: _begins(attributions[k])):
        spans = (*attributions[n].source, *attributions[n].cue, *attributions[n].content)
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        while at < len(pieces) and pieces[at][0] <= first:
            reach.append((pieces[at][1], pieces[at][2]))
            at += 1
        reach = [r for r in reach if r[0] > first]
        if any(end >= last and k != n for end, k in reach):
            found.add(n)
    return frozenset(found)


def _begins(attribution: Attribution) -> int:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min(s.start for s in spans)


def _only_said_of(cast: Cast, attribution: Attribution, entity: Entity | None) -> bool:
    """Whether a source is not who speaks but of whom something "is said to" be so."""
    verb = cue_verb(cast.grammar, attribution)
    if verb is None or (entity is not None and entity.being == "thing"):
        return False
    token = cast.grammar.tokens[verb]
    passive = cast.grammar.child(verb, "auxpass") is not None
    after = (
        cast.grammar.tokens[verb + 1].text.lower() if verb + 1 < len(cast.grammar.tokens) else ""
    )
    told = [k for s in attribution.cue for k in cast.grammar.tokens_of(s) if k > verb]
    if any(cast.grammar.tokens[k].lemma in ("say", "tell", "write") for k in told):
        return False  # "he is alleged to have said in a message"
    return (
        token.lemma in _RUMOURED
        and token.tag == "VBN"
        and passive
        and after == "to"
        and cast.grammar.child(verb, "agent") is None
    )


def _note(cast: Cast, turn: Turn) -> None:
    if turn.entity is not None:
        cast.spoke(cast.entities[turn.entity])


def _placed(
    cast: Cast,
    mention: Mention,
    attributions: Sequence[Attribution],
    numbers: Sequence[int],
    turns: Sequence[Turn],
) -> Entity | None:
    """Return the entity of a mention; pronouns are resolved only where they are sources."""
    if mention.form != "pronoun":
        predicate = cast.grammar.tokens[mention.head].dep == "attr" and not numbers
        return None if predicate and told_to_be(cast, mention) is None else place(cast, mention)
    if not numbers and mention.head not in cast.passing:
        if not cast.speaks_quoted(mention.head):
            learn_gender(cast, mention.head, mention.gender)
        return None
    low = mention.word
    if low in FIRST_PERSON:
        entity = _enclosing(cast, attributions, numbers[0], turns) if numbers else None
        if entity is None and low in ("we", "us", "our") and not cast.speaks_quoted(mention.head):
            entity = _publishing(cast)
        cast.rules[mention.head] = "first person of who speaks around it"
    else:
        gender, plural = PRONOUNS.get(low, (None, False))
        verb = cue_verb(cast.grammar, attributions[numbers[0]]) if numbers else None
        token = None if verb is None else cast.grammar.tokens[verb]
        entity = resolve_pronoun(
            cast,
            mention.head, gender, plural=plural,
            answering=token is not None and token.lemma in _ANSWERS,
            present=token is not None and token.tag == "VBZ",
            showing=token is not None and token.lemma in ("show", "depict", "capture"),
        )  # fmt: skip
        cast.rules[mention.head] = "pronoun"
    if entity is not None:
        cast.at[mention.head] = entity.number
        if entity.gender is None and mention.gender in ("m", "f") and entity.being == "person":
            entity.gender = mention.gender
        cast.touch(entity, mention.head)
        entity.mentions.append(mention)
    return entity


def _publishing(cast: Cast) -> Entity | None:
    """Return the body named in the report that publishes it."""
    if cast.publisher is None:
        return None
    for number in dict.fromkeys(reversed(cast.bodies)):
        entity = cast.entities[number]
        shown = [m.span.text.removeprefix("The ").removeprefix("the ") for m in entity.mentions]
        if any(is_own(n, cast.publisher) or _begins_as(n, cast.publisher) for n in shown):
            return entity
    return None


def _begins_as(name: str, publisher: str) -> bool:
    """Whether a name is the first word of a public body’s ("the Ministry", of Foreign Affairs)."""
    return name[:1].isupper() and publisher.lower().startswith(name.lower() + " of ")


def _enclosing(
    cast: Cast, attributions: Sequence[Attribution], number: int, turns: Sequence[Turn]
) -> Entity | None:
    """Return who speaks the innermost attribution whose content holds this one."""
    own = attributions[number].content[0]
    best: int | None = None
    for k, other in enumerate(attributions):
        later = best is None or other.content[0].start >= attributions[best].content[0].start
        if k != number and later and any(p.holds(own) and p != own for p in other.content):
            best = k
    if best is None or turns[best].entity is None:
        return None
    return cast.entities[turns[best].entity]  # type: ignore[index]


def _addressee(cast: Cast, attribution: Attribution, head: int | None) -> int | None:
    """Return the entity that is told: "told reporters", "wrote to the agency", "was told by"."""
    grammar = cast.grammar
    verb = cue_verb(grammar, attribution)
    if verb is None or grammar.tokens[verb].lemma not in TOLD:
        return None
    passive = grammar.child(verb, "nsubjpass")
    if passive is not None and passive != head:
        told = grammar.tokens[verb].lemma not in OBJECT_ONLY
        return cast.at.get(passive) if told else None
    for i in told_tokens(grammar, verb):
        known = None if i == head else _standing_for(cast, i, head)
        if known is not None:
            return known
    return None


def _standing_for(cast: Cast, token: int, speaker: int | None) -> int | None:
    if token in cast.at:
        entity = cast.entities[cast.at[token]]
        return None if entity.being == "thing" else entity.number
    word = cast.grammar.tokens[token].text.lower()
    if word not in PRONOUNS or word in FIRST_PERSON:
        return None
    gender, plural = PRONOUNS[word]
    talking = cast.at.get(speaker) if speaker is not None else None
    before = [n for n in cast.recent if n != talking and cast.entities[n].last <= token]
    for number in reversed(before[-20:]):
        entity = cast.entities[number]
        person = entity.being == "person" and not plural and gender in ("m", "f")
        if person and entity.gender in (None, gender):
            return number
        if plural and (entity.plural or entity.being == "group"):
            return number
    return None


def _voicing(
    cast: Cast,
    attributions: Sequence[Attribution],
    turns: Sequence[Turn],
    addressees: Sequence[int | None],
) -> Voicing:
    """Return what was found with ids in place of numbers, and who stands behind evidence."""
    ids = [f"v{e.number + 1}" for e in cast.entities]
    speakers = [None if t.entity is None else _behind(cast, t.entity) for t in turns]
    warnings = [
        f"who speaks is not clear: “{_short(a)}”"
        for a, turn, number in zip(attributions, turns, speakers, strict=True)
        if number is None
        and (
            (a.source and turn.rule != "said of it by nobody named")
            or turn.rule == "unknown speaker"
        )
    ]
    carrying = {e.carrier: ids[e.number] for e in cast.entities if e.carrier is not None}
    return Voicing(
        tuple(voice_of(cast, e, ids) for e in cast.entities),
        tuple(None if n is None else ids[n] for n in speakers),
        tuple(None if n is None else ids[n] for n in addressees),
        tuple((_why(turn, _behind(cast, turn.entity)),) for turn in turns),
        tuple(warnings),
        {token: ids[n] for token, n in cast.at.items()},
        carrying,
        {ids[e.number]: e.stage for e in cast.entities if e.stage is not None},
        {ids[e.number]: ids[e.whole] for e in cast.entities if e.whole is not None},
        tuple(None if t.entity is None else cast.entities[t.entity].carrier for t in turns),
    )


def _behind(cast: Cast, entity: int | None) -> int | None:
    """Return who wrote or released the evidence that speaks, or the evidence itself."""
    if entity is None or cast.entities[entity].carrier is None:
        return entity
    carrier = cast.carriers[cast.entities[entity].carrier]  # type: ignore[index]
    by = None if carrier.by is None else cast.at.get(carrier.by)
    author = None if carrier.author is None else cast.at.get(carrier.author)
    if author is not None and carrier.medium in _WRITTEN:
        return author
    return entity if by is None else by


def _why(turn: Turn, behind: int | None) -> Why:
    rule = turn.rule if behind == turn.entity else f"{turn.rule}: who released or made it"
    return Why("voice", rule, CONFIDENCE.get(turn.rule), turn.spans)


def _short(attribution: Attribution) -> str:
    words = replace(attribution).content[0].text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
