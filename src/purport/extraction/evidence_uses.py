"""What the words around a recording or paper say is done with it, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from purport.extraction.lexicon import read_table
from purport.extraction.organisations import known_organisations
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import media, roles, singular
from purport.extraction.voice_outlets import CALENDAR, is_outlet

_VENUE = frozenset({"in", "on", "at", "during", "via", "through", "to", "from", "by", "with"})
INTERVIEWERS = frozenset({"reporter", "journalist", "analyst", "press", "media", "investor"})
SAID = frozenset(
    "say tell write add announce explain claim argue note state warn admit testify declare insist "
    "promise deny urge call reveal confirm speak talk post".split()
)
_TAKEN = frozenset("intercept leak leaked intercepted record recorded purported alleged".split())

_NO_RELEASE = frozenset({"show", "study", "appear", "relay"})
_DONE_TO = frozenset({"release", "author", "hold"})
_CITING = frozenset({"cite", "quote"})
_CONTAINERS = frozenset(
    "copy version draft excerpt extract page part portion selection batch set series trove cache "
    "collection stack pile bundle dozen hundred thousand score ten million number handful couple "
    "lot tranche string flood stream archive pair transcript recording screenshot photo photograph "
    "summary translation text minute second hour gigabyte terabyte megabyte".split()
)
_LOOSE = frozenset("story picture film book debate comment numbers hearing bill map".split())
_PRINTED = frozenset("report article story editorial column op-ed essay dispatch".split())
_PAGES = frozenset("website site page account channel feed blog profile".split())
_TO_COME = frozenset("upcoming forthcoming planned future next".split())
_HELD = frozenset("give deliver hold grant".split())
_PASSED_ON = frozenset("leak give hand pass provide supply send show forward".split())
_HEADINGS = frozenset("statement release communiqué communique bulletin notice advisory".split())
_SMALL = frozenset("the of and for on in by de".split())
HEADING_TOKENS = 16
LOOSE_TOKENS = 8


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
    if any(grammar.tokens[k].text.lower() in _TO_COME for k in grammar.children(i, "amod")):
        return Use()
    use = Use(partner=partner_of(grammar, i))
    whole = container_of(grammar, i)
    looks = [(look, i) for look in (_governed, _said_to_be, _modified, _owned)]
    looks += [(look, k) for k in whole for look in (_governed, _said_to_be, _modified)]
    for look, at in looks:
        seen = look(grammar, at)
        use = Use(
            use.by if use.by is not None else seen.by,
            use.holder if use.holder is not None else seen.holder,
            use.partner, use.verb if use.verb is not None else seen.verb,
            use.counts or seen.counts, use.speech or seen.speech,
        )  # fmt: skip
    author = _owned(grammar, i).by
    printed = use.by is not None and use.holder is None and is_outlet(grammar, use.by)
    if printed and author is not None and not is_outlet(grammar, author):
        use = replace(use, by=author, holder=use.by)
    venue = _venue(grammar, i, cues)
    if venue is not None:
        verb = use.verb if use.verb is not None else venue
        use = replace(use, counts=True, speech=True, verb=verb, teller=_teller(grammar, venue))
    if not {i, *whole}.isdisjoint(sources) or i in cues:
        use = replace(use, counts=True)
    return use


def container_of(grammar: Grammar, i: int) -> list[int]:
    """Return the nouns that hold a thing: "a copy of", "hundreds of pages of", "a trove of"."""
    found: list[int] = []
    at = grammar.tokens[i]
    for _ in range(3):
        if at.dep != "pobj" or grammar.tokens[at.head].text.lower() != "of":
            break
        at = grammar.tokens[grammar.tokens[at.head].head]
        if singular(at.text.lower()) not in _CONTAINERS:
            break
        found.append(at.index)
    return found


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
    made_public = _made_public(grammar, verb.index)
    if made_public or (token.dep in ("dobj", "nsubjpass") and _puts_out(grammar, verb.index)):
        sense = "release"
    if verb.lemma in _CITING and token.dep == "dobj" and verb.tag[0] == "V":
        return Use(holder=grammar.subject(verb.index), counts=True)
    if verb.tag[0] != "V" or (sense is None and verb.lemma not in _HELD):
        return Use()
    if token.dep == "nsubj" and sense in _DONE_TO and verb.tag in {"VBD", "VBN"}:
        return _done_to(grammar, verb.index, sense)
    if token.dep == "nsubj":
        loose = singular(grammar.tokens[i].text.lower()) in _LOOSE
        return Use(counts=sense in ("show", "appear", "relay") and not loose, verb=None)
    if grammar.child(verb.index, "neg") is not None or (
        sense in ("release", "author") and _still_to_come(grammar, verb.index)
    ):
        return Use()
    if token.dep == "dobj" and verb.lemma in _HELD and _is_talk(grammar, i):
        return Use(by=grammar.subject(verb.index), verb=verb.index, counts=True)
    if not (made_public or token.dep in {"dobj", "nsubjpass"}) or sense in (None, *_NO_RELEASE):
        return Use()
    actor = _agent(grammar, verb.index) if token.dep == "nsubjpass" else grammar.subject(verb.index)
    if sense == "hold":
        return Use(holder=actor, counts=verb.lemma not in {"see", "hear", "receive", "verify"})
    return Use(by=actor, holder=_given_to(grammar, verb.index), verb=verb.index, counts=True)


def _said_to_be(grammar: Grammar, i: int) -> Use:
    """The thing is told in a clause: "released what it called a recording", "what appears to be".

    Who released or holds it is the subject of the verb that the clause is the object of.
    """
    up = grammar.tokens[i]
    for _ in range(5):
        up = grammar.tokens[up.head]
        if up.tag[0] != "V" or evidence_verbs().get(up.lemma) in (None, *_NO_RELEASE):
            if up.dep in {"ROOT", "relcl", "acl", "conj"} or up.tag[0] == "N":
                return Use()
            continue
        what = grammar.tokens[up.index + 1 : i]
        if any(t.text.lower() == "what" for t in what) and grammar.child(up.index, "neg") is None:
            actor = grammar.subject(up.index)
            if evidence_verbs()[up.lemma] == "hold":
                return Use(holder=actor, counts=True)
            return Use(by=actor, verb=up.index, counts=True)
        return Use()
    return Use()


def _made_public(grammar: Grammar, verb: int) -> bool:
    """Whether the words "made public" go before a thing, which parsers take for its clause."""
    after = verb + 1
    public = after < len(grammar.tokens) and grammar.tokens[after].text.lower() == "public"
    return public and grammar.tokens[verb].lemma == "make"


def _puts_out(grammar: Grammar, verb: int) -> bool:
    """Whether a verb puts something before people: "put it online", "shown to jurors"."""
    lemma = grammar.tokens[verb].lemma
    below = [grammar.tokens[k] for k in grammar.below[verb]]
    if lemma == "put":
        online = any(t.text.lower() in ("online", "forward") for t in below)
        return online or any(
            grammar.tokens[k].text.lower() in _PAGES | {"internet", "web"}
            for t in below
            if t.dep == "prep"
            for k in grammar.children(t.index, "pobj")
        )
    if lemma == "make":
        return any(t.text.lower() in ("public", "available") for t in below)
    return lemma in ("show", "read", "play") and any(t.dep in ("dative", "iobj") for t in below)


def _still_to_come(grammar: Grammar, verb: int) -> bool:
    """Whether a thing is only to be released: "plans to release", "should be published"."""
    if grammar.tokens[verb].tag not in {"VB", "VBN"}:
        return False
    before = {grammar.tokens[k].text.lower() for k in grammar.children(verb, "aux")}
    return bool(before & {"to", "should", "would", "could", "may", "might", "must", "will"})


def _done_to(grammar: Grammar, verb: int, sense: str) -> Use:
    """Return the use in "a video shared by millions shows …", where parsers take it to share."""
    actor = _agent(grammar, verb)
    if sense == "hold":
        return Use(holder=actor, counts=True)
    return Use(by=actor, verb=verb, counts=True)


def _is_talk(grammar: Grammar, i: int) -> bool:
    """Whether a noun is of something that is given or held: an interview, speech, briefing."""
    word = singular(grammar.tokens[i].text.lower())
    return media().get(word) in ("interview", "statement") or word in {"conference", "testimony"}


def _given_to(grammar: Grammar, verb: int) -> int | None:
    """Return to whom a thing was leaked or handed, who then holds it."""
    if grammar.tokens[verb].lemma not in _PASSED_ON:
        return None
    for prep in grammar.children(verb, "prep", "dative"):
        whom = grammar.child(prep, "pobj")
        if grammar.tokens[prep].text.lower() in {"to", "with"} and whom is not None:
            leaked = grammar.tokens[verb].lemma == "leak" and _may_act(grammar, whom)
            return whom if leaked or is_outlet(grammar, whom) else None
    return None


def heading_of(grammar: Grammar) -> tuple[int, int] | None:
    """Return the noun and the body of a heading like "PRESS RELEASE BY THE PORT AUTHORITY"."""
    first = [t for t in grammar.tokens[:HEADING_TOKENS] if grammar.paragraph[t.index] == 0]
    low = [t.text.lower() for t in first]
    at = next((k for k, w in enumerate(low[:3]) if w in _HEADINGS), None)
    if at is None or at + 2 >= len(low) or low[at + 1] not in {"by", "from", "of"}:
        return None
    named = [t for t in first[at + 2 :] if t.text[0].isalnum()]
    if not named or not all(t.text[0].isupper() for t in named if t.text.lower() not in _SMALL):
        return None
    reach = [t for t in named if t.tag[0] == "N" or t.text[0].isupper()]
    return (first[at].index, reach[-1].index) if reach else None


def _modified(grammar: Grammar, i: int) -> Use:
    """A participle or relative clause says who released, made or obtained it."""
    use = Use()
    loose = _loose(grammar, i)
    makers = [
        clause
        for prep in grammar.children(i, "prep")
        for maker in grammar.children(prep, "pobj")
        for clause in grammar.children(maker, "acl", "relcl")
        if grammar.tokens[prep].text == "of"
        or grammar.tokens[clause - 1].text == ","
        or _singles_out(grammar, i, maker, clause)
    ]  # "a paper by her group, published in July", "the transcript of the call that it released"
    hanging = [_inner(grammar, c) for c in grammar.children(i, "acl", "relcl")]
    joined = [
        k for c in hanging for k in grammar.children(c, "conj") if grammar.tokens[k].tag == "VBN"
    ]
    held = _held_below(grammar, i)
    for clause in dict.fromkeys((*hanging, *joined, *loose, *makers, *held)):
        verb = grammar.tokens[clause]
        sense = evidence_verbs().get(verb.lemma)
        if sense == "appear":
            use = replace(use, counts=True)
        relayed = sense == "relay" and verb.tag == "VBN" and verb.dep != "relcl"
        if sense in (None, *_NO_RELEASE) and not relayed:
            continue
        if verb.tag == "VBG":
            continue
        actor = _agent(grammar, clause)
        if actor is None:
            actor = _site_owner(grammar, clause)
        if actor is None and verb.dep in ("ccomp", "xcomp"):
            actor = grammar.child(verb.head, "nsubj")
        if actor is None and verb.dep == "relcl":
            actor = grammar.child(clause, "nsubj")
            if actor is not None and grammar.tokens[actor].tag in {"WDT", "WP"}:
                actor = None
        given = _given_to(grammar, clause)
        if given is not None and use.holder is None:
            use = replace(use, holder=given)
        if sense == "hold":
            use = replace(use, holder=actor, counts=True)
        elif sense == "relay":
            use = replace(use, holder=actor, verb=clause, counts=True)
        else:
            use = replace(use, by=actor if use.by is None else use.by, verb=clause, counts=True)
    if any(grammar.tokens[k].lemma in _TAKEN or grammar.tokens[k].text.lower() in _TAKEN
           for k in grammar.children(i, "amod")):  # fmt: skip
        use = replace(use, counts=True)
    return use


def _singles_out(grammar: Grammar, i: int, maker: int, clause: int) -> bool:
    """Whether "was" picks the thing, not the people, in "an email to priests that was leaked"."""
    auxiliary = {grammar.tokens[k].text.lower() for k in grammar.children(clause, "auxpass")}
    return (
        grammar.tokens[maker].tag in ("NNS", "NNPS")
        and grammar.tokens[i].tag in ("NN", "NNP")
        and bool(auxiliary & {"was", "is"})
    )


def _inner(grammar: Grammar, clause: int) -> int:
    """Return the verb that tells what was done in "a clip that the police say they recorded"."""
    if grammar.tokens[clause].lemma not in SAID:
        return clause
    for k in grammar.children(clause, "ccomp", "xcomp"):
        if evidence_verbs().get(grammar.tokens[k].lemma) in ("release", "author", "hold"):
            return k
    return clause


def _held_below(grammar: Grammar, i: int) -> list[int]:
    """Return participles behind "and" in a noun's phrase: "due on Friday and seen by the Post"."""
    right = grammar.right[i]
    return [
        t.index
        for t in grammar.tokens[i + 1 : right]
        if t.tag == "VBN"
        and evidence_verbs().get(t.lemma) == "hold"
        and grammar.tokens[t.index - 1].text.lower() in ("and", ",")
        and grammar.tokens[t.index + 1].text.lower() == "by"
    ]


def _loose(grammar: Grammar, i: int) -> list[int]:
    """Return participles behind a comma, hung elsewhere ("an email to staff, seen by the Post").

    Nothing but a short phrase may stand between the noun and the comma.
    """
    tokens = grammar.tokens
    for k in range(i + 1, min(i + LOOSE_TOKENS, len(tokens) - 2)):
        if tokens[k].sentence != tokens[i].sentence or tokens[k].tag[0] in "VM":
            return []
        if tokens[k].text == ",":
            at = k + 2 if tokens[k + 1].tag == "RB" else k + 1
            return [at] if tokens[at].tag == "VBN" else []
    return []


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
        if grammar.tokens[prep].text == "in" and grammar.tokens[i].text in _PRINTED:
            where = grammar.child(prep, "pobj")
            if where is not None and is_outlet(grammar, where):
                return Use(by=where)
    named = [
        k for k in grammar.children(i, "compound", "nmod")
        if _may_act(grammar, k)
        and grammar.tokens[k].text not in platforms() | CALENDAR
        and f"{grammar.tokens[k].text} {singular(grammar.tokens[i].text)}".lower() not in media()
        and f"{grammar.tokens[k].text} {grammar.tokens[i].text}".lower() not in media()
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


def _site_owner(grammar: Grammar, verb: int) -> int | None:
    """Return whose page something was put on: "posted on the ministry’s website"."""
    for prep in grammar.children(verb, "prep"):
        page = grammar.child(prep, "pobj")
        if page is not None and grammar.tokens[page].text.lower() in _PAGES:
            owner = grammar.child(page, "poss")
            known = owner is not None and grammar.tokens[owner].tag[0] == "N"
            return owner if known else None
    return None


def partner_of(grammar: Grammar, i: int) -> int | None:
    """Return the token of whom a talk is with ("an interview with the broadcaster"), or None."""
    for prep in grammar.children(i, "prep"):
        if grammar.tokens[prep].text.lower() in {"with", "on", "to"}:
            partner = grammar.child(prep, "pobj")
            owner = None if partner is None else grammar.child(partner, "poss")
            if owner is not None and is_outlet(grammar, owner):
                return owner
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
