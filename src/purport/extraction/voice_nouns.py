"""Whom a common noun stands for: "the soldier", "the agency", "his friend", "one of the men"."""

from __future__ import annotations

from collections.abc import Sequence

from purport.extraction.mentions import Mention
from purport.extraction.organisations import country_of
from purport.extraction.voice_cast import Cast, Entity, agree, same_country
from purport.extraction.voice_lexicon import OUTLET_WORDS, Gender, roles
from purport.extraction.voice_outlets import OUTLET_NOUNS
from purport.extraction.voice_pronouns import owner_of

_MALE = frozenset("man boy guy gentleman father son brother husband".split())
_FEMALE = frozenset("woman girl lady mother daughter sister wife".split())
_ANYONE = frozenset(
    "person individual official source speaker politician caller figure insider voice "
    "interlocutor player".split()
)
_BODIES = {
    "agency": "agency intelligence service directorate bureau administration institute media",
    "service": "service agency intelligence", "bureau": "bureau agency",
    "newspaper": "media", "paper": "media", "daily": "media", "outlet": "media", "weekly": "media",
    "broadcaster": "media", "network": "media", "channel": "media", "station": "media",
    "magazine": "media", "website": "media", "site": "media", "wire": "media", "tabloid": "media",
    "company": "company", "firm": "company", "manufacturer": "company", "operator": "company",
    "airline": "company", "carrier": "company", "bank": "company bank", "retailer": "company",
    "maker": "company", "carmaker": "company", "giant": "company", "utility": "company",
    "ministry": "ministry", "department": "department ministry police", "military": "military",
    "army": "military", "group": "movement ngo military company",
    "organisation": "organisation ngo",
    "organization": "organisation ngo agency", "charity": "charity ngo", "watchdog": "ngo agency",
    "movement": "movement", "militia": "military movement", "force": "police military",
    "directorate": "directorate intelligence", "office": "office prosecution", "court": "court",
    "commission": "commission", "committee": "committee", "council": "council", "party": "party",
    "union": "union", "club": "club federation", "federation": "federation", "police": "police",
    "government": "government", "parliament": "parliament", "institute": "institute",
    "university": "university", "hospital": "hospital", "board": "board", "fund": "fund",
}  # fmt: skip
_UNKNOWN_SORT = frozenset(
    "company firm group organisation organization club team party union bank airline operator "
    "manufacturer retailer charity outlet newspaper".split()
)
_RANKS = frozenset("prime deputy vice assistant".split())
_OFFICES = _RANKS | frozenset(
    "foreign interior finance defence defense health education transport justice energy trade "
    "economy agriculture environment labour labor culture sports police fire union army navy "
    "press chief senior junior head state federal county city party".split()
)
_PARTIES = frozenset("democratic republican labour conservative liberal green".split())
_UNIQUE = frozenset(
    "judge king queen pope referee defendant prosecutor victim suspect jury".split()
)
BODIES_BACK = 40


def common_body(cast: Cast, mention: Mention) -> tuple[Entity | None, str]:
    """Return the body or group that a common noun speaks of again."""
    country = cast.country(mention)
    row = cast.row(mention, country)
    if row is not None:
        known = cast.by_body.get((row.name, row.country))
        if known is not None:
            return cast.entities[known], "table of organisations"
        same = _same_noun(cast, mention, country, named=False)
        return same, "first mention" if same is None else "same noun"
    if mention.reach in ("indefinite", "partitive"):
        return None, "first mention"
    found = _same_noun(cast, mention, country, named=True)
    if found is not None:
        return found, "same noun"
    if mention.reach == "definite" and not mention.plural and mention.owner is None:
        sort = _by_sort(cast, mention)
        return sort, "first mention" if sort is None else "kind of body"
    return None, "first mention"


def _same_noun(cast: Cast, mention: Mention, country: str | None, *, named: bool) -> Entity | None:
    loose = mention.reach == "definite" and mention.owner is None
    for number in cast.by_recency(cast.by_word.get(mention.word, ())):
        entity = cast.entities[number]
        if entity.being == "person" or (entity.plural != mention.plural):
            continue
        if not named and entity.names:
            continue
        if entity.which != mention.which or not same_country(entity, country):
            continue
        if not _same_modifiers(entity, mention, loose=loose):
            continue
        if mention.reach == "possessive" and entity.owner != owner_of(cast, mention):
            continue
        return entity
    return None


def _by_sort(cast: Cast, mention: Mention) -> Entity | None:
    """Return the named body that "the agency" or "the company" can stand for."""
    sorts = _BODIES.get(mention.word, "").split()
    words = {w for w in mention.modifiers - {"same"} if country_of(w) is None}
    if words - {"state", "news"} or _told_apart(cast, mention):
        return None
    weak = None
    for number in reversed(cast.bodies[-BODIES_BACK:]):
        entity = cast.entities[number]
        if not cast.near(entity, mention.head, 12):
            continue
        fits = _fits_sort(cast, entity, mention.word, sorts, news="news" in words)
        if fits == "strong":
            return entity
        if fits == "weak" and (weak is None or (entity.turns and not weak.turns)):
            weak = entity
    return weak


def _told_apart(cast: Cast, mention: Mention) -> bool:
    """Whether words behind a noun say which it is ("the union representing the deputies")."""
    tokens = cast.grammar.tokens
    return any(
        k == mention.head + 1 and tokens[k].tag in ("VBG", "VBN")
        for k in cast.grammar.children(mention.head, "acl")
    )


def _fits_sort(
    cast: Cast, entity: Entity, word: str, sorts: Sequence[str], *, news: bool
) -> str | None:
    """Return how well a body fits a noun for one: "strong" by its row or name, else "weak"."""
    row, media = entity.organisation, "media" in sorts
    if row is not None:
        return "strong" if row.sort in sorts and (not news or row.sort == "media") else None
    if not entity.names:
        akin_noun = bool(entity.words & OUTLET_NOUNS)
        return "strong" if media and akin_noun and _was_told(cast, entity) else None
    if any(
        p != word and p not in OUTLET_WORDS and roles().get(p, ("", None))[0] == "organisation"
        for n in entity.names for p in n
    ):  # fmt: skip
        return None
    named = any(_looks_like_outlet(n) for n in entity.names)
    called = bool(entity.words & OUTLET_NOUNS)
    told = _was_told(cast, entity)
    if media:
        strong = named or called or told
        return "strong" if strong else ("weak" if word in _UNKNOWN_SORT else None)
    akin = {w for w in entity.words if set(sorts) & set(_BODIES.get(w, "").split())}
    if named or called or told or entity.words - akin - {word}:
        return None
    return "weak" if akin or word in _UNKNOWN_SORT else None


def _was_told(cast: Cast, entity: Entity) -> bool:
    """Whether somebody told a body something, as people tell newspapers and channels."""
    tokens = cast.grammar.tokens
    return any(
        tokens[m.head].dep in ("dobj", "dative") and tokens[tokens[m.head].head].lemma == "tell"
        for m in entity.mentions
    )


def person_in_role(cast: Cast, mention: Mention) -> tuple[Entity | None, str]:
    """Return the person that a common noun ("the soldier") speaks of again."""
    text = mention.span.text.lower()
    if mention.reach in ("partitive", "possessive") or mention.which is not None:
        for number in cast.by_recency(cast.by_name.get(text, ())):
            entity = cast.entities[number]
            if cast.near(entity, mention.head) and _same_stage(cast, entity, mention.head):
                return entity, "same words"
    if mention.reach == "possessive":
        of_owner = _of_owner(cast, mention)
        return of_owner, "first mention" if of_owner is None else "same noun of the same owner"
    if mention.reach in ("indefinite", "partitive", "bare"):
        return None, "first mention"
    for number in cast.by_recency(cast.by_word.get(mention.word, ())):
        entity = cast.entities[number]
        if _same_role(cast, entity, mention):
            return entity, "same noun"
    found = _by_gender(cast, mention)
    if found is not None:
        return found, "noun for anybody of that gender"
    last = _last_named(cast, mention)
    return last, "first mention" if last is None else "last speaker, whose role is not told"


def _same_role(cast: Cast, entity: Entity, mention: Mention) -> bool:
    mine = {c for w in mention.modifiers if (c := country_of(w))}
    party = mention.modifiers & _PARTIES
    theirs = {w for m in entity.mentions for w in m.span.text.lower().split()} & _PARTIES
    if party and theirs and not party & theirs:
        return False
    which = mention.which in (None, entity.which) or (
        mention.which == "other" and entity.which == "second"
    )
    held = {w for m in entity.mentions for w in m.modifiers | set(m.span.text.lower().split())}
    if not _same_office(held & _OFFICES, mention.modifiers & _OFFICES):
        return False
    return (
        entity.being == "person"
        and entity.plural == mention.plural
        and which
        and not (entity.which == "other" and mention.which is None and entity.turns == 0)
        and agree(entity.gender, mention.gender)
        and not (mine and entity.countries and not mine & entity.countries)
        and _same_stage(cast, entity, mention.head)
    )


def _same_office(one: set[str] | frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words before two titles can be of one office ("prime" and "deputy" cannot)."""
    if not other:
        return not one & _RANKS or bool(one - _RANKS) or one <= {"deputy", "vice", "assistant"}
    return not one or bool(one & other)


def _same_stage(cast: Cast, entity: Entity, token: int) -> bool:
    """Whether an unnamed voice can still be meant: not once another recording is spoken of."""
    if entity.stage is None or entity.names:
        return True
    here = cast.stage_at(token)
    return here == entity.stage or here is None


def _of_owner(cast: Cast, mention: Mention) -> Entity | None:
    owner = owner_of(cast, mention)
    for number in cast.by_recency(cast.by_word.get(mention.word, ())):
        entity = cast.entities[number]
        if owner is not None and entity.owner == owner and entity.plural == mention.plural:
            return entity
    return None


def _by_gender(cast: Cast, mention: Mention) -> Entity | None:
    wanted: Gender | None = None
    if mention.word in _MALE:
        wanted = "m"
    elif mention.word in _FEMALE:
        wanted = "f"
    elif mention.word not in _ANYONE:
        return None
    if mention.which is not None or mention.modifiers - {"unnamed", "same", "young", "old"}:
        return None
    for number in reversed(cast.recent[-12:]):
        entity = cast.entities[number]
        if entity.being != "person" or entity.plural or entity.names or entity.narrated < 0:
            continue
        fits = agree(entity.gender, wanted) and cast.near(entity, mention.head)
        if fits and _same_stage(cast, entity, mention.head):
            return entity
    return None


def _last_named(cast: Cast, mention: Mention) -> Entity | None:
    """Return the last speaker for "the senator", where the report never told his role."""
    if mention.head not in cast.sources or mention.plural or mention.word in _UNIQUE:
        return None
    if cast.grammar.child(mention.head, "appos") is not None or any(
        cast.grammar.tokens[k].text.lower() in ("known", "called", "named", "who", "identified")
        for k in cast.grammar.children(mention.head, "acl", "relcl")
    ):
        return None
    latest = _subject_before(cast, mention.head)
    if latest is None and cast.speakers:
        latest = cast.speakers[-1]
    if latest is None:
        return None
    entity = cast.entities[latest]
    fits = (
        entity.being == "person"
        and entity.names
        and not (entity.words - {mention.word})
        and agree(entity.gender, mention.gender)
        and mention.which is None
        and cast.near(entity, mention.head)
    )
    return entity if fits else None


def _subject_before(cast: Cast, token: int) -> int | None:
    """Return the named person who is the last subject in the same paragraph."""
    tokens = cast.grammar.tokens
    for number in reversed(cast.recent[-6:]):
        entity = cast.entities[number]
        if cast.grammar.paragraph[entity.last] != cast.grammar.paragraph[token]:
            return None
        if entity.being == "person" and entity.names and tokens[entity.last].dep == "nsubj":
            return number
    return None


def _looks_like_outlet(name: Sequence[str]) -> bool:
    return bool(set(name) & OUTLET_WORDS)


def _same_modifiers(entity: Entity, mention: Mention, *, loose: bool) -> bool:
    """Whether the words before two nouns of one kind can go together ("defence ministry")."""
    own = mention.modifiers - {"local", "regional", "national"}
    had = entity.mentions[0].modifiers
    if own and not own & (had | {p for n in entity.names for p in n}):
        return loose and not had and not entity.names
    return bool(own) or not had or loose or mention.reach == "bare"
