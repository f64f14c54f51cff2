"""What the words of a claim and around it say of its act and its status, as short strings.

Its cue and what the cue governs, the opening and the end of its content, its main event, the rules'
own answers: each is a string such as "cue=urge" or "w0=to", for the trained claim head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from purport.extraction.analysis import Analysis, Token
from purport.extraction.certainty_features import event_features
from purport.extraction.events import is_verb
from purport.model.claim import Act, Attribution, Status
from purport.model.span import Span
from purport.model.time import TimeExpression
from purport.model.why import Why

OPENING: Final = 5
NEAR: Final = 3
_MARKS: Final = "”\"’'» )“‘«"
_PRONOUNS: Final = frozenset(("PRP", "PRP$", "WP", "DT", "WDT", "EX"))
_PAIRED: Final = 12
_MOST_ABOVE: Final = 4
_HELPERS: Final = ("aux", "auxpass", "neg", "prep", "dative", "prt", "advmod")
_GOVERNED: Final = ("xcomp", "ccomp", "dobj", "dative", "oprd")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A claim as the rules leave it: what the head reads besides the grammar.

    `event` is the main event of its content, `parent` the number of the claim that it stands in,
    `times` those inside its content.
    """

    attribution: Attribution
    event: Token | None
    act: tuple[Act, Why]
    status: tuple[Status, Why]
    parent: int | None = None
    times: tuple[TimeExpression, ...] = ()


def report_features(
    analysis: Analysis, claims: Sequence[Ruled], published: str | None
) -> list[frozenset[str]]:
    """Return what is true of each claim of a report, in their order."""
    return [
        claim_features(analysis, one.attribution, one.event)
        | frozenset(_of_rules(one, published))
        | frozenset(_of_neighbours(claims, number))
        for number, one in enumerate(claims)
    ]


def _of_rules(claim: Ruled, published: str | None) -> Iterator[str]:
    """Yield what the rules answer and what the calendar says of the content's times."""
    (act, why), (status, ground) = claim.act, claim.status
    kind = claim.attribution.kind
    yield from (f"rule={act}", f"rule={act}|{why.rule}", f"rule={act}|{kind}")
    yield from (f"srule={status}", f"srule={status}|{ground.rule}", f"srule={status}|{kind}")
    yield f"rule={act}|srule={status}"
    for time in claim.times:
        yield f"timetype={time.type}"
        if time.interval is not None and published is not None:
            ahead, behind = time.interval[0] > published, time.interval[1] < published
            yield f"when={'ahead' if ahead else 'behind' if behind else 'same'}"


def _of_neighbours(claims: Sequence[Ruled], number: int) -> Iterator[str]:
    """Yield the kind of the claim around this one and of the one before it, and their acts."""
    parent = claims[number].parent
    if parent is None:
        yield "pkind=-"
    else:
        yield from (f"prule={claims[parent].act[0]}", f"pkind={claims[parent].attribution.kind}")
    if number > 0:
        before = claims[number - 1]
        yield from (f"prevrule={before.act[0]}", f"prevkind={before.attribution.kind}")


def claim_features(
    analysis: Analysis, attribution: Attribution, event: Token | None
) -> frozenset[str]:
    """Return what is true of a claim, from its spans and the main event of its content.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> text = "She urged them to leave."
        >>> claim = Attribution((Span.of(text, 15, 23),), (Span.of(text, 4, 9),))
        >>> [analysis] = analyse([text])
        >>> found = claim_features(analysis, claim, None)
        >>> {"cueverb=urge", "cueverb=urge|xcomp", "w0=to", "before=them"} <= found
        True
    """
    content = [t for piece in attribution.content for t in analysis.tokens_in(piece)]
    words = [t for t in content if t.text[0].isalnum()]
    cue = [t for piece in attribution.cue for t in analysis.tokens_in(piece)]
    verb = cue_verb(analysis, attribution)
    return frozenset(
        (
            *_of_form(attribution, content),
            *_of_words(words),
            *_of_cue(analysis, attribution, cue, verb, words),
            *_of_source(analysis, attribution),
            *_beside(analysis, attribution.content),
            *(() if event is None else event_features(analysis, event.index)),
            *(() if event is None or verb is None else _path(analysis, event, verb)),
        )
    )


def cue_verb(analysis: Analysis, attribution: Attribution) -> Token | None:
    """Return the last verb of a claim's cue, else its last word, or None where it has no cue."""
    cue = [t for piece in attribution.cue for t in analysis.tokens_in(piece)]
    return next((t for t in reversed(cue) if t.tag[0] == "V"), cue[-1] if cue else None)


def _of_form(attribution: Attribution, content: Sequence[Token]) -> Iterator[str]:
    text = attribution.content[-1].text.rstrip(_MARKS)
    end = text[-1:] if text[-1:] in tuple("?!.,…:") else "-"
    asked = "?" in "".join(piece.text for piece in attribution.content)
    kind = attribution.kind
    yield from (f"kind={kind}", f"ends={end}", f"kind={kind}|ends={end}", f"asked={asked}")
    yield from (f"kind={kind}|asked={asked}", f"pieces={min(3, len(attribution.content))}")
    yield from (f"size={min(6, len(content) // 5)}", f"opens={attribution.content[0].text[0]}")
    yield f"sentences={min(3, len({t.sentence for t in content}))}"
    yield f"reporting={attribution.reporting}"


def _of_words(words: Sequence[Token]) -> Iterator[str]:
    opening = [t.text.lower() for t in words[:OPENING]]
    for number, word in enumerate(opening):
        yield from (f"w{number}={word}", f"t{number}={words[number].tag}", f"open={word}")
    yield "t0-2=" + " ".join(t.tag for t in words[:3])
    yield "w0-1=" + " ".join(opening[:2])
    yield "w0-2=" + " ".join(opening[:3])
    yield from (f"has={t.lemma}" for t in words)
    yield from (f"pair={a.lemma} {b.lemma}" for a, b in pairwise(words[:_PAIRED]))
    yield from (f"verb={t.lemma}|{t.tag}" for t in words if is_verb(t))
    if words:
        yield from (f"last={words[-1].lemma}", f"lasttag={words[-1].tag}")


def _of_cue(
    analysis: Analysis,
    attribution: Attribution,
    cue: Sequence[Token],
    verb: Token | None,
    words: Sequence[Token],
) -> Iterator[str]:
    first, tag = (words[0].text.lower(), words[0].tag) if words else ("-", "-")
    if verb is None:
        yield from ("cue=-", f"cue=-|{first}")
        return
    yield from (f"cue={t.lemma}" for t in cue)
    yield from (f"cuewords={' '.join(t.lemma for t in cue)}", f"cueverb={verb.lemma}")
    yield from (f"cueverb={verb.lemma}|{attribution.kind}", f"cueverb={verb.lemma}|{first}")
    yield from (f"cueverb={verb.lemma}|{tag}", f"cue|{first}")
    yield from (f"cuetag={verb.tag}", f"cuedep={verb.dep}", f"cuetag={verb.tag}|{first}")
    before = attribution.cue[0].start < attribution.content[0].start
    yield from (f"cuebefore={before}", f"cuebefore={before}|{first}")
    governor = analysis.tokens[verb.head]
    yield from (f"cue<{governor.lemma}", f"cue<{verb.dep}<{governor.tag}")
    yield from _under_cue(analysis, verb)


def _under_cue(analysis: Analysis, verb: Token) -> Iterator[str]:
    """Yield what the cue's verb governs: helpers by their word, the rest by their tag."""
    for child in analysis.children(verb.index):
        shown = child.text.lower() if child.dep in _HELPERS else child.tag
        yield f"cue.{child.dep}={shown}"
        if child.dep in _GOVERNED:
            yield f"cueverb={verb.lemma}|{child.dep}"
            below = analysis.children(child.index)
            yield f"cue.{child.dep}.to={any(g.dep == 'aux' and g.lemma == 'to' for g in below)}"


def _of_source(analysis: Analysis, attribution: Attribution) -> Iterator[str]:
    source = [t for piece in attribution.source for t in analysis.tokens_in(piece)]
    if not source:
        yield "source=-"
        return
    last = source[-1]
    yield f"source={last.text.lower() if last.tag in _PRONOUNS else last.tag}"
    yield f"sourcedep={last.dep}"


def _beside(analysis: Analysis, content: Sequence[Span]) -> Iterator[str]:
    """Yield the words that stand before and after the content."""
    inside = analysis.tokens_in(content[0])
    after = analysis.tokens_in(content[-1])
    if inside:
        for number, token in enumerate(reversed(analysis.tokens[: inside[0].index][-NEAR:])):
            yield from (f"b{number}={token.lemma}", f"before={token.lemma}")
    if after:
        for number, token in enumerate(analysis.tokens[after[-1].index + 1 :][:NEAR]):
            yield from (f"a{number}={token.lemma}", f"after={token.lemma}")


def _path(analysis: Analysis, event: Token, verb: Token) -> Iterator[str]:
    """Yield the way in the grammar from the main event up to the cue's verb."""
    steps, token = [event.dep], event
    for _ in range(_MOST_ABOVE):
        if token.head == token.index:
            break
        token = analysis.tokens[token.head]
        if token.index == verb.index:
            way = "<".join(steps)
            yield from (f"way={way}", f"way={way}|{verb.lemma}", f"way={way}|{event.tag}")
            return
        steps.append(token.dep)
    yield "way=-"
