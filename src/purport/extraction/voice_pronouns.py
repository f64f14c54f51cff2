"""Whom a pronoun stands for, by number, gender and whose turn it is; never a body for "he"."""

from __future__ import annotations

from purport.extraction.mentions import Mention
from purport.extraction.voice_cast import Cast, Entity, agree
from purport.extraction.voice_lexicon import Gender, acts

PRONOUN_PARAGRAPHS = 4
THIN_MARGIN = 0.25
KNOWN_GENDER = 0.7
TRULY_SEVERAL = 0.9
JUST_ASKED = 1.6
BOUND = 1.5


def resolve_pronoun(
    cast: Cast,
    token: int,
    gender: Gender | None,
    *,
    plural: bool,
    answering: bool = False,
    present: bool = False,
    showing: bool = False,
) -> Entity | None:
    """Return whom a pronoun stands for, or None where two fit about equally well.

    `answering` is true where its verb answers somebody (the turn changes), `present` where it
    is in the present tense, as of papers ("it says"), and `showing` where it shows something.
    """
    sentence = cast.grammar.tokens[token].sentence
    ranked: list[tuple[float, int]] = []
    for number in dict.fromkeys(reversed(cast.recent[-40:])):
        entity = cast.entities[number]
        if not _can_be(entity, gender, plural=plural) or _does_it(cast, entity, token):
            continue
        if entity.being == "thing" and cast.grammar.tokens[entity.last].sentence == sentence:
            continue  # "footage that it says shows …": "it" is whose footage it is
        score = _salience(cast, entity, token, answering=answering)
        if score is None:
            continue
        score -= BOUND if _oblique_before(cast, entity, token) else 0.0
        if gender == "n":
            score += 0.6 if (entity.being == "thing") == present else 0.0
            score += JUST_ASKED if showing and entity.being == "thing" else 0.0
        if plural and (entity.plural or entity.being == "group"):
            score += TRULY_SEVERAL
        if number in {cast.at.get(i) for i in cast.asked}:
            score += JUST_ASKED
        if gender in ("m", "f") and entity.gender == gender:
            score += KNOWN_GENDER
        ranked.append((score, number))
    ranked.sort(key=lambda r: (-r[0], -r[1]))
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < THIN_MARGIN:
        return _thing_of(cast, ranked[0][1], ranked[1][1])
    return cast.entities[ranked[0][1]]


def _does_it(cast: Cast, entity: Entity, token: int) -> bool:
    """Whether an entity is the subject of the verb that a pronoun is an object of."""
    grammar = cast.grammar
    one = grammar.tokens[token]
    if one.dep not in ("dobj", "dative", "iobj", "pobj"):
        return False
    verb = grammar.tokens[one.head]
    if one.dep == "pobj":
        verb = grammar.tokens[verb.head]
    subject = grammar.child(verb.index, "nsubj")
    return subject is not None and cast.at.get(subject) == entity.number


def _thing_of(cast: Cast, one: int, other: int) -> Entity | None:
    """Return the paper where two stand for a paper and who put it out, which both say the same."""
    for thing, body in ((one, other), (other, one)):
        carrier = cast.entities[thing].carrier
        if carrier is None:
            continue
        by = cast.carriers[carrier].by
        if by is not None and cast.at.get(by) == body:
            return cast.entities[thing]
    return None


def _oblique_before(cast: Cast, entity: Entity, token: int) -> bool:
    """Whether an entity stands in a phrase before a subject: "in a filing to X, it said"."""
    tokens = cast.grammar.tokens
    last = tokens[entity.last]
    return (
        tokens[token].dep == "nsubj"
        and last.sentence == tokens[token].sentence
        and last.dep == "pobj"
        and tokens[last.head].text.lower() in ("to", "with", "by", "on", "at", "for")
        and all(t.tag[0] != "V" for t in tokens[entity.last : token])
    )


def _salience(cast: Cast, entity: Entity, token: int, *, answering: bool) -> float | None:
    tokens, grammar = cast.grammar.tokens, cast.grammar
    seen = entity.narrated if entity.narrated >= 0 else entity.last
    away = grammar.paragraph[token] - grammar.paragraph[seen]
    steps = tokens[token].sentence - tokens[seen].sentence
    if away > 2 * PRONOUN_PARAGRAPHS or steps > 3 * PRONOUN_PARAGRAPHS:
        return None
    score = -0.45 * min(away, 4) - 0.2 * min(steps, 6)
    dep = tokens[tokens[seen].head].dep if tokens[seen].dep == "appos" else tokens[seen].dep
    score += 0.7 if dep in ("nsubj", "nsubjpass", "attr") else 0.0
    score += 0.2 if entity.names else 0.0
    score -= 1.5 if entity.narrated < 0 else 0.0
    governed = tokens[tokens[seen].head]
    if tokens[seen].dep == "appos":
        governed = tokens[governed.head]
    if governed.lemma in acts():
        score += 0.4
    if cast.speakers and cast.speakers[-1] == entity.number:
        score += -1.5 if answering or cast.asked else 0.8
    elif answering and len(cast.speakers) > 1 and entity.number in cast.speakers[-3:]:
        score += 0.8
    elif entity.turns:
        score += 0.3
    return score


def learn_gender(cast: Cast, token: int, gender: Gender | None) -> None:
    """Note the gender of the one person in a sentence before a "he" or "her" in it."""
    if gender not in ("m", "f"):
        return
    tokens = cast.grammar.tokens
    near = {
        n for n in cast.recent[-5:]
        if tokens[cast.entities[n].last].sentence == tokens[token].sentence
        and cast.entities[n].being == "person" and not cast.entities[n].plural
    }  # fmt: skip
    if len(near) == 1:
        entity = cast.entities[near.pop()]
        if entity.gender is None and tokens[entity.last].dep in ("nsubj", "nsubjpass"):
            entity.gender = gender


def owner_of(cast: Cast, mention: Mention) -> int | None:
    """Return the entity behind "his" or "the ministry’s"."""
    if mention.owner is None:
        return None
    if mention.owner not in cast.at:
        token = cast.grammar.tokens[mention.owner]
        if token.text.lower() in ("his", "her", "its", "their"):
            gender: Gender | None = {"his": "m", "her": "f", "its": "n"}.get(token.text.lower())  # type: ignore[assignment]
            known = resolve_pronoun(
                cast, mention.owner, gender, plural=token.text.lower() == "their"
            )
            if known is not None:
                cast.at[mention.owner] = known.number
    return cast.at.get(mention.owner)


def _can_be(entity: Entity, gender: Gender | None, *, plural: bool) -> bool:
    if gender in ("m", "f"):
        return entity.being == "person" and not entity.plural and agree(entity.gender, gender)
    if plural:
        return entity.being in ("group", "organisation") or (
            entity.being == "person" and (entity.plural or not entity.names)
        )
    if gender == "n":
        return (
            entity.being in ("organisation", "thing")
            or bool(entity.words & {"voice"})
            or (entity.being == "group" and not entity.plural)
        )
    return False
