"""How an origin knows what it says: the rules that tell first-hand access from a mere statement.

Only access that the words state counts (rule 3): an eyewitness, the outlet's own reporter on the
spot, a document, a sensor, a body that counts or records its own. Everything else is a statement.
The words that the rules go by are in lexicon/origin_words.csv.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from purport.corroboration.lexicon import words_by_sort
from purport.corroboration.members import Member, content_span, paragraph_of, sentence_of
from purport.corroboration.outlets import is_body_name
from purport.corroboration.profiles import Profile, body_words
from purport.model.evidence import Evidence
from purport.model.group import Access, Reason
from purport.model.span import Span
from purport.model.voice import Voice

_SAW = (
    r"(?:saw|seen|watched|witnessed|heard|counted|felt|filmed|photographed|walked|visited|found|"
    r"sat|"
    r"stood|smelled|smelt|reached|toured|standing|picked up|opened|inspected|examined|measured|"
    r"tasted|boarded|climbed|entered|attended|observed|drove|waded|spotted|timed|was shown|"
    r"were shown|looked (?:in|into|through|at)|was there|were there|"
    r"was (?:present|aboard|on board))"
)
_REPORTER = r"(?:reporters?|correspondents?|journalists?|photographers?|camera (?:crew|team))"
_OWN_REPORTER = re.compile(
    r"(?<!told )(?<!telling )(?<!tells )(?<!to )(?<!with )(?<!of )(?<!by )"
    rf"\b{_REPORTER}\b[^.\n]{{0,80}}\b{_SAW}\b|"
    rf"\b{_SAW} by (?:a |an |its |the |our )?[\w’' ]{{0,30}}?{_REPORTER}\b|"
    rf"\b(?:[Tt]his|[Oo]ur) (?:reporter|correspondent|newspaper|paper) {_SAW}\b|"
    r"\b[Tt]his (?:reporter|correspondent) (?!asked|called|contacted|phoned|learn|tried|received|"
    r"approached|reported)\w+ed\b|"
    rf"\b{_REPORTER}\b[^.\n]{{0,40}}\b(?:at the scene|on the spot)\b"
)
_PERCEIVED = re.compile(
    r"\b(?:I|we|We) (?:\w+ly |just |then |could |all |both )?(?:saw|see|watched|heard|hear|felt|"
    r"counted|smelled|smelt|woke|ran|was|were|had|looked|stood|found|pulled|carried|got|slept|held|"
    r"timed|filmed|noticed|measured|recorded|jumped|escaped|examined|treated|met|climbed|opened|"
    r"touched|helped|laid|dug|lifted|buried|drove|waded|swam|photographed|witnessed|crawled)\b|"
    r"\b(?:me|us|my (?!view|opinion|understanding|party|client|colleague|government|"
    r"ministry|hope|thought|"
    r"impression|sympath|condolence|heart)\w+)\b|"
    r"\b(?:[Hh]e|[Ss]he) (?:called|rang|phoned|texted) me\b|"
    r"\bI(?:[’']m| am) (?:inside|outside|standing|watching|looking (?:at|out|down)|lying|trapped|"
    r"stuck|hiding|sheltering)\b"
)
_AUTHOR = re.compile(
    r"(?<![\w’'])(?:I|[Ww]e) (?:\w+ly |just |then |could |all |both |myself |also )?(?:(?:have|"
    r"had) )?"
    r"(?:saw|see|seen|watched|heard|hear|felt|counted|smelled|smelt|stood|walked|waded|drove|"
    r"climbed|visited|photographed|filmed|measured|timed|witnessed|passed|boarded|entered|"
    r"examined|inspected|opened|was (?:there|on the|in the|at the|inside|aboard|among))\b"
    r"(?! (?:that|from|about|of|a rumou?r|reports?|it said|him say|her say|them say))"
)
_OWN_EYES = re.compile(
    r"\bI (?:myself |personally |\w+ly )?(?:saw|watched|witnessed|counted|examined|treated|carried|"
    r"pulled|lifted|photographed|filmed|measured|was there|was (?:in|on|at|inside|aboard|"
    r"standing) )"
    r"(?! ?(?:the|a|an|that|this|your|their|his|her)? ?(?:video|footage|report|reports|figures|"
    r"images?|pictures?|photos?|photographs?|letter|document|statement|news|power|office|charge|"
    r"touch|meeting))|"
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:showed|handed|gave|passed) me\b"
)
_WAS_THERE = (
    r"(?:,(?: [^,.]{1,40},)?)? (?:\w+ly |had |just |then )?(?:saw|seen|heard|watched|felt|"
    r"counted|woke|"
    r"lay|hid|ran|crawled|lifted|carried|pulled|dug|jumped|swam|"
    r"(?:was|were) (?:on|in|at|inside|aboard|under|beside|near|standing|sitting|asleep|awake|"
    r"woken))\b"
)
_TESTED = re.compile(
    r"\b(?:who|[Ww]e|I) (?:have |had |has |\w+ly )?(?:tested|repeated|weighed|measured|sampled|"
    r"analysed|"
    r"analyzed|dated|sequenced|planted|grew|bred|dissected|calibrated|took our own|built our "
    r"own)\b|"
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir|[Oo]ur) (?:own )?(?:results|findings|measurements|experiments?|"
    r"study|"
    r"laboratory|lab|samples|trials?)\b|"
    r"\b(?:our|their|his|her) own (?:[\w-]+ ){0,2}(?:lichen|seeds?|soil|water|samples?|kit|"
    r"instruments?|"
    r"meters?|scales?|balance|gear|cultures?|mice|blood)\b|"
    r"\b(?:[Ss]amples|[Tt]ests|[Mm]easurements) (?:taken |done |made |carried out )?by (?:this|"
    r"our|us|its)\b|"
    r"\bour (?:balance|scales|kit|meter|instruments?|samples?)\b"
)
_IN_HAND = re.compile(
    r"\b(?:reading|quoting|going by|holding|leafing|checking)\b (?:from |out of |through )?"
    r"(?:the|its|his|her|their|our)\b[^.,;\n]{0,30}?\b"
    r"(?:list|register|log|logbook|book|records?|files?|ledger|notebooks?|diary|rota|rolls?)\b"
)
_HEARD_IN = re.compile(
    r"\b(?:heard|seen|shown|filmed|says?|said|tells?|told|caught|speaking|recorded)\b[^.\n]{0,40}\b"
    r"(?:on|in) (?:it|the|a|one|another|this|that|both)\b ?(?:\w+ )?(?:calls?|tapes?|recordings?|"
    r"videos?|footage|clips?|intercepts?|audio|films?)?|"
    r"\b(?:[Ii]n|[Oo]n) (?:it|the (?:\w+ )?(?:call|tape|recording|video|footage|clip|intercept|"
    r"audio|"
    r"film))\b,? [^.\n]{0,60}\b(?:heard|seen|shown|says?|said|tells?|boasts?|asks?)\b|"
    r"\b(?:is|are|can be|was|were|be) heard (?:to )?\w+"
)
_HEARSAY = re.compile(
    r"\b(?:I|we|We) (?:was|were|have been|had been|had) (?:told|informed|briefed)\b|"
    r"\b(?:told|informed|assured|briefed|notified) (?:me|us)\b|"
    r"\b(?:rang|phoned|called|wrote to|let) (?:me|us)\b[^.]{0,40}\b(?:tell|say|know)\b"
)
_WHO_SAW = re.compile(
    rf"\bwho (?:\w+ )?(?:{_SAW}|(?:was|were|had been) (?:(?!speaking|briefed|told)\w+ing|there|"
    r"aboard|on board|inside|at the|in the|on the|among|present|nearby)|escaped|survived|fled|"
    r"lives?|lived)\b"
)
_OWN_PEOPLE = re.compile(
    r"\b(?:its|his|her|their|our|my) (?:own )?(?:volunteers|divers|teams?|crews?|staff|doctors|"
    r"nurses|"
    r"medics|members|records?|books?|registers?|wards?|patients|engineers|inspectors|rangers|"
    r"officers on|observers|monitors|investigators|lifeboats?|instruments|gauges?|stations?|"
    r"counters?|passengers|customers|pupils|inmates|guests|employees|workers)\b|"
    r"[’']s (?:volunteers|divers|observers|monitors|crews?|teams|inspectors|rangers)\b",
    re.IGNORECASE,
)
_OWN_DEED = re.compile(
    r"\b(?:recover|rescu|count|found|pull|dig|dug|bur|treat|saw|copied|record|visit|check|examin|"
    r"inspect|open|search|measur|test|regist|admit|carri|lift|extinguish|put out|seal|detain|"
    r"arrest|board|evacuat)"
)
_MEASURES = re.compile(
    r"\b(?:shows?|showed|shown|record|measur|detect|pick|regist|receiv|log|track|follow)"
)
SEEN_BY = re.compile(r"\b(?:seen|obtained|reviewed|viewed|examined) by\b")
_SEEN_PAPER = re.compile(
    r"\b(?:seen|obtained|reviewed|viewed|examined|inspected|leaked|provided|shared|shown|read)\b"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_QUOTE = re.compile(r"[“”\"‟«»]|‘[^’]* ")
_RECORDINGS = frozenset(
    "conversation conversations call calls tape tapes recording recordings video footage clip "
    "clips intercept audio film".split()
)
_REPLAYED = ("recording", "video", "image")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an origin knows: its access, whether that is first-hand, and why."""

    access: Access
    first_hand: bool
    why: Reason


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at: who speaks first in a claim, from what, and in which words.

    `place` is the sentence (or, in a body's own publication, the paragraph) of the claim; `thing`
    the evidence that it was taken from; `released` whether that came through somebody who put it
    out.
    """

    member: Member
    who: Profile
    place: Span
    voice: Voice | None = None
    thing: Evidence | None = None
    released: bool = False

    @property
    def called(self) -> frozenset[str]:
        """The words by which the report calls the voice, anywhere."""
        if self.voice is None:
            return frozenset(body_words(self.who.name))
        told = (self.voice.name, self.voice.described or "", *(s.text for s in self.voice.mentions))
        return frozenset(w for t in told for w in body_words(t))

    @property
    def said(self) -> str:
        """What the voice says in quotation marks anywhere in the report."""
        if self.voice is None:
            return ""
        return " ".join(
            c.text
            for c in self.member.reading.claims
            if c.voice == self.voice.id and c.attribution.kind in ("direct", "mixed")
        )

    @property
    def own_words(self) -> str:
        """What the voice says in the claim, and in quotation marks in its paragraph."""
        claim, text = self.member.claim, self.member.report.text
        if self.voice is None or claim.voice != self.voice.id:
            return ""
        home = paragraph_of(text, content_span(claim))
        near = (
            c.text
            for c in self.member.reading.claims
            if c.voice == self.voice.id
            and c.attribution.kind in ("direct", "mixed")
            and c.attribution.content
            and home.holds(content_span(c))
        )
        return " ".join((claim.text, *near))

    @property
    def mention(self) -> tuple[Span, ...]:
        """The first mention of the voice."""
        return self.voice.mentions[:1] if self.voice is not None else ()

    def stands(self, access: Access, rule: str, says: str, *spans: Span, first: bool) -> Standing:
        """Return how the origin knows, with the words that it rests on."""
        return Standing(access, first, Reason(rule, says, self.member.words(*spans)))


def case_of(
    member: Member,
    who: Profile,
    voice: Voice | None = None,
    thing: Evidence | None = None,
    *,
    released: bool = False,
) -> Case:
    """Return the case of a claim whose sentence is looked at."""
    place = sentence_of(member.report.text, content_span(member.claim))
    return Case(member, who, place, voice, thing, released)


def standing_of(case: Case) -> Standing:
    """Return how the origin of a claim knows what it says, by the first rule that says so."""
    for rule in _RULES:
        found = rule(case)
        if found is not None:
            return found
    if case.who.anonymous:
        says = "the report does not name the official or source"
        return case.stands("anonymous", "anonymous", says, *case.mention, first=False)
    says = "it is said, with no word of how they know"
    return case.stands("statement", "statement", says, *case.mention, first=False)


def narrated_reporter(member: Member) -> tuple[str, Standing] | None:
    """Return the outlet's own reporter whom a sentence or its paragraph puts on the spot, or None.

    The first of the two is what that root is called.
    """
    text = member.report.text
    sentence = sentence_of(text, content_span(member.claim))
    home = paragraph_of(text, sentence)
    after = text.find("\n\n", home.end + 2)
    near = Span.of(text, sentence.start, after if after >= 0 else len(text))
    match = _own_reporter(member, near.text) or _author(member, Span.of(text, near.start, home.end))
    if match is None:
        return None
    name = f"{member.report.publisher or 'the outlet'}’s own reporter"
    span = Span.of(text, near.start + match.start(), near.start + match.end())
    if span.start < sentence.start:
        span = sentence
    case = Case(member, Profile(name), sentence)
    says = "the outlet's own reporter was on the spot"
    rule = "own reporter on the spot"
    return name, case.stands("own-reporter", rule, says, span, first=True)


def _own_reporter(member: Member, near: str) -> re.Match[str] | None:
    """Return the words that put the outlet, by its name or its reporter's, on the spot."""
    found = _OWN_REPORTER.search(near)
    if found is not None or not member.report.publisher:
        return found
    last = re.escape(member.report.publisher.split()[-1])
    aside = r"(?:, [^,.\n]{1,60},)?"
    return re.search(rf"\b[Tt]he (?:\w+ )?{last}{aside} (?:\w+ly )?(?:has |have )?{_SAW}\b", near)


def _author(member: Member, near: Span) -> re.Match[str] | None:
    """Return where an outlet's report tells in its author's own voice what he or she perceived."""
    if is_body_name(member.report.publisher or ""):
        return None
    turns = re.match(r"[A-Z][A-Z .’'-]+:", member.report.text)
    return None if turns else _AUTHOR.search(_QUOTE.split(near.text)[0])


def is_party(who: Profile) -> bool:
    """Whether an origin is an armed body, and so a party to a conflict: a flag, no discount."""
    armed = words_by_sort("origin_words")["armed"]
    low = who.name.lower().replace("’", "'")
    words = set(body_words(low)) | who.body
    return bool(words & armed) or any(" " in a and a in low for a in armed)


def _instrument(case: Case) -> Standing | None:
    """A picture or recording that an instrument made: satellite images, radar, a dashcam."""
    if case.thing is None:
        return None
    called = case.called if case.voice is not None and case.voice.kind == "unnamed" else frozenset()
    named = called | set(body_words(case.thing.mention.text))
    if not named & words_by_sort("origin_words")["sensor"]:
        return None
    says = "an instrument measured or recorded it"
    return case.stands("sensor", "sensor", says, case.thing.mention, first=True)


def _replay(case: Case) -> Standing | None:
    """A recording: whoever released it stands before whoever is heard in it."""
    if case.thing is None or case.thing.medium not in _REPLAYED:
        return None
    where = "that somebody released" if case.released else "whose releaser nobody names"
    says = f"it is heard or seen in a {case.thing.medium} {where}"
    return case.stands("recording", "recording", says, case.thing.mention, first=False)


def _reporter(case: Case) -> Standing | None:
    speaks = case.called & words_by_sort("origin_words")["reporter"]
    nameless = not case.who.person and not case.who.body
    if not speaks and not (nameless and _OWN_REPORTER.search(case.place.text)):
        return None
    says, rule = "the outlet's own reporter was on the spot", "own reporter on the spot"
    return case.stands("own-reporter", rule, says, *case.mention, first=True)


def _sensor(case: Case) -> Standing | None:
    kinds = words_by_sort("origin_words")
    says = "an instrument measured or recorded it"
    for place in (case.place, *_own_paragraphs(case)):
        sensing = set(body_words(place.text)) & kinds["sensor"]
        if sensing and _MEASURES.search(place.text):
            return case.stands("sensor", "sensor", says, place, first=True)
    if case.called & (kinds["sensor"] | kinds["measuring body"]):
        return case.stands("sensor", "sensor", says, case.place, first=True)
    return None


def _own_paragraphs(case: Case) -> tuple[Span, ...]:
    """Return the paragraphs in which a person without an office speaks."""
    voice = case.voice
    if voice is None or voice.kind == "organisation":
        return ()
    if voice.kind == "unnamed" and voice.part_of is not None:
        return ()
    text = case.member.report.text
    claims = (
        c for c in case.member.reading.claims if c.voice == voice.id and c.attribution.content
    )
    return tuple(dict.fromkeys(paragraph_of(text, content_span(c)) for c in claims))


def _document(case: Case) -> Standing | None:
    """A document; a report that a body put out is no more than that body's statement."""
    thing = case.thing
    named = set(body_words(thing.mention.text if thing else "")) | case.called
    seen = case.voice is not None and SEEN_BY.search(case.voice.name) is not None
    if not seen and not named & words_by_sort("origin_words")["document"]:
        return None
    if thing is not None and thing.medium in ("statement", "post", "interview"):
        return None
    releaser = case.member.voice(thing.released_by) if thing is not None else None
    put_out = releaser is not None and not _is_private(releaser)
    if put_out and not _SEEN_PAPER.search(case.place.text):
        return None
    span = thing.mention if thing is not None else case.place
    return case.stands("document", "document", "it stands in a document", span, first=True)


def _is_private(voice: Voice) -> bool:
    """Whether a voice is somebody without name or office: "a foreman", "an employee"."""
    kinds = words_by_sort("origin_words")
    told = {w for t in (voice.name, *(m.text for m in voice.mentions)) for w in body_words(t)}
    offices = kinds["spokesperson"] | kinds["office holder"] | kinds["body head"]
    named = any(w[0].isupper() for w in voice.name.split()[1:])
    return voice.kind == "unnamed" and not named and not told & offices


def _witness(case: Case) -> Standing | None:
    """Somebody without an office who was there, or to whom it happened."""
    kinds, voice = words_by_sort("origin_words"), case.voice
    if voice is None or voice.kind == "organisation":
        return None
    speaks_for = bool(case.called & (kinds["spokesperson"] | kinds["office holder"]))
    rank = bool(case.called & kinds["private person"]) and _PERCEIVED.search(case.said) is not None
    official = case.who.anonymous or speaks_for or (bool(case.who.body) and not rank)
    told = _HEARSAY.search(case.said) is not None
    told_of = " ".join((voice.described or "", *(s.text for s in voice.mentions)))
    seen = bool(case.called & kinds["witness"]) or _WHO_SAW.search(told_of) is not None
    private = (
        bool(case.called & kinds["private person"])
        or _PERCEIVED.search(case.said) is not None
        or _tells_of_being_there(case)
    )
    own_eyes = official and not case.who.anonymous and _OWN_EYES.search(case.own_words) is not None
    if not seen and not own_eyes and (official or told or not private):
        return None
    if not case.who.person and is_replayed(case.member, voice):
        says = "it is heard or seen in a recording whose releaser nobody names"
        return case.stands("recording", "recording", says, *case.mention, first=False)
    says = "an eyewitness, or somebody who tells what happened to them"
    return case.stands("witness", "eyewitness", says, *case.mention, first=True)


def _tells_of_being_there(case: Case) -> bool:
    """Whether a person is told, on his or her own word, to have been there."""
    if case.voice is None or case.member.claim.voice != case.voice.id:
        return False
    last = re.escape(case.voice.name.split()[-1]) if case.who.person else "[Hh]e"
    told = _QUOTED.sub("", paragraph_of(case.member.report.text, case.place).text)
    return re.search(rf"\b(?:[Hh]e|[Ss]he|{last}){_WAS_THERE}", told) is not None


def is_replayed(member: Member, voice: Voice) -> bool:
    """Whether the report puts a voice into a recording: "in it a woman is heard"."""
    text = member.report.text
    if not set(body_words(text)) & _RECORDINGS:
        return False
    places = (content_span(member.claim), *voice.mentions)
    return any(_HEARD_IN.search(sentence_of(text, p).text) for p in places)


def _own_count(case: Case) -> Standing | None:
    """A body on what its own people did or counted: a hospital on its patients."""
    kinds = words_by_sort("origin_words")
    low = " ".join(body_words(case.place.text))
    institution = (case.who.body | frozenset(body_words(case.who.name))) & kinds["counts its own"]
    counting = any(re.search(rf"\b{verb}\b", low) for verb in kinds["counting verb"])
    own = _OWN_PEOPLE.search(case.place.text) and (counting or _OWN_DEED.search(low))
    counting = counting or re.search(r"\b(?:our|we)\b", low) is not None
    if not (institution and counting) and not (case.who.body and own):
        return None
    says = "a body reports what its own people did or counted"
    return case.stands("statement", "counts its own", says, case.place, first=True)


def _own_test(case: Case) -> Standing | None:
    """Somebody who tells what he or she tested or measured: a laboratory, a repeated experiment."""
    kinds = words_by_sort("origin_words")
    if case.called & (kinds["spokesperson"] | kinds["office holder"]):
        return None
    if case.member.claim.status in ("planned", "hypothetical"):
        return None
    described = case.voice.described if case.voice is not None else None
    told = (described or "", *(p.text for p in (case.place, *_own_paragraphs(case))))
    if case.who.anonymous or not any(_TESTED.search(t) for t in told):
        return None
    says = "somebody tells what he, she or they tested or measured"
    return case.stands("statement", "own test", says, case.place, first=True)


def _in_hand(case: Case) -> Standing | None:
    """Somebody who reads it out of a list or book of the house: an admission list, a register."""
    if case.voice is None:
        return None
    for place in (case.place, *case.mention, *_own_paragraphs(case)):
        found = _IN_HAND.search(place.text)
        if found is not None:
            says = "it is read out of a list or book that the speaker has in hand"
            start = place.start + found.start()
            span = Span(start, place.start + found.end(), found.group())
            return case.stands("document", "record in hand", says, span, first=True)
    return None


_RULES: tuple[Callable[[Case], Standing | None], ...] = (
    _instrument, _replay, _reporter, _sensor, _document, _witness, _own_count, _in_hand, _own_test,
)  # fmt: skip
