"""A speaker whom a report first describes and then names: "a beekeeper said. … said Ton Vidal".

A lead tells of "the man who was nearest to it", and the next paragraph names him; "the 37-year-old"
is the person named before; "the union's convener" is no voice of the union's. What follows works
on a claim before its origin is looked for, so that one person is one voice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from purport.corroboration.lexicon import words_by_sort
from purport.corroboration.members import Member, content_span
from purport.corroboration.outlets import is_body_name, is_outlet_name
from purport.corroboration.profiles import body_words
from purport.corroboration.whole_names import is_turn_label, whole_voice
from purport.model.span import Span
from purport.model.voice import Voice

# Set by hand: a name that follows a description follows within two short paragraphs.
_NEAR_CHARS = 700
_DESCRIBING_WORDS = 2
_ONE = re.compile(
    r"(?:an?|the|one|its|their|his|her|(?:the )?[A-Z][\w-]+[’']s|the [\w ]+[’']s) [\w’' -]+",
    re.IGNORECASE,
)
_AGED = re.compile(r"the \d+-year-old\b", re.IGNORECASE)
_WITHHELD = re.compile(
    r"\b(?:not (?:to )?be (?:named|identified)|declined to (?:be|give)|anonym\w+|unnamed|"
    r"withh[eo]ld|would not (?:be named|give)|fear of reprisals?)\b"
)
_NAME = r"(?:[A-ZÀ-Ý][\w’'-]*[a-zà-ÿ][\w’'-]* ){1,2}[A-ZÀ-Ý][\w’'-]*[a-zà-ÿ]"
_NAMED = re.compile(rf"\b(?:[Hh]is|[Hh]er|[Mm]y) name is (?P<name>{_NAME})")
_SOMEBODY = re.compile(rf"(?<![Tt]he )(?<![\w’'-])(?P<name>{_NAME})(?![\w-])")
_IN_SOURCE = re.compile(rf"^(?:[^,A-Z]*|[Tt]he [^,]*), (?P<name>{_NAME}),?$")
_OWNERS = frozenset("owner owners maker makers manufacturer supplier city town county".split())
_ARTICLES = frozenset("a an the of one".split())
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_OPENINGS = frozenset("In On At After Before When While But And Although The Last This For".split())
_OWNED = re.compile(r"[’']s? ")


def with_named_speaker(member: Member) -> Member:
    """Return a claim with the person as its voice whom its report names for a description.

    Args:
        member: the claim; where it is told by a voice with a name, it is returned as it is.
    """
    member = _with_described(member)
    claim = member.claim
    voice = member.voice(claim.voice)
    if voice is None or not claim.chain or claim.chain[-1].voice != voice.id:
        return member
    told = _named_in_source(member, voice)
    if told is not None:
        return _spoken_by(member, told)
    owned = _speaker_of(member, voice)
    if owned is None and voice.kind != "unnamed":
        return member
    described = owned or voice
    if whole_voice(member, described).kind == "person":
        return member
    person = _introduced(member, described)
    if person is None and owned is None:
        return member
    merged = _merged(described, person) if person is not None else described
    return _spoken_by(member, merged, {voice.id} if owned is None else set())


def _with_described(member: Member) -> Member:
    """Return a claim whose nameless voice is told as its own source tells it, and nothing else.

    Where a reading took two descriptions for one voice, the source says which is meant.
    """
    claim = member.claim
    voice = member.voice(claim.voice)
    source = claim.attribution.source
    if voice is None or voice.kind != "unnamed" or not source or ";" not in (voice.described or ""):
        return member
    words = source[0].text
    if not words.lower().startswith(voice.name.lower()):
        return member
    said = set(body_words(words))
    kept = tuple(m for m in voice.mentions if said & set(body_words(m.text)) - _ARTICLES)
    told = replace(voice, described=words, mentions=kept or source[:1])
    voices = tuple(told if v.id == voice.id else v for v in member.reading.voices)
    return Member(member.claim_id, claim, replace(member.reading, voices=voices))


def _spoken_by(member: Member, merged: Voice, others: Collection[str] = ()) -> Member:
    """Return a claim with another voice as the one that tells it, and what `others` tell too."""
    claim = member.claim
    hops = (*claim.chain[:-1], replace(claim.chain[-1], voice=merged.id))
    voices = tuple(v for v in member.reading.voices if v.id != merged.id)
    claims = tuple(
        replace(c, voice=merged.id) if c.voice in others else c for c in member.reading.claims
    )
    reading = replace(member.reading, voices=(*voices, merged), claims=claims)
    return Member(member.claim_id, replace(claim, voice=merged.id, chain=hops), reading)


def _named_in_source(member: Member, voice: Voice) -> Voice | None:
    """Return the person with a full name in a claim's source, where another voice was read."""
    source = member.claim.attribution.source
    if not source or voice.kind == "organisation":
        return None
    named = _IN_SOURCE.search(source[0].text)
    if named is None or voice.name.strip(" ,:") in source[0].text:
        return None
    before = set(body_words(source[0].text[: named.start("name")]))
    kinds = words_by_sort("origin_words")
    offices = kinds["title"] | kinds["office holder"] | kinds["spokesperson"]
    if not before & (offices - _OWNERS) or before & kinds["paper"]:
        return None
    last = named["name"].split()[-1]
    if last in voice.name or is_body_name(named["name"]) or is_outlet_name(named["name"]):
        return None
    start = source[0].start + named.start("name")
    person = _person(member, Span.of(member.report.text, start, start + len(named["name"])))
    told = replace(person, described=source[0].text)
    return replace(told, mentions=tuple(dict.fromkeys((*person.mentions, *source[:1]))))


def _speaker_of(member: Member, voice: Voice) -> Voice | None:
    """Return the speaker where a claim's source is told by whose he is, and that was read.

    "The union's convener", read as the union.
    """
    source = member.claim.attribution.source
    if not source or voice.kind != "organisation":
        return None
    inside = [m for m in voice.mentions if source[0].start <= m.start < m.end < source[0].end]
    ends = [m.end - source[0].start for m in inside]
    if not any(_OWNED.match(source[0].text, end) for end in ends):
        return None
    if not set(body_words(source[0].text)) & _individuals():
        return None
    return Voice(f"{voice.id}*", source[0].text, "unnamed", source[:1], described=source[0].text)


def _individuals() -> frozenset[str]:
    kinds = words_by_sort("origin_words")
    return kinds["witness"] | kinds["private person"] | {"steward", "convener", "shop-steward"}


def _introduced(member: Member, voice: Voice) -> Voice | None:
    """Return the person whom the report names for a description, or None."""
    if not voice.mentions or is_turn_label(member.report.text, voice.name.strip(" :")):
        return None
    source = member.claim.attribution.source
    words = source[0].text if source else ""
    if len(words.split()) < _DESCRIBING_WORDS:
        words = (voice.described or voice.mentions[0].text).split(";")[0]
    if _AGED.match(voice.mentions[0].text):
        return _named_before(member, voice)
    if not (_ONE.fullmatch(words.split(",")[0]) and _is_one(words)):
        return None
    text, first = member.report.text, voice.mentions[0]
    if _WITHHELD.search(text):
        return None
    said = _NAMED.search(text, first.end, first.end + _NEAR_CHARS)
    if said is not None:
        return _person(member, Span.of(text, *said.span("name")))
    return _named_next(member, voice)


def _is_one(words: str) -> bool:
    """Whether words describe one person, and none that speaks for a body without name."""
    kinds = words_by_sort("origin_words")
    head = re.split(r",|\b(?:who|whose|that|which|in|of|at|from|for|with|on|near|has|had)\b", words)
    last = body_words(head[0])[-1:]
    if not last or last[0] in kinds["anonymous"] | kinds["spokesperson"] | kinds["body head"]:
        return last == ["head"]
    if last[0] in kinds["paper"] | kinds["document"] | kinds["sensor"] | kinds["armed"]:
        return False
    known = words_by_sort("publisher_words")
    if last[0] in known["body"] | known["outlet"]:
        return False
    return not last[0].endswith("s") or last[0].endswith("ss")


def _named_next(member: Member, voice: Voice) -> Voice | None:
    """Return the next speaker, where that is a person who was not named before."""
    here = voice.mentions[0]
    later = [
        (content_span(c).start, v)
        for c in member.reading.claims
        if c.attribution.reporting
        and c.attribution.content
        and c.parent is None
        and (v := member.voice(c.voice)) is not None
        and v.id != voice.id
        and v.mentions
        and v.mentions[0].start > here.start
    ]
    if not later:
        return None
    person = min(later, key=lambda found: found[1].mentions[0].start)[1]
    if person.kind != "person" or " " not in person.name.strip():
        return None
    if person.mentions[0].start - here.end > _NEAR_CHARS:
        return None
    if any(_speaks_between(member, v, voice, person) for v in member.reading.voices):
        return None
    return person if _fits(voice, person) else None


def _speaks_between(member: Member, other: Voice, voice: Voice, person: Voice) -> bool:
    """Whether somebody else than the two speaks between the description and the name."""
    if other.id in (voice.id, person.id) or other.kind not in ("person", "organisation"):
        return False
    start, end = voice.mentions[0].end, person.mentions[0].start
    return any(
        c.voice == other.id
        and c.attribution.reporting
        and any(start < s.start < end for s in c.attribution.source)
        for c in member.reading.claims
    )


def _fits(voice: Voice, person: Voice) -> bool:
    """Whether a description leaves open that the named person is meant, by what both are called."""
    kinds = words_by_sort("origin_words")
    office = kinds["spokesperson"] | kinds["office holder"] | kinds["title"]
    said = _called(voice)
    own = _called(person) - set(body_words(person.name)) - {"dr", "mr", "mrs", "ms", "professor"}
    if said & own & (office | _individuals()):
        return True
    return not (own & office) or bool(said & office)


def _called(voice: Voice) -> set[str]:
    told = (voice.described or "", *(m.text for m in voice.mentions))
    return {w for t in told for w in body_words(t)}


def _named_before(member: Member, voice: Voice) -> Voice | None:
    """Return the person named last before "the 37-year-old"."""
    text, here = member.report.text, voice.mentions[0]
    places = {p.name for p in member.reading.places} | {p.span.text for p in member.reading.places}
    own = (member.report.publisher or "").lower()
    unquoted = _QUOTED.sub(lambda q: " " * len(q.group()), text[: here.start])
    found = [
        m
        for m in _SOMEBODY.finditer(unquoted)
        if m["name"].split()[0] not in _OPENINGS
        and m["name"] not in places
        and m["name"].lower() not in own
    ]
    return _person(member, Span.of(text, *found[-1].span("name"))) if found else None


def _person(member: Member, span: Span) -> Voice:
    """Return the voice of the report that bears a name, or a new one."""
    last = span.text.split()[-1]
    known: Sequence[Voice] = [
        v
        for v in member.reading.voices
        if v.kind == "person" and last in v.name.split() and v.name in span.text
    ]
    return known[0] if known else Voice(f"v{span.start}*", span.text, "person", (span,))


def _merged(voice: Voice, person: Voice) -> Voice:
    """Return a person with what is said of the description."""
    mentions = (*person.mentions, *(m for m in voice.mentions if m not in person.mentions))
    told = [t for t in (person.described, voice.described or voice.mentions[0].text) if t]
    return replace(person, mentions=mentions, described="; ".join(dict.fromkeys(told)))
