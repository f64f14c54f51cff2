"""The main event of a claim: which word of its content says what is the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from purport.extraction.analysis import Analysis, Token
from purport.model.span import Span

_MAIN = ("ROOT", "ccomp", "parataxis", "conj", "relcl", "xcomp", "pcomp", "acl", "dep", "appos")
_OPINION = frozenset(
    "think believe know guess suppose feel hear understand assume reckon hope suspect fear doubt "
    "say repeat stress assure see find mean bet swear".split()
)
_FIRST_PERSON = frozenset(("i", "we"))
_TELLING = frozenset("tell say add explain repeat stress ask mean assure know listen look".split())
_CLAUSE = ("ccomp", "advcl", "csubj", "csubjpass", "acl", "relcl", "xcomp")


def main_event(content: Sequence[Span], analysis: Analysis) -> Token | None:
    """Return the predicate of the content's first sentence that says something, or None.

    Sentences that only announce what follows ("I want to tell you even more.") are passed over,
    and "I think that …", "it is clear that …", "so tired that …" give way to their clause.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> text = "“I want to tell you more. A battalion commander is leaving with us,” he says."
        >>> [analysis] = analyse([text])
        >>> event = main_event([Span.of(text, 0, 66)], analysis)
        >>> event and event.text
        'leaving'
    """
    roots = [_root(sentence) for sentence in _sentences(content, analysis)]
    found = [r for r in roots if r is not None]
    inside = {t.index for piece in content for t in analysis.tokens_in(piece)}
    for root in found:
        event = _clause_of(root, analysis, inside)
        if not _announces(event, analysis):
            return event
    return found[0] if found else None


def is_verb(token: Token) -> bool:
    """Whether a token is a verb, an auxiliary or a modal."""
    return token.tag[0] == "V" or token.tag == "MD"


def _sentences(content: Sequence[Span], analysis: Analysis) -> Iterator[list[Token]]:
    """Yield the content's tokens by sentence, in reading order."""
    by_sentence: dict[int, list[Token]] = {}
    for piece in content:
        for token in analysis.tokens_in(piece):
            by_sentence.setdefault(token.sentence, []).append(token)
    yield from (by_sentence[n] for n in sorted(by_sentence))


def _root(tokens: Sequence[Token]) -> Token | None:
    """Return the token that no other of these governs; a clause's verb before anything else."""
    inside = {t.index for t in tokens}
    words = [t for t in tokens if t.text.isalnum() or any(c.isalnum() for c in t.text)]
    tops = [t for t in words if t.head not in inside or t.head == t.index]
    if not tops:
        return None
    if not any(is_verb(t) for t in tops):
        tops += [t for t in words if t.dep in _MAIN[:4] and is_verb(t)]
    return min(tops, key=_distance_from_main)


def _distance_from_main(token: Token) -> tuple[bool, int, int]:
    rank = _MAIN.index(token.dep) if token.dep in _MAIN else len(_MAIN)
    return (not is_verb(token), rank if is_verb(token) else 0, token.index)


def _clause_of(root: Token, analysis: Analysis, inside: set[int]) -> Token:
    """Follow opinions, expletives and results down to the clause that is asserted."""
    token = root
    for _ in range(4):
        children = [c for c in analysis.children(token.index) if c.index in inside]
        lower = _opinion(token, children, analysis) or _result(children, analysis)
        if lower is None:
            return token
        token = lower
    return token


def _opinion(token: Token, children: Sequence[Token], analysis: Analysis) -> Token | None:
    """Return the clause under "I think …" or "it is clear that …", if the token heads one."""
    clause = next((c for c in children if c.dep == "ccomp" and is_verb(c)), None)
    subject = next((c for c in children if c.dep in ("nsubj", "expl", "nsubjpass")), None)
    if subject is None:
        return None
    if subject.lemma in _FIRST_PERSON and token.lemma in _OPINION | _TELLING:
        return clause if clause is not None and not _negated(children) else None
    if subject.lemma in ("it", "there") and token.lemma == "be" and not _doubtful(children):
        quality = next((c for c in children if c.dep in ("acomp", "attr")), None)
        below = analysis.children(quality.index) if quality else ()
        marked = [c for c in (*children, *below) if c.dep in _CLAUSE and is_verb(c)]
        return next((c for c in marked if _that(c, analysis)), None)
    return None


def _result(children: Sequence[Token], analysis: Analysis) -> Token | None:
    """Return the clause of result in "so sick of it that they …": it carries the news."""
    for child in children:
        below = analysis.children(child.index)
        if child.dep in ("acomp", "advmod", "attr") and any(
            b.lemma in ("so", "such") for b in below
        ):
            clauses = [c for c in (*below, *children) if c.dep in ("ccomp", "advcl", "relcl")]
            found = next((c for c in clauses if c.index > child.index and _that(c, analysis)), None)
            if found is not None:
                return found
    return None


def _that(clause: Token, analysis: Analysis) -> bool:
    marks = [c.lemma for c in analysis.children(clause.index) if c.dep in ("mark", "nsubj")]
    return "that" in marks


def _negated(children: Iterable[Token]) -> bool:
    return any(c.dep == "neg" for c in children)


def _doubtful(children: Sequence[Token]) -> bool:
    words = {c.lemma for c in children}
    return _negated(children) or bool(
        words & {"possible", "likely", "unlikely", "probable", "conceivable", "chance", "may",
                 "possibility", "risk", "might", "could", "would", "danger", "impossible"}
    )  # fmt: skip


def _announces(event: Token, analysis: Analysis) -> bool:
    """Whether a sentence only leads up to the next one, or is no clause at all ("Yes.")."""
    if not is_verb(event):
        return event.dep in ("ROOT", "intj") and not list(analysis.children(event.index))[1:]
    children = analysis.children(event.index)
    subject = next((c.lemma for c in children if c.dep == "nsubj"), "")
    told = event.lemma in _TELLING and not any(c.dep == "ccomp" for c in children)
    wish = next((c for c in children if c.dep == "xcomp" and c.lemma in _TELLING), None)
    if subject in _FIRST_PERSON:
        ignorance = event.lemma == "know" and _negated(children)
        has_to_say = event.lemma == "have" and any(
            g.lemma in _TELLING for c in children for g in analysis.children(c.index)
        )
        return ignorance or (told and subject == "i") or wish is not None or has_to_say
    return event.lemma in ("listen", "look") and not subject
