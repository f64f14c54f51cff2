"""Mentions of speakers, gathered one by one into the cast of a report."""

from __future__ import annotations

from purport.extraction.mentions import Mention
from purport.extraction.voice_cast import Cast, Entity
from purport.extraction.voice_names import named_body, named_person, told_to_be
from purport.extraction.voice_nouns import common_body, person_in_role
from purport.extraction.voice_pronouns import owner_of

_TAKING_UP = frozenset("them these those another other others some many several most few".split())
_SPOKESPERSONS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
RECENT = 30


def place(cast: Cast, mention: Mention) -> Entity:
    """Return the entity of a name or noun, joined to an earlier one or new."""
    entity, rule = _find(cast, mention)
    if entity is None:
        entity = _born(cast, mention)
    cast.rules[mention.head] = rule
    cast.add(entity, mention)
    return entity


def _find(cast: Cast, mention: Mention) -> tuple[Entity | None, str]:
    carrier = cast.heads.get(mention.head)
    if carrier is not None:
        known = cast.by_carrier.get(carrier)
        return (None if known is None else cast.entities[known]), "evidence speaks"
    told = told_to_be(cast, mention)
    if told is not None:
        return told, "apposition"
    if mention.form == "name":
        person = mention.being == "person"
        return named_person(cast, mention) if person else named_body(cast, mention)
    if mention.being in ("organisation", "group", None):
        return common_body(cast, mention)
    return person_in_role(cast, mention)


def _born(cast: Cast, mention: Mention) -> Entity:
    entity = Entity(len(cast.entities), mention.being, mention.head, which=mention.which)
    entity.carrier = cast.heads.get(mention.head)
    if entity.carrier is not None:
        entity.being = "thing"
        cast.by_carrier[entity.carrier] = entity.number
    entity.owner = owner_of(cast, mention)
    if entity.owner is None:
        entity.owner = _spoken_for(cast, mention)
    entity.whole = _whole(cast, mention)
    if (
        mention.form == "nominal"
        and entity.being in ("person", "group")
        and not cast.speaks_quoted(mention.head)
    ):
        entity.stage = cast.stage_at(mention.head)
    cast.entities.append(entity)
    return entity


def _whole(cast: Cast, mention: Mention) -> int | None:
    """Return the group of which "one of them", "the other" or "61" is a part."""
    text = mention.span.text.lower().split()
    if mention.form != "nominal" or text[-1] not in _TAKING_UP:
        counted = cast.grammar.tokens[mention.head].tag == "CD"
        if not counted or mention.reach == "partitive":
            return None
    for number in reversed(cast.recent[-RECENT:]):
        entity = cast.entities[number]
        if (
            entity.plural
            and entity.being in ("group", "person")
            and cast.near(entity, mention.head)
        ):
            return entity.number
    return None


def _spoken_for(cast: Cast, mention: Mention) -> int | None:
    """Return the body for which "a spokesman" speaks: that of which the sentence before tells."""
    if mention.word not in _SPOKESPERSONS or mention.form != "nominal" or mention.plural:
        return None
    grammar = cast.grammar
    if any(
        grammar.tokens[k].text in ("for", "of", "at")
        for k in grammar.children(mention.head, "prep")
    ):
        return None
    if mention.modifiers:
        return None
    here = grammar.tokens[mention.head].sentence
    for number in reversed(cast.recent[-RECENT:]):
        entity = cast.entities[number]
        at = grammar.tokens[entity.last]
        if here - at.sentence > 1:
            return None
        subject = at.dep in ("nsubj", "nsubjpass") and not cast.speaks_quoted(entity.last)
        if entity.being in ("organisation", "group") and subject and at.sentence < here:
            return number
    return None
