"""A voice as its report names it in full, where the reading took a part of the name.

"St Anne’s Hospital" is read as "Hospital", "Watch for Justice" as "Watch", "the dam’s operator,
Lora Hydro" as the operator alone, and "its director" says nothing without whose director it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from purport.corroboration.lexicon import words_by_sort
from purport.corroboration.members import Member
from purport.model.voice import Voice

_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December".split()
)
_MOST_WORDS = 7
_BEFORE_CHARS = 80
_IN = re.compile(r" (?:in|of|at|for) (?:the )?[A-Z]")
_GOES_ON = re.compile(r" (?:for|of) (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_NUMBER = re.compile(r" \d{1,4}\b")
_NUMBERED = frozenset("Local Chapter Lodge Branch Station Ward Squadron Channel Division".split())
_ONLY_KIND = re.compile(
    r"(?:[Tt]he )(?:company|firm|group|airline|carrier|bank|retailer|operator|manufacturer|club|"
    r"brewer|lender|charity|museum|university|maker|utility)"
)
_SUBJECT = re.compile(
    r"(?:(?:The |the |An? )?(?:\w+ ){0,2}(?:maker|operator|group|firm|company|bank|airline|giant|"
    r"retailer|"
    r"chain|carrier|brewer|lender|club|producer|supplier) )?"
    r"(?P<name>[A-ZÀ-Ý][\w&’-]*(?: [A-ZÀ-Ý][\w&’-]*){0,3})(?= (?:will|has|have|is|are|plans?|"
    r"wants?|"
    r"had|would|intends?|said|sold|bought|lost|made|agreed|expects?|did|could)\b|[’']s )"
)
_CALLED = re.compile(r",\s+((?:[A-Z][\w&’'.-]*\s?){1,5}),?$")
_OWNER = re.compile(r"((?:[A-Z][\w’'-]+ ?){1,5}),? *$")
_PERSONS_OWN = re.compile(
    r"(?:his|her) (?:press |private )?(?:office|spokes\w+|aides?|lawyers?|team|staff|campaign)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+")
_NAMED_IN = re.compile(
    r",\s+((?:[A-Z][\w’'-]*[a-z][\w’'-]* ){1,2}[A-Z][\w’'-]*[a-z][\w’'-]*)(?=,|$)"
)
SPEAKS_FOR = re.compile(
    r"^(?:an?|the|its) (?:[\w-]+ ){0,2}(?:spokes\w+|representative|lawyers?|solicitor|attorney) "
    r"(?:for|of) (?P<body>.+)$"
)
_PLAIN_BODY = re.compile(
    r"^(?:the|a|an) (?:[a-z][\w-]* ){0,2}(?:charity|firm|company|group|operator|airline|carrier|"
    r"organi[sz]ation|watchdog|agency|club|retailer|maker|manufacturer|union|ngo|foundation|owner|"
    r"bank|institute|utility|supplier|developer|contractor|website|site|portal|newsletter|blog|"
    r"magazine|paper)$",
    re.IGNORECASE,
)
_ITS_NAME = re.compile(r",? ((?:[A-Z][\w&’'.-]*)(?: (?:[A-Z][\w&’'.-]*|of|for|and|&))*)")
_TOLD_IT = (
    r"(?:[’']s? (?:\w+ )?(?:account|story|version|words|claims?|testimony|tale|allegations?|"
    r"remarks?|"
    r"comments?|statement|message|post|warning)\b|"
    r"(?:, [^.,]{1,40},)? (?:made|repeated|gave|told) (?:the|this|that|his|her|these|those|it)\b)"
)
_IN_TURNS = re.compile(r"^(?:[A-Z][A-Z .’'-]+):", re.MULTILINE)
_INDIVIDUAL = re.compile(
    r"(?:an?|the|one|[A-Z][\w-]+[’']s) (?!.*\b(?:officials?|sources?|spokes\w+|police|ministry|"
    r"aides?|diplomats?)\b)[\w -]*\w(?<!s)$",
    re.IGNORECASE,
)
_PRESENTING = frozenset(
    "host presenter anchor anchorman anchorwoman newsreader moderator interviewer q narrator "
    "announcer studio".split()
)
_ROLES = _PRESENTING | frozenset(
    "a caller guest reporter correspondent witness eyewitness resident driver voice man woman boy "
    "girl speaker unidentified translator interpreter victim survivor listener official".split()
)


def whole_voice(member: Member, voice: Voice) -> Voice:
    """Return a voice with the name and description that its report gives it in full."""
    for step in _STEPS:
        voice = step(member, voice)
    return voice


def _by_source(member: Member, voice: Voice) -> Voice:
    """Take the words of the claim's source where they begin or end with the name."""
    source = member.claim.attribution.source
    if not source or member.claim.voice != voice.id or voice.kind == "person":
        return voice
    words = source[0].text.split(",")[0]
    low, name = words.lower(), voice.name.lower()
    speaks_for = SPEAKS_FOR.match(source[0].text)
    if voice.kind == "unnamed" and speaks_for is not None:
        return replace(voice, described=source[0].text)
    longer = low.endswith(name) or (low.startswith(f"{name} ") and _IN.match(words, len(name)))
    return replace(voice, name=words) if longer and len(words.split()) <= _MOST_WORDS else voice


def _by_what_follows(member: Member, voice: Voice) -> Voice:
    """Take "for Justice" behind "Watch", and "Doctors Afloat" behind "the charity"."""
    if voice.kind != "person" and _PLAIN_BODY.match(voice.name):
        names = (_ITS_NAME.match(member.report.text, s.end) for s in voice.mentions)
        name = next((m[1] for m in names if m is not None), None)
        if name is not None and name.split()[0] not in _DAYS:
            return replace(voice, name=name, kind="organisation")
    if voice.name.endswith(" of"):
        tails = (_ITS_NAME.match(member.report.text, s.end) for s in voice.mentions)
        tail = next((m[1] for m in tails if m is not None), None)
        return voice if tail is None else replace(voice, name=f"{voice.name} {tail}")
    numbers = (_NUMBER.match(member.report.text, s.end) for s in voice.mentions)
    number = next((m for m in numbers if m is not None), None)
    if number is not None and voice.name in _NUMBERED:
        return replace(voice, name=voice.name + number.group(), kind="organisation")
    if voice.kind == "unnamed" or len(voice.name.split()) > 1:
        return voice
    named = (s for s in voice.mentions if s.text.endswith(voice.name))
    ends = (_GOES_ON.match(member.report.text, s.end) for s in named)
    more = next((m for m in ends if m is not None), None)
    if more is None:
        return voice
    return replace(voice, name=voice.name + more.group(), kind="organisation")


def _by_apposition(member: Member, voice: Voice) -> Voice:
    """Take "Lora Hydro" behind "the dam’s operator", and "FAO" behind "the UN’s food agency"."""
    source = member.claim.attribution.source
    if not source or member.claim.voice != voice.id or voice.kind == "person":
        return voice
    if SPEAKS_FOR.match(source[0].text):
        return voice
    called = _CALLED.search(source[0].text.strip())
    if called is None or called[1].strip() in voice.name:
        return voice
    return replace(voice, name=f"{voice.name}, {called[1].strip()}", kind="organisation")


def _by_turn(member: Member, voice: Voice) -> Voice:
    """Take "MARGIT DOLL" before a turn of a transcript for a person, named as elsewhere in it."""
    label = voice.name.strip(" :")
    if not is_turn_label(member.report.text, label) or label.lower() in _ROLES:
        return voice
    last = label.split()[-1].title()
    full = re.search(
        rf"\b((?:[A-Z][\w’'-]*[a-z][\w’'-]* ){{1,3}}{re.escape(last)})\b", member.report.text
    )
    return replace(voice, name=full[1] if full else label.title(), kind="person")


def is_turn_label(text: str, label: str) -> bool:
    r"""Whether a name in capitals stands before turns of a transcript.

    Example:
        >>> is_turn_label("HOST: Good evening.\n\nLUNDE: Good evening.", "LUNDE")
        True
    """
    return label.isupper() and re.search(rf"^{re.escape(label)}:", text, re.MULTILINE) is not None


def is_role(label: str) -> bool:
    """Whether a label of a transcript tells what somebody is there, and no name."""
    return label.strip(" :").lower() in _ROLES


def is_presenter(text: str, label: str) -> bool:
    r"""Whether a label of a transcript is the station's own voice: it presents, or opens the talk.

    Example:
        >>> is_presenter("JOE: Who is that?\n\nCALLER: Ann Bell.", "JOE")
        True
    """
    label = label.strip(" :")
    if not is_turn_label(text, label):
        return False
    if label.lower() in _ROLES:
        return label.lower() in _PRESENTING
    turns = [m.group().strip(" :") for m in _IN_TURNS.finditer(text)]
    return len(set(turns)) > 1 and turns[0] == label


def _by_naming(member: Member, voice: Voice) -> Voice:
    """Take the name that a nameless person's description or report gives.

    "The leader of the opposition, Salla Reinap, on the network"; "a boatman claims. Jory Pell’s
    account appeared …".
    """
    if voice.kind != "unnamed":
        return voice
    source = member.claim.attribution.source if member.claim.voice == voice.id else ()
    told = (voice.described or "", *(s.text for s in source))
    for words in told:
        if SPEAKS_FOR.match(words):
            continue
        named = _NAMED_IN.search(words)
        if named is not None and not _is_of_body(named[1]):
            return replace(voice, name=named[1], kind="person", described=words)
    if not _INDIVIDUAL.match(voice.described or voice.name):
        return voice
    found = re.search(
        rf"((?:[A-Z][\w’'-]*[a-z] ){{1,2}}[A-Z][\w-]*[a-z]){_TOLD_IT}", member.report.text
    )
    if found is None or _is_of_body(found[1]) or found[1].split()[0] in _DAYS:
        return voice
    return replace(voice, name=found[1], kind="person")


def _is_of_body(name: str) -> bool:
    """Whether a name in capitals holds a word that only bodies and places have."""
    known = words_by_sort("publisher_words")
    low = {w.lower() for w in name.split()}
    return bool(
        low & (known["body"] | known["outlet"] | words_by_sort("origin_words")["body head"])
    )


def _by_owner(member: Member, voice: Voice) -> Voice:
    """Say whose "its director" is, and whose "his office"."""
    text = member.report.text
    for mention in voice.mentions:
        before = text[max(0, mention.start - _BEFORE_CHARS) : mention.start]
        if mention.text.lower().startswith(("its ", "their ")):
            owner = _OWNER.search(before)
            if owner is not None and owner[1].strip() not in _DAYS:
                return replace(voice, described=f"{mention.text} of {owner[1].strip()}")
        if _PERSONS_OWN.match(mention.text):
            persons = _PERSON.findall(text[: mention.start])
            if persons:
                return replace(voice, name=f"{voice.name} of {persons[-1]}", kind="organisation")
    return voice


def _by_subject(member: Member, voice: Voice) -> Voice:
    """Take "Veltmar" for "the company" in "Truck maker Veltmar will close its plant, it said"."""
    if voice.kind == "person" or not _ONLY_KIND.fullmatch(voice.name) or voice.part_of is not None:
        return voice
    subject = _SUBJECT.match(member.claim.text)
    if subject is None or subject["name"].split()[0] in _DAYS:
        return voice
    places = {p.name for p in member.reading.places} | {p.span.text for p in member.reading.places}
    known = next((v for v in member.reading.voices if v.name == subject["name"]), None)
    if subject["name"] in places or (known is not None and known.kind == "person"):
        return voice
    return replace(voice, name=subject["name"], kind="organisation")


_STEPS: tuple[Callable[[Member, Voice], Voice], ...] = (
    _by_source,
    _by_what_follows,
    _by_apposition,
    _by_turn,
    _by_naming,
    _by_owner,
    _by_subject,
)
