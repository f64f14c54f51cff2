"""Through whom the words of a claim came, by grammar: who was told, who quotes, who asked."""

from __future__ import annotations

from collections.abc import Iterator

from purport.extraction.evidence_events import agent_of
from purport.extraction.voice_frames import told_by
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import roles, singular
from purport.extraction.voice_sources import asked_by, cited_by, spoken_to, told_tokens
from purport.extraction.voices import Voicing
from purport.model.claim import Attribution, HopRole

_REPORTING = frozenset({"report", "say", "add", "write"})
_QUOTING = frozenset({"quote", "cite", "report", "paraphrase"})
_SURVEYING = frozenset("interview survey poll question canvass debrief".split())
_CONVERSING = frozenset("speak talk meet describe recount relate testify confide write".split())
_SPEAKING = frozenset("speaking talking writing appearing tweeting posting testifying".split())
_ASKING = frozenset("interview ask quote cite contact reach press question poll".split())
_IN_WHICH = frozenset("to with in on for via through during".split())
_DOWN = frozenset("pobj poss compound nmod appos acl agent prep dative conj".split())
_NOT_ABOUT = frozenset("about against from of over".split())
_REMARKS = frozenset("comments remarks comment interview account answers reply testimony".split())
DEPTH = 5
REACH_TOKENS = 25


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
    for prep in _beside(grammar, attribution, inside):
        heard += _reach(grammar, prep, inside)
    return list(dict.fromkeys(i for i in heard if i not in inside))


def _beside(grammar: Grammar, attribution: Attribution, inside: set[int]) -> list[int]:
    """Return prepositions of the cue's clause that parsers hang on a word of the content.

    "The ministry said last week, in a letter to the newspaper Savana, that no permit …"
    """
    at = min(grammar.first_at(attribution.cue[0].start), len(grammar.tokens) - 1)
    sentence = grammar.tokens[at].sentence
    last = min(at + REACH_TOKENS, len(grammar.tokens))
    return [
        k
        for k in range(at + 1, last)
        if grammar.tokens[k].sentence == sentence
        and k not in inside
        and grammar.tokens[k].text.lower() in _IN_WHICH
        and grammar.tokens[k].dep == "prep"
        and grammar.tokens[k].head in inside
    ]


def find_interviewers(
    grammar: Grammar, voicing: Voicing, outlets: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Return by unnamed voice which body it talked to: "the charity interviewed 60 nurses".

    Parts of the group that was interviewed ("one nurse", "another", "41") go with it. A body that
    asks many is trusted to be one that passes on what it hears; others must be `outlets`.
    """
    bodies = {v.id for v in voicing.voices if v.kind == "organisation"}
    named = {v.id for v in voicing.voices if v.kind == "person"}
    asked: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for noun, body, asking in (*_talks(grammar), *_remarks(grammar)):
        hearer, teller = voicing.at.get(body), voicing.at.get(noun)
        if hearer not in bodies or teller in bodies | named:
            continue
        if hearer in outlets or (asking and grammar.tokens[noun].tag in ("NNS", "CD")):
            if teller is not None:
                asked.setdefault(teller, hearer)
            nouns.setdefault(singular(grammar.tokens[noun].text.lower()), hearer)
    if not nouns:
        return {}
    for voice in voicing.voices:
        whole = voicing.wholes.get(voice.id)
        if whole in asked:
            asked.setdefault(voice.id, asked[whole])
        words = voice.name.lower().split()
        if voice.kind in ("unnamed", "group") and singular(words[-1]) in nouns:
            asked.setdefault(voice.id, nouns[singular(words[-1])])
    return asked


def _talks(grammar: Grammar) -> Iterator[tuple[int, int, bool]]:
    """Yield who talked, to which body, and whether the body asked, as tokens.

    "X interviewed nurses", "nurses interviewed by X", "X, which spoke to nurses", "nurses described
    it to X", "nurses told X".
    """
    for token in grammar.tokens:
        verb = token.index
        if token.tag[0] != "V" or token.lemma not in _SURVEYING | _CONVERSING | {"tell"}:
            continue
        subject = agent_of(grammar, verb)
        if subject is None:
            continue
        if token.lemma in _SURVEYING:
            yield from ((told, subject, True) for told in _asked_people(grammar, verb))
            continue
        others = [
            whom
            for prep in grammar.children(verb, "prep", "dative")
            if grammar.tokens[prep].text.lower() in ("to", "with")
            for whom in grammar.children(prep, "pobj")
        ]
        if token.lemma == "tell":
            others = grammar.children(verb, "dobj", "dative", "iobj")
        for other in others:
            yield subject, other, False
            if token.lemma in ("speak", "talk", "meet"):
                yield other, subject, True


def _remarks(grammar: Grammar) -> Iterator[tuple[int, int, bool]]:
    """Yield who made remarks to which body: "the coach’s comments, made to the podcast"."""
    for token in grammar.tokens:
        owner = grammar.child(token.index, "poss")
        if token.text.lower() not in _REMARKS or owner is None:
            continue
        reach = [token.index, *grammar.children(token.index, "acl")]
        for prep in (p for at in reach for p in grammar.children(at, "prep", "dative")):
            if grammar.tokens[prep].text.lower() in ("to", "with", "on"):
                for whom in grammar.children(prep, "pobj"):
                    yield owner, whom, False


def _asked_people(grammar: Grammar, verb: int) -> list[int]:
    """Return whom a verb of asking is about: its object, its passive subject, its noun."""
    token = grammar.tokens[verb]
    found = grammar.children(verb, "dobj", "nsubjpass")
    if token.dep in ("acl", "relcl") and not found and token.tag == "VBN":
        found = [token.head]
    return [k for i in found for k in (i, *grammar.children(i, "conj"))]


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
    inner = told_by(grammar, attribution)
    if inner is not None and source is not None:
        found.append((source, "quotes"))
        found += [(inner[1], "quotes")] if inner[1] not in (None, source) else []
    found += [(k, "quotes") for k in _spoken_through(grammar, verb)]
    found += [(k, "reports") for k in asked_by(grammar, attribution)]
    found += [(k, "reports") for k in _according_to(grammar, verb, set(cue))]
    return found


def _spoken_through(grammar: Grammar, verb: int) -> list[int]:
    """Return who speaks for somebody: "said through her lawyer", "Via a spokesman, he said"."""
    here = grammar.tokens[verb]
    return [
        whom
        for token in grammar.tokens[max(0, verb - REACH_TOKENS) : verb + REACH_TOKENS]
        if token.sentence == here.sentence and token.text.lower() in {"through", "via"}
        and _governing(grammar, token.index) & {verb, *grammar.below[verb]}
        for whom in grammar.children(token.index, "pobj")
        if grammar.tokens[whom].tag[0] == "N"
        and (
            grammar.tokens[whom].tag[:3] == "NNP" or singular(grammar.tokens[whom].text) in roles()
        )
    ]  # fmt: skip


def _governing(grammar: Grammar, i: int) -> set[int]:
    """Return the nearest two heads of a token."""
    up = grammar.tokens[i].head
    return {up, grammar.tokens[up].head}


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
    joined = [verb]
    while (
        grammar.tokens[joined[-1]].dep == "conj" and grammar.tokens[joined[-1]].head != joined[-1]
    ):
        joined.append(grammar.tokens[joined[-1]].head)
    for k in (k for v in joined for k in grammar.below[v]):
        if grammar.tokens[k].text.lower() != "according" or k in cue:
            continue
        to = grammar.child(k, "prep")
        whom = None if to is None else grammar.child(to, "pobj")
        if whom is not None:
            found.append(whom)
    return found
