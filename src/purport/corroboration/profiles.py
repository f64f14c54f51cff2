"""What a report says of a voice, made comparable across reports: person, body, and how it is told.

A name is a different string in every report ("the coastguard", "Coastguard spokesman Inès Varga",
"Port Lannic coastguard"), so a voice is reduced to the names of a person and the telling words of
a body; titles, articles and words that every second body bears tell nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from purport.corroboration.lexicon import words_by_sort
from purport.corroboration.members import Member
from purport.corroboration.whole_names import SPEAKS_FOR, is_role, whole_voice
from purport.model.voice import Voice

_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*")
_OF = frozenset(
    "of the a an for and in at on from to with by its his her their our s de la du who".split()
)
_NUMBERS = frozenset("one two three four five six several many some other another both".split())
_SAME = {
    "military": "army", "armed": "army", "troops": "army", "defense": "defence",
    "officers": "police", "policeman": "police", "policewoman": "police", "constabulary": "police",
    "firefighters": "fire", "firefighter": "fire", "medics": "hospital", "doctors": "hospital",
    "infirmary": "hospital", "minister": "ministry", "ministers": "ministry",
    "presidential": "presidency", "mayoral": "mayor",
    "prosecutors": "prosecutor", "prosecutor's": "prosecutor", "prosecution": "prosecutor",
    "authorities": "authority", "meteorologists": "weather", "meteorological": "weather",
    "rescuers": "rescue", "organization": "organisation",
    "center": "centre", "labor": "labour", "seismologists": "seismological",
    "cops": "police", "cop": "police", "gendarmes": "police", "gendarmerie": "police",
    "judges": "court", "justices": "court", "magistrates": "court",
    "carabinieri": "police", "detectives": "police",
    "mediator": "mediators", "rebel": "rebels", "govt": "government",
}  # fmt: skip
VAGUE = frozenset(
    "company firm operator group charity carrier watchdog retailer manufacturer maker giant ngo "
    "foundation supplier owner utility developer contractor agency ministry body organisation "
    "union party club airline "
    "institution council office department service authority".split()
)
_SOME_FIRM = re.compile(
    r"(?:[Tt]he|[Ii]ts|[Aa]n?) (?:[a-z][\w-]* ){0,2}(?:charity|firm|company|group|operator|airline|"
    r"carrier|organi[sz]ation|watchdog|retailer|maker|manufacturer|ngo|owner|giant|supplier|"
    r"developer|studio|contractor|producer|brewer|lender|campaigners)"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_STEM_CHARS, _LEAST_STEM = 5, 4
_ENDINGS = frozenset(
    " s n an ian ern al ion ions oral ist ists er ers ese ish ic y ies ing e i ine a ia o ity "
    "ative ation ational ary".split(" ")
)
_LABEL_CHARS = 80
_TOLD_HERE = re.compile(
    r"(?<!\bwho)(?<!\bwhich)(?<!\bthat)(?<!\bhas)(?<!\bhad) "
    r"(?:described|recounted|recalled|told|said|says|claimed|insisted|explained|wrote)\b"
)
_BEFORE_NAME = re.compile(
    r"^(?:[\d:.]+ (?=(?:the|a|an) )|\d+ (?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December) )"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A voice as it can be compared.

    `person` holds the words of a person's name, `body` the telling words of a body (that of a
    spokesman, or the body itself), `noun` the last word of an unnamed voice's description. `vague`
    is a body that is only called "the company"; `anonymous` an official or source without a name.
    `name` is what people call the voice, `told` the same with the office that its report gives.
    """

    name: str
    person: tuple[str, ...] = ()
    body: frozenset[str] = frozenset()
    noun: str | None = None
    vague: bool = False
    anonymous: bool = False
    others: tuple[frozenset[str], ...] = ()  # telling words of its other names
    told: str | None = None


def profile_of(member: Member, voice: Voice) -> Profile:
    """Return what the report of a member says of one of its voices."""
    voice = whole_voice(member, voice)
    over = _bodies_above(member, voice)
    person = () if _is_body_by_name(voice) else _person(voice)
    called = _descriptions(voice)
    noun = None if person else _noun(_bare(called[0]))
    anonymous = not person and not over and noun is not None and _is_anonymous(called, noun)
    body = frozenset() if anonymous else _body_of(voice, over, person, called, noun)
    names = (a for w in (voice, *over) for a in (*w.aliases, *acronyms(w.name)))
    aliases = tuple(dict.fromkeys(t for a in names if (t := _telling(a, ()))))
    spokes = not person and not over and noun in words_by_sort("origin_words")["spokesperson"]
    vague = spokes or (not person and bool(body) and (body <= VAGUE or _is_some_firm(voice, over)))
    told = _label(voice, over)
    named = voice.kind == "person" and not _is_body_by_name(voice)
    name = voice.name.strip(" ,") if named else plain_name(told)
    others = aliases if body else ()
    return Profile(name, person, body, noun, vague, anonymous, others, told)


def plain_name(told: str) -> str:
    """Return how a voice is told without what belongs to the sentence around it.

    Example:
        >>> plain_name("A corporal of the 9th battalion described by telephone on Friday")
        'A corporal of the 9th battalion'
        >>> plain_name("14 the log"), plain_name("a trader who watched from the steps")
        ('the log', 'a trader who watched from the steps')
    """
    bare = _TOLD_HERE.split(" ".join(told.split()), maxsplit=1)[0]
    bare = _BEFORE_NAME.sub("", bare).strip(" ,;:-–—")
    return bare or told


def _body_of(
    voice: Voice,
    over: tuple[Voice, ...],
    person: tuple[str, ...],
    called: tuple[str, ...],
    noun: str | None,
) -> frozenset[str]:
    """Return the telling words of the body that a voice is, or for which it speaks."""
    spoken_for = next((m["body"] for t in called if (m := SPEAKS_FOR.match(t))), None)
    if voice.kind == "unnamed" and not over and _is_individual(voice, called[0], noun):
        return frozenset()
    if voice.kind == "unnamed" and not over and spoken_for is not None:
        return _telling(re.split(r"\bwho\b", spoken_for)[0], person)
    if over:
        return _telling(" ".join(w.name for w in over), ())
    words = " ".join(called)
    if voice.kind == "organisation" or (voice.kind == "person" and not person):
        return _telling(words, person)
    office = frozenset(words.lower().split()) & words_by_sort("origin_words")["office holder"]
    if office or _names_body(called):
        return _telling(words, person)
    if person or _private(noun):
        return frozenset()
    return _telling(words, person)


def name_profile(name: str) -> Profile:
    """Return the profile of a body of which nothing but the name is known.

    Example:
        >>> sorted(name_profile("the Port Lannic Coast Guard").body)
        ['coastguard', 'lannic', 'port']
    """
    return Profile(name, (), _telling(name, ()))


def acronyms(name: str) -> tuple[str, ...]:
    """Return the acronyms in a name, and the one that its capitals make.

    Example:
        >>> acronyms("the UN's food agency, FAO"), acronyms("Food and Agriculture Organization")
        (('UN', 'FAO'), ('FAO',))
    """
    held = _ACRONYM.findall(name)
    capitals = [w[0] for w in _WORD.findall(name) if w[0].isupper()]
    made = ["".join(capitals)] if len(capitals) >= 3 and not held else []
    return tuple(dict.fromkeys((*held, *made)))


def same_person(a: Profile, b: Profile) -> bool:
    """Whether two persons' names are those of one: the last is equal, no first one differs.

    Example:
        >>> same_person(Profile("", ("inès", "varga")), Profile("", ("varga",)))
        True
        >>> same_person(Profile("", ("ann", "lee")), Profile("", ("bob", "lee")))
        False
    """
    if not a.person or not b.person or a.person[-1] != b.person[-1]:
        return False
    first_a, first_b = a.person[:-1], b.person[:-1]
    few, many = sorted((a.person, b.person), key=len)
    return few == many[-len(few) :] or (
        not first_a
        or not first_b
        or (
            first_a[0][0] == first_b[0][0]
            and (first_a[0] == first_b[0] or min(len(first_a[0]), len(first_b[0])) == 1)
        )
    )


def same_body(a: Profile, b: Profile) -> bool:
    """Whether the telling words of one body's name are all in a name of the other.

    Example:
        >>> kyiv = name_profile("Ukraine's military intelligence")
        >>> same_body(kyiv, name_profile("Ukrainian intelligence"))
        True
        >>> same_body(name_profile("the health ministry"), name_profile("the interior ministry"))
        False
    """
    names_a = [n for n in (a.body, *a.others) if n]
    names_b = [n for n in (b.body, *b.others) if n]
    return any(within(x, y) or within(y, x) for x in names_a for y in names_b)


def within(few: frozenset[str], many: frozenset[str]) -> bool:
    """Whether every telling word of a name is one of another's, by its beginning where long."""
    return bool(few) and all(any(alike(w, v) for v in many) for w in few)


def alike(a: str, b: str) -> bool:
    """Whether two words are one, or a name and its adjective ("Sarnia", "Sarnian").

    Example:
        >>> alike("ukrainian", "ukraine"), alike("north", "northern"), alike("port", "post")
        (True, True, False)
    """
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if short == long[: len(short)] and len(short) >= _LEAST_STEM and long[len(short) :] in _ENDINGS:
        return True
    shared = next(
        (i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short)
    )
    return shared >= _STEM_CHARS and {short[shared:], long[shared:]} <= _ENDINGS


def body_words(name: str) -> list[str]:
    """Return the words of a name in lower case, without possessive, in their common form."""
    low = name.replace("’", "'").lower().replace("coast guard", "coastguard").replace("'s", "")
    low = low.replace("armed forces", "army").replace("police force", "police")
    return [_SAME.get(w, w) for w in (m.group().strip(".") for m in _WORD.finditer(low))]


@lru_cache(maxsize=4096)
def _telling(name: str, person: tuple[str, ...]) -> frozenset[str]:
    """Return the words of a name that tell it from others; where there are none, its last."""
    kinds = words_by_sort("origin_words")
    words = [w for w in body_words(name) if w not in _OF and w not in _NUMBERS and w not in person]
    plain = kinds["title"] | kinds["spokesperson"]
    kept = [w for w in words if w not in plain]
    telling = [w for w in kept if w not in kinds["body head"]]
    heads = [w for w in kept if w in {"ministry", "council", "union", "party", "command"}]
    if telling:
        return frozenset((*telling, *heads))
    return frozenset(kept[-1:])


def _person(voice: Voice) -> tuple[str, ...]:
    """Return the words of a person's name, or () where the voice is none with a name."""
    if voice.kind == "person":
        return _name_words(voice.name)
    if voice.kind == "unnamed":  # "its commander, Ilya Brandt": the name stands behind a comma
        for words in (*(s.text for s in voice.mentions), voice.described or ""):
            behind = re.search(r",\s+((?:[A-Z][\w’'-]+\s?){2,3})$", words.strip(" ,"))
            if behind:
                return _name_words(behind[1])
    return ()


def _name_words(name: str) -> tuple[str, ...]:
    titles = words_by_sort("origin_words")["title"]
    words = [w for w in (m.group() for m in _WORD.finditer(name)) if w[0].isupper()]
    kept = [w.lower().strip(".") for w in words if w.lower().strip(".") not in titles]
    return tuple(kept or [w.lower() for w in words])


def _is_body_by_name(voice: Voice) -> bool:
    """Whether a voice that was taken for a person has the name of a body ("Redhill Energy")."""
    words = body_words(voice.name)
    return (
        voice.kind == "person"
        and bool(words)
        and words[-1] in words_by_sort("publisher_words")["body"]
    )


def _descriptions(voice: Voice) -> tuple[str, ...]:
    """Return what a voice is called: its description, or where it has a name, that and mentions."""
    if voice.kind == "organisation":
        return (voice.name,)
    long = [s.text for s in voice.mentions if 1 < len(s.text.split()) <= 12]
    own = set(body_words(voice.name)) - _OF
    described = (voice.described or "").split(";")[0]
    told = (t for t in (described, voice.name, *long[:3]) if t)
    kept = (t for t in told if own & set(body_words(t)) or (t == described and _is_told(t)))
    return tuple(dict.fromkeys(kept)) or (voice.name,)


def _bare(description: str) -> str:
    """Return a description up to what is added: "a resident of Ober, who asked" → "a resident"."""
    return re.split(
        r",|\b(?:who|whose|that|which|in|of|at|from|for|with|heard|on|said|near)\b",
        description,
        maxsplit=1,
    )[0]


def _noun(bare: str) -> str | None:
    words = [w for w in body_words(bare) if w not in _OF]
    return words[-1] if words else None


def _is_told(described: str) -> bool:
    """Whether a description says of whom it is, as names that another voice lent it do not."""
    return " of " in described or described.lower().startswith(("a ", "an "))


def _names_body(descriptions: tuple[str, ...]) -> bool:
    kinds = words_by_sort("origin_words")
    known = (
        kinds["body head"]
        | kinds["armed"]
        | kinds["counts its own"]
        | frozenset(
            "police coastguard government fire hospital navy army rescue court parliament".split()
        )
    )
    return any(w in known for d in descriptions for w in body_words(d))


def _is_anonymous(descriptions: tuple[str, ...], noun: str) -> bool:
    words = words_by_sort("origin_words")["anonymous"]
    low = " ".join(descriptions).lower()
    return noun in words or any(" " in w and w in low for w in words)


def _is_some_firm(voice: Voice, over: tuple[Voice, ...]) -> bool:
    """Whether a body is told by its kind alone, and kinds tell firms and charities not apart."""
    return not over and _SOME_FIRM.fullmatch(voice.name) is not None


def _is_individual(voice: Voice, described: str, noun: str | None) -> bool:
    """Whether a voice is some person without name or office: "a hunter", a transcript's CALLER."""
    if voice.name.isupper() and is_role(voice.name):
        return True
    kinds, bare = words_by_sort("origin_words"), _bare(described).strip()
    known = frozenset(
        kinds["body head"] | kinds["armed"] | kinds["counts its own"] | kinds["office holder"]
        | kinds["title"] | kinds["spokesperson"] | kinds["anonymous"] | kinds["paper"]
        | kinds["document"] | kinds["sensor"] | words_by_sort("publisher_words")["body"]
    )  # fmt: skip
    if noun is None or not re.fullmatch(r"(?:[Aa]n?|[Oo]ne) (?:[a-z]+[ -]){0,3}[a-z]+", bare):
        return False
    return not set(body_words(bare)) & known


def _private(noun: str | None) -> bool:
    kinds = words_by_sort("origin_words")
    return noun in kinds["witness"] | kinds["private person"]


def _bodies_above(member: Member, voice: Voice) -> tuple[Voice, ...]:
    """Return the bodies of which a voice is part, the nearest first."""
    found: list[Voice] = []
    up = member.voice(voice.part_of)
    # a place taken for a body ("the hospital in Port Lannic") is not whom the hospital speaks for
    if up is not None and up.kind != "person" and not _is_place(member, voice, up):
        found.append(up)
    return tuple(found) if voice.kind in ("unnamed", "person") else ()


def _is_place(member: Member, voice: Voice, up: Voice) -> bool:
    """Whether a body of which a person is part is no more than the place that the person is of."""
    called = voice.described or voice.name
    if voice.kind != "person":
        called = voice.name
    places = {p.name for p in member.reading.places} | {p.span.text for p in member.reading.places}
    single = " " not in up.name and not up.name.isupper()
    return up.name in places or (single and called.endswith(f"{voice.name} of {up.name}"))


def _label(voice: Voice, over: tuple[Voice, ...]) -> str:
    """Return a voice in words that name it for people: "Emil Rask, governor of the province"."""
    called = _descriptions(voice)
    if voice.kind in ("unnamed", "group"):
        name = called[0] if len(called[0]) <= _LABEL_CHARS else voice.name
        if over and over[0].name.lower() not in name.lower():
            return f"{name} ({over[0].name})"
        return name
    if voice.kind == "person" and not _is_body_by_name(voice):
        told = [t for t in called if voice.name in t and "," in t]
        told += [f"{voice.name}, {t}" for t in called if voice.name not in t and " of " in t]
        return next((t.strip(" ,") for t in told if len(t) <= _LABEL_CHARS), voice.name)
    return voice.name
