"""The chain of one claim → its origin: who is first to say it, in what, and through whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from purport.corroboration.access import case_of, is_replayed, standing_of
from purport.corroboration.credits import credits_of
from purport.corroboration.introductions import with_named_speaker
from purport.corroboration.members import Member, content_span, paragraph_of, speaking_hops
from purport.corroboration.origin import Origin, origin_of, unknown_origin
from purport.corroboration.outlets import (
    NAMELESS_MEDIA,
    OWN_VOICE,
    fold_outlet,
    is_body,
    is_body_name,
    is_outlet_name,
    matching,
    same_outlet,
)
from purport.corroboration.papers import (
    is_paper,
    names_document,
    paper_origin,
    passer,
    seen_paper,
    thing_origin,
)
from purport.corroboration.profiles import Profile, body_words, name_profile, profile_of
from purport.corroboration.whole_names import is_presenter, is_role, is_turn_label
from purport.corroboration.worded_origins import (
    is_authors_own,
    narrated_origin,
    own_statement,
    source_origin,
    told_origin,
)
from purport.model.claim import Hop
from purport.model.evidence import Evidence
from purport.model.span import Span
from purport.model.voice import Voice, VoiceKind

_INTRODUCED = re.compile(
    r"(?:^|\b(?:I'm|I’m|I am|[Mm]y name is|[Tt]his is|[Ii]t's|[Ii]t’s)\s+)"
    r"(?!(?:On|In|At|Last|This|By|Near|From|The|Our|We|No|Yes|Well|And|But|So|Oh|Good|Thank)\b)"
    r"((?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+)(?=[.,!?]|$)"
)
_SELF = frozenset(
    "we club company ministry office department authority agency board union party bank "
    "group".split()
)
_MEDIUM_BEFORE = re.compile(
    r"\b(?:newsletter|newspaper|paper|portal|website|news site|site|magazine|broadcaster|blog|"
    r"podcast|tabloid|weekly|daily|radio station|television station|television channel|"
    r"news channel|station|channel|news agency|wire service|programme)[ ,]+(?:the )?$"
)
_BEFORE_CHARS = 30
_IMPLAUSIBLE = re.compile(
    r"^(?:because|that|when|while|if|although|though|after|before|since|where|but|and|or|as|so|"
    r"than|then|to|in|on|at|of|by|with|from|for|into|over)\b|"
    r"\b(?:was|were|is|are|had been|has been)\b(?! who)",
    re.IGNORECASE,
)
_ANYBODY = frozenset("everybody everyone nobody anybody anyone many some people most".split())
_HEADINGS = frozenset(
    "analysis opinion comment explainer background update updates live exclusive breaking "
    "editorial "
    "interview summary note notes briefing headlines correction corrections clarification context "
    "timeline verdict photo video watch listen read more related developing".split()
)
_TOLD_ME = re.compile(
    r"(?P<who>\b[Tt]he [a-z]+|\b(?!(?:He|She|They|It|You|We|Nobody|Somebody|Someone|People|Who)\b)"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:has |had )?(?:"
    r"(?:told|informed|assured|notified) (?:me|us)\b(?! (?:not|about|off|to))|"
    r"(?:rang|phoned|called|wrote to|let) (?:me|us)\b[^.]{0,30}\b(?:to (?:tell|say)|know|saying)\b)"
)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z .’'-]{2,40}?)(?:,? [^\n]{0,40}?)? ?(?:\([^)\n]*\) ?)?[-–—]"
)
_MOST = 0.6  # of a claim's words, set by hand


def trace_origin(member: Member, publishers: Sequence[str]) -> Origin:
    """Return where the chain of a claim ends by its own report's words.

    Args:
        member: the claim in its report.
        publishers: all known publishers, so that an outlet in a chain is known for one.
    """
    member = with_named_speaker(_innermost(member))
    hops = [h for h in speaking_hops(member.claim) if not _is_go_between(member, h, publishers)]
    speaking = [h for h in hops if (v := member.voice(h.voice)) and is_plausible(member, v)]
    seen = seen_paper(member)
    if seen is not None:
        return paper_origin(member, seen)
    if speaking and (_is_misread_paper(member, speaking) or _tells_nothing(member)):
        speaking = []
        hops = []
    if speaking:
        return _spoken(member, speaking)
    things = (member.evidence(h.evidence) for h in hops)
    thing = next((t for t in things if t is not None), None)
    if thing is not None:
        own = own_statement(member) if thing.released_by is None else None
        return own or thing_origin(member, thing)
    if member.claim.attribution.kind == "narrator":
        first = narrated_origin(member)
    else:
        first = source_origin(member, publishers)
    first = first or told_origin(member, publishers)
    if first is None and not _is_passed_on(member, publishers):
        first = own_statement(member)
    return first or unknown_origin(member)


def is_plausible(member: Member, voice: Voice) -> bool:
    """Whether a voice is one that can speak: no heading, dateline or piece of a sentence."""
    name = voice.name.strip(" .:")
    if name.lower() in _ANYBODY or is_authors_own(member, name) or _is_in_content(member, voice):
        return False
    if not name or _IMPLAUSIBLE.search(name) or _is_heading(member.report.text, name):
        return False
    dateline = _DATELINE.match(member.report.text)
    if dateline is None or voice.kind == "person" or len(voice.mentions) != 1:
        return True
    return not (name == dateline["place"].strip() and voice.mentions[0].start < dateline.end())


def _is_in_content(member: Member, voice: Voice) -> bool:
    """Whether a voice was read out of what is told, where no words say who tells it."""
    attribution = member.claim.attribution
    if attribution.source or member.claim.voice != voice.id or not voice.mentions:
        return False
    return all(any(c.holds(m) for c in attribution.content) for m in voice.mentions)


def _is_heading(text: str, name: str) -> bool:
    """Whether a word that often heads an article stands at the head of a line, cut off from it."""
    if name.lower() not in _HEADINGS:
        return False
    return re.search(rf"^{re.escape(name)} ?(?::|[-–—|]|$)", text, re.MULTILINE) is not None


def _is_misread_paper(member: Member, hops: Sequence[Hop]) -> bool:
    """Whether a claim's source is a paper that names its own origin, and the chain another voice.

    "According to a notice from the company", where "the company" was taken for something else.
    """
    source = member.claim.attribution.source
    voice = member.voice(hops[-1].voice)
    if not source or voice is None or len(hops) > 1:
        return False
    words = source[0].text
    read = Voice("", words, "unnamed", source[:1], described=words)
    owned = " from the " in words or " of the " in words
    if not (is_paper(read) and owned):
        return False
    return not set(body_words(voice.name)) & set(body_words(words))


def _tells_nothing(member: Member) -> bool:
    """Whether what somebody is said to tell is a pronoun: "the council agreed to it"."""
    words = member.claim.text.lower().strip(" .,;").split()
    return len(words) <= 2 and words[-1:] in (["it"], ["this"], ["that"], ["them"], ["so"])


def _is_passed_on(member: Member, publishers: Sequence[str]) -> bool:
    """Whether a claim is told on the word of another outlet, or of media that nobody names."""
    named = is_body_name(member.report.publisher or "")
    if any(c.reach == "claim" or not named for c in credits_of(member, publishers)):
        return True
    return any(NAMELESS_MEDIA.fullmatch(s.text.strip()) for s in member.claim.attribution.source)


def _innermost(member: Member) -> Member:
    """Return a claim, or the one told in it where it holds no more than another's words.

    "She said it was anthrax", says the farmer: who says it was anthrax is she.
    """
    claim = member.claim
    size = sum(s.end - s.start for s in claim.attribution.content)
    for inner in member.reading.claims:
        held = sum(s.end - s.start for s in inner.attribution.content)
        if inner.parent == claim.id and inner.attribution.reporting and _MOST * size <= held < size:
            voice = member.voice(inner.voice)
            if voice is not None and is_plausible(member, voice):
                return _innermost(Member(member.claim_id, inner, member.reading))
    return member


def _is_go_between(member: Member, hop: Hop, publishers: Sequence[str]) -> bool:
    """Whether a hop is an outlet that passes on, the report's own among them."""
    voice = member.voice(hop.voice)
    if voice is None or (voice.kind == "unnamed" and voice.part_of is not None):
        return False
    own = member.report.publisher
    if any(OWN_VOICE.match(s.text) for s in member.claim.attribution.source):
        return True
    if own is not None and same_outlet(voice.name, own):
        return not is_body(member.report)
    if is_presenter(member.report.text, voice.name) or NAMELESS_MEDIA.fullmatch(voice.name.strip()):
        return True
    if _is_called_outlet(member, voice) or _names_publisher(member, voice, publishers):
        return True
    if hop.role == "reports" and voice.kind == "organisation":
        return True
    if is_turn_label(member.report.text, voice.name.strip(" :")):
        return False
    return _is_outlet(voice.name, own, publishers, organisation=voice.kind == "organisation")


def _is_called_outlet(member: Member, voice: Voice) -> bool:
    """Whether the report calls a voice an outlet: "the shipping newsletter Gulf Lines"."""
    text = member.report.text
    return voice.kind != "person" and any(
        _MEDIUM_BEFORE.search(text[max(0, m.start - _BEFORE_CHARS) : m.start])
        or _MEDIUM_BEFORE.match(f"{m.text} ")
        for m in voice.mentions
        if any(c.isupper() for c in m.text[1:])
    )


def _names_publisher(member: Member, voice: Voice, publishers: Sequence[str]) -> bool:
    """Whether the source of a claim is by all its words an outlet that publishes here."""
    source = member.claim.attribution.source
    if not source or member.claim.voice != voice.id:
        return False
    own, said = member.report.publisher, fold_outlet(source[0].text)
    return any(fold_outlet(p) == said for p in publishers if p != own and not is_body_name(p))


def _is_outlet(
    name: str, own: str | None, publishers: Sequence[str], *, organisation: bool
) -> bool:
    """Whether a name is that of a news outlet: a publisher here, or one whose name says so."""
    others = [p for p in publishers if p != own and not is_body_name(p)]
    equal = any(fold_outlet(p) == fold_outlet(name) for p in others)
    return equal or (organisation and (is_outlet_name(name) or bool(matching(name, others))))


def _spoken(member: Member, hops: Sequence[Hop]) -> Origin:
    """Return the origin that the last hop of a chain is, or in whose document it is told."""
    last = hops[-1]
    voice = member.voice(last.voice)
    assert voice is not None  # noqa: S101 - only such hops are given
    held = (member.evidence(h.evidence) for h in reversed(hops))
    thing = next((t for t in held if t is not None), None)
    gate = _gatekeeper(member, hops, thing)
    if gate is None and voice.kind == "unnamed" and is_replayed(member, voice):
        gate = passer(member)
    if is_paper(voice):
        return paper_origin(member, voice, thing, gate)
    teller = _teller(member, voice)
    if teller is not None:
        return teller
    source = member.claim.attribution.source
    if source and last.role == "releases":
        read = Voice("", source[0].text, "unnamed", source[:1], described=source[0].text)
        if is_paper(read):
            own = names_document(read)
            return paper_origin(member, read, thing, gate if own else profile_of(member, voice))
    if source and member.claim.voice == voice.id and voice.kind == "organisation":
        read = Voice("", source[0].text, "unnamed", source[:1], described=source[0].text)
        if names_document(read):
            return paper_origin(member, read, thing, gate)
    who = _as_publisher(member, _with_said_name(member, voice, profile_of(member, voice)))
    if _is_own_people(member) and is_body(member.report):
        thing = None
    case = case_of(member, who, voice, thing, released=gate is not None)
    return origin_of("voice", case, standing_of(case), gate)


def _teller(member: Member, voice: Voice) -> Origin | None:
    """Return from whom a speaker says that he or she has it: "the palace rang me to tell me"."""
    if voice.kind not in ("person", "unnamed"):
        return None
    home = paragraph_of(member.report.text, content_span(member.claim))
    said = (
        piece
        for c in member.reading.claims
        if c.voice == voice.id and c.attribution.kind in ("direct", "mixed")
        for piece in c.attribution.content
        if home.holds(piece)
    )
    found = next(((p, m) for p in said if (m := _TOLD_ME.search(p.text)) is not None), None)
    if found is None:
        return None
    piece, match = found
    start = piece.start + match.start("who")
    span = Span.of(member.report.text, start, start + len(match["who"]))
    kind: VoiceKind = "organisation" if match["who"][:4].lower() == "the " else "person"
    who = Voice("", span.text, kind, (span,))
    case = case_of(member, profile_of(member, who), who)
    says = "who speaks has it from there"
    return origin_of("voice", case, case.stands("statement", "passed on", says, span, first=False))


def _gatekeeper(member: Member, hops: Sequence[Hop], thing: Evidence | None) -> Profile | None:
    """Return through whom alone the first speaker is reached: who released or passed it on."""
    for hop in reversed(hops[:-1]):
        voice = member.voice(hop.voice)
        if voice is not None and hop.role in ("releases", "quotes") and _can_release(member, voice):
            return profile_of(member, voice)
    carries = thing is not None and thing.medium in ("recording", "video", "image")
    voice = member.voice(hops[-1].voice)
    released = thing is not None and thing.released_by == hops[-1].voice
    if carries and released and voice is not None:
        return profile_of(member, voice)
    return None


def _can_release(member: Member, voice: Voice) -> bool:
    """Whether a voice is none that was read out of the words of the claim itself."""
    told = content_span(member.claim)
    return not any(told.holds(m) and m.start == told.start for m in voice.mentions)


def _as_publisher(member: Member, who: Profile) -> Profile:
    """Return the publisher's profile for "the Ministry" in what the ministry itself puts out."""
    publisher = member.report.publisher
    if publisher is None or who.person or not is_body(member.report):
        return who
    own = name_profile(publisher)
    words = set(body_words(publisher))
    source = member.claim.attribution.source
    said = set(body_words(source[0].text)) if source else who.body
    if _is_own_people(member):
        return own
    said -= {"the", "a", "an"}
    if said and (said <= words or said <= _SELF):
        return own
    return who


def _is_own_people(member: Member) -> bool:
    """Whether a claim's source is told as the publisher's own: "our nurses", "we"."""
    source = member.claim.attribution.source
    return (
        bool(source) and re.match(r"(?:our|my|we|us)\b", source[0].text, re.IGNORECASE) is not None
    )


def _with_said_name(member: Member, voice: Voice, who: Profile) -> Profile:
    """Return the profile of a caller or guest with the name that is said in its turns."""
    if who.person and not voice.name.isupper():
        return who
    if is_presenter(member.report.text, voice.name) or not is_role(voice.name):
        return who
    turns = [c.text for c in member.reading.claims if c.voice == voice.id]
    found = next((m for t in turns if (m := _INTRODUCED.search(t.strip('“”"')))), None)
    if voice.name.isupper() and found is not None and not who.person[1:]:
        name = found[1]
        return replace(
            who,
            name=f"{name} ({voice.name.lower()})",
            person=tuple(name.lower().split()),
            body=frozenset(),
        )
    return who
