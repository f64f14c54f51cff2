"""What is done with a thing that carries claims: who released, made, held or passed it on.

One resolver for all forms: active, passive and reduced clauses, clauses that hang behind a comma
or on the wrong noun, verbs joined by "and", events told by a noun ("the leak of a memo by two
ministers"), and pronouns ("since a driver shared it").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from purport.extraction.lexicon import read_table
from purport.extraction.organisations import known_organisations
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import media, roles, singular
from purport.extraction.voice_outlets import CALENDAR

_DONE = frozenset({"release", "author", "hold", "relay"})
_THEMES = frozenset({"dobj", "nsubjpass", "oprd"})
_RELATIVE = frozenset({"WDT", "WP"})
_CONTAINERS = frozenset(
    "copy version draft excerpt extract page part portion selection batch set series trove cache "
    "collection stack pile bundle dozen hundred thousand score ten million number handful couple "
    "lot tranche string flood stream archive pair transcript recording screenshot photo photograph "
    "summary translation text minute minutes second hour scan photocopy printout copies gigabyte "
    "terabyte megabyte dump hoard sheaf "
    "folder clip footage video still tape audio".split()
)
_SOME = frozenset("one another some others several many most few both none each".split())
_PUBLIC = frozenset("online forward public available up out".split())
PAGES = frozenset(
    "website site page account channel feed blog profile internet web portal platform forum "
    "homepage servers server".split()
)
_SHOWING = frozenset("show display exhibit screen present play".split())
_PUTTING = frozenset("put place dump drop load lay make set paste hang stick".split())
_HANDING = frozenset(
    "hand give turn pass send show play read provide supply submit present forward entrust "
    "surrender deliver tender leak share offer produce".split()
)
_PASSED_ON = frozenset(
    "leak give hand pass provide supply send show forward turn share entrust slip".split()
)
_TALKS = frozenset("conference testimony briefing speech address hearing call".split())
_HOLDING_TALKS = frozenset("give deliver hold grant make do convene".split())
_CITING = frozenset({"cite", "quote"})
_GLANCED = frozenset("see hear receive verify watch find read consult save".split())
_UNDONE = frozenset(
    "refuse decline plan want promise vow threaten try fail hope intend expect ask urge order "
    "demand pledge seek need decide".split()
)
_SAID = frozenset("say call describe claim believe think allege tell state".split())
_NO_AGENT = frozenset(
    "noon midnight dawn dusk morning evening night afternoon day week month year time moment end "
    "phone telephone email e-mail mail letter post fax hand law name accident mistake default "
    "satellite video link message text courier".split()
)
_SAYING = frozenset(
    "say state quote cite urge accuse list read tell record put demand call".split()
)
_EVENT_NOUNS = frozenset(
    "release publication leak disclosure airing broadcast screening posting circulation "
    "declassification unsealing leaking publishing showing emergence".split()
)
_BESIDES = frozenset("with including like as".split())
_TO_COME = frozenset({"to", "should", "would", "could", "may", "might", "must", "will", "’ll"})
LOOSE_TOKENS = 8
PHRASE_TOKENS = 14
NEAR_TOKENS = 3
EVENT_TOKENS = 9


@dataclass(frozen=True, slots=True)
class Event:
    """Something done with a thing: by which word, in which sense, by whom and to whom (tokens).

    `sense` is release, author, hold or relay, or what the thing itself does (show, appear).
    """

    word: int
    sense: str
    agent: int | None = None
    recipient: int | None = None
    glanced: bool = False


def events_of(grammar: Grammar, i: int, pronouns: Sequence[int] = ()) -> tuple[Event, ...]:
    """Return what is done with the thing that a noun (and pronouns after it) stand for."""
    found: dict[int, Event] = {}
    for at in dict.fromkeys((*stands_for(grammar, i), *pronouns)):
        for verb, clause in _verbs_around(grammar, at):
            event = _event(grammar, verb, at, clause=clause)
            if event is not None:
                found.setdefault(event.word, event)
    printed = _printed_in(grammar, i)
    if printed is not None and grammar.tokens[printed.agent or 0].text not in CALENDAR:
        found.setdefault(printed.word, printed)
    own = _own_doing(grammar, i)
    if own is not None:
        found.setdefault(own.word, own)
    return tuple(found.values())


def stands_for(grammar: Grammar, i: int) -> list[int]:
    """Return the tokens that stand for a thing: itself, what holds it, what it is joined to."""
    found = [i]
    for at in found:
        token = grammar.tokens[at]
        up = grammar.tokens[token.head]
        if (token.dep == "conj" and up.tag[0] == "N") or token.dep == "appos":
            found.append(up.index)
        elif token.dep == "pobj":
            whole = grammar.tokens[up.head]
            word = up.text.lower()
            holds = word in ("of", "from") and singular(whole.text.lower()) in _CONTAINERS
            if holds or (word == "of" and _picks_out(grammar, whole.index)):
                found.append(whole.index)
            elif up.text.lower() in _BESIDES and whole.dep in _THEMES | {"prep", "advmod"}:
                found.append(up.head if whole.dep in _THEMES else whole.head)
        if len(found) > 4:
            break
    return list(dict.fromkeys(found))


def heads_of(grammar: Grammar, i: int) -> tuple[int, ...]:
    """Return a noun’s token, led by the one that picks some of many out ("one of the emails")."""
    token = grammar.tokens[i]
    of = grammar.tokens[token.head]
    if token.dep == "pobj" and of.text == "of" and _picks_out(grammar, of.head):
        return (of.head, i)
    return (i,)


def pronouns_of(grammar: Grammar, nouns: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return by noun the "it" or "them" that is released or held and can stand only for it.

    "The clip has been watched by millions since a driver shared it": the nearest thing before that
    agrees in number, in the same sentence or the one before.
    """
    found: dict[int, tuple[int, ...]] = {}
    for token in grammar.tokens:
        plural = token.text.lower() == "them"
        if token.text.lower() not in ("it", "them") or token.dep not in _THEMES:
            continue
        if _sense(grammar, token.head) not in ("release", "hold"):
            continue
        before = [
            i
            for i in nouns
            if i < token.index
            and token.sentence - grammar.tokens[i].sentence <= 1
            and (grammar.tokens[i].tag in ("NNS", "NNPS")) == plural
        ]
        first = [i for i in before if grammar.tokens[i].dep in ("nsubj", "nsubjpass")]
        chosen = (first or before)[-1:]
        for i in chosen:
            found[i] = (*found.get(i, ()), token.index)
    return found


def _picks_out(grammar: Grammar, i: int) -> bool:
    """Whether a word picks out some of many: "one of the emails", "another of the tapes"."""
    token = grammar.tokens[i]
    return token.tag in ("CD", "DT", "JJ") or token.text.lower() in _SOME


def _verbs_around(grammar: Grammar, at: int) -> Iterator[tuple[int, bool]]:
    """Yield the words of events of which a token may be the theme; whether as its clause."""
    token = grammar.tokens[at]
    up = grammar.tokens[token.head]
    if token.dep in _THEMES | {"ccomp"} and _sense(grammar, up.index) in _DONE | {None}:
        yield from ((v, False) for v in (up.index, *_joined(grammar, up.index)))
    if token.dep == "nsubj" and up.tag in ("VBD", "VBN") and _by(grammar, up.index) is not None:
        yield up.index, True
    if token.dep in ("attr", "ccomp", "pobj") or up.dep in ("ccomp", "pcomp"):
        said = _said_to_be(grammar, at)
        if said is not None:
            yield said, False
    behind = _verb_before(grammar, at)
    if behind is not None:
        yield behind, False
    for clause in _clauses_of(grammar, at):
        yield from ((v, True) for v in (clause, *_joined(grammar, clause)))
    noun = _event_noun(grammar, at)
    if noun is not None:
        yield noun, False


def _verb_before(grammar: Grammar, at: int) -> int | None:
    """Return the verb of which a noun is the object as it stands, whatever the parser made of it.

    "Prosecutors have deposited with the court the transcripts of calls in which members discuss":
    parsers take the transcripts for a subject.
    """
    tokens = grammar.tokens
    if tokens[at].dep in _THEMES | {"pobj", "conj", "compound", "poss"}:
        return None
    for k in range(grammar.left[at] - 1, max(-1, grammar.left[at] - EVENT_TOKENS), -1):
        token = tokens[k]
        if (
            token.sentence != tokens[at].sentence
            or token.text in ",;:"
            or (token.tag == "IN" and (token.dep == "mark"))
        ):
            return None
        if token.tag[0] == "V":
            subject = grammar.child(k, "nsubj")
            free = grammar.child(k, "dobj") is None and subject is not None and subject < k
            return k if free and _sense(grammar, k) in _DONE else None
    return None


def _joined(grammar: Grammar, verb: int) -> list[int]:
    """Return the verbs that "and" joins to one and that share its object."""
    found = [verb]
    for at in found:
        found += [
            k for k in grammar.children(at, "conj")
            if grammar.tokens[k].tag in ("VBN", "VBD", "VB")
            and grammar.child(k, "dobj", "nsubj", "nsubjpass", "ccomp") is None
        ]  # fmt: skip
    return found[1:]


def _clauses_of(grammar: Grammar, at: int) -> list[int]:
    """Return the participles and relative clauses that tell what was done with a noun's thing."""
    tokens = grammar.tokens
    found = []
    for clause in grammar.children(at, "acl", "relcl"):
        inner = _inner(grammar, clause)
        if tokens[clause].tag != "VBG" and (tokens[inner].dep != "relcl" or _gap(grammar, inner)):
            found.append(inner)
    for prep in grammar.children(at, "prep", "agent"):
        for maker in grammar.children(prep, "pobj"):
            found += [
                clause
                for clause in grammar.children(maker, "acl", "relcl")
                if tokens[prep].text in ("of", "from")
                or tokens[clause - 1].text == ","
                or _singles_out(grammar, at, maker, clause)
            ]
    return [*found, *_loose(grammar, at)]


def _gap(grammar: Grammar, verb: int) -> bool:
    """Whether a relative clause has its noun as object or passive subject: "which X published"."""
    subject = grammar.child(verb, "nsubj")
    if grammar.child(verb, "nsubjpass") is not None or grammar.tokens[verb].tag == "VBN":
        return True
    thing = grammar.child(verb, "dobj")
    free = thing is None or grammar.tokens[thing].text.lower() in ("which", "that", "what")
    return subject is not None and grammar.tokens[subject].tag not in _RELATIVE and free


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
    if grammar.tokens[clause].lemma in _SAID:
        for k in grammar.children(clause, "ccomp", "xcomp"):
            if evidence_verbs().get(grammar.tokens[k].lemma) in _DONE:
                return k
    return clause


def _loose(grammar: Grammar, at: int) -> list[int]:
    """Return participles behind a comma or "and" that parsers hang elsewhere.

    "An email to staff, seen by the Post", "in the tape, obtained and translated by the site",
    "due on Friday and seen by the Post", "letters exchanged by officers, and turned over by one".
    """
    tokens = grammar.tokens
    found: list[int] = []
    for k in range(at + 1, min(at + EVENT_TOKENS + LOOSE_TOKENS, len(tokens) - 1)):
        token = tokens[k]
        within = k <= grammar.right[at]
        if token.sentence != tokens[at].sentence or token.tag in ("MD", "VBZ", "VBP"):
            if not within:
                break
            continue
        behind = _behind_comma(grammar, k)
        if token.tag == "VBN" or (token.tag == "VBD" and behind and _by(grammar, k) is not None):
            passive = grammar.child(k, "nsubjpass", "nsubj") is None or within
            own = grammar.child(k, "nsubj")
            if behind and passive and own is None and grammar.child(k, "auxpass") is None:
                found += [k, *_joined(grammar, k)]
        elif token.text.lower() == "which" and behind and token.dep in ("dobj", "nsubjpass"):
            clause = token.head if tokens[token.head].dep != "xcomp" else -1
            found += [clause] if clause > k else []
        elif token.tag == "VBD" and not within:
            break
    return found


def _behind_comma(grammar: Grammar, k: int) -> bool:
    before = k - 2 if grammar.tokens[k - 1].tag == "RB" else k - 1
    return grammar.tokens[before].text.lower() in (",", "and")


def _said_to_be(grammar: Grammar, at: int) -> int | None:
    """Return the verb in "released what it called a recording", "shared what appears to be"."""
    up = grammar.tokens[at]
    for _ in range(5):
        up = grammar.tokens[up.head]
        sense = _sense(grammar, up.index)
        if up.tag[0] == "V" and sense in _DONE:
            what = grammar.tokens[up.index + 1 : at]
            return up.index if any(t.text.lower() == "what" for t in what) else None
        if up.dep in {"ROOT", "relcl", "acl", "conj"} or up.tag[0] == "N":
            return None
    return None


def _event_noun(grammar: Grammar, at: int) -> int | None:
    """Return the noun of an event in "the leak, on Monday, of a memo", however parsed."""
    tokens = grammar.tokens
    of = next((k for k in range(at - 1, max(-1, grammar.left[at] - 2), -1)
               if tokens[k].text == "of" and k < grammar.left[at]), None)  # fmt: skip
    if of is None:
        return None
    for k in range(of - 1, max(-1, of - EVENT_TOKENS), -1):
        if tokens[k].sentence != tokens[at].sentence or tokens[k].tag[0] == "V":
            return None
        if tokens[k].text.lower() in _EVENT_NOUNS and tokens[k].tag[0] == "N":
            return k
    return None


def _event(grammar: Grammar, word: int, theme: int, *, clause: bool) -> Event | None:
    """Return the event that a word tells of, with who did it, unless it is only to come."""
    token = grammar.tokens[word]
    if token.tag[0] == "N":
        return Event(word, "release", _agent_of_noun(grammar, word, theme))
    sense = _sense(grammar, word)
    if sense is None and token.lemma in _HOLDING_TALKS and _is_talk(grammar, theme):
        sense = "author"
    if token.lemma in _CITING and not clause:
        sense = "hold"
    if sense in _DONE and clause and grammar.child(word, "neg") is not None:
        return Event(word, "hold")  # "a document which was never made public"
    if sense not in _DONE or _not_done(grammar, word, sense):
        return None
    passive = clause or grammar.tokens[theme].dep == "nsubjpass"
    active = not passive and token.lemma in _GLANCED and grammar.child(word, "prt") is None
    agent = _noun_for(grammar, agent_of(grammar, word), theme)
    return Event(word, sense, agent, _recipient(grammar, word, theme), active)


def _noun_for(grammar: Grammar, agent: int | None, theme: int) -> int | None:
    """Return the subject earlier in its sentence that "it" or "they" stands for, as agent."""
    if agent is None or grammar.tokens[agent].text.lower() not in ("it", "they"):
        return agent
    sentence = grammar.tokens[agent].sentence
    for k in range(agent - 1, -1, -1):
        token = grammar.tokens[k]
        if token.sentence != sentence:
            return agent
        subject = token.dep in ("nsubj", "nsubjpass") and token.tag[0] == "N"
        if subject and k != theme and singular(token.text.lower()) not in media():
            return k
    return agent


def _printed_in(grammar: Grammar, i: int) -> Event | None:
    """Return where a thing appeared: "parts of which appeared in The Scotsman in May"."""
    for at in (i, *grammar.children(i, "relcl", "acl")):
        token = grammar.tokens[at]
        verb = token if at != i else grammar.tokens[token.head]
        if verb.lemma not in ("appear", "run") or (at == i and token.dep != "nsubj"):
            continue
        for prep, where in _phrases_after(grammar, verb.index):
            if prep in ("in", "on") and grammar.tokens[where].tag[:3] == "NNP":
                return Event(verb.index, "release", where)
    return None


def _own_doing(grammar: Grammar, i: int) -> Event | None:
    """Return what a thing does itself: it shows something, or it has come up somewhere."""
    token = grammar.tokens[i]
    verb = grammar.tokens[token.head]
    sense = evidence_verbs().get(verb.lemma)
    says = sense in ("show", "appear", "relay") or verb.lemma in _SAYING
    if token.dep == "nsubj" and verb.tag[0] == "V" and says:
        return Event(verb.index, "show")
    for clause in grammar.children(i, "acl", "relcl"):
        if evidence_verbs().get(grammar.tokens[clause].lemma) == "appear":
            return Event(clause, "appear")
    return None


def _sense(grammar: Grammar, verb: int) -> str | None:
    """Return what a verb does with its object: by its table, its particle and where it is put."""
    token = grammar.tokens[verb]
    table = evidence_verbs()
    below = [grammar.tokens[k] for k in grammar.below[verb]]
    words = {t.text.lower() for t in below if t.dep in ("prt", "advmod", "acomp", "oprd", "prep")}
    after = grammar.tokens[verb + 1].text.lower() if verb + 1 < len(grammar.tokens) else ""
    if token.lemma in _PUTTING:
        public = (words | {after}) & _PUBLIC and (
            token.lemma != "make" or (words | {after}) & {"public", "available"}
        )
        return "release" if public or _on_page(grammar, verb) else table.get(token.lemma)
    if token.lemma in _HANDING and _has_recipient(grammar, verb):
        return "release"
    if token.lemma in _SHOWING and _by_somebody(grammar, verb):
        return "release"
    if token.lemma == "read" and (words | {after}) & {"out", "aloud", "into", "to"}:
        return "relay"
    phrase = next((f"{token.lemma} {t.text.lower()}" for t in below if t.dep == "prt"), "")
    return table.get(phrase) or table.get(token.lemma)


def _by_somebody(grammar: Grammar, verb: int) -> bool:
    """Whether a person or body shows something, as opposed to a thing that does."""
    subject = grammar.child(verb, "nsubj")
    if subject is None:
        return False
    token = grammar.tokens[subject]
    word = singular(token.text.lower())
    return word not in media() and (
        token.text.lower() in ("he", "she", "they") or token.tag[:3] == "NNP" or word in roles()
    )


def _on_page(grammar: Grammar, verb: int) -> bool:
    return any(
        grammar.tokens[whom].text.lower() in PAGES or grammar.tokens[whom].text in platforms()
        for prep, whom in _phrases_after(grammar, verb)
        if prep in ("on", "to", "onto")
    )


def _has_recipient(grammar: Grammar, verb: int) -> bool:
    if grammar.child(verb, "dative", "iobj") is not None:
        return True
    over = any(grammar.tokens[k].text.lower() == "over" for k in grammar.children(verb, "prt"))
    return over or any(prep in ("to", "with") for prep, _ in _phrases_after(grammar, verb))


def _phrases_after(grammar: Grammar, verb: int) -> Iterator[tuple[str, int]]:
    """Yield the prepositions behind a verb with their nouns, up to the next verb, as they stand."""
    tokens = grammar.tokens
    for k in range(verb + 1, min(verb + PHRASE_TOKENS, len(tokens))):
        if tokens[k].tag[0] == "V" or tokens[k].tag == "MD" or tokens[k].text in ";:":
            return
        if tokens[k].sentence != tokens[verb].sentence:
            return
        whom = grammar.child(k, "pobj")
        if whom is not None:
            yield tokens[k].text.lower(), whom


def _recipient(grammar: Grammar, verb: int, theme: int) -> int | None:
    """Return to whom a thing was leaked, handed or shown."""
    if grammar.tokens[verb].lemma not in _PASSED_ON:
        return None
    for k in grammar.children(verb, "dative", "iobj", "dobj"):
        if grammar.tokens[k].tag[0] == "N" and k not in (theme, *stands_for(grammar, theme)):
            return k
    return next(
        (whom for prep, whom in _phrases_after(grammar, verb) if prep in ("to", "with")), None
    )


def _not_done(grammar: Grammar, verb: int, sense: str) -> bool:
    """Whether a thing is not, or only to be, released: "plans to release", "did not publish"."""
    token = grammar.tokens[verb]
    if grammar.child(verb, "neg") is not None:
        return True
    up = grammar.tokens[token.head]
    if token.dep in ("xcomp", "ccomp") and up.lemma in _UNDONE and up.index < verb:
        return True
    before = {grammar.tokens[k].text.lower() for k in grammar.children(verb, "aux")}
    return sense in ("release", "author") and token.tag in ("VB", "VBN") and bool(before & _TO_COME)


def _is_talk(grammar: Grammar, i: int) -> bool:
    """Whether a noun is of something that is given or held: an interview, speech, briefing."""
    word = singular(grammar.tokens[i].text.lower())
    return media().get(word) in ("interview", "statement") or word in _TALKS


def agent_of(grammar: Grammar, verb: int) -> int | None:
    """Return who does what a verb tells: its "by", its subject, or the owner of the page."""
    token = grammar.tokens[verb]
    own = next(iter(reversed(grammar.children(verb, "nsubj"))), None)
    active = own is not None and grammar.tokens[own].tag not in _RELATIVE and token.dep == "ROOT"
    passive = token.tag == "VBN" and grammar.child(verb, "aux") is None and not active
    passive = passive or grammar.child(verb, "auxpass", "nsubjpass") is not None
    by = _by(grammar, verb)
    if by is not None:
        return by
    if passive or token.dep == "acl":
        near = [k for k in _joined(grammar, verb) if k - verb <= NEAR_TOKENS]
        joined = [b for k in near if (b := _by(grammar, k)) is not None]
        owner = _site_owner(grammar, verb)
        if token.dep in ("ccomp", "xcomp") and not joined and owner is None:
            return grammar.child(token.head, "nsubj")  # "which X said was recorded"
        return joined[0] if joined else owner
    subject = grammar.subject(verb) if own is None else own
    if subject is not None and grammar.tokens[subject].tag in _RELATIVE:
        clause = grammar.tokens[grammar.tokens[subject].head]
        subject = clause.head if clause.dep == "relcl" else None
    if subject is None or grammar.tokens[subject].index > verb:
        subject = _noun_before(grammar, verb) if subject is None else subject
    return subject


def _by(grammar: Grammar, verb: int) -> int | None:
    """Return whom "by" names behind a verb, wherever the parser hangs it in its clause."""
    tokens = grammar.tokens
    for agent in (*grammar.children(verb, "agent"), *grammar.children(verb, "prep")):
        if tokens[agent].text.lower() == "by":
            whom = grammar.child(agent, "pobj")
            if whom is not None:
                return whom if _can_act(grammar, whom) else None
    if tokens[verb].tag not in ("VBN", "VBD"):
        return None
    for k in range(verb + 1, min(verb + LOOSE_TOKENS, len(tokens))):
        if tokens[k].tag[0] == "V" or tokens[k].text in ",;:" or tokens[k].tag == "MD":
            return None
        if tokens[k].text == "by" and tokens[k].dep in ("prep", "agent"):
            whom = grammar.child(k, "pobj")
            return whom if whom is not None and _can_act(grammar, whom) else None
    return None


def _can_act(grammar: Grammar, i: int) -> bool:
    """Whether what "by" names may have done it, and is no time or means ("by noon", "by phone")."""
    token = grammar.tokens[i]
    named = token.tag[0] in "NP" or token.text.lower() in _SOME
    means = token.tag[:3] != "NNP" and token.lemma in _NO_AGENT
    return named and token.text not in CALENDAR and not means


def _noun_before(grammar: Grammar, verb: int) -> int | None:
    """Return the noun that stands right before a verb whose subject the parser did not see."""
    tokens = grammar.tokens
    k = verb - 1
    while k >= 0 and tokens[k].tag in (",", "RB", "VBZ", "VBP", "VBD", "MD"):
        k -= 1
    while k >= 0 and tokens[k].tag[0] == "N" and tokens[tokens[k].head].tag[0] == "N":
        up = tokens[k].head
        if up >= k:
            break
        k = up
    known = k >= 0 and tokens[k].tag[0] == "N" and tokens[k].sentence == tokens[verb].sentence
    return k if known and verb - k <= LOOSE_TOKENS else None


def _agent_of_noun(grammar: Grammar, noun: int, theme: int) -> int | None:
    """Return who does what a noun tells: "its publication by the site", "the army’s release of"."""
    owner = grammar.child(noun, "poss")
    if owner is not None:
        return owner
    reach = range(noun + 1, min(theme + EVENT_TOKENS, len(grammar.tokens)))
    for k in reach:
        if grammar.tokens[k].tag[0] == "V" or grammar.tokens[k].sentence != (
            grammar.tokens[noun].sentence
        ):
            return None
        if grammar.tokens[k].text == "by":
            return grammar.child(k, "pobj")
    return None


def _site_owner(grammar: Grammar, verb: int) -> int | None:
    """Return whose page something was put on: "posted on the ministry’s website"."""
    for prep in grammar.children(verb, "prep"):
        page = grammar.child(prep, "pobj")
        if page is not None and grammar.tokens[page].text.lower() in PAGES:
            owner = grammar.child(page, "poss")
            known = owner is not None and grammar.tokens[owner].tag[0] == "N"
            return owner if known else None
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
