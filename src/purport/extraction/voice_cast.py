"""The cast of a report: its speakers as they are being gathered from its mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from purport.extraction.evidence_carriers import Carrier
from purport.extraction.mentions import Being, Mention
from purport.extraction.organisations import (
    Organisation,
    Organisations,
    country_of,
    fold,
    leading_country,
)
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import Gender

_SOUND = frozenset({"recording", "video"})
NEAR_SENTENCES = 8


@dataclass(slots=True)
class Entity:
    """Somebody (or some thing that carries claims) being gathered; internal to this room."""

    number: int
    being: Being | None
    born: int
    mentions: list[Mention] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    folded: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    gender: Gender | None = None
    plural: bool = False
    organisation: Organisation | None = None
    which: str | None = None
    owner: int | None = None
    carrier: int | None = None
    stage: int | None = None
    last: int = -1
    narrated: int = -1
    turns: int = 0
    anonymous: bool = False
    whole: int | None = None
    phrases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """All entities so far, where each token points, and indexes by name part, noun and body."""

    grammar: Grammar
    organisations: Organisations
    carriers: Sequence[Carrier]
    quoted: bytearray
    entities: list[Entity] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)
    rules: dict[int, str] = field(default_factory=dict)
    by_part: dict[str, list[int]] = field(default_factory=dict)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    by_body: dict[tuple[str, str | None], int] = field(default_factory=dict)
    by_carrier: dict[int, int] = field(default_factory=dict)
    bodies: list[int] = field(default_factory=list)
    recent: list[int] = field(default_factory=list)
    speakers: list[int] = field(default_factory=list)
    stages: list[tuple[int, int]] = field(default_factory=list)
    heads: dict[int, int] = field(default_factory=dict)
    sources: frozenset[int] = frozenset()
    nested: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()
    passing: frozenset[int] = frozenset()
    publisher: str | None = None

    def __post_init__(self) -> None:
        for carrier in self.carriers:
            for head in carrier.heads:
                self.heads[head] = carrier.number
                if carrier.medium in _SOUND or carrier.medium == "document":
                    self.stages.append((head, carrier.number))
        self.stages.sort()

    def stage_at(self, token: int) -> int | None:
        """Return the recording or paper last spoken of before or in the sentence of a token."""
        at = bisect_right(self.stages, (token, 1 << 30)) - 1
        if at + 1 < len(self.stages):
            after = self.stages[at + 1]
            tokens = self.grammar.tokens
            if tokens[after[0]].sentence == tokens[token].sentence:
                return after[1]
        return self.stages[at][1] if at >= 0 else None

    def speaks_quoted(self, token: int) -> bool:
        """Whether a token stands inside quotation marks."""
        return bool(self.quoted[self.grammar.tokens[token].start])

    def add(self, entity: Entity, mention: Mention) -> None:
        """Note a mention of an entity, in the entity and in the indexes."""
        number = entity.number
        entity.mentions.append(mention)
        self.at[mention.head] = number
        entity.plural = entity.plural or (mention.plural and len(entity.mentions) == 1)
        if entity.being is None or (entity.being == "group" and mention.being == "organisation"):
            entity.being = mention.being
        if mention.gender in ("m", "f") and entity.gender is None:
            entity.gender = mention.gender
        self._index(entity, mention)
        self.touch(entity, mention.head)

    def _index(self, entity: Entity, mention: Mention) -> None:
        number = entity.number
        if mention.form == "name" and mention.name:
            entity.names.append(mention.name)
            for part in mention.name:
                self.by_part.setdefault(part, []).append(number)
            if mention.being != "person":
                self.by_name.setdefault(fold(" ".join(mention.name)), []).append(number)
                self.by_word.setdefault(mention.name[-1], []).append(number)
        else:
            self.by_name.setdefault(mention.span.text.lower(), []).append(number)
        for word in mention.roles:
            entity.words.add(word)
            self.by_word.setdefault(word, []).append(number)
        country = self.country(mention)
        if country is not None:
            entity.countries.add(country)
        if entity.being in ("organisation", "group"):
            row = self.row(mention, country)
            if row is not None and entity.organisation is None:
                entity.organisation = row
                entity.being = "organisation"
                self.by_body.setdefault((row.name, row.country), number)
            if entity.being == "organisation" and number not in self.bodies[-8:]:
                self.bodies.append(number)

    def touch(self, entity: Entity, token: int) -> None:
        """Note that an entity was spoken of at a token."""
        entity.last = token
        if not self.speaks_quoted(token):
            entity.narrated = token
        self.recent.append(entity.number)

    def spoke(self, entity: Entity) -> None:
        """Note that it is an entity's turn."""
        entity.turns += 1
        self.speakers.append(entity.number)

    def row(self, mention: Mention, country: str | None) -> Organisation | None:
        """Return the row of the table of organisations that a mention names, or None."""
        if mention.being in ("person", "thing") or (mention.plural and mention.form == "nominal"):
            return None
        row = self.organisations.find(mention.span.text, country)
        if row is None and mention.form == "name":
            row = self.organisations.find(" ".join(mention.name), country)
        if row is None and mention.owner is not None and not self._foreign(mention.owner):
            start = self.grammar.tokens[mention.owner].end
            rest = self.grammar.text[start : mention.span.end].lstrip("'’s ")
            row = self.organisations.find(rest, country)
        if row is not None and country is not None and row.country not in (None, country):
            return None
        return row

    def _foreign(self, owner: int) -> bool:
        """Whether a body's owner bears a name that is no country of the table ("Sarnia’s army")."""
        token = self.grammar.tokens[owner]
        named = token.tag[:3] == "NNP" and self.organisations.find(token.text) is None
        return named and country_of(token.text) is None

    def country(self, mention: Mention) -> str | None:
        """Return the country that the phrase names: its demonym, its owner, or "of"/"in" it."""
        found, _ = leading_country(mention.span.text)
        if found is not None:
            return found
        for i in self.grammar.children(mention.head, "prep"):
            if self.grammar.tokens[i].text.lower() in ("of", "in"):
                place = self.grammar.child(i, "pobj")
                if place is not None and self.grammar.tokens[place].tag[:3] == "NNP":
                    return country_of(self.grammar.tokens[place].text)
        for word in mention.modifiers:
            code = country_of(word)
            if code is not None:
                return code
        return None

    def near(self, entity: Entity, token: int, sentences: int = NEAR_SENTENCES) -> bool:
        """Whether an entity was spoken of within some sentences before a token."""
        tokens = self.grammar.tokens
        return tokens[token].sentence - tokens[entity.last].sentence <= sentences

    def by_recency(self, numbers: Sequence[int]) -> list[int]:
        """Return numbers of entities, the one spoken of last first."""
        return sorted(set(numbers), key=lambda n: -self.entities[n].last)


def agree(one: Gender | None, other: Gender | None) -> bool:
    """Whether two genders can be one person's."""
    return one is None or other is None or one == other


def same_country(entity: Entity, country: str | None) -> bool:
    """Whether an entity can belong to a country, as far as the report tells."""
    return country is None or not entity.countries or country in entity.countries
