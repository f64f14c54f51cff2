"""What the words around a recording or paper say is done with it, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from purport.extraction.lexicon import read_table
from purport.extraction.organisations import known_organisations
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import media, roles, singular

_VENUE = frozenset({"in", "on", "at", "during", "via", "through", "to", "from", "by", "with"})
INTERVIEWERS = frozenset({"reporter", "journalist", "analyst", "press", "media", "investor"})
SAID = frozenset(
    "say tell write add announce explain claim argue note state warn admit testify declare insist "
    "promise deny urge call reveal confirm speak talk post".split()
)
_TAKEN = frozenset("intercept leak leaked intercepted record recorded purported alleged".split())


@dataclass(frozen=True, slots=True)
class Use:
    """What is done with a carrier at one mention of it."""

    by: int | None = None
    holder: int | None = None
    partner: int | None = None
    verb: int | None = None
    counts: bool = False
    speech: bool = False
    teller: int | None = None


def use_of(grammar: Grammar, i: int, cues: set[int], sources: set[int]) -> Use:
    """Return what the words around a noun say is done with the thing."""
    use = Use(partner=partner_of(grammar, i))
    for look in (_governed, _modified, _owned):
        seen = look(grammar, i)
        use = Use(
            use.by if use.by is not None else seen.by,
            use.holder if use.holder is not None else seen.holder,
            use.partner, use.verb if use.verb is not None else seen.verb,
            use.counts or seen.counts, use.speech or seen.speech,
        )  # fmt: skip
    venue = _venue(grammar, i, cues)
    if venue is not None:
        verb = use.verb if use.verb is not None else venue
        use = replace(use, counts=True, speech=True, verb=verb, teller=_teller(grammar, venue))
    if i in sources or i in cues:
        use = replace(use, counts=True)
    return use


def _teller(grammar: Grammar, verb: int) -> int | None:
    """Return who speaks in a venue, unless that is only a pronoun."""
    subject = grammar.subject(verb)
    known = subject is not None and grammar.tokens[subject].tag not in {"PRP", "WP", "WDT"}
    return subject if known else None


def _governed(grammar: Grammar, i: int) -> Use:
    """The noun is object or subject of a verb of releasing, holding or showing."""
    token = grammar.tokens[i]
    if token.dep == "conj":
        token = grammar.tokens[token.head]
    verb = grammar.tokens[token.head]
    sense = evidence_verbs().get(verb.lemma)
    if verb.tag[0] != "V" or sense is None:
        return Use()
    if token.dep == "nsubj":
        return Use(counts=sense == "show", verb=None)
    if token.dep not in {"dobj", "nsubjpass"} or sense in ("show", "study"):
        return Use()
    actor = _agent(grammar, verb.index) if token.dep == "nsubjpass" else grammar.subject(verb.index)
    if sense == "hold":
        return Use(holder=actor, counts=verb.lemma not in {"see", "hear", "receive", "verify"})
    return Use(by=actor, verb=verb.index, counts=True)


def _modified(grammar: Grammar, i: int) -> Use:
    """A participle or relative clause says who released, made or obtained it."""
    use = Use()
    after = i + 2  # "another call, published on Thursday," hangs on the verb, not on the call
    loose = (
        [after]
        if after < len(grammar.tokens)
        and grammar.tokens[i + 1].text == ","
        and (grammar.tokens[after].tag == "VBN")
        else []
    )
    makers = [
        clause
        for prep in grammar.children(i, "prep")
        for maker in grammar.children(prep, "pobj")
        for clause in grammar.children(maker, "acl", "relcl")
        if grammar.tokens[prep].text == "of" or grammar.tokens[clause - 1].text == ","
    ]  # "a paper by her group, published in July", "the transcript of the call that it released"
    for clause in (*grammar.children(i, "acl", "relcl"), *loose, *makers):
        verb = grammar.tokens[clause]
        sense = evidence_verbs().get(verb.lemma)
        if sense in (None, "show", "study") or verb.tag == "VBG":
            continue
        actor = _agent(grammar, clause)
        if actor is None and verb.dep == "relcl":
            actor = grammar.child(clause, "nsubj")
            if actor is not None and grammar.tokens[actor].tag in {"WDT", "WP"}:
                actor = None
        if sense == "hold":
            use = replace(use, holder=actor, counts=True)
        else:
            use = replace(use, by=actor if use.by is None else use.by, verb=clause, counts=True)
    if any(grammar.tokens[k].lemma in _TAKEN or grammar.tokens[k].text.lower() in _TAKEN
           for k in grammar.children(i, "amod")):  # fmt: skip
        use = replace(use, counts=True)
    return use


def _owned(grammar: Grammar, i: int) -> Use:
    """Whose it is: "the ministry’s report", "data from the statistics office", "a U.N. report"."""
    owner = grammar.child(i, "poss")
    if owner is not None and grammar.tokens[owner].tag[0] in "NP":
        return Use(by=owner)
    for prep in grammar.children(i, "prep", "agent"):
        if grammar.tokens[prep].text.lower() in {"by", "from"}:
            whose = grammar.child(prep, "pobj")
            if whose is not None and _may_act(grammar, whose):
                return Use(by=whose)
    named = [
        k for k in grammar.children(i, "compound", "nmod")
        if _may_act(grammar, k)
        and f"{grammar.tokens[k].text} {singular(grammar.tokens[i].text)}".lower() not in media()
    ]  # fmt: skip
    return Use(by=named[-1]) if named else Use()


def _may_act(grammar: Grammar, i: int) -> bool:
    token = grammar.tokens[i]
    return token.tag[:3] == "NNP" or singular(token.text.lower()) in roles()


def _agent(grammar: Grammar, verb: int) -> int | None:
    agent = grammar.child(verb, "agent")
    if agent is None:
        agent = next(
            (k for k in grammar.children(verb, "prep") if grammar.tokens[k].text == "by"), None
        )
    return None if agent is None else grammar.child(agent, "pobj")


def partner_of(grammar: Grammar, i: int) -> int | None:
    """Return the token of whom a talk is with ("an interview with the broadcaster"), or None."""
    for prep in grammar.children(i, "prep"):
        if grammar.tokens[prep].text.lower() in {"with", "on", "to"}:
            partner = grammar.child(prep, "pobj")
            if partner is not None and _may_act(grammar, partner):
                return partner
    return None


def _venue(grammar: Grammar, i: int, cues: set[int]) -> int | None:
    """Return the verb of saying that happens in, on or at the thing, if there is one."""
    token = grammar.tokens[i]
    if token.dep in {"dobj", "dative"} and media().get(token.text.lower()) != "statement":
        talks = singular(token.text.lower()) in {"conference", "briefing", "hearing", "interviewer"}
        return token.head if talks and token.head in cues else None
    if token.dep == "compound" and token.text in platforms():
        token = grammar.tokens[token.head]
    if token.dep != "pobj":
        return None
    prep = grammar.tokens[token.head]
    if prep.text.lower() not in _VENUE - {"to", "from", "by", "with"}:
        return None
    verb = grammar.tokens[prep.head]
    for _ in range(3):
        if verb.index in cues or (verb.tag[0] == "V" and verb.lemma in SAID):
            return verb.index
        if verb.dep not in {"ccomp", "conj", "prep", "advcl", "dobj"}:
            break
        verb = grammar.tokens[verb.head]
    return None


@lru_cache(maxsize=1)
def evidence_verbs() -> dict[str, str]:
    """Return for verbs what they do with a thing: release, author, hold, show or study."""
    return {r["verb"]: r["sense"] for r in read_table("evidence_verbs")}


@lru_cache(maxsize=1)
def platforms() -> frozenset[str]:
    """Return the names of the platforms on which people post (table of organisations)."""
    rows = [r for r in known_organisations().rows if r.sort == "platform"]
    return frozenset(w for r in rows for w in (r.name, *r.aliases)) | {"X"}
