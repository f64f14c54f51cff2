"""The clause of a claim's main event, with what the rules for status and certainty look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from purport.extraction.analysis import Analysis, Token
from purport.extraction.events import is_verb, main_event
from purport.model.claim import Attribution

_CLITICS = {
    "wo": "will", "'ll": "will", "sha": "shall", "ca": "can", "'d": "would", "'re": "be",
    "'m": "be", "'ve": "have",
}  # fmt: skip
_ASK = frozenset(
    "ask urge call demand request appeal beg plead want encourage advise recommend warn implore "
    "tell invite press lobby require allow let permit refuse decline".split()
)
_IF = frozenset("if unless provided lest suppose".split())
_OPEN = re.compile(
    r"\b(?:not (?:\w+ )?(?:known|clear|sure|certain|know)|unclear|unknown|uncertain|undecided|"
    r"n['’]t (?:know|sure|clear|certain|known))\b"
)
_NOBODY = frozenset("no nobody none nothing neither nowhere".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """The main event of a claim and what stands around it.

    `lemma` is the event's, `children` are its dependents, `helpers` the lemmas of its auxiliaries
    in order, `words` the clause's tokens inside the content and `text` these joined by spaces,
    `cue` the lemmas of the cue. The rest is true of: `negated`, "not" and "never" at the verb;
    `emptied`, "no" and "nobody" in its subject or object; `backshifted`, reported speech under a
    past cue, where "would" stands for "will" and "was" for "is"; `question`, what is asked, also
    after "whether"; `open`, "it is not known", "not sure whether"; `conditional`, "if", "unless";
    `supposed`, a cue that is itself imagined ("if they say"); `withheld`, a negated cue.
    """

    event: Token
    lemma: str
    children: tuple[Token, ...]
    helpers: tuple[str, ...]
    words: tuple[Token, ...]
    text: str
    cue: tuple[str, ...]
    negated: bool
    emptied: bool
    backshifted: bool
    question: bool
    open: bool
    conditional: bool
    supposed: bool
    withheld: bool

    def below(self, head: Token) -> list[Token]:
        """Return the words of the clause that a token governs directly."""
        return [w for w in self.words if w.head == head.index and w.index != head.index]

    @property
    def subject(self) -> Token | None:
        """The event's subject, or None."""
        deps = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
        return next((k for k in self.children if k.dep in deps), None)

    @property
    def commands(self) -> bool:
        """Whether the clause is an imperative: a bare verb without a subject."""
        bare = self.event.tag in ("VB", "VBP") and set(self.helpers) <= {"do"}
        return bare and self.subject is None

    @property
    def requests(self) -> bool:
        """Whether the clause is what somebody is asked to do, or a thing that is asked for."""
        infinitive = self.event.tag == "VB" and self.helpers[:1] == ("to",)
        asked = infinitive or not is_verb(self.event)
        return self.commands or (asked and bool(_ASK & set(self.cue)))


def read_clause(attribution: Attribution, analysis: Analysis) -> Clause | None:
    """Return the clause of a claim's main event, or None where its content has no words."""
    event = main_event(attribution.content, analysis)
    if event is None:
        return None
    inside = {t.index for piece in attribution.content for t in analysis.tokens_in(piece)}
    words = tuple(t for t in analysis.subtree(event.index) if t.index in inside)
    children = analysis.children(event.index)
    cue = [t for piece in attribution.cue for t in analysis.tokens_in(piece)]
    direct = attribution.content[0].text[0] in "“\"'‘«„`"
    helpers = [c for c in children if c.dep in ("aux", "auxpass")]
    return Clause(
        event=event,
        children=tuple(c for c in children if c.index in inside or c in helpers),
        lemma=_lemma(event, event),
        helpers=tuple(_lemma(h, event) for h in helpers),
        words=words,
        text=" ".join(t.text for t in words),
        cue=tuple(t.lemma for t in cue),
        negated=any(c.dep == "neg" for c in children),
        emptied=_emptied(children, words),
        backshifted=not direct and any(_in_the_past(t, analysis) for t in cue),
        open=bool(_OPEN.search(_core(event, children))),
        conditional=_conditional(event, children, words),
        supposed=_supposed(cue, analysis),
        withheld=any(c.dep == "neg" for t in cue if is_verb(t) for c in analysis.children(t.index)),
        question=_asks(attribution, analysis, event) or _embedded(children) or _inverted(words),
    )


def _core(event: Token, children: Sequence[Token]) -> str:
    """Return the event with its auxiliaries, negation and predicate, in reading order."""
    near = [c for c in children if c.dep in ("neg", "acomp", "advmod", "aux", "auxpass")]
    return " ".join(t.text.lower() for t in sorted((event, *near), key=lambda t: t.index))


def _conditional(event: Token, children: Sequence[Token], words: Sequence[Token]) -> bool:
    """Whether the clause holds only on a condition: "if …", "unless …", "should he …"."""
    for child in children:
        below = [w for w in words if w.head == child.index and w.index != child.index]
        marks = (w for w in below if w.dep in ("mark", "advmod") and w.lemma in _IF)
        if child.dep == "advcl" and any(marks):
            return event.tag != "VBD" or any(c.dep == "aux" for c in children)
        inverted = (w.text in ("Should", "Were", "Had") and w.index < child.index for w in below)
        if child.dep in ("advcl", "ccomp") and any(inverted):
            return True
    return False


def _supposed(cue: Sequence[Token], analysis: Analysis) -> bool:
    """Whether the cue's verb stands under "if" or a modal of possibility."""
    below = [c for t in cue if is_verb(t) for c in analysis.children(t.index)]
    return any(
        (c.dep == "mark" and c.lemma == "if")
        or (c.dep == "aux" and c.lemma in ("could", "may", "might", "would"))
        for c in below
    )


def _lemma(token: Token, event: Token) -> str:
    """Return a verb's lemma, with the clitics that the lemmatiser leaves as they are."""
    shown = token.text.lower().replace("’", "'")
    if shown == "'s":
        return "have" if token is not event and event.tag in ("VBN", "VBD") else "be"
    if shown == "'d" and event.tag in ("VBN", "VBD"):
        return "have"
    return _CLITICS.get(shown, shown if token.tag == "MD" else token.lemma)


def _in_the_past(token: Token, analysis: Analysis) -> bool:
    """Whether a cue's verb is past, or a participle under a past verb ("…, adding that")."""
    for _ in range(3):
        if token.tag in ("VBD", "VBN"):
            return True
        if token.tag != "VBG" or token.head == token.index:
            return False
        token = analysis.tokens[token.head]
    return token.tag in ("VBD", "VBN")


def _emptied(children: tuple[Token, ...], words: tuple[Token, ...]) -> bool:
    """Whether the subject, object or complement is "no …" ("no doubt" aside)."""
    parts = {c.index: c for c in children if c.dep in ("nsubj", "nsubjpass", "dobj", "attr")}
    if any(c.lemma in _NOBODY for c in parts.values()):
        return True
    determiners = (w for w in words if w.lemma == "no" and w.head in parts)
    return any(parts[w.head].lemma != "doubt" for w in determiners)


def _embedded(children: tuple[Token, ...]) -> bool:
    """Whether the clause is an "if" or "whether" that leaves its answer open."""
    return any(k.dep in ("mark", "advmod") and k.lemma in ("if", "whether") for k in children)


def _inverted(words: tuple[Token, ...]) -> bool:
    """Whether an auxiliary stands first, before its subject ("Did she help …")."""
    shown = [w for w in words if w.text[0].isalpha()][:3]
    if len(shown) < 3 or shown[0].dep != "aux" or shown[0].lemma in ("should", "have", "let"):
        return False
    return any(w.dep in ("nsubj", "nsubjpass") and w.head == shown[0].head for w in words) and (
        shown[0].text[0].isupper() and shown[1].tag not in ("VB", "VBN", "VBG", "RB")
    )


def _asks(attribution: Attribution, analysis: Analysis, event: Token) -> bool:
    """Whether the event's sentence, as far as it is content, ends in a question mark."""
    sentence = analysis.sentences[event.sentence]
    end = min(sentence.end, max(p.end for p in attribution.content))
    return sentence.text[: end - sentence.start].rstrip("”\"’'» )").endswith("?")
