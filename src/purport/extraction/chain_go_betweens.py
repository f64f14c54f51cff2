"""Through whom the words of a claim came, by grammar: who was told, who quotes, who asked."""

from __future__ import annotations

from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import singular
from purport.extraction.voice_sources import asked_by, cited_by, spoken_to, told_tokens
from purport.extraction.voices import Voicing
from purport.model.claim import Attribution, HopRole

_REPORTING = frozenset({"report", "say", "add", "write"})
_QUOTING = frozenset({"quote", "cite", "report", "paraphrase"})
_SURVEYING = frozenset("interview survey poll question".split())
_SPEAKING = frozenset("speaking talking writing appearing tweeting posting testifying".split())
_ASKING = frozenset("interview ask quote cite contact reach press question poll".split())
_IN_WHICH = frozenset("to with in on for via through during".split())
_DOWN = frozenset("pobj poss compound nmod appos acl agent prep dative conj".split())
_NOT_ABOUT = frozenset("about against from of over".split())
DEPTH = 5


def heard_by(grammar: Grammar, attribution: Attribution, verb: int | None) -> list[int]:
    """Return the tokens that may name an outlet to, in or through which somebody says something.

    "told the Post", "in remarks carried by state television", "speaking on the BBC’s programme",
    "wrote in Le Monde"; the caller keeps those that are outlets.
    """
    if verb is None:
        return []
    inside = {i for piece in attribution.content for i in grammar.tokens_of(piece)}
    heard = [*told_tokens(grammar, verb), *spoken_to(grammar, attribution)]
    heard += [k for i in heard for k in grammar.children(i, "poss")]
    tops = [verb]
    if grammar.tokens[verb].dep in ("xcomp", "advcl", "conj"):
        tops.append(grammar.tokens[verb].head)
    for top in tops:
        tops_below = [
            c for c in grammar.children(top, "advcl") if grammar.tokens[c].text.lower() in _SPEAKING
        ]
        for clause in grammar.children(top, "advcl"):
            if grammar.tokens[clause].tag == "VBN" and grammar.tokens[clause].lemma in _ASKING:
                for agent in grammar.children(clause, "agent", "prep"):
                    heard += _reach(grammar, agent, inside)
        for at in (top, *tops_below):
            for prep in grammar.children(at, "prep", "dative"):
                if grammar.tokens[prep].text.lower() in _IN_WHICH:
                    heard += _reach(grammar, prep, inside)
    return list(dict.fromkeys(i for i in heard if i not in inside))


def find_interviewers(grammar: Grammar, voicing: Voicing) -> dict[str, str]:
    """Return by voice which body interviewed it: "the charity interviewed 60 nurses".

    Parts of the group that was interviewed ("one nurse", "another", "41") go with it.
    """
    bodies = {v.id for v in voicing.voices if v.kind == "organisation"}
    asked: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for token in grammar.tokens:
        if token.lemma not in _SURVEYING or token.tag[0] != "V":
            continue
        subject = grammar.subject(token.index)
        body = None if subject is None else voicing.at.get(subject)
        if body not in bodies:
            continue
        for first in grammar.children(token.index, "dobj"):
            for noun in (first, *grammar.children(first, "conj")):
                word = singular(grammar.tokens[noun].text.lower())
                if noun in voicing.at and voicing.at[noun] not in bodies:
                    asked[voicing.at[noun]] = body
                    nouns[word] = body
    if not asked:
        return {}
    for voice in voicing.voices:
        whole = voicing.wholes.get(voice.id)
        if whole in asked:
            asked.setdefault(voice.id, asked[whole])
        words = voice.name.lower().split()
        if voice.kind in ("unnamed", "group") and singular(words[-1]) in nouns:
            asked.setdefault(voice.id, nouns[singular(words[-1])])
    return asked


def _reach(grammar: Grammar, prep: int, inside: set[int]) -> list[int]:
    """Return the nouns below a preposition, through what carries the words and by whom."""
    found: list[int] = []
    at = [prep]
    for _ in range(DEPTH):
        at = [
            k
            for i in at
            for k in grammar.below[i]
            if grammar.tokens[k].dep in _DOWN
            and k not in inside
            and grammar.tokens[k].text.lower() not in _NOT_ABOUT
        ]
        found += [k for k in at if grammar.tokens[k].tag[0] == "N"]
    return found


def reported_around(grammar: Grammar, verb: int | None) -> int | None:
    """Return who reports the whole sentence in "Salgado told friends that …, O Golo adds"."""
    if verb is None or grammar.tokens[verb].dep != "ccomp":
        return None
    over = grammar.tokens[grammar.tokens[verb].head]
    return grammar.child(over.index, "nsubj") if over.lemma in _REPORTING else None


def go_betweens(
    grammar: Grammar, attribution: Attribution, verb: int | None
) -> list[tuple[int, HopRole]]:
    """Return the tokens of those who quote or report the speaker, in the order of the chain."""
    if verb is None:
        return []
    found: list[tuple[int, HopRole]] = []
    cue = [i for s in attribution.cue for i in grammar.tokens_of(s)]
    for i in cue:
        token = grammar.tokens[i]
        if token.lemma in _QUOTING and token.tag == "VBN":
            by = _by(grammar, i)
            whom = None if by is None else grammar.child(by, "pobj")
            if whom is not None:
                found.append((whom, "quotes"))
        active = token.tag == "VBG" or (token.lemma == "quote" and token.tag != "VBN")
        if token.lemma in {"cite", "quote"} and active:
            reporter = grammar.subject(i)
            if reporter is not None:
                found.append((reporter, "reports"))
    source = grammar.head_of(attribution.source[0]) if attribution.source else None
    if source is not None and cited_by(grammar, source, verb) is not None:
        found.append((source, "reports"))
    found += [(k, "quotes") for k in _spoken_through(grammar, verb)]
    found += [(k, "reports") for k in asked_by(grammar, attribution)]
    found += [(k, "reports") for k in _according_to(grammar, verb, set(cue))]
    return found


def _spoken_through(grammar: Grammar, verb: int) -> list[int]:
    """Return who speaks for somebody else: "said through her lawyer", "via a spokesman"."""
    return [
        whom
        for prep in grammar.children(verb, "prep")
        if grammar.tokens[prep].text.lower() in {"through", "via"}
        for whom in grammar.children(prep, "pobj")
        if grammar.tokens[whom].tag[0] == "N"
    ]


def _by(grammar: Grammar, verb: int) -> int | None:
    """Return the "by" of a verb or of what hangs on it ("was quoted as saying by Reuters")."""
    low = [verb, *grammar.below[verb]]
    low += [k for i in grammar.children(verb, "prep") for k in grammar.below[i]]
    return next(
        (
            k
            for i in low
            for k in grammar.children(i, "agent", "prep")
            if grammar.tokens[k].text.lower() == "by"
        ),
        None,
    )


def _according_to(grammar: Grammar, verb: int, cue: set[int]) -> list[int]:
    """Return whom a clause is according to, where that is not its own cue."""
    found = []
    for k in grammar.below[verb]:
        if grammar.tokens[k].text.lower() != "according" or k in cue:
            continue
        to = grammar.child(k, "prep")
        whom = None if to is None else grammar.child(to, "pobj")
        if whom is not None:
            found.append(whom)
    return found
