"""Origins that a report names beside a claim, where the claim's own sentence names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from purport.corroboration.members import Member, content_span, paragraph_of, sentence_of
from purport.corroboration.origin import Origin
from purport.corroboration.origins import trace_origin
from purport.corroboration.outlets import OWN_VOICE
from purport.corroboration.profiles import body_words
from purport.corroboration.whole_names import is_presenter
from purport.model.claim import Claim
from purport.model.group import Reason
from purport.model.span import Span

# Set by hand: two telling words that a sentence and a statement share make them one subject.
SHARED_WORDS = 2
_STEM_CHARS = 6
_SUBJECT_WORDS, _NEAR_CHARS = 8, 300
_PLAIN = frozenset(
    "the a an and or but of to in on at for from with by as is are was were be been being it its "
    "he she they we i you his her their our that this these those not no had has have which who "
    "said says would will".split()
)
_TRAILING = re.compile(
    r",\s+(?:he|she|they|it|who)\s+[a-z]{4,}[.]?$|,\s+[a-z]{4,}\s+(?:he|she|they)[.]?$"
)
_TELLS = re.compile(
    r"\b(?:sa(?:id|ys?)|announc|admit|fess|wrote|posted|told|tells|accord|confirm|statement|report|"
    r"put (?:out|on)|upload|"
    r"releas|publish|claim|reveal|warn|declar|stat(?:ed|es)|conced|conclud|describ|recall|tweet|"
    r"thus\b|\bpost\b|messag|cit(?:ed|es) (?:his|her|their)\b)",
)
_SHE_SAID = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey)(?:[’']s|[’']ve| has| have| had)? (?:\w+ly |also |now |just )?"
    r"(?:said|says|announced|told|wrote|posted|confirmed|declared|revealed)\b"
)
_GOES_ON = re.compile(
    r"(?:[Ii]t|[Tt]hey|[Tt]h(?:is|at|ese|ose)|[Hh]e|[Ss]he|[Ss]uch|[Bb]oth|[Ss]o)\b|"
    r"[Tt]he (?:figures?|number|decision|move|finding|news|result|measure|count|toll|step|vote)\b"
)
_TELLS_CHARS = 60


def beside_origin(member: Member, publishers: Sequence[str]) -> Origin | None:
    """Return the origin that a claim's report names for what stands beside it, or None.

    In order: who speaks at the end of the sentence ("…, she concludes"), who says much the same
    elsewhere in the report, and the only voice that is heard in it. What the last one saw is not
    taken for this claim's access.
    """
    places = {p.name for p in member.reading.places} | {p.span.text for p in member.reading.places}
    heard = {v.id for v in member.reading.voices if v.name not in places}
    heard -= {v.id for v in member.reading.voices if is_presenter(member.report.text, v.name)}
    told = [c for c in member.reading.claims if _is_told(c, member.claim) and c.voice in heard]
    sentence = sentence_of(member.report.text, content_span(member.claim))
    before = [c for c in told if content_span(c).start <= sentence.start]
    if _TRAILING.search(sentence.text.strip()) and before:
        return _origin(member, before[-1], publishers, "its sentence ends on this voice", sentence)
    itself = next((c for c in told if _speaks_of_itself(member, c)), None)
    if itself is not None:
        return _origin(member, itself, publishers, "it is told of one who speaks of it", sentence)
    about = telling_words(member.claim.text)
    best = max(
        told,
        key=lambda c: (len(about & telling_words(c.text)), -content_span(c).start),
        default=None,
    )
    if best is not None and len(about & telling_words(best.text)) >= SHARED_WORDS:
        return _origin(
            member, best, publishers, "this voice says much the same in the report", sentence
        )
    first = min(told, key=lambda c: content_span(c).start, default=None)
    if first is None:
        return None
    alone = len({c.voice for c in told}) == 1
    quoted = best is not None and best.attribution.kind in ("direct", "mixed")
    if (alone or quoted) and best is not None and _long_words(about, best):
        first = best
    long = _long_words(about, first)
    if not alone and not long:
        return None
    says = "it is the only voice in the report" if alone else "the first voice speaks of the same"
    near = paragraph_of(member.report.text, sentence).holds(content_span(first))
    borne_out = _is_borne_out(member, sentence, first)
    if not long and not borne_out:
        return None
    found = _origin(member, first, publishers, says, sentence)
    if found is None or near or borne_out:
        return found
    return replace(found, first_hand=False, weak=True)


def _is_borne_out(member: Member, sentence: Span, told: Claim) -> bool:
    """Whether a quotation that bears a sentence out stands right behind it.

    "Ribera's captain will stop playing. “June is the end of it,” Ferreyra told El Estadio." What
    somebody announces without being quoted may be another matter.
    """
    text = member.report.text
    quoted = told.attribution.kind in ("direct", "mixed")
    if quoted and paragraph_of(text, sentence).holds(content_span(told)):
        return content_span(told).start > sentence.start
    behind = sentence_of(text, content_span(told))
    gap = text[sentence.end : behind.start]
    if behind.start < sentence.end or gap.strip(" \n”\"’'"):
        return False
    if quoted:
        return True
    return _GOES_ON.match(told.text) is not None or _GOES_ON.match(behind.text) is not None


def _long_words(about: frozenset[str], told: Claim) -> set[str]:
    return {w for w in about & telling_words(told.text) if len(w) == _STEM_CHARS}


def _speaks_of_itself(member: Member, told: Claim) -> bool:
    """Whether a claim is about what a person does who speaks in the same paragraph or the next."""
    voice = member.voice(told.voice)
    if voice is None or voice.kind != "person" or not voice.name.split():
        return False
    near = content_span(told).start - content_span(member.claim).end
    opening = member.claim.text.split()[:_SUBJECT_WORDS]
    last = voice.name.split()[-1]
    return 0 <= near < _NEAR_CHARS and any(w.strip(",.’'s") == last.strip("’'s") for w in opening)


def named_in(member: Member, origin: Origin) -> Span | None:
    """Return where a report names an origin as one who tells, or None."""
    who = origin.gatekeeper or origin.who
    if who.vague:
        return None
    if who.person:
        itself = _says_so(member, who.person[-1])
        if itself is not None:
            return itself
        return _telling_mention(member.report.text, who.person[-1], who.person[-1:])
    for body in (who.body, *who.others):
        words = tuple(sorted(w for w in body if len(w) > 3))
        lead = words[0] if len(words) >= SHARED_WORDS else _whole_name(who.name)
        found = _telling_mention(member.report.text, lead, words) if words and lead else None
        if found is not None:
            return found
    return None


def _says_so(member: Member, name: str) -> Span | None:
    """Return where a report says that the one of whom a claim tells said so: "she announced it"."""
    opening = [w.strip(",.’'") for w in member.claim.text.lower().split()[:_SUBJECT_WORDS]]
    if not any(w.split("’")[0].split("'")[0] == name for w in opening):
        return None
    text = member.report.text
    home = paragraph_of(text, content_span(member.claim))
    match = _SHE_SAID.search(text, content_span(member.claim).end, home.end)
    return Span.of(text, match.start(), match.end()) if match is not None else None


def _whole_name(name: str) -> str | None:
    """Return a name of two or more words without article, else None: one word tells too little."""
    bare = re.sub(r"^(?:the|The)\s+", "", name)
    return bare if len(bare.split()) >= SHARED_WORDS and bare[0].isupper() else None


def _telling_mention(text: str, lead: str, words: Sequence[str]) -> Span | None:
    """Return where a text has some words near each other and near a word of telling."""
    for match in re.finditer(rf"\b{re.escape(lead)}", text, re.IGNORECASE):
        near = text[max(0, match.start() - _TELLS_CHARS) : match.end() + _TELLS_CHARS]
        if all(w in near.lower() for w in words) and _TELLS.search(near):
            return Span.of(text, match.start(), match.end())
    return None


def _is_told(claim: Claim, other: Claim) -> bool:
    """Whether a claim is one that somebody else than the report tells."""
    return (
        claim.id != other.id
        and claim.attribution.reporting
        and claim.attribution.kind != "narrator"
        and claim.act not in ("asks", "directs")
        and (claim.act != "opines" or claim.attribution.kind in ("direct", "mixed"))
        and bool(claim.voice)
        and bool(claim.attribution.content)
        and not any(OWN_VOICE.match(s.text) for s in claim.attribution.source)
    )


def _origin(
    member: Member, claim: Claim, publishers: Sequence[str], says: str, sentence: Span
) -> Origin | None:
    found = trace_origin(Member(member.claim_id, claim, member.reading), publishers)
    if not found.named:
        return None
    words = member.words(sentence, content_span(claim))
    return replace(found, member=member, why=(Reason("named beside", says, words), *found.why))


@lru_cache(maxsize=1 << 14)
def telling_words(text: str) -> frozenset[str]:
    """Return the telling words of a text by their beginnings."""
    return frozenset(w[:_STEM_CHARS] for w in body_words(text) if w not in _PLAIN and len(w) > 2)
