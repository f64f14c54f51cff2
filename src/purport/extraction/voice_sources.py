"""Which token of a source speaks, by which verb, and to whom."""

from __future__ import annotations

from functools import lru_cache

from purport.extraction.voice_frames import frame_around, framed_verb, told_by
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import media, roles, singular
from purport.model.claim import Attribution
from purport.model.span import Span

TOLD = frozenset(
    "tell ask advise assure inform order urge warn remind beg instruct notify promise brief "
    "beseech thank invite text email message phone call address write speak talk reply complain "
    "say report announce explain".split()
)
OBJECT_ONLY = frozenset("say announce explain write speak talk reply complain report call".split())
SENTENCE_TOKENS = 60
_ASKED = frozenset(
    "interviewed quoted cited contacted reached polled surveyed approached consulted "
    "canvassed".split()
)
_SPOKEN_TO = frozenset("speak talk tell write".split())
_LEADS_TO = frozenset("hear see go continue begin start proceed appear seem".split())


def source_head(grammar: Grammar, attribution: Attribution) -> int | None:
    """Return the token that governs the source; "who" gives way to the noun that it follows."""
    if not attribution.source:
        return None
    verb = cue_verb(grammar, attribution)
    if frame_around(grammar, attribution) is not None and verb is not None:
        return grammar.child(verb, "nsubj")
    inner = told_by(grammar, attribution)
    if inner is not None:
        return inner[0]
    asked = _asked(grammar, attribution)
    head = _nearest_source(grammar, attribution, verb) if asked is None else _before(grammar, asked)
    if head is None:
        return None
    cited = cited_by(grammar, head, verb)
    if cited is None:
        cited = _quoted_passively(grammar, head, verb)
    if cited is not None:
        return cited
    token = grammar.tokens[head]
    if token.tag in {"WP", "WDT"}:
        clause = grammar.tokens[token.head]
        return clause.head if clause.dep == "relcl" else head
    return head


def _nearest_source(grammar: Grammar, attribution: Attribution, verb: int | None) -> int | None:
    """Return the token of the source's piece that is the cue's subject, or stands nearest to it."""
    heads = [h for s in attribution.source if (h := grammar.head_of(s)) is not None]
    if len(heads) < 2 or not attribution.cue:
        return heads[0] if heads else None
    agent = None if verb is None else grammar.child(verb, "agent")
    by = None if agent is None else grammar.child(agent, "pobj")
    quoted = verb is not None and grammar.tokens[verb].lemma in ("quote", "cite")
    if by in heads and not quoted:
        return by
    subject = None if verb is None else grammar.child(verb, "nsubj", "nsubjpass")
    if subject in heads:
        return subject
    at = grammar.first_at(attribution.cue[0].start)
    return min(heads, key=lambda h: abs(h - at))


def _asked(grammar: Grammar, attribution: Attribution) -> int | None:
    """Return the participle of a source that says who asked or quoted it, by its words.

    Parsers often take it for the verb: "Farmers contacted by the paper said".
    """
    for span in attribution.source:
        for i in grammar.tokens_of(span):
            by = i + 1 < len(grammar.tokens) and grammar.tokens[i + 1].text.lower() == "by"
            if (
                by
                and grammar.tokens[i].text.lower() in _ASKED
                and grammar.tokens[i - 1].tag[0] == "N"
            ):
                return i
    return None


def _before(grammar: Grammar, participle: int) -> int:
    """Return the noun on which a participle behind it hangs."""
    up = grammar.tokens[participle]
    return up.head if up.dep == "acl" and up.head < participle else participle - 1


def asked_by(grammar: Grammar, attribution: Attribution) -> list[int]:
    """Return who asked or quoted a source: "residents interviewed by …"."""
    found = []
    asked = _asked(grammar, attribution)
    if asked is not None:
        span = next(s for s in attribution.source if asked in grammar.tokens_of(s))
        after = [i for i in grammar.tokens_of(span) if i > asked + 1]
        names = [i for i in after if grammar.tokens[i].tag[:3] == "NNP"]
        found += names or [i for i in after if grammar.tokens[i].tag[0] == "N"][:1]
    return found


def spoken_to(grammar: Grammar, attribution: Attribution) -> list[int]:
    """Return to whom a source spoke as its relative clause says: "who spoke to the Post"."""
    found: list[int] = []
    head = source_head(grammar, attribution)
    for clause in [] if head is None else grammar.children(head, "relcl"):
        agent = grammar.child(clause, "agent")
        if grammar.tokens[clause].text.lower() in _ASKED and agent is not None:
            found += grammar.children(agent, "pobj")
            found += [k for i in list(found) for k in grammar.children(i, "appos")]
        if grammar.tokens[clause].lemma in _SPOKEN_TO:
            told = told_tokens(grammar, clause)
            found += [*told, *(k for i in told for k in grammar.children(i, "poss"))]
    return found


def cited_by(grammar: Grammar, source: int, verb: int | None) -> int | None:
    """Return whom a source cites: "The Guardian quoted an aid worker", "reported, citing the …"."""
    verb = _quoting(grammar, verb)
    for clause in grammar.children(source, "relcl"):
        subject = grammar.child(clause, "nsubj")
        which = subject is not None and grammar.tokens[subject].tag == "WDT"
        if which and grammar.tokens[clause].lemma in ("cite", "quote") and clause != verb:
            whom = _who_may_speak(grammar, grammar.child(clause, "dobj"))
            if whom is not None:
                return whom
    subject = None if verb is None else grammar.child(verb, "nsubj")
    if verb is None or subject is None or source not in (subject, *_apposed(grammar, subject)):
        return None
    if grammar.tokens[verb].lemma == "quote":
        whom = grammar.child(verb, "dobj")
        saying = any(
            grammar.tokens[k].text == "as" and grammar.child(k, "pcomp") is not None
            for i in (verb, whom)
            if i is not None
            for k in grammar.children(i, "prep")
        )
        return whom if saying else _who_may_speak(grammar, whom)
    for clause in _citing(grammar, source, verb):
        cited = grammar.child(clause, "dobj")
        if grammar.tokens[clause].lemma == "attribute":
            to = grammar.children(clause, "prep", "dative")
            cited = next((w for p in to if (w := grammar.child(p, "pobj")) is not None), None)
        whom = _who_may_speak(grammar, cited)
        if whom is None and cited is not None and grammar.tokens[verb].lemma in ("report", "say"):
            paper = singular(grammar.tokens[cited].text.lower()) in media()
            whom = cited if paper else None
        if whom is not None:
            return whom
    return None


def _quoted_passively(grammar: Grammar, source: int, verb: int | None) -> int | None:
    """Return who "was quoted by the agency as saying" something, where the source is the agency."""
    if verb is None or grammar.tokens[verb].lemma not in ("quote", "cite"):
        return None
    agent = grammar.child(verb, "agent")
    by = None if agent is None else grammar.child(agent, "pobj")
    if by is None or source not in (by, *_apposed(grammar, by)):
        return None
    return grammar.child(verb, "nsubjpass")


def _quoting(grammar: Grammar, verb: int | None) -> int | None:
    """Return the verb over the "saying" of "quoted an elder as saying", else the verb itself."""
    at = verb
    for _ in range(4):
        if at is None or grammar.tokens[at].head == at:
            return verb
        if grammar.tokens[at].dep not in ("pcomp", "prep", "dobj", "acl", "xcomp"):
            return verb
        at = grammar.tokens[at].head
        if grammar.tokens[at].lemma in ("quote", "cite") and grammar.tokens[at].tag[0] == "V":
            return at
    return verb


def _apposed(grammar: Grammar, i: int) -> list[int]:
    return grammar.children(i, "appos")


def _citing(grammar: Grammar, source: int, verb: int) -> list[int]:
    """Return the participles "citing" and "quoting" of a verb or its subject, however parsed."""
    hanging = [*grammar.children(verb, "advcl", "xcomp"), *grammar.children(source, "acl")]
    sentence = grammar.tokens[verb].sentence
    after = [
        t.index
        for t in grammar.tokens[verb + 1 : verb + SENTENCE_TOKENS]
        if t.sentence == sentence and grammar.tokens[t.index - 1].text == ","
    ]
    return [
        i for i in dict.fromkeys((*hanging, *after))
        if grammar.tokens[i].text.lower() in {"citing", "quoting", "attributing"}
    ]  # fmt: skip


def _who_may_speak(grammar: Grammar, i: int | None) -> int | None:
    """Return a token that names a person or body, or None ("citing the heat")."""
    if i is None:
        return None
    token = grammar.tokens[i]
    known = singular(token.text.lower()) in roles() or token.tag[:3] == "NNP"
    return i if known else None


def cue_verb(grammar: Grammar, attribution: Attribution) -> int | None:
    """Return the verb of a cue: the first of its verbs that is no auxiliary.

    Where the cue is only a frame in another clause, that is the verb of this clause.
    """
    if not attribution.cue:
        return None
    frame = frame_around(grammar, attribution)
    return _full_verb(grammar, attribution.cue) if frame is None else framed_verb(grammar, frame)


@lru_cache(maxsize=1 << 8)
def _full_verb(grammar: Grammar, cue: tuple[Span, ...]) -> int | None:
    verbs = [i for s in cue for i in grammar.tokens_of(s) if grammar.tokens[i].tag[0] == "V"]
    full = [i for i in verbs if grammar.tokens[i].dep not in {"aux", "auxpass"}]
    if len(full) > 1 and grammar.tokens[full[0]].lemma in _LEADS_TO:
        return full[-1]
    return next(iter(full or verbs), None)


def told_tokens(grammar: Grammar, verb: int | None) -> list[int]:
    """Return the tokens of those whom a verb of telling addresses, the most likely first."""
    if verb is None or grammar.tokens[verb].lemma not in TOLD:
        return []
    found = []
    if grammar.tokens[verb].lemma not in OBJECT_ONLY:
        found += grammar.children(verb, "nsubjpass")
        found += grammar.children(verb, "dobj", "dative", "iobj")
    for prep in grammar.children(verb, "prep", "dative"):
        to = grammar.child(prep, "pobj")
        if grammar.tokens[prep].text.lower() == "to" and to is not None:
            found.append(to)
    return [i for i in found if grammar.tokens[i].tag[0] in "NP"]
