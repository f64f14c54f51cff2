"""What the words around a recording or paper say: who released, made or holds it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from purport.extraction.evidence_events import PAGES, Event, events_of, platforms, stands_for
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import media, roles, singular
from purport.extraction.voice_outlets import CALENDAR, OUTLET_NOUNS, is_outlet

_VENUE = frozenset({"in", "on", "at", "during", "via", "through"})
INTERVIEWERS = frozenset({"reporter", "journalist", "analyst", "press", "media", "investor"})
SAID = frozenset(
    "say tell write add announce explain claim argue note state warn admit testify declare insist "
    "promise deny urge call reveal confirm speak talk post accuse describe allege dismiss condemn "
    "acknowledge vow complain reject apologise apologize report find conclude expect estimate "
    "predict remark observe recall recount testify quote insist maintain".split()
)
_TAKEN = frozenset("intercept leak leaked intercepted record recorded purported alleged".split())
_LOOSE = frozenset("story picture film book debate comment numbers hearing bill map".split())
_PRINTED = frozenset("report article story editorial column op-ed essay dispatch".split())
_TO_COME = frozenset("upcoming forthcoming planned future next".split())
_HEADINGS = frozenset("statement release communiqué communique bulletin notice advisory".split())
_SMALL = frozenset("the of and for on in by de".split())
_PERSONAL = frozenset("letter memo diary will note testament".split())
_FOR_PRINT = frozenset(
    "op-ed editorial article column essay piece testimony appeal petition book memoir".split()
)
_NOT_THE_DAY = frozenset("record intercept tape date make".split())
_SLIPPED = frozenset("hand pass give slip leak".split())
_FOR = frozenset("for in under from".split())
_STUDIES = frozenset(
    "report study survey audit investigation review analysis assessment bulletin dossier inquiry "
    "filing complaint memoir autobiography diary log".split()
)
HEADING_TOKENS = 16


@dataclass(frozen=True, slots=True)
class Use:
    """What is done with a carrier at one mention of it; `released`: whether that is said here."""

    by: int | None = None
    holder: int | None = None
    partner: int | None = None
    verb: int | None = None
    counts: bool = False
    speech: bool = False
    teller: int | None = None
    released: bool = False
    venue: int | None = None
    author: int | None = None


def use_of(
    grammar: Grammar, i: int, cues: set[int], sources: set[int], pronouns: Sequence[int] = ()
) -> Use:
    """Return what the words around a noun (and pronouns for it) say is done with the thing."""
    if any(grammar.tokens[k].text.lower() in _TO_COME for k in grammar.children(i, "amod")):
        return Use()
    events = events_of(grammar, i, pronouns)
    use = _by_events(grammar, i, events)
    use = replace(use, partner=partner_of(grammar, i))
    venue = _venue(grammar, i, cues)
    if venue is not None:
        verb = use.verb if use.verb is not None else venue
        teller = _teller(grammar, venue)
        use = replace(use, counts=True, speech=True, verb=verb, teller=teller, venue=venue)
        if teller is not None and teller > i and use.by is not None and _is_own(grammar, use.by):
            use = replace(use, by=teller)  # "in its report, the panel wrote"
    if not sources.isdisjoint(stands_for(grammar, i)) or i in cues:
        use = replace(use, counts=True)
    if not use.counts and (_own_paper(grammar, i) or _given_talk(grammar, i, use.partner)):
        use = replace(use, counts=True)
    if any(grammar.tokens[k].lemma in _TAKEN or grammar.tokens[k].text.lower() in _TAKEN
           for k in grammar.children(i, "amod")):  # fmt: skip
        use = replace(use, counts=True)
    return use


def _is_own(grammar: Grammar, i: int) -> bool:
    return grammar.tokens[i].text.lower() in ("its", "his", "her", "their")


def _given_talk(grammar: Grammar, i: int, partner: int | None) -> bool:
    """Whether an interview with somebody is what something comes from: "on an interview with …"."""
    token = grammar.tokens[i]
    while token.dep == "conj":
        token = grammar.tokens[token.head]
    taken = token.dep == "pobj" and grammar.tokens[token.head].text.lower() in ("in", "on", "from")
    return (
        taken and partner is not None and media().get(grammar.tokens[i].text.lower()) == "interview"
    )


def _own_paper(grammar: Grammar, i: int) -> bool:
    """Whether a paper is somebody’s own, in or for which something was said: "for its report"."""
    token = grammar.tokens[i]
    owner = grammar.child(i, "poss")
    if owner is None:
        return False
    placed = token.dep == "pobj" and grammar.tokens[token.head].text.lower() in _FOR
    body = grammar.tokens[owner].text.lower() in ("its", "their") or _may_act(grammar, owner)
    return placed and body and singular(token.text.lower()) in _STUDIES


def _by_events(grammar: Grammar, i: int, events: Sequence[Event]) -> Use:
    """Return who released and who holds a thing, from what is done with it and whose it is.

    Who released it goes before who made it, and who made it before whose it is; an outlet that
    prints what somebody signed or stated only holds it.
    """
    events = [_by_us(grammar, _handed(grammar, e)) for e in events]
    released = _first(events, "release")
    made, held, relayed = (_first(events, s) for s in ("author", "hold", "relay"))
    owner = owner_of_thing(grammar, i)
    author = made.agent if made is not None and made.agent is not None else owner
    author = _beside(grammar, i) if author is None else author
    by = author if released is None or released.agent is None else released.agent
    holder = next((e.agent for e in (held, relayed) if e is not None and e.agent is not None), None)
    signed = _meant_for_print(grammar, i)
    printed = by is not None and by != author and is_outlet(grammar, by)
    if printed and signed and author is not None and not is_outlet(grammar, author):
        by, holder = author, by if holder is None else holder
    given = next((e.recipient for e in events if _may_hold(grammar, e)), None)
    holder = given if holder is None else holder
    loose = singular(grammar.tokens[i].text.lower()) in _LOOSE
    counts = any(not e.glanced and not (loose and e.sense == "show") for e in events)
    day = released or (
        made if made and grammar.tokens[made.word].lemma not in _NOT_THE_DAY else relayed
    )
    day = day or _first(events, "appear")
    verb = None if day is None else day.word
    if verb is None and owner is not None:
        verb = _told_at(grammar, i)
    return Use(
        _as_named(grammar, by), _as_named(grammar, holder), None, verb, counts,
        released=released is not None, author=_as_named(grammar, author),
    )  # fmt: skip


def _handed(grammar: Grammar, event: Event) -> Event:
    """Return what is passed on to an outlet as held by it: that alone makes nothing public."""
    whom = event.recipient
    if event.sense != "release" or whom is None:
        return event
    token = grammar.tokens[whom]
    slipped = grammar.tokens[event.word].lemma in _SLIPPED
    named = slipped and token.tag[:3] == "NNP" and singular(token.text.lower()) not in roles()
    outlet = named or token.text in OUTLET_NOUNS or is_outlet(grammar, whom)
    return replace(event, sense="hold", agent=whom) if outlet else event


def _by_us(grammar: Grammar, event: Event) -> Event:
    """Return an event without its agent where that is the report itself ("which we publish")."""
    own = event.agent is not None and grammar.tokens[event.agent].text.lower() in ("we", "us", "i")
    return replace(event, agent=None) if own else event


def _as_named(grammar: Grammar, i: int | None) -> int | None:
    """Return the name behind a noun for somebody ("its chair, Blanka Rysová"), or the noun."""
    if i is None or grammar.tokens[i].tag[:3] == "NNP":
        return i
    return next((k for k in grammar.children(i, "appos") if grammar.tokens[k].tag[:3] == "NNP"), i)


def _beside(grammar: Grammar, i: int) -> int | None:
    """Return who says something "in a note to clients", as put right behind his name."""
    token = grammar.tokens[i]
    prep = grammar.tokens[token.head]
    who = grammar.tokens[prep.head]
    if token.dep != "pobj" or prep.text != "in" or who.dep != "nsubj" or who.tag[0] != "N":
        return None
    return (
        who.index if who.index < prep.index and grammar.tokens[prep.index - 1].text == "," else None
    )


def _told_at(grammar: Grammar, i: int) -> int | None:
    """Return what the day of "a tweet by the senator on Tuesday (said …)" hangs on."""
    up = grammar.tokens[grammar.tokens[i].head]
    if grammar.tokens[i].dep == "nsubj" and up.lemma in SAID:
        return up.index
    on = any(grammar.tokens[k].text == "on" for k in grammar.children(i, "prep"))
    return i if on else None


def _meant_for_print(grammar: Grammar, i: int) -> bool:
    """Whether a paper is written to be published by others: a column, statement, open letter."""
    word = grammar.tokens[i].text.lower()
    known = singular(word) in _FOR_PRINT or media().get(word) == "statement"
    owned = grammar.child(i, "poss") is not None and grammar.tokens[i].tag == "NN"
    known = known or (owned and word in _PERSONAL)
    return known or any(grammar.tokens[k].text.lower() == "open" for k in grammar.below[i])


def _first(events: Sequence[Event], sense: str) -> Event | None:
    """Return the event of a sense that says who, else the first of it."""
    some = [e for e in events if e.sense == sense]
    return next((e for e in some if e.agent is not None), some[0] if some else None)


def _may_hold(grammar: Grammar, event: Event) -> bool:
    """Whether an event says to whom a thing went who may hold it: an outlet, whoever got a leak."""
    whom = event.recipient
    if whom is None:
        return False
    leaked = grammar.tokens[event.word].lemma == "leak" and _may_act(grammar, whom)
    return leaked or is_outlet(grammar, whom)


def _teller(grammar: Grammar, verb: int) -> int | None:
    """Return who speaks in a venue, unless that is only a pronoun."""
    subject = grammar.subject(verb)
    known = subject is not None and grammar.tokens[subject].tag not in {"PRP", "WP", "WDT"}
    return subject if known else None


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


def owner_of_thing(grammar: Grammar, i: int) -> int | None:
    """Return whose a thing is: "the ministry’s report", "data from the office", "a U.N. report"."""
    owner = grammar.child(i, "poss")
    if owner is not None and grammar.tokens[owner].tag[0] in "NP":
        return owner
    for prep in grammar.children(i, "prep", "agent"):
        whose = grammar.child(prep, "pobj")
        word = grammar.tokens[prep].text.lower()
        if whose is None:
            continue
        if word in {"by", "from"}:
            if _may_act(grammar, whose):
                return whose
            owner = grammar.child(whose, "poss")
            if owner is not None and _may_act(grammar, owner):
                return owner
        if word == "on" and grammar.tokens[whose].text.lower() in PAGES:
            owner = grammar.child(whose, "poss")
            if owner is not None:
                return owner
        if word == "in" and grammar.tokens[i].text in _PRINTED and is_outlet(grammar, whose):
            return whose
    named = [
        k for k in grammar.children(i, "compound", "nmod")
        if _may_act(grammar, k)
        and grammar.tokens[k].text not in platforms() | CALENDAR
        and f"{grammar.tokens[k].text} {singular(grammar.tokens[i].text)}".lower() not in media()
        and f"{grammar.tokens[k].text} {grammar.tokens[i].text}".lower() not in media()
    ]  # fmt: skip
    return named[-1] if named else None


def _may_act(grammar: Grammar, i: int) -> bool:
    token = grammar.tokens[i]
    return token.tag[:3] == "NNP" or singular(token.text.lower()) in roles()


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
    if prep.text.lower() not in _VENUE:
        return None
    verb = grammar.tokens[prep.head]
    if verb.tag[0] == "N" and verb.dep in ("nsubj", "appos") and verb.index < prep.index:
        verb = grammar.tokens[verb.head]
    for _ in range(3):
        if verb.index in cues or (verb.tag[0] == "V" and verb.lemma in SAID):
            return verb.index
        if verb.dep not in {"ccomp", "conj", "prep", "advcl", "dobj", "nsubj"}:
            break
        verb = grammar.tokens[verb.head]
    return None
