"""Whether two origins are one: rules that prove it, and rules by which it cannot be ruled out.

What is proved to be one counts once in the maximum; what may be one counts once in the minimum.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from purport.corroboration.origin import Origin
from purport.corroboration.outlets import is_body, same_outlet
from purport.corroboration.profiles import (
    Profile,
    alike,
    body_words,
    name_profile,
    same_body,
    same_person,
    within,
)
from purport.corroboration.utterances import same_utterance, utterances_of
from purport.model.group import Quotation, Reason

_ANYBODY = frozenset(
    "man woman person people resident residents witness witnesses eyewitness eyewitnesses local "
    "locals villager villagers caller neighbour neighbor survivor bystander onlooker worker one "
    "passenger passengers soldier soldiers driver relative".split()
)
_PUBLIC = frozenset(
    "police ministry government army navy coastguard court parliament president mayor governor "
    "authority prosecutor hospital fire rescue council commission senate cabinet kremlin state "
    "province county city municipality embassy rebels militia resident institute university "
    "weather seismological".split()
)
_TREATING = frozenset("hospital hospitals clinic clinics ambulance paramedics morgue".split())
_KIN = frozenset("family families relatives relative household parents".split())
_OFFICE = (
    r"(?:(?:managing |executive |deputy |general )*(?:director|chief|head|president|chair\w*|"
    r"spokes\w+|manager|officer|ceo|secretary|founder|owner|editor|rector|principal|commander|"
    r"captain|governor|minister|commissioner|trustee|curator|superintendent|coordinator)|our)"
)
_FIRST_CHARS = 5
_REPLAYED = ("recording", "video", "image")


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two origins are one, and how sure that is (0..1)."""

    rule: str
    score: float
    why: Reason


def same_voice(a: Origin, b: Origin) -> Tie | None:
    """Return why two origins are one and the same voice, or None where nothing shows it."""
    return same_name(a, b) or same_words(a, quoted_words(a), b, quoted_words(b))


def same_name(a: Origin, b: Origin) -> Tie | None:
    """Return why two origins are one by what they are called and where they are heard."""
    for rule in (
        _person,
        _own_person,
        _own_reporter,
        _outlet,
        _paper,
        _body,
        _state,
        _vague_body,
        _described,
        _heard,
    ):
        tie = rule(a, b)
        if tie is not None:
            return tie
    return None


def same_words(
    a: Origin, words_a: Sequence[Quotation], b: Origin, words_b: Sequence[Quotation]
) -> Tie | None:
    """Return why two origins are one by what they are quoted with (rule 5).

    Two named persons do not become one by their words.
    """
    if a.who.person and b.who.person:
        return None
    for one in words_a:
        for two in words_b:
            share = same_utterance(one.span, two.span)
            if share is not None:
                why = Reason("same utterance", "the same words in quotation marks", (one, two))
                return Tie("same utterance", round(min(1.0, share), 2), why)
    return None


def quoted_words(origin: Origin) -> tuple[Quotation, ...]:
    """Return what the voice of an origin is quoted with in its report."""
    return tuple(
        Quotation(u.report, u.span)
        for u in utterances_of(origin.member)
        if u.voice is not None and u.voice in (origin.member.claim.voice, origin.voice)
    )


def calling(origin: Origin) -> Hashable | None:
    """Return a key that origins share which are one by name whatever else is known, or None."""
    if origin.kind != "voice" or origin.who.vague or not (origin.who.person or origin.who.body):
        return None
    gate = origin.gatekeeper
    return (
        origin.who.person,
        origin.who.body,
        origin.who.others,
        (gate.person, gate.body) if gate is not None else None,
        origin.access,
        origin.who.anonymous,
    )


def same_gate(a: Origin, b: Origin) -> Tie | None:
    """Return why two origins are reached through one gatekeeper, or belong to one body (rule 4)."""
    for one, two in ((a.gatekeeper, b.gatekeeper), (a.gatekeeper, b.who), (a.who, b.gatekeeper)):
        if one is not None and two is not None and _one_body(one, two):
            says = f"both are reached only through {(a.gatekeeper or a.who).name}"
            return Tie("gatekeeper", 0.9, _reason("gatekeeper", says, a, b))
    member = _member_of(a, b)
    if member is not None:
        return member
    if a.who.body and b.who.body and not a.who.vague and same_body(a.who, b.who):
        return Tie("one body", 0.8, _reason("one body", "both speak for one body", a, b))
    return None


def may_be_one(a: Origin, b: Origin) -> str | None:
    """Return why two origins cannot be told apart for certain, or None where they can.

    Example: officials without names of two outlets may be the same people (rule 3).
    """
    if "outlet" in (a.kind, b.kind):
        return "an outlet's origin is not known beyond it"
    if a.weak or b.weak:
        return "one is only named near the claim"
    if a.who.anonymous or b.who.anonymous:
        private = a.access == "witness" or b.access == "witness"
        paper = "document" in (a.access, b.access) or "sensor" in (a.access, b.access)
        return None if private or paper else "an official without a name may be anybody's"
    if a.kind == b.kind == "thing" or a.access == b.access == "document":
        return None if _telling_apart(a.who, b.who) else "both may be the same material"
    if _of_one_kind(a, b) and not (_has_name(a) and _has_name(b)):
        return "one of them has no name, and may be the other"
    if "witness" in (a.access, b.access) and (_is_family(a) or _is_family(b)):
        return "the family may have it from that person, or be that person"
    if a.access == b.access == "witness":
        return _witnesses_alike(a, b)
    if _is_nameless(a) or _is_nameless(b):
        return "somebody without a name may be the other one"
    if a.who.body and b.who.body and _one_kind(a.who, b.who):
        return "both may be the same body"
    return None


def is_private_body(origin: Origin) -> bool:
    """Whether an origin is a body with a name that no public authority bears: a firm, a charity."""
    who = origin.who
    if origin.kind != "voice" or who.vague or not who.body or who.anonymous:
        return False
    return not (who.body | set(body_words(who.name))) & _PUBLIC


def _person(a: Origin, b: Origin) -> Tie | None:
    if not same_person(a.who, b.who) and not _by_first_name(a, b):
        return None
    return Tie("one person", 0.95, _reason("one person", f"both are {a.name}", a, b))


def _by_first_name(a: Origin, b: Origin) -> bool:
    """Whether one witness is told by a first name alone, and it is the other’s."""
    short, full = sorted((a.who.person, b.who.person), key=len)
    return len(short) == 1 < len(full) and short[0] == full[0] and a.access == b.access == "witness"


def _own_person(a: Origin, b: Origin) -> Tie | None:
    """Tie a person to the body whose own publication gives that person an office in it."""
    for own, one in ((a, b), (b, a)):
        if own.who.person or not one.who.person[1:] or not _speaks_for_itself(own):
            continue
        text = own.member.report.text
        name = rf"{re.escape(one.who.person[0])} {re.escape(one.who.person[-1])}"
        found = re.search(
            rf"\b{_OFFICE}\b[^.\n]{{0,40}}\b{name}\b|\b{name},? [^.\n]{{0,40}}\b{_OFFICE}\b",
            text,
            re.IGNORECASE,
        )
        if found is not None:
            says = f"{own.name} names {one.name} as one of its own"
            return Tie("one body", 0.8, _reason("one body", says, own, one))
    return None


def _speaks_for_itself(origin: Origin) -> bool:
    """Whether an origin is the publisher of its own report."""
    publisher = origin.member.report.publisher
    if not publisher or not same_body(origin.who, name_profile(publisher)):
        return False
    return is_body(origin.member.report)


def _own_reporter(a: Origin, b: Origin) -> Tie | None:
    if a.access != "own-reporter" or b.access != "own-reporter":
        return None
    one, two = a.member.report.publisher, b.member.report.publisher
    if one is None or two is None or not same_outlet(one, two):
        return None
    return Tie("one outlet", 0.9, _reason("one outlet", f"both are reporters of {one}", a, b))


def _outlet(a: Origin, b: Origin) -> Tie | None:
    if a.kind != "outlet" or b.kind != "outlet" or not same_outlet(a.name, b.name):
        return None
    return Tie("one outlet", 0.9, _reason("one outlet", f"both have it from {a.name}", a, b))


def _paper(a: Origin, b: Origin) -> Tie | None:
    """Tie a document to the same document, or to the body that wrote or released it."""
    one_noun = a.kind == b.kind == "thing" and a.who.noun and a.who.noun == b.who.noun
    if one_noun and not _telling_apart(a.who, b.who):
        says = f"both rest on a {a.who.noun}, and nothing tells it from the other"
        return Tie("same document", 0.6, _reason("same document", says, a, b))
    if "thing" not in (a.kind, b.kind) or not a.who.body or not b.who.body:
        return None
    both = a.kind == b.kind == "thing"
    if not (within(a.who.body, b.who.body) or within(b.who.body, a.who.body)):
        return None
    if both and min(len(a.who.body), len(b.who.body)) < 2 and not _same_release(a, b):
        return None
    says = "both rest on the same document" if both else "the document is that body's own"
    return Tie("same document", 0.8, _reason("same document", says, a, b))


def _state(a: Origin, b: Origin) -> Tie | None:
    """Tie a name of one word to the body that bears it: "Aldova", the Aldovan general staff."""
    for one, body in ((a, b), (b, a)):
        if body.who.person or not one.who.person:
            continue
        if body.who.body and body.who.body <= frozenset(one.who.person):
            says = f"{body.name} speaks for {one.name}"
            return Tie("one body", 0.7, _reason("one body", says, a, b))
        if len(one.who.person) != 1:
            continue
        if body.who.body and within(frozenset(one.who.person), body.who.body):
            says = f"{one.name} stands for {body.name}"
            return Tie("one body", 0.6, _reason("one body", says, a, b))
    return None


def _body(a: Origin, b: Origin) -> Tie | None:
    if (a.who.person and b.who.person) or a.kind == "outlet" or b.kind == "outlet":
        return None
    if a.who.vague or b.who.vague or not same_body(a.who, b.who):
        return None
    if a.gatekeeper is None and b.gatekeeper is not None and a.who.person:
        return None
    return Tie("one body", 0.85, _reason("one body", f"both speak for {b.name}", a, b))


def _vague_body(a: Origin, b: Origin) -> Tie | None:
    """Tie "the company" to the body whose name its report gives elsewhere."""
    for vague, full in ((a, b), (b, a)):
        if not vague.who.vague or full.who.vague or not full.who.body:
            continue
        text = set(body_words(f"{vague.member.report.title or ''} {vague.member.report.text}"))
        telling = [w for w in full.who.body if len(w) > 3]
        whole = telling and all(any(alike(w, t) for t in text) for w in telling)
        if whole or _calls_by_first_word(vague, full):
            says = f"its report calls {full.name} “{vague.name}”"
            return Tie("one body", 0.7, _reason("one body", says, a, b))
    if a.who.vague and b.who.vague and a.who.body == b.who.body:
        return Tie("one body", 0.6, _reason("one body", f"both call it {a.name}", a, b))
    return None


def _calls_by_first_word(vague: Origin, full: Origin) -> bool:
    """Whether the report of "the firm" names a body by its first word: "Brightwater"."""
    report = vague.member.report
    words = [w for w in full.who.name.split() if w.lower() not in ("the", "a", "an")]
    first = words[0] if len(words) > 1 else ""
    places = {w for p in vague.member.reading.places for w in p.name.split()}
    if len(first) < _FIRST_CHARS or not first[0].isupper() or first in places:
        return False
    if body_words(first)[:1] and body_words(first)[0] not in full.who.body:
        return False
    return re.search(rf"\b{re.escape(first)}\b", f"{report.title or ''} {report.text}") is not None


def _heard(a: Origin, b: Origin) -> Tie | None:
    """Tie nameless voices of one gatekeeper's recordings: the same medium, descriptions alike."""
    if a.gatekeeper is None or b.gatekeeper is None or a.thing is None or b.thing is None:
        return None
    if a.thing.medium != b.thing.medium or not _one_body(a.gatekeeper, b.gatekeeper):
        return None
    if a.who.person or b.who.person or not _nouns_alike(a.who.noun, b.who.noun):
        return None
    says = f"both are heard in a {a.thing.medium} of {a.gatekeeper.name}"
    return Tie("same evidence", 0.75, _reason("same evidence", says, a, b))


def _of_one_kind(a: Origin, b: Origin) -> bool:
    """Whether two origins know in one way: instruments, reporters, houses that treat the sick."""
    if a.access == b.access and a.access in ("sensor", "own-reporter"):
        return True
    words = [o.who.body | set(body_words(o.who.name)) for o in (a, b)]
    return a.first_hand and b.first_hand and all(w & _TREATING for w in words)


def _has_name(origin: Origin) -> bool:
    """Whether an origin is told by a name: a person’s, or a body’s with a capital in it."""
    return bool(origin.who.person) or any(w[0].isupper() for w in origin.who.name.split()[1:])


def _is_family(origin: Origin) -> bool:
    return bool(set(body_words(origin.who.name)) & _KIN) and not origin.who.person


def _member_of(a: Origin, b: Origin) -> Tie | None:
    """Tie a person to the body that the person’s report names beside the name.

    "Amaka Bello, a nurse with Doctors Afloat", "the Sea Aid captain Jo Brand".
    """
    for one, body in ((a, b), (b, a)):
        if not one.who.person or one.who.body or body.who.person or body.kind != "voice":
            continue
        last = re.escape(one.who.person[-1])
        text = one.member.report.text
        near = re.search(
            rf"[^.,;\n]{{0,40}}\b{last}\b"
            r"(?:,? [^.;\n]{0,40}?\b(?:of|with|from|for|at) [^.,;\n]{3,50})?",
            text,
            re.IGNORECASE,
        )
        bare = re.sub(r"^(?:the|The) ", "", body.who.name)
        if near is not None and bare in near.group():
            says = f"{one.name} is told to be of {body.name}"
            return Tie("one body", 0.7, _reason("one body", says, one, body))
    return None


def _is_nameless(origin: Origin) -> bool:
    """Whether an origin is an individual without name or body, and without access of its own."""
    who = origin.who
    return (
        origin.kind == "voice"
        and not (who.person or who.body or origin.first_hand)
        and origin.access == "statement"
    )


def _described(a: Origin, b: Origin) -> Tie | None:
    """Tie "a hunter" to the hunter Egon Platt, whom the other report calls so beside his name."""
    for less, named in ((a, b), (b, a)):
        noun = less.who.noun
        if less.who.person or not named.who.person or noun is None or noun in _ANYBODY:
            continue
        if less.kind != "voice" or less.who.body or less.who.anonymous or less.gatekeeper:
            continue
        last = re.escape(named.who.person[-1])
        text = named.member.report.text
        if re.search(
            rf"\b{re.escape(noun)} (?:[\w-]+ ){{0,2}}{last}\b|\b{last},? (?:\d+, )?(?:an?|the) "
            rf"(?:[\w-]+ ){{0,3}}{re.escape(noun)}\b",
            text,
            re.IGNORECASE,
        ):
            says = f"the other report calls {named.name} a {noun}"
            return Tie("one person", 0.6, _reason("one person", says, a, b))
    return None


def _one_body(a: Profile, b: Profile) -> bool:
    return same_body(a, b) or (bool(a.person) and same_person(a, b))


def _one_kind(a: Profile, b: Profile) -> bool:
    """Whether two bodies are of one kind and their names do not tell them apart."""
    shared = a.body & b.body
    only_a, only_b = a.body - shared, b.body - shared
    return bool(shared) and (not only_a or not only_b)


def _telling_apart(a: Profile, b: Profile) -> bool:
    """Whether each of two things has words of its own that the other lacks, and none in common."""
    return bool(a.body) and bool(b.body) and not (a.body & b.body)


def _witnesses_alike(a: Origin, b: Origin) -> str | None:
    if a.who.person and b.who.person:
        return None
    if a.member.report.id == b.member.report.id:
        return None
    if _nouns_alike(a.who.noun, b.who.noun) or not a.who.noun or not b.who.noun:
        return "a witness without a name may be the other one"
    return None


def _nouns_alike(a: str | None, b: str | None) -> bool:
    return a == b or a is None or b is None or a in _ANYBODY or b in _ANYBODY


def _same_release(a: Origin, b: Origin) -> bool:
    return (
        a.gatekeeper is not None
        and b.gatekeeper is not None
        and same_body(a.gatekeeper, b.gatekeeper)
    )


def _reason(rule: str, says: str, a: Origin, b: Origin) -> Reason:
    words = tuple(q for o in (a, b) for r in o.why for q in r.words)
    return Reason(rule, says, tuple(dict.fromkeys(words)))
