"""Words that weaken a statement, and which link of its chain each of them weakens."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from purport.extraction.coverage import cover
from purport.extraction.evidence_carriers import Carrier
from purport.extraction.lexicon import read_table
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import media, roles, singular
from purport.model.claim import Attribution
from purport.model.span import Hedge, HedgeScope, Span

_ABILITY = frozenset(
    "see hear feel smell taste remember recall understand afford manage believe breathe sleep "
    "reach find sense notice tell imagine".split()
)
OPENING_CHARS = 24
ATTRIBUTIONS_BACK = 50
_UNVERIFIED = re.compile(r"verif|confirm|authentic|corrobor|establish", re.IGNORECASE)


@lru_cache(maxsize=1)
def hedge_pattern() -> re.Pattern[str]:
    """Return a pattern of the hedges of lexicon/hedges.csv, longest first.

    Example:
        >>> hedge_pattern().findall("That is said to show a purportedly real call")
        ['is said to', 'purportedly']
    """
    rests: dict[str, list[str]] = {}
    for words in sorted((r["words"] for r in read_table("hedges")), key=len, reverse=True):
        rests.setdefault(words[0], []).append(re.escape(words[1:]))
    # by first letters: at most words no more than those have to be looked at
    each = (rf"{re.escape(first)}(?:{'|'.join(some)})" for first, some in sorted(rests.items()))
    return re.compile(rf"\b(?=[{re.escape(''.join(rests))}])(?:{'|'.join(each)})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _scopes() -> dict[str, str]:
    return {r["words"]: r["scope"] for r in read_table("hedges")}


def find_hedges(
    grammar: Grammar, attributions: Sequence[Attribution], carriers: Sequence[Carrier] = ()
) -> tuple[Hedge, ...]:
    """Return the hedges of a report in reading order, each with the link that it weakens.

    "Purportedly intercepted" weakens evidence, "the purported soldier" a speaker, "is said to
    show" the release (or, where no evidence is in play, the content), and words inside a content
    weaken that content.
    """
    carried = {h for c in carriers for h in c.heads}
    cues = sorted((s.start, s.end, n) for n, a in enumerate(attributions) for s in a.cue)
    contents = _reach(grammar.text, attributions)
    found = []
    for match in hedge_pattern().finditer(grammar.text):
        span = Span(match.start(), match.end(), match.group())
        if span.text == "May":
            continue  # the month, or a sentence's first word too seldom to matter
        if span.text.lower() == "could" and not _leaves_open(grammar, span):
            continue
        kind = _scopes().get(match.group().lower(), "any")
        found.append(
            Hedge(span, _scope(grammar, span, kind, carried, cues, contents, attributions))
        )
    return tuple(found)


def _leaves_open(grammar: Grammar, span: Span) -> bool:
    """Whether "could" says what may be, and not what somebody was or was not able to do."""
    inside = grammar.tokens_of(span)
    if not inside:
        return False
    could = grammar.tokens[inside[0]]
    verb = grammar.tokens[could.head]
    negated = grammar.child(verb.index, "neg") is not None
    return could.tag == "MD" and not negated and verb.lemma not in _ABILITY


def _reach(text: str, attributions: Sequence[Attribution]) -> bytearray:
    return cover(len(text) + 1, (s for a in attributions for s in a.content))


def _scope(
    grammar: Grammar,
    span: Span,
    kind: str,
    carried: set[int],
    cues: Sequence[tuple[int, int, int]],
    contents: bytearray,
    attributions: Sequence[Attribution],
) -> HedgeScope:
    """Return which link a hedge weakens, by what it modifies."""
    if kind == "content":
        return "content"
    inside = grammar.tokens_of(span)
    noun = _modified_noun(grammar, inside)
    if noun is not None and noun in carried:
        return "evidence"
    if kind == "evidence" and _UNVERIFIED.search(span.text):
        about = _subject_of(grammar, inside)
        if about is not None and (about in carried or _is_medium(grammar, about)):
            return "evidence"
        if about is not None and grammar.tokens[about].tag == "PRP" and carried:
            return "evidence"
        return "evidence" if about is None and carried else "content"
    at = bisect_right(cues, (span.start, 1 << 30, 0)) - 1
    near = [c for c in cues[max(0, at) : at + 2] if c[0] <= span.end + 1 and span.start <= c[1] + 1]
    if near:
        source = attributions[near[0][2]].source
        heads = {grammar.head_of(s) for s in source}
        subject = _subject_of(grammar, inside)
        released = bool(heads & carried) or subject in carried
        return "release" if released else "content" if not source else "speaker"
    if noun is not None and singular(grammar.tokens[noun].text.lower()) in roles():
        return "content" if contents[span.start] else "speaker"
    return "content"


def _is_medium(grammar: Grammar, i: int) -> bool:
    low = grammar.tokens[i].text.lower()
    return low in media() or singular(low) in media()


def _modified_noun(grammar: Grammar, inside: range) -> int | None:
    """Return the noun that a hedge before it weakens, over a participle between the two."""
    for i in inside:
        token = grammar.tokens[i]
        for _ in range(3):
            up = grammar.tokens[token.head]
            if (
                token.dep not in {"amod", "advmod", "acl", "compound", "nmod"}
                or up.index == token.index
            ):
                break
            if up.tag[0] == "N":
                return up.index
            token = up
    return None


def _subject_of(grammar: Grammar, inside: range) -> int | None:
    """Return the noun of which a verb phrase speaks ("… which could not be verified")."""
    for i in inside:
        if grammar.tokens[i].tag[0] not in "VM":
            continue
        verb = grammar.tokens[i].head if grammar.tokens[i].dep in {"aux", "auxpass", "neg"} else i
        objects = grammar.children(verb, "dobj")
        if objects and grammar.tokens[objects[0]].tag not in {"WDT", "WP"}:
            return objects[0]
        clause = grammar.tokens[verb]
        for _ in range(3):
            if clause.dep in {"relcl", "acl"}:
                return clause.head
            if clause.dep not in {"xcomp", "ccomp"}:
                break
            clause = grammar.tokens[clause.head]
        subject = grammar.subject(verb)
        if subject is not None:
            return subject
    return None


def hedged_token(grammar: Grammar, span: Span) -> int | None:
    """Return the noun that a hedge weakens: what it modifies, or the subject of its verb."""
    inside = grammar.tokens_of(span)
    noun = _modified_noun(grammar, inside)
    return noun if noun is not None else _subject_of(grammar, inside)


def content_hedges(
    grammar: Grammar, attributions: Sequence[Attribution], hedges: Sequence[Hedge]
) -> tuple[tuple[Hedge, ...], ...]:
    """Return for each attribution the hedges that weaken its content.

    Those are the hedges of scope "content" in its content or cue, and those outside any attribution
    that speak of the claim before ("…, a claim that could not be verified").
    """
    own: list[list[Hedge]] = [[] for _ in attributions]
    by_start = sorted(
        (min(s.start for s in (*a.content, *a.cue)), n) for n, a in enumerate(attributions)
    )
    for hedge in hedges:
        if hedge.scope == "evidence":
            continue
        held = _holders(attributions, by_start, hedge.span)
        if hedge.scope != "content":
            held = [n for n in held if _weakens_all(attributions[n], hedge.span)]
        told = [n for n in held if attributions[n].kind != "narrator"]
        if not told and _UNVERIFIED.search(hedge.span.text):
            held = [*held, *_claim_before(grammar, attributions, hedge.span)]
        for n in held:
            own[n].append(hedge)
    return tuple(tuple(h) for h in own)


def _weakens_all(attribution: Attribution, span: Span) -> bool:
    """Whether a hedge on another link opens this content ("that is said to show …"), or its cue.

    Without a source there is no hop that could keep it.
    """
    opens = 0 <= span.start - attribution.content[0].start <= OPENING_CHARS
    return opens or (not attribution.source and any(c.overlaps(span) for c in attribution.cue))


def _holders(
    attributions: Sequence[Attribution], by_start: Sequence[tuple[int, int]], span: Span
) -> list[int]:
    """Return the attributions whose content or cue holds a hedge, or whose cue follows it.

    `by_start` is where each begins, in order; those that began long before are not looked at.
    """
    at = bisect_right(by_start, (span.end + 1, len(attributions)))
    near = sorted(n for _, n in by_start[max(0, at - ATTRIBUTIONS_BACK) : at])
    return [
        n
        for n in near
        if any(p.overlaps(span) for p in (*attributions[n].content, *attributions[n].cue))
        or any(0 <= p.start - span.end <= 1 for p in attributions[n].cue)
    ]


def _claim_before(grammar: Grammar, attributions: Sequence[Attribution], span: Span) -> list[int]:
    """Return the claim that ends last before a hedge, in its sentence or the one before."""
    tokens = grammar.tokens
    here = tokens[min(grammar.first_at(span.start), len(tokens) - 1)].sentence
    ended = [
        (a.content[-1].end, n)
        for n, a in enumerate(attributions)
        if a.content[-1].end <= span.start and a.kind != "narrator"
    ]
    if not ended:
        return []
    end, number = max(ended)
    return [number] if here - tokens[grammar.first_at(end - 1)].sentence <= 1 else []
