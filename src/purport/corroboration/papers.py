"""Documents and other things that are said to speak: "the memo says", "emails show"."""

from __future__ import annotations

import re
from dataclasses import replace

from purport.corroboration.access import SEEN_BY, case_of, standing_of
from purport.corroboration.lexicon import words_by_sort
from purport.corroboration.members import Member, content_span, sentence_of
from purport.corroboration.origin import Origin, OriginKind, origin_of
from purport.corroboration.outlets import is_body, is_outlet_name, same_outlet
from purport.corroboration.profiles import VAGUE, Profile, body_words, name_profile
from purport.model.evidence import Evidence
from purport.model.span import Span
from purport.model.voice import Voice

_HEAD = re.compile(
    r"\b(?:of|by|from|for|that|which|seen|obtained|first|published|released|taken|shared|"
    r"posted)\b|,"
)
_WHOSE = re.compile(r"\s+(?:of|by|from) (?:the |a |an |its |his |her )?(?:[A-Z][\w’'-]+ ?)+")
_ADDED = re.compile(
    r",? (?:that|which) (?:has|have|had|was|were|is|are)\b|"
    r",? (?:first )?(?:seen|obtained|reviewed|leaked|published|shared|posted)\b"
)
_WORD = re.compile(r"[\w’'-]+")
_NAME_CHARS = 80
_OURS = re.compile(r"(?:[Oo]ur|[Ii]ts)\b")
_MADE = frozenset(
    "image images picture pictures photograph photographs imagery readings measurements".split()
)
# Papers that hold the case of one body alone, whose statement they are.
_AUTHORS = {
    "indictment": "prosecutor", "judgment": "court", "judgement": "court", "ruling": "court",
    "verdict": "court",
}  # fmt: skip
_SEEN_BY = re.compile(r"(?:seen|obtained|reviewed|viewed|examined|leaked|shared|provided|shown)\b")
_PAPER_BEFORE = re.compile(r"(?:^|[,.;:“”\n] ?|\bto )((?:[\w’'-]+ ){1,8})$")
_PASSED = re.compile(
    r"\b(?:obtained|leaked|released|published|provided|passed|handed|supplied|shared|posted|played|"
    r"made public|put out|put online|made available|circulated|distributed|uploaded|intercepted|"
    r"picked up|captured|recorded)\b"
    r"(?: (?:to|with|on|over|in|online|out|today|yesterday|last|within|for|it)\b[^,.;\n]{0,45}?)?"
    r" by (?:the |a |an )?(?:[a-z][\w-]* ){0,3}(?P<who>[A-Z][\w&’'-]*(?: (?:of |for |and |the )?"
    r"[A-Z][\w&’'-]*)*)|"
    r"\b(?:recordings?|tapes?|calls?|intercepts?|footage|videos?|audio|conversations?|documents?|"
    r"files|"
    r"agenda) (?:that|which) (?:the |a |an )?(?:[a-z][\w-]* ){0,2}?(?P<act>[A-Z][\w&’'-]*"
    r"(?: [A-Z][\w&’'-]*)*) (?:has |had |have )?(?:put|posted|released|published|uploaded|shared|"
    r"played)\b|"
    r"\b(?:recordings?|tapes?|calls?|intercepts?|footage|videos?|audio|documents?|minutes|emails|"
    r"papers|files) from (?:the |a |an )?(?P<of>[\w-]+(?: [\w-]+){0,3}? "
    r"(?:bureau|agency|service|ministry|directorate|group|charity|command|staff))\b"
)


def is_paper(voice: Voice) -> bool:
    """Whether a voice is a document or the like, and no body of such a name ("the Sava Post").

    Example:
        >>> is_paper(Voice("v1", "an internal memo of the inspectorate", "unnamed", ()))
        True
        >>> is_paper(Voice("v1", "the Sava Post", "organisation", ()))
        False
    """
    head = _HEAD.split(voice.name)[0]
    words = body_words(head)
    if voice.kind != "person" and head.strip()[-1:].islower() and SEEN_BY.search(voice.name):
        return True
    if not words or voice.kind == "person" or not head.split()[-1].islower():
        return False
    return words[-1] in _paper_words() - {"internal"}


def names_document(voice: Voice) -> bool:
    """Whether a voice is told as a document with whose it is: "a memo from the ministry"."""
    head = _HEAD.split(voice.name)[0]
    return is_paper(voice) and _paper_noun(head) is not None and head.strip() != voice.name


def paper_origin(
    member: Member, voice: Voice, thing: Evidence | None = None, gatekeeper: Profile | None = None
) -> Origin:
    """Return the origin that is a document; a press release or notice is whose it is."""
    words = _with_whose(member, voice)
    bare = " ".join(w for w in _WORD.findall(words) if w.lower() not in _paper_words())
    body = name_profile(bare).body if bare else frozenset()
    vague = bool(body) and body <= VAGUE
    gatekeeper = gatekeeper or passer(member)
    who = Profile(words[:_NAME_CHARS], body=body, noun=_paper_noun(words), vague=vague)
    case = case_of(member, who, voice, thing, released=gatekeeper is not None)
    if _OURS.match(words) and is_body(member.report) and gatekeeper is None:
        own_case = replace(case, who=name_profile(member.report.publisher or ""), thing=None)
        says = "it is the publisher’s own picture or measurement"
        made = set(body_words(words)) & _MADE
        own = own_case.stands("sensor", "sensor", says, *case.mention, first=True)
        return origin_of("voice", own_case, own if made else standing_of(own_case))
    author = _AUTHORS.get(who.noun or "")
    if author is not None and (not body or author in body):
        says = "it is its author’s own case, whoever has read it"
        own = case.stands("statement", "own case", says, *case.mention, first=False)
        case = replace(case, who=replace(who, body=frozenset({author})))
        return origin_of("voice", case, own, gatekeeper)
    standing = standing_of(case)
    kind: OriginKind = "thing" if standing.access == "document" or not body else "voice"
    return origin_of(kind, case, standing, gatekeeper)


def thing_origin(member: Member, thing: Evidence) -> Origin:
    """Return the origin that is a recording or document whose releaser nobody names."""
    name = " ".join(thing.mention.text.split())[:_NAME_CHARS]
    gate = passer(member)
    who = Profile(name, body=name_profile(name).body)
    case = case_of(member, who, None, thing, released=gate is not None)
    return origin_of("thing", case, standing_of(case), gate)


def seen_paper(member: Member) -> Voice | None:
    """Return the paper before "seen by the Herald", where only these words were read as the source.

    "…, a memo seen by the Daily Herald shows."
    """
    source, text = member.claim.attribution.source, member.report.text
    if not source or not _SEEN_BY.match(source[0].text):
        return None
    before = _PAPER_BEFORE.search(text[: source[0].start])
    if before is None or not set(body_words(before[1])) & _paper_words():
        return None
    start = source[0].start - (len(before.group()) - before.group().index(before[1]))
    span = Span.of(text, start, start + len(before[1].rstrip()))
    return Voice("", span.text, "unnamed", (span,), described=span.text)


def passer(member: Member) -> Profile | None:
    """Return who alone passed on the thing that a report goes by: "obtained by", "released by".

    The sentence of the claim is looked at first, then the whole report; outlets are none, nor is
    whoever only made the thing.
    """
    text = member.report.text
    sentence = sentence_of(text, content_span(member.claim))
    for words in (sentence.text, text):
        for match in _PASSED.finditer(words):
            name = (match["who"] or match["of"] or match["act"]).strip(" ,.")
            if not is_outlet_name(name) and not _is_own(member, name):
                return name_profile(name)
    return None


def _is_own(member: Member, name: str) -> bool:
    own = member.report.publisher
    return own is not None and same_outlet(name, own) and not is_body(member.report)


def _with_whose(member: Member, voice: Voice) -> str:
    """Return how a thing is called with whose it is: "a memo of the Prisons Inspectorate"."""
    text = member.report.text
    source = member.claim.attribution.source
    head = body_words(voice.name)[-1:]
    for span in (*source[:1], *voice.mentions):
        if head and head[0] in body_words(span.text):
            tail = _WHOSE.match(text, span.end)
            words = span.text + (tail.group() if tail else "")
            bare = _ADDED.split(words)[0].strip(" ,")
            return bare if set(body_words(bare)) & _paper_words() else words.strip(" ,")
    return voice.name


def _paper_noun(words: str) -> str | None:
    """Return the word that says what kind of document it is, in the singular."""
    found = [w for w in body_words(words) if w in words_by_sort("origin_words")["document"]]
    return found[0].removesuffix("s") if found else None


def _paper_words() -> frozenset[str]:
    return words_by_sort("origin_words")["paper"]
