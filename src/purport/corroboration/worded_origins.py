"""Origins that a sentence names in words where the reading found no voice for it.

These are a second look at the text, for sentences whose attribution was not read: a trailing
", a government official told the Record", an "according to …", somebody who "saw" it, or a body
that speaks in its own publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from purport.corroboration.access import (
    Case,
    Standing,
    case_of,
    narrated_reporter,
    standing_of,
)
from purport.corroboration.members import Member, content_span, paragraph_of, sentence_of
from purport.corroboration.origin import Origin, origin_of
from purport.corroboration.outlets import (
    NAMELESS_MEDIA,
    is_body,
    is_body_name,
    is_outlet_name,
    same_outlet,
)
from purport.corroboration.papers import is_paper, paper_origin, passer
from purport.corroboration.profiles import Profile, body_words, name_profile, profile_of
from purport.corroboration.whole_names import is_presenter
from purport.model.group import Reason
from purport.model.span import Span
from purport.model.voice import Voice

PRONOUNS = frozenset(
    "he she they it we i you who which that this these those his her their".split()
)
_SEES = re.compile(
    r"\b(?P<who>[Hh]e|[Ss]he|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)(?:,(?: [^,.]{1,60},)?)? "
    r"(?:saw|watched|heard|felt|counted|filmed)\b"
)
_FINDS = re.compile(
    r"\b(?P<who>[A-Z][\w’'-]+ [A-Z][\w’'-]+)(?:,(?: [^,.]{1,60},)?)? "
    r"(?:saw|watched|heard|felt|counted|filmed|found|came upon|discovered|noticed)\b"
)
_WAS_AMONG = re.compile(
    r"\b(?P<who>[Aa]n? (?:[a-z][\w-]* ){0,2}[a-z][\w-]*) who (?:was|were) "
    r"(?:among|aboard|on board|inside|there when)\b"
)
_TELLS = (
    r"(?:said|says|say|told|tells|announced|confirmed|reported|reports?|wrote|writes|added|stated|"
    r"warned|admitted|posted|claimed|claims|declared|testified|recalled|revealed|found|finds|let "
    r"slip|"
    r"insisted|conceded|acknowledged|disclosed|let it be known)"
)
_PAPERS = (
    r"(?:emails?|documents?|memos?|letters?|records|files|images|footage|videos?|minutes|"
    r"photographs|photos|pictures|imagery|recordings?|tapes?|logs|transcripts?|filings?|figures|"
    r"data|report|register|agenda|timetable|e-mails?|memorandum|log|logbook)"
)
_WHO = r"[^,;.:“”\"\n]{3,60}?"
_NAMED = (
    re.compile(
        r"(?:^|, )(?P<who>[^,;.:“”\"\n]{3,40} (?:seen|obtained|reviewed|viewed|examined) by "
        r"[^,;.:“”\"\n]{2,40}?) (?:show|shows|showed|suggests?|indicates?|reveals?|says?|said)\b"
    ),
    re.compile(
        rf"^(?P<who>(?:The|An?|Its|[A-Z][\w’']+) [^,;.:“”\"\n]{{0,40}}\b{_PAPERS}\b"
        r"[^,;.:“”\"\n]{0,40}?) (?:has|have|had|shows?|lists?|gives?|puts?|records?)\b"
    ),
    re.compile(
        rf",\s+(?P<who>[^,;.:“”\"\n]{{0,40}}\b{_PAPERS}\b[^,;.:“”\"\n]{{0,60}}?)\s+"
        r"(?:show|shows|showed|suggests?|indicates?|reveals?|says?|said)\b"
    ),
    re.compile(rf",\s+(?P<who>{_WHO}(?:, {_WHO},)?)\s+(?:has |have |had )?{_TELLS}\b"),
    re.compile(r"\baccording to (?P<who>[^,;.:“”\"\n]{3,70})"),
    re.compile(
        r"\b(?:been|was|were) (?:passed|sent|handed|shown|given|leaked) "
        rf"(?P<who>[^,;.:“”\"\n]{{0,30}}\b{_PAPERS}\b)"
    ),
    re.compile(r"\b(?:learned|learnt|heard|understands) (?:this )?from (?P<who>[^,;.:“”\n]{3,60})"),
)
_MEDIUM = re.compile(
    r"(?:the |a )?(?:[\w-]+ ){0,2}(?:newsletter|newspaper|portal|website|news site|magazine|"
    r"broadcaster|blog|podcast|tabloid|news channel|radio station|news agency) [A-Z]"
)
_TOLD_US = re.compile(
    r",? (?:has |have |had )?(?:told|informed|assured|rang|wrote to|notified) us\b"
)
_SAID_SO = re.compile(
    r"(?P<who>[A-Z][^,;.:“”\"\n]{2,60}?(?:, [^,.;\n]{2,40},)?) (?:has |have |had )?"
    r"(?:(?:said|announced|confirmed|disclosed|stated|admitted|acknowledged|conceded) (?:so|it|"
    r"this|"
    r"as much)|told (?!us\b)[\w’' ]{2,30}? so)\b"
)
_SO_SAYS = re.compile(
    r"(?:That|This|So it|So they|It) (?:follows?|emerges?|appears?|says?|said|stands?|comes?|is) "
    rf"(?:from|in|by) (?P<who>[^,;.:“”\"\n]{{0,40}}\b{_PAPERS}\b[^,;.:“”\"\n]{{0,50}})"
)
_WORD_OF = re.compile(
    r"(?:That|This|Such|So) (?:was|is|were|are|at least is|runs|ran) the "
    r"(?:message|word|news|account|verdict|view|warning|claim|assurance|promise|upshot)\b"
    r"[^.,;\n]{0,30}? (?:of|from|by) (?P<who>[^;.:“”\"\n]{3,70})"
)
_IN_TURNS = re.compile(r"^[A-Z][A-Z .’'-]+:", re.MULTILINE)
_OUTLET_DEEDS = re.compile(
    r"(?:understands|asked|contacted|approached|reporters?|correspondents?|journalists?|saw|"
    r"counted|"
    r"visited|spoke|learn|(?:has|have|had|was|were|can) (?:learn|seen|read|obtained|asked|shown|"
    r"told|"
    r"spoken|reveal|report|reviewed|been|not))"
)
_NO_SPEAKER = re.compile(
    r"(?:because|that|when|while|if|although|though|after|before|since|where|but|and|or|as|so|"
    r"than|to|in|on|at|of|by|with|from|for|into|over|not|who|which|having|being|once|until|it|"
    r"there|what|according|citing|quoting|(?:he|she|they|we|i|it)[’']\w+)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b")
_ARTICLE_CHARS = 4


def source_origin(member: Member, publishers: Sequence[str]) -> Origin | None:
    """Return the origin that the source of a claim names in words."""
    source = member.claim.attribution.source
    if not source or not member.claim.attribution.reporting or source[0].text.lower() in PRONOUNS:
        return None
    if is_presenter(member.report.text, source[0].text):
        return None
    if is_authors_own(member, source[0].text):
        return None
    voice = Voice("", source[0].text, "unnamed", source[:1], described=source[0].text)
    return _named(member, voice, publishers)


def is_authors_own(member: Member, words: str) -> bool:
    """Whether words are of something of the author's own: "my rendering of the sentence"."""
    return words.lower().startswith("my ") and not _IN_TURNS.search(member.report.text)


def told_origin(member: Member, publishers: Sequence[str]) -> Origin | None:
    """Return the origin that a claim's sentence names behind or before what it tells."""
    sentence = sentence_of(member.report.text, content_span(member.claim))
    found = [m for p in _NAMED if (m := p.search(sentence.text)) is not None]
    home = paragraph_of(member.report.text, sentence)
    said_so = _SAID_SO.search(member.report.text, sentence.end, home.end)
    in_paper = _SO_SAYS.search(member.report.text, sentence.end, home.end)
    word_of = _WORD_OF.search(member.report.text, sentence.end, home.end)
    found += [m for m in (said_so, in_paper, word_of) if m is not None]
    match = next((m for m in found if not _NO_SPEAKER.match(m["who"].strip(" ,"))), None)
    if match is None or match["who"].lower() in PRONOUNS:
        return None
    words = match["who"].strip(" ,")
    if NAMELESS_MEDIA.fullmatch(words):
        return None
    at = match.start("who") + (0 if match in (said_so, in_paper, word_of) else sentence.start)
    span = Span.of(member.report.text, at, at + len(words))
    known = (
        v
        for v in member.reading.voices
        if any(
            m.overlaps(span)
            and (m.start <= at + _ARTICLE_CHARS or (v.kind == "person" and m.end == span.end))
            for m in v.mentions
        )
    )
    voice = next(known, Voice("", words, "unnamed", (span,), described=words))
    return _named(member, voice, publishers)


def narrated_origin(member: Member) -> Origin | None:
    """Return the outlet's own reporter, or the person who is told to have seen it, or None."""
    found = narrated_reporter(member)
    if found is not None:
        name, standing = found
        return origin_of("voice", case_of(member, Profile(name, noun="reporter")), standing)
    return _seer(member)


def own_statement(member: Member) -> Origin | None:
    """Return the publisher as origin, where it is a body that speaks of its own matters."""
    if not (is_body(member.report) and _is_own_matter(member)) and not _names_itself(member):
        return None
    informant = _informant(member)
    if informant is not None:
        return informant
    who = name_profile(member.report.publisher or "")
    case = Case(member, who, paragraph_of(member.report.text, content_span(member.claim)))
    standing = standing_of(case)
    if not standing.first_hand:
        says = "the publisher speaks for itself, as a body"
        why = Reason("own publication", says, member.words(content_span(member.claim)))
        standing = replace(standing, why=why)
    return origin_of("voice", case, standing)


def _is_own_matter(member: Member) -> bool:
    """Whether a publisher is a body by its name, or speaks of itself in a claim's paragraph."""
    publisher = member.report.publisher or ""
    if is_body_name(publisher):
        return True
    home = paragraph_of(member.report.text, content_span(member.claim))
    own = {w for w in body_words(publisher) if len(w) > _ARTICLE_CHARS}
    return bool(own & set(body_words(home.text))) or _OURS.search(home.text) is not None


def _names_itself(member: Member) -> bool:
    """Whether a report is of somebody’s own house: "Vantu 2025" on what Mirela Vantu does."""
    publisher = member.report.publisher or ""
    if not publisher or is_outlet_name(publisher):
        return False
    bare = re.sub(r"^(?:The|the) ", "", publisher)
    subject = re.match(
        rf"(?:The |the )?{re.escape(bare)}(?:[’']s? [a-z][\w -]{{2,40}}?)? (?P<verb>\w+ ?\w*)",
        member.claim.text,
    )
    if subject is not None and not _OUTLET_DEEDS.match(subject["verb"]):
        return True
    words = {w for w in publisher.split() if w[0].isupper()}
    campaign = re.search(
        r"\b[Cc]ampaign|\b[Oo]ffice\b|\b[Tt]eam\b|[Cc]hambers|[Ll]awyers|"
        r"[Ff]amily|[Ee]state\b|[Mm]anagement|[Ff]riends|[Ss]ecretariat|\bfor \w+\b|\b20\d\d\b",
        publisher,
    )
    opening = {w.strip(",.’'s") for w in member.claim.text.split()[:6]}
    return campaign is not None and bool(words & opening)


def _informant(member: Member) -> Origin | None:
    """Return who told a body what it publishes: "his daughter told us last night that …"."""
    text = member.report.text
    home = paragraph_of(text, content_span(member.claim))
    for claim in member.reading.claims:
        voice, source = member.voice(claim.voice), claim.attribution.source
        if voice is None or not source or not home.holds(source[0]):
            continue
        if _TOLD_US.match(text, source[0].end):
            told = Member(member.claim_id, claim, member.reading)
            case = case_of(told, profile_of(told, voice), voice)
            return replace(origin_of("voice", case, standing_of(case)), member=member)
    return None


def _named(member: Member, voice: Voice, publishers: Sequence[str]) -> Origin | None:
    """Return the origin that words name; outlets are none, as they pass on."""
    if NAMELESS_MEDIA.fullmatch(voice.name.strip()):
        return None
    if is_paper(voice):
        return paper_origin(member, voice)
    words, own = voice.name.split(",")[0], member.report.publisher
    others = (p for p in publishers if not is_body_name(p))
    if _MEDIUM.match(words):
        return None
    if is_outlet_name(words) or any(same_outlet(words, p) for p in others):
        return None
    if own is not None and same_outlet(words, own):
        return None
    case = case_of(member, profile_of(member, voice), voice)
    standing = standing_of(case)
    gate = passer(member) if standing.access == "recording" else None
    return origin_of("voice", case, standing, gate)


def _seer(member: Member) -> Origin | None:
    """Return the person whom a report makes see it, in the sentence or behind it.

    "She saw the river rise"; "Skipper Dan Roe found his own in the harbour"; "a student who was
    among them".
    """
    text = member.report.text
    sentence = sentence_of(text, content_span(member.claim))
    home = paragraph_of(text, sentence)
    match = _SEES.search(text, sentence.start, sentence.end) or _FINDS.search(
        text, sentence.end, home.end
    )
    voice = None if match is None else _seeing(member, match)
    if voice is None:
        match = _WAS_AMONG.search(text, sentence.start, home.end)
        if match is None:
            return None
        span = Span.of(text, *match.span("who"))
        voice = Voice("", span.text, "unnamed", (span,), described=span.text)
    assert match is not None  # noqa: S101 - without one nobody sees
    span = Span.of(text, match.start(), match.end())
    why = Reason("eyewitness", "the report tells what this person saw", member.words(span))
    case = case_of(member, profile_of(member, voice), voice)
    return origin_of("voice", case, Standing("witness", True, why))


def _seeing(member: Member, match: re.Match[str]) -> Voice | None:
    """Return the person of whom a text says that he or she saw, found or heard something."""
    persons = [v for v in member.reading.voices if v.kind in ("person", "unnamed")]
    named = [v for v in persons if match["who"].split()[-1] in v.name.split()]
    speaking = [v for v in persons if any(c.voice == v.id for c in member.reading.claims)]
    known = named or (speaking if match["who"].lower() in PRONOUNS else [])
    if known or match.re is not _FINDS:
        return next(iter(known), None)
    others = {v.name for v in member.reading.voices} | {p.name for p in member.reading.places}
    name = match["who"]
    if name in others or is_body_name(name) or is_outlet_name(name):
        return None
    span = Span.of(member.report.text, *match.span("who"))
    return Voice("", name, "person", (span,))
