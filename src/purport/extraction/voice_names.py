"""Whom a proper name stands for: its parts, its short forms, appositions, and the opening."""

from __future__ import annotations

from collections.abc import Sequence

from purport.extraction.mentions import Mention
from purport.extraction.organisations import country_of, fold
from purport.extraction.voice_cast import Cast, Entity, agree, same_country

_SOUND = frozenset({"recording", "video"})
_NAMING = frozenset(
    "name call know give identify nickname dub address refer introduce style".split()
)
_NAMED_AS = frozenset({"pobj", "oprd", "attr", "dobj", "ccomp"})
_BEFORE_HANDLES = frozenset(
    "called named known as dubbed , ( the handle username account user with under by name posting "
    "tweeting a an whose is on x twitter instagram tiktok".split()
)
HANDLE_TOKENS = 5
BODIES_BACK = 40
OPENING_SENTENCES = 3


def told_to_be(cast: Cast, mention: Mention) -> Entity | None:
    """Return whom the sentence itself says that this is: an apposition, or "X is a Y"."""
    tokens = cast.grammar.tokens
    token = tokens[mention.head]
    handle = _bears_handle(cast, mention)
    if handle is not None:
        known: int | None = handle
    elif token.dep == "appos":
        known = cast.at.get(token.head)
        up = tokens[tokens[token.head].head]
        if tokens[token.head].dep == "pobj" and up.text == "of" and up.head in cast.at:
            part = cast.entities[cast.at[up.head]]
            if part.mentions[0].reach == "partitive" and not mention.plural:
                known = part.number
        if mention.being == "person" and mention.form == "name":
            known = _person_above(cast, token.head, known)
    elif (named := _gives_name(cast, mention)) is not None:
        known = named
    elif token.dep == "attr" and tokens[token.head].lemma == "be" and mention.form == "nominal":
        subject = cast.grammar.child(token.head, "nsubj")
        negated = cast.grammar.child(token.head, "neg") is not None
        quoted = cast.speaks_quoted(mention.head)
        known = None if subject is None or negated or quoted else cast.at.get(subject)
    else:
        return None
    if known is None:
        return None
    entity = cast.entities[known]
    both_named = mention.form == "name" and any(
        not set(mention.name) & set(n) for n in entity.names
    )
    if both_named and not _acronym_of(mention.name, entity):
        return None
    kinds = {entity.being, mention.being}
    if {"person", "organisation"} <= kinds or {"person", "thing"} <= kinds:
        return None
    if entity.plural != mention.plural and "organisation" not in kinds:
        return None
    return entity


def _bears_handle(cast: Cast, mention: Mention) -> int | None:
    """Return whose name on a platform this is: "a user called @lena", "the account @PierWatch"."""
    tokens = cast.grammar.tokens
    if tokens[mention.head].text[0] != "@":
        return None
    for i in range(mention.head - 1, max(-1, mention.head - 1 - HANDLE_TOKENS), -1):
        if i in cast.at:
            return cast.at[i]
        if tokens[i].text.lower() not in _BEFORE_HANDLES:
            return None
    return None


def _person_above(cast: Cast, token: int, known: int | None) -> int | None:
    """Return the person that a name stands by in "a spokesman for the ministry, Jens Holm"."""
    tokens = cast.grammar.tokens
    for _ in range(3):
        number = cast.at.get(token)
        if number is not None and cast.entities[number].being == "person":
            return number
        if tokens[token].dep != "pobj":
            return known
        token = tokens[tokens[token].head].head
    return known


def _gives_name(cast: Cast, mention: Mention) -> int | None:
    """Return whose name this is in "a man named Dmitri" or "who gives his name as Dmitri"."""
    tokens = cast.grammar.tokens
    token = tokens[mention.head]
    verb = tokens[token.head]
    if mention.form != "name":
        return _identified_as(cast, mention)
    if token.dep == "pobj" and verb.text.lower() == "as":
        verb = tokens[verb.head]
    for _ in range(2):
        if verb.lemma in _NAMING and verb.tag[0] == "V":
            break
        verb = tokens[verb.head]
    if verb.lemma not in _NAMING or verb.tag[0] != "V" or token.dep not in _NAMED_AS:
        return None
    who = verb.head if verb.dep in ("acl", "relcl") else cast.grammar.subject(verb.index)
    if mention.being != "person" and (who is None or verb.dep not in ("acl", "relcl")):
        return None
    return None if who is None else cast.at.get(who)


def _identified_as(cast: Cast, mention: Mention) -> int | None:
    """Return whom a clause says a noun to be: "a man it identified as the banker"."""
    tokens = cast.grammar.tokens
    by = tokens[tokens[mention.head].head]
    verb = tokens[by.head]
    if tokens[mention.head].dep != "pobj" or by.text.lower() != "as" or mention.being != "person":
        return None
    told = verb.lemma in ("identify", "name", "describe", "introduce") and verb.dep in (
        "acl",
        "relcl",
    )
    return cast.at.get(verb.head) if told else None


def named_person(cast: Cast, mention: Mention) -> tuple[Entity | None, str]:
    """Return the person whom a name stands for, and by which rule."""
    for number in cast.by_recency(cast.by_part.get(mention.name[-1] if mention.name else "", ())):
        entity = cast.entities[number]
        if _same_person(entity, mention):
            return entity, "same name"
    for role in mention.roles:
        for number in cast.by_recency(cast.by_word.get(role, ())):
            entity = cast.entities[number]
            nameless = entity.being == "person" and not entity.names and not entity.plural
            fits = agree(entity.gender, mention.gender) and not entity.anonymous
            if nameless and fits and cast.near(entity, mention.head):
                return entity, "name for a role told before"
    opening = _opening(cast, mention)
    return (
        opening,
        "first mention" if opening is None else "descriptor of the opening, then the name",
    )


def _opening(cast: Cast, mention: Mention) -> Entity | None:
    """Return the unnamed speaker of the opening whom the next paragraph names (news style)."""
    if not cast.speakers or mention.head not in cast.sources or mention.roles:
        return None
    tokens = cast.grammar.tokens
    unnamed = [n for n in cast.speakers[-2:] if not cast.entities[n].names]
    entity = cast.entities[(unnamed or cast.speakers)[0]]
    fits = (
        entity.being == "person"
        and not entity.names
        and not entity.plural
        and not entity.anonymous
        and (entity.stage is None or cast.carriers[entity.stage].medium not in _SOUND)
        and sum(m.form != "pronoun" for m in entity.mentions) == 1
        and agree(entity.gender, mention.gender)
    )
    first = cast.grammar.paragraph[entity.born]
    here = cast.grammar.paragraph[mention.head]
    described = [
        i for i in cast.grammar.children(mention.head, "appos")
        if tokens[i].tag == "NN" and tokens[i].text.lower() not in entity.words
    ]  # fmt: skip
    lead = tokens[entity.born].sentence < OPENING_SENTENCES
    close = here - first <= 3 and len(mention.name) > 1
    return entity if fits and lead and close and not described else None


def named_body(cast: Cast, mention: Mention) -> tuple[Entity | None, str]:
    """Return the body that a name stands for, and by which rule."""
    country = cast.country(mention)
    row = cast.row(mention, country)
    if row is not None and (row.name, row.country) in cast.by_body:
        return cast.entities[cast.by_body[row.name, row.country]], "table of organisations"
    key = fold(" ".join(mention.name))
    for number in cast.by_recency(cast.by_name.get(key, ())):
        entity = cast.entities[number]
        if same_country(entity, country):
            return entity, "same name"
    for number in reversed(cast.bodies[-BODIES_BACK:]):
        entity = cast.entities[number]
        if row is not None and entity.organisation is not None:
            continue
        short = _acronym_of(mention.name, entity) or _longer_name(mention, entity)
        if short and same_country(entity, country):
            return entity, "short form of the name"
    return None, "first mention"


def _same_person(entity: Entity, mention: Mention) -> bool:
    """Whether two names can be one person's: one holds the other, or initials stand for parts."""
    if entity.being != "person" or not agree(entity.gender, mention.gender):
        return False
    mine = set(mention.name)
    full = [n for n in entity.names if len(n) > 1] if len(mention.name) > 1 else []
    for name in full or entity.names:
        theirs = set(name)
        if mine <= theirs or theirs <= mine:
            return True
        if (
            name[-1] == mention.name[-1]
            and name[0][0] == mention.name[0][0]
            and (len(name[0]) == 1 or len(mention.name[0]) == 1)
        ):
            return True
    return False


def _acronym_of(name: Sequence[str], entity: Entity) -> bool:
    """Whether a name of one word is made of the first letters of another, or the other way."""
    small = frozenset({"of", "the", "and", "for", "in", "on", "de"})
    for other in entity.names:
        for short, long in ((name, other), (other, name)):
            letters = "".join(w[0] for w in long if w not in small)
            if len(short) == 1 and len(long) > 1 and short[0].replace(".", "") == letters:
                return True
    return False


def _longer_name(mention: Mention, entity: Entity) -> bool:
    """Whether one name goes on where the other stops ("Security Service" of Ukraine)."""
    kinds = {mention.name_kind, *(m.name_kind for m in entity.mentions)}
    if not mention.name or kinds & {"GPE", "LOC", "NORP"}:
        return False
    for other in entity.names:
        short, long = sorted((other, mention.name), key=len)
        if len(short) == len(long) or country_of(" ".join(short)) is not None:
            continue
        if long[: len(short)] == tuple(short) or (
            len(short) > 1 and long[-len(short) :] == tuple(short)
        ):
            return True
    return False
