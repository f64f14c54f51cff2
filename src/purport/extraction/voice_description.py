"""How a voice is shown: its name, its kind, and the words that describe it."""

from __future__ import annotations

from collections.abc import Sequence

from purport.extraction.mentions import Mention
from purport.extraction.organisations import country_of
from purport.extraction.voice_cast import Cast, Entity
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_outlets import OUTLET_NOUNS
from purport.model.span import Span
from purport.model.voice import Voice, VoiceKind

DESCRIPTION_CHARS = 100
_FOLLOWING = frozenset({"prep", "acl"})
_MEMBER_OF = frozenset({"of", "for", "at", "with", "from", "in"})


def voice_of(cast: Cast, entity: Entity, ids: Sequence[str]) -> Voice:
    """Return the voice of an entity that has been gathered; `ids` are by entity number."""
    grammar = cast.grammar
    name = _name(grammar, entity)
    told = [_described(grammar, m) for m in entity.mentions if m.form != "pronoun"]
    told += [p for p in entity.phrases if len(p) <= DESCRIPTION_CHARS and not set(p) & set('“”"')]
    if entity.whole is not None:
        told.append(f"of {_name(grammar, cast.entities[entity.whole])}")
    held = [w for w in dict.fromkeys(told) if w != name]
    told = [w for w in held if not any(w != other and w in other for other in held)]
    row = entity.organisation
    aliases = tuple(
        dict.fromkeys(
            m.span.text for m in entity.mentions if m.form == "name" and m.span.text != name
        )
    )
    if row is not None and row.name not in (name, *aliases):
        aliases = (*aliases, row.name)
    return Voice(
        ids[entity.number],
        name,
        _kind(entity),
        tuple(dict.fromkeys(m.span for m in sorted(entity.mentions, key=lambda m: m.span.start))),
        "; ".join(told) or None,
        _part_of(cast, entity, ids),
        aliases,
    )


def _kind(entity: Entity) -> VoiceKind:
    if entity.being == "person":
        return "group" if entity.plural else "person" if entity.names else "unnamed"
    if entity.being == "organisation":
        return "organisation"
    return "group" if entity.being == "group" else "unnamed"


def _name(grammar: Grammar, entity: Entity) -> str:
    """Return the fullest proper name as written, without titles, or the first description."""
    named = [m for m in entity.mentions if m.form == "name" and m.name]
    if named:
        best = max(named, key=lambda m: (len(m.name), -m.span.start))
        return _bare_name(grammar, best)
    spoken = [m for m in entity.mentions if m.form == "nominal"]
    return (spoken or entity.mentions)[0].span.text


def _bare_name(grammar: Grammar, mention: Mention) -> str:
    """Return the words of the phrase from the first part of the name on."""
    text = mention.span.text.removeprefix("The ").removeprefix("the ")
    if mention.owner is not None and country_of(grammar.tokens[mention.owner].text) is None:
        own = Span.of(grammar.text, grammar.tokens[mention.owner].end, mention.span.end).text
        text = own.removeprefix("’s").removeprefix("'s").strip("’' ") or text
    if mention.being != "person":
        words = text.split()
        noun = max((k for k, w in enumerate(words[:-1]) if w in OUTLET_NOUNS), default=0)
        capital = next((k for k, w in enumerate(words) if k >= noun and w[0].isupper()), 0)
        return " ".join(words[capital:])
    at = text.lower().replace("’", "'").find(mention.name[0])
    return text[at:].strip() if at > 0 else text


def _described(grammar: Grammar, mention: Mention) -> str:
    """Return the phrase of a mention with the phrases that follow and belong to it."""
    span = mention.span
    if mention.form == "nominal":
        end = span.end
        for i in grammar.below[mention.head]:
            token = grammar.tokens[i]
            if token.start >= end and token.dep in _FOLLOWING and token.start - end <= 2:
                reach = grammar.tokens[grammar.right[i]].end
                if reach - span.start <= DESCRIPTION_CHARS:
                    end = reach
        span = Span.of(grammar.text, span.start, end)
    return " ".join(span.text.split())


def _part_of(cast: Cast, entity: Entity, ids: Sequence[str]) -> str | None:
    """Return the body that a voice belongs to: its owner, "of" which it is, or by the table."""
    if entity.owner is not None and _is_body(cast.entities[entity.owner]):
        return ids[entity.owner]
    for mention in entity.mentions:
        for prep in cast.grammar.children(mention.head, "prep"):
            if cast.grammar.tokens[prep].text.lower() in _MEMBER_OF:
                body = cast.grammar.child(prep, "pobj")
                known = None if body is None else cast.at.get(body)
                if known is not None and known != entity.number and _is_body(cast.entities[known]):
                    return ids[known]
    row = entity.organisation
    if row is not None and row.part_of is not None:
        for (name, _), number in cast.by_body.items():
            if name == row.part_of and number != entity.number:
                return ids[number]
    return None


def _is_body(entity: Entity) -> bool:
    return entity.being == "organisation" or (entity.being == "group" and not entity.plural)
