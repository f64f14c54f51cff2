"""Mentions of speakers, gathered one by one into the cast of a report."""

from __future__ import annotations

from purport.extraction.mentions import Mention
from purport.extraction.voice_cast import Cast, Entity
from purport.extraction.voice_names import named_body, named_person, told_to_be
from purport.extraction.voice_nouns import common_body, person_in_role
from purport.extraction.voice_pronouns import owner_of


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
    if (
        mention.form == "nominal"
        and entity.being in ("person", "group")
        and not cast.speaks_quoted(mention.head)
    ):
        entity.stage = cast.stage_at(mention.head)
    cast.entities.append(entity)
    return entity
