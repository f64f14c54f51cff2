"""Clauses that report by their grammar: inner speech, "the navy’s claim", "put the toll at"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from purport.extraction.analysis import Analysis, Token
from purport.extraction.coverage import cover
from purport.extraction.cues import reporting_verbs
from purport.extraction.voice_lexicon import media, singular
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

# Set by hand: PolNeAR has one layer only, and its dev part has few of the others left over.
CONFIDENCE = 0.5
TWO = 2
_ORDERING = frozenset(
    "order tell ask urge promise threaten warn instruct beg advise vow pledge request command "
    "forbid implore swear agree offer refuse claim profess".split()
)
_PLAIN = frozenset("say tell claim admit confess insist swear write warn assure".split())
_TELLING = frozenset("tell inform assure warn promise".split())
_GIVING = frozenset("promise demand deny predict pledge threaten".split())
_TELLING_OF = frozenset("report recall describe remember deny admit mention recount".split())
_ASKING = frozenset("ask beg plead call appeal".split())
_CLAIMS = frozenset(
    "claim assertion denial insistence allegation accusation promise pledge vow warning assurance "
    "suggestion admission contention announcement argument complaint threat statement charge "
    "prediction confession declaration finding conclusion estimate reminder testimony hint boast "
    "guarantee".split()
)
_AMOUNTS = frozenset(
    "number toll figure figures cost costs total count likelihood chance chances odds probability "
    "price value damage damages loss losses death deaths bill size age turnout crowd margin "
    "deficit budget it them share rate strength speed depth magnitude temperature".split()
)
_BIDDEN = ("xcomp", "ccomp")
_CLAUSES = ("ccomp", "acl", "relcl", "advcl", "xcomp")
_FIRST = frozenset("i we you".split())
_WHO = frozenset("who which that".split())


def inner_speech(
    text: str, attributions: Sequence[Attribution], analysis: Analysis
) -> Iterator[Attribution]:
    """Yield what a clause inside reported words reports: "she said the mayor had promised to pay".

    Only verbs of saying and ordering with a subject of their own count, which no cue has yet.
    """
    cues = cover(len(text), (c for a in attributions if a.reporting for c in a.cue))
    for outer in attributions:
        if outer.kind == "narrator" or not outer.reporting:
            continue
        for piece in outer.content:
            for verb in analysis.tokens_in(piece):
                if verb.tag[0] != "V" or verb.end > piece.end or verb.start < piece.start:
                    continue
                if any(cues[verb.start : verb.end]):
                    continue
                yield from reported_by(text, analysis, verb, piece)


def retold(
    text: str, attributions: Sequence[Attribution], analysis: Analysis
) -> Iterator[Attribution]:
    """Yield what is said in a thing: "a memo in which the minister tells aides to burn it"."""
    cues = cover(len(text), (c for a in attributions if a.reporting for c in a.cue))
    for verb in analysis.tokens:
        if verb.tag[0] != "V" or verb.dep != "relcl":
            continue
        thing = analysis.tokens[verb.head].text.lower()
        if thing not in media() and singular(thing) not in media():
            continue
        if not any(cues[verb.start : verb.end]):
            yield from reported_by(text, analysis, verb, analysis.sentences[verb.sentence])


def reported_by(text: str, analysis: Analysis, verb: Token, piece: Span) -> Iterator[Attribution]:
    """Yield what a verb of saying or ordering with a subject of its own reports within a span."""
    below = analysis.children(verb.index)
    subject = next((t for t in below if t.dep == "nsubj"), None)
    if subject is None or subject.start < piece.start or subject.text.lower() in _FIRST | _WHO:
        return
    clause = next((t for t in below if t.dep in _CLAUSES and t.start > verb.end), None)
    if clause is None and verb.lemma in _TELLING:
        clause = _hung_on_hearer(below, analysis)
    if clause is None and verb.lemma in _GIVING:
        clause = next((t for t in below if t.dep == "dobj" and t.start > verb.end), None)
    if clause is None and verb.lemma in _ASKING:
        clause = next((t for t in below if t.dep == "prep" and t.text == "for"), None)
    if clause is None:
        return
    words = analysis.subtree(clause.index)
    inside = [t for t in words if verb.end <= t.start and t.end <= piece.end]
    first = inside[0] if inside else clause
    plain = verb.lemma in _PLAIN and any(
        t.dep in ("nsubj", "nsubjpass") and t.start > verb.end
        for t in analysis.children(clause.index)
    )
    gerund = clause.tag == "VBG" and verb.lemma in _TELLING_OF
    if clause.dep in ("prep", "dobj") or gerund:
        pass
    elif clause.dep in _BIDDEN and verb.lemma in _ORDERING | _ASKING and _to(clause, analysis):
        inside = [t for t in inside if t.start >= _to_word(clause, analysis).start]
    elif not (
        verb.text.lower() in reporting_verbs()
        and clause.dep == "ccomp"
        and (plain or first.text.lower() in ("that", "whether", "if"))
    ):
        return
    content = trimmed(text, inside)
    before = [t for t in analysis.subtree(subject.index) if piece.start <= t.start < verb.start]
    source = trimmed(text, before)
    if content is not None and source is not None:
        yield _made(source, Span.of(text, verb.start, verb.end), content, "speech within speech")


def _hung_on_hearer(below: Sequence[Token], analysis: Analysis) -> Token | None:
    """Return what is told in "Voss told an aide he was ill", which parsers hang on the aide."""
    hearer = next((t for t in below if t.dep in ("dobj", "dative")), None)
    if hearer is None:
        return None
    for clause in analysis.children(hearer.index):
        subject = next((t for t in analysis.children(clause.index) if t.dep == "nsubj"), None)
        bare = subject is not None and subject.start > hearer.end and subject.tag[0] != "W"
        if (
            clause.dep == "relcl"
            and bare
            and not any(
                t.dep == "prep" and not analysis.children(t.index)
                for t in analysis.children(clause.index)
            )
        ):
            return clause
    return None


def _to(clause: Token, analysis: Analysis) -> bool:
    return any(t.tag == "TO" for t in analysis.children(clause.index))


def _to_word(clause: Token, analysis: Analysis) -> Token:
    below = analysis.children(clause.index)
    to = next(t for t in below if t.tag == "TO")
    negated = next((t for t in below if t.dep == "neg" and t.index == to.index - 1), None)
    return negated or to


def unfold(text: str, one: Attribution, analysis: Analysis) -> list[Attribution]:
    """Return an attribution with two sources as the outer speaker's claim and the inner one's.

    In "One farmer says the director told him that …" a network may take both for sources of the
    same words.
    """
    if len(one.source) != TWO or len(one.cue) != 1 or one.content[0].start < one.source[1].end:
        return [one]
    outer, inner = one.source
    cue = one.cue[0]
    if not outer.end <= cue.start < cue.end <= inner.start:
        return [one]
    told = next(
        (
            t for t in analysis.tokens_in(Span.of(text, inner.start, one.content[0].start))
            if t.tag[0] == "V"
            and t.text.lower() in reporting_verbs()
            and any(
                c.dep == "nsubj" and inner.start <= c.start < inner.end
                for c in analysis.children(t.index)
            )
        ),
        None,
    )  # fmt: skip
    if told is None or "\n" in text[inner.start : one.content[-1].end]:
        return [one]
    subject = next(c for c in analysis.children(told.index) if c.dep == "nsubj")
    said = [t for t in analysis.subtree(subject.index) if t.start >= inner.start]
    source = trimmed(text, said) or inner
    why = Why("attribution", "speech within speech", one.confidence, (cue,))
    whole = Span.of(text, source.start, one.content[-1].end)
    return [
        replace(one, source=(outer,), content=(whole,), why=(*one.why, why)),
        replace(
            one, source=(source,), cue=(Span.of(text, told.start, told.end),), why=(*one.why, why)
        ),
    ]


def claim_nouns(text: str, analysis: Analysis, noun: Token) -> Iterator[Attribution]:
    """Yield the claim of a noun and whose it is: "the navy’s claim that no ship was lost"."""
    if noun.lemma not in _CLAIMS or noun.tag[0] != "N":
        return
    below = analysis.children(noun.index)
    owner = next((t for t in below if t.dep == "poss" and t.tag[0] in "NP"), None)
    after = noun.index + 1
    by = next((t for t in below if t.text.lower() in ("by", "from") and t.index == after), None)
    if owner is None and by is not None:
        owner = next((t for t in analysis.children(by.index) if t.dep == "pobj"), None)
    if owner is None:
        return
    clause = next(
        (
            t for t in below
            if t.dep in ("acl", "relcl", "ccomp")
            and any(c.lemma == "that" and c.dep == "mark" for c in analysis.children(t.index))
        ),
        None,
    )  # fmt: skip
    if clause is None:
        return
    content = trimmed(text, [t for t in analysis.subtree(clause.index) if t.start > noun.end])
    named = [t for t in analysis.subtree(owner.index) if t.tag != "POS"]
    source = trimmed(text, named)
    if content is not None and source is not None and content.text.lower().startswith("that "):
        yield _made(source, Span.of(text, noun.start, noun.end), content, "claim of a noun")


def put_at(text: str, analysis: Analysis, verb: Token) -> Iterator[Attribution]:
    """Yield the figure that somebody gives: "the police put the number of marchers at 4,000"."""
    if verb.lemma != "put" or verb.tag[0] != "V":
        return
    below = analysis.children(verb.index)
    subject = next((t for t in below if t.dep == "nsubj"), None)
    what = next((t for t in below if t.dep == "dobj"), None)
    if subject is None or what is None or what.text.lower() not in _AMOUNTS:
        return
    near = (*below, *analysis.children(what.index))
    at = next((t for t in near if t.text.lower() == "at" and t.start > what.start), None)
    if at is None:
        return
    figures = analysis.subtree(at.index)
    if not any(t.tag == "CD" for t in figures):
        return
    first = analysis.subtree(what.index)[0]
    content = trimmed(text, analysis.tokens[first.index : figures[-1].index + 1])
    source = trimmed(text, analysis.subtree(subject.index))
    if content is not None and source is not None:
        yield _made(source, Span.of(text, verb.start, verb.end), content, "put the figure at")


def _made(source: Span, cue: Span, content: Span, rule: str) -> Attribution:
    why = Why("attribution", rule, CONFIDENCE, (cue,))
    return Attribution((content,), (cue,), (source,), "indirect", True, CONFIDENCE, (why,))


def trimmed(text: str, tokens: Sequence[Token]) -> Span | None:
    """Return the span of neighbouring tokens of one paragraph, without marks at its ends."""
    kept = list(tokens)
    while kept and (kept[-1].dep == "punct" or not kept[-1].text.strip()):
        kept.pop()
    while kept and (kept[0].dep == "punct" or not kept[0].text.strip()):
        kept.pop(0)
    if not kept or "\n" in text[kept[0].start : kept[-1].end]:
        return None
    return Span.of(text, kept[0].start, kept[-1].end)
