"""Who speaks where a report gives no source: the cue's subject, or who goes on speaking."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from purport.extraction.evidence_events import evidence_verbs
from purport.extraction.hedges import hedge_pattern
from purport.extraction.quotes import Quotation
from purport.extraction.voice_cast import Cast
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_sources import cue_verb
from purport.model.claim import Attribution
from purport.model.span import Span

_ANSWERS = frozenset("answer reply respond retort shoot counter fire snap rejoin".split())

_SUPPOSED = frozenset("say allege believe think report purport claim understand suppose".split())
_FEATURING = frozenset("feature capture prove record mention hold have include".split())
_QUOTED = frozenset({"quote", "cite", "overhear", "paraphrase"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Who was found to speak an attribution, by which rule, on which words."""

    entity: int | None
    rule: str
    spans: tuple[Span, ...] = ()


def speaker_without_source(
    cast: Cast,
    attributions: Sequence[Attribution],
    turns: Sequence[Turn],
    number: int,
    quotations: Sequence[Quotation],
) -> Turn:
    """Return who speaks an attribution without a source."""
    attribution = attributions[number]
    if attribution.kind == "narrator":
        return Turn(None, "the report itself")
    if attribution.cue:
        return _by_cue(cast, attribution)
    return _going_on(cast, attributions, turns, number, quotations)


def _by_cue(cast: Cast, attribution: Attribution) -> Turn:
    """Return the subject of the cue, unless the cue only says that something "is said"."""
    grammar = cast.grammar
    shown = said_to_show(cast, attribution)
    if shown is not None:
        return Turn(shown, "evidence speaks", attribution.cue)
    words = " ".join(s.text for s in attribution.cue)
    impersonal = hedge_pattern().search(words) is not None
    verb = cue_verb(grammar, attribution)
    if verb is None:
        following = [
            cast.at[i]
            for span in attribution.cue
            for k in grammar.tokens_of(span)
            for i in grammar.children(k, "pobj")
            if i in cast.at
        ]
        if following and not impersonal:
            return Turn(following[0], "subject of the cue", attribution.cue)
        return Turn(None, "nobody is named", attribution.cue)
    if grammar.tokens[verb].text.lower() in ("citing", "quoting"):
        cited = grammar.child(verb, "dobj")
        if cited is not None and cited in cast.at:
            return Turn(cast.at[cited], "subject of the cue", attribution.cue)
    subject = grammar.subject(verb)
    passive = (
        subject is not None
        and grammar.tokens[subject].dep == "nsubjpass"
        and grammar.tokens[subject].head == verb
    )
    if subject is not None and grammar.tokens[subject].tag in {"WDT", "WP"}:
        up = grammar.tokens[grammar.tokens[subject].head]
        subject = up.head if up.dep == "relcl" else subject
    agent = grammar.child(verb, "agent")
    if passive and grammar.tokens[verb].lemma in _QUOTED:
        passive = False
    elif passive and agent is not None:
        subject, passive = grammar.child(agent, "pobj"), False
    entity = None if subject is None else cast.at.get(subject)
    shown = _shown_before(cast, verb)
    if shown is not None and (entity is None or impersonal):
        return Turn(shown, "evidence speaks", attribution.cue)
    if entity is None or ((impersonal or passive) and cast.entities[entity].being != "thing"):
        return Turn(None, "nobody is named", attribution.cue)
    return Turn(entity, "subject of the cue", attribution.cue)


def said_to_show(cast: Cast, attribution: Attribution) -> int | None:
    """Return the evidence of "footage, said to show …" or "a clip is alleged to feature …"."""
    grammar = cast.grammar
    verb = cue_verb(grammar, attribution)
    if verb is None or grammar.tokens[verb].lemma not in _SUPPOSED:
        return None
    then = [t for t in grammar.tokens[verb + 1 : verb + 4] if t.tag == "VB"]
    if not then or grammar.tokens[verb + 1].text.lower() != "to":
        return None
    if evidence_verbs().get(then[0].lemma) != "show" and then[0].lemma not in _FEATURING:
        return None
    here = grammar.tokens[verb].sentence
    before = [h for h in cast.heads if h < verb and grammar.tokens[h].sentence == here]
    return cast.at.get(max(before)) if before else None


def _shown_before(cast: Cast, verb: int) -> int | None:
    """Return the evidence named before a verb of showing in its sentence, nearest first."""
    tokens = cast.grammar.tokens
    if evidence_verbs().get(tokens[verb].lemma) != "show":
        return None
    before = [h for h in cast.heads if h < verb and tokens[h].sentence == tokens[verb].sentence]
    return cast.at.get(max(before)) if before else None


def _going_on(
    cast: Cast,
    attributions: Sequence[Attribution],
    turns: Sequence[Turn],
    number: int,
    quotations: Sequence[Quotation],
) -> Turn:
    """Return who goes on speaking in quoted words that have no cue, or whose turn it is."""
    paragraph = _paragraph(cast.grammar, attributions[number])
    before = [
        k for k in range(number)
        if turns[k].entity is not None
        and attributions[k].kind in ("direct", "mixed")
        and k not in cast.nested
    ]  # fmt: skip
    same = [k for k in before if _paragraph(cast.grammar, attributions[k]) == paragraph]
    if same:
        return Turn(turns[same[-1]].entity, "goes on speaking", attributions[same[-1]].content[-1:])
    spoken = [k for k in before if paragraph - _paragraph(cast.grammar, attributions[k]) <= 2]
    if not spoken:
        return _after_indirect(cast, attributions, turns, number, paragraph)
    last = spoken[-1]
    if _alternates(cast, attributions, turns, number, before, quotations):
        other = next(k for k in reversed(before) if turns[k].entity != turns[last].entity)
        spans = (*attributions[last].content[-1:], *attributions[other].content[-1:])
        return Turn(turns[other].entity, "turn of the dialogue", spans)
    return Turn(turns[last].entity, "goes on speaking", attributions[last].content[-1:])


def _after_indirect(
    cast: Cast,
    attributions: Sequence[Attribution],
    turns: Sequence[Turn],
    number: int,
    paragraph: int,
) -> Turn:
    """Return the speaker of the indirect speech just before, where a quotation follows it."""
    for k in range(number - 1, -1, -1):
        if paragraph - _paragraph(cast.grammar, attributions[k]) > 2:
            break
        if turns[k].entity is not None and k not in cast.nested:
            return Turn(turns[k].entity, "goes on speaking", attributions[k].content[-1:])
    return Turn(None, "unknown speaker", attributions[number].content[:1])


def _alternates(
    cast: Cast,
    attributions: Sequence[Attribution],
    turns: Sequence[Turn],
    number: int,
    before: Sequence[int],
    quotations: Sequence[Quotation],
) -> bool:
    """Whether a paragraph that is only a quotation answers the one before it, in a dialogue."""
    grammar = cast.grammar
    here = _paragraph(grammar, attributions[number])
    last = before[-1]
    others = [k for k in before if turns[k].entity != turns[last].entity]
    if attributions[number].kind != "direct" or not others:
        return False
    if here - _paragraph(grammar, attributions[others[-1]]) > 5:
        return False
    starts = [q.span.start for q in quotations]
    at = bisect_right(starts, attributions[number].content[0].start) - 1
    if at >= 0 and quotations[at].continues:
        return False
    first = attributions[number].content[0]
    line = grammar.text.rfind("\n", 0, first.start) + 1
    end = grammar.text.find("\n", first.end)
    end = len(grammar.text) if end < 0 else end
    alone = (
        grammar.text[line:end].strip()
        == grammar.text[first.start : attributions[number].content[-1].end].strip()
    )
    if not alone:
        return False
    recent = [k for k in before if here - _paragraph(grammar, attributions[k]) <= 5]
    two = len({turns[k].entity for k in recent}) == 2
    verb = cue_verb(grammar, attributions[last])
    asked = verb is not None and grammar.tokens[verb].lemma in _ANSWERS | {"ask"}
    questions = asked or any("?" in attributions[k].content[-1].text[-3:] for k in (last, number))
    return two and (questions or len(recent) > 2)


def _paragraph(grammar: Grammar, attribution: Attribution) -> int:
    return grammar.paragraph[
        min(grammar.first_at(attribution.content[0].start), len(grammar.tokens) - 1)
    ]
