"""What the grammar around an event says of its certainty, as short strings.

Tense and mood, auxiliaries, negation, the marks "if" and "whether", the verbs above with theirs,
the question mark: each is a string such as "aux=would" or "xcomp<want", for the trained head.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from purport.extraction.analysis import Analysis, Token

_HELPERS: Final = ("aux", "auxpass", "neg")
_SUBJECTS: Final = ("nsubj", "nsubjpass", "expl", "csubj")
_COMPLEMENTS: Final = ("dobj", "attr", "acomp", "oprd", "dative")
_TELLING: Final = frozenset("conj cc xcomp ccomp parataxis relcl acl det poss intj preconj".split())
_CLOSED_TAGS: Final = frozenset(("PRP", "WP", "DT", "EX", "WDT"))
_TIMES: Final = frozenset(
    "tomorrow tonight soon next later upcoming yesterday ago last previously recently already now "
    "currently today always usually often never ever sometimes generally still yet once since "
    "every again future past".split()
)
_MOODS: Final = frozenset(
    "if would will should could can may might not n't ? please want hope i you we was were had "
    "did".split()
)
_ABOVE: Final = ("aux=", "neg", "mark=", "subj=", "advcl=", "sdet=", "acomp=")
_MOST_ABOVE: Final = 3


@lru_cache(maxsize=256)
def event_features(analysis: Analysis, index: int) -> frozenset[str]:
    """Return what is true of the event at a token.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> [analysis] = analyse(["They would have left."])
        >>> sorted(f for f in event_features(analysis, 3) if f.startswith("aux="))
        ['aux=have', 'aux=would']
    """
    event = analysis.tokens[index]
    return frozenset(
        (
            *_of_word(analysis, event),
            *_around(analysis, event, ""),
            *_above(analysis, event),
            *_of_sentence(analysis, event),
        )
    )


def _of_word(analysis: Analysis, event: Token) -> Iterator[str]:
    yield from (f"lemma={event.lemma}", f"tag={event.tag}", f"dep={event.dep}")
    yield f"tag={event.tag}|dep={event.dep}"
    yield f"tense={_helpers(analysis, event)}|{event.tag}"
    yield f"lemma={event.lemma}|{event.tag}"


def _helpers(analysis: Analysis, verb: Token) -> str:
    """Return the auxiliaries and the negation of a verb, in reading order."""
    below = analysis.children(verb.index)
    return " ".join(c.text.lower() for c in below if c.dep in _HELPERS)


def _around(analysis: Analysis, head: Token, which: str) -> Iterator[str]:
    """Yield what the dependents of a word say, each behind the name of that word."""
    for child in analysis.children(head.index):
        word, dep = child.text.lower(), child.dep
        if dep in ("aux", "auxpass"):
            yield f"{which}aux={word}"
        elif dep == "neg":
            yield f"{which}neg"
        elif dep == "mark":
            yield f"{which}mark={word}"
        elif dep in ("advmod", "npadvmod"):
            yield f"{which}adv={word}"
        elif dep in _SUBJECTS:
            yield f"{which}subj={word if child.tag in _CLOSED_TAGS else child.tag}"
            yield from _determiners(analysis, child, f"{which}sdet=")
        elif dep in _COMPLEMENTS:
            yield f"{which}{dep}={child.tag}"
            yield from (f"{which}acomp={word}",) if dep == "acomp" else ()
            yield from _determiners(analysis, child, f"{which}odet=")
        elif dep in ("prep", "agent", "prt"):
            yield f"{which}prep={word}"
        elif dep == "advcl":
            yield f"{which}advcl={_mark(analysis, child)}"
        elif dep in _TELLING:
            shown = f"={word}" if dep in ("det", "poss", "cc") else ""
            yield f"{which}kid={dep}{shown}"
        if word in _TIMES:
            yield f"{which}time={word}"


def _determiners(analysis: Analysis, noun: Token, name: str) -> Iterator[str]:
    for below in analysis.children(noun.index):
        if below.dep in ("det", "neg"):
            yield name + below.text.lower()


def _mark(analysis: Analysis, clause: Token) -> str:
    """Return the word that begins an adverbial clause ("if", "when"), or a dash."""
    below = analysis.children(clause.index)
    marks = (c for c in below if c.dep in ("mark", "advmod") and c.index < clause.index)
    return next((c.text.lower() for c in marks), "-")


def _above(analysis: Analysis, event: Token) -> Iterator[str]:
    """Yield what the words say that govern an event, up to three, and the way to them."""
    path = list(_governors(analysis, event))
    for number, governor in enumerate(path):
        which = f"g{number}"
        yield from (f"{which}={governor.lemma}", f"{which}tag={governor.tag}")
        yield f"{which}dep={governor.dep}"
        if number < _MOST_ABOVE - 1:
            around = _around(analysis, governor, which)
            yield from (f for f in around if any(a in f for a in _ABOVE))
    if path:
        first = path[0]
        yield from (f"{event.dep}<{first.lemma}", f"{event.dep}<{first.tag}")
        yield f"{event.dep}|{event.tag}<{first.lemma}"
        yield f"gtense={_helpers(analysis, first)}|{first.tag}|{event.dep}"
    yield "path=" + "<".join([event.dep, *(g.dep for g in path[:2])])


def _governors(analysis: Analysis, event: Token) -> Iterator[Token]:
    for _ in range(_MOST_ABOVE):
        if event.head == event.index:
            return
        event = analysis.tokens[event.head]
        yield event


def _of_sentence(analysis: Analysis, event: Token) -> Iterator[str]:
    """Yield what the event's sentence and its next words say."""
    sentence = analysis.sentences[event.sentence]
    tokens = analysis.tokens_in(sentence)
    last = sentence.text.rstrip("”\"’'» )")[-1:]
    yield f"end={last if last in tuple('?!.:') else '-'}"
    first, place = tokens[0], event.index - tokens[0].index
    yield from (f"first={first.text.lower()}", f"firsttag={first.tag}")
    yield from (f"len={min(6, len(tokens) // 5)}", f"pos={min(5, place // 4)}")
    if place > 0:
        before = tokens[place - 1]
        yield from (f"b={before.text.lower()}", f"btag={before.tag}")
    if event.index + 1 < len(analysis.tokens):
        after = analysis.tokens[event.index + 1]
        yield from (f"n={after.text.lower()}", f"ntag={after.tag}")
    words = {t.text.lower() for t in tokens}
    yield from (f"has={w}" for w in _MOODS & words)
    yield from (f"time~{w}" for w in _TIMES & words)
