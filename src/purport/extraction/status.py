"""Whether what a claim asserts has happened, goes on, is planned or only imagined.

An ordered table of rules over the claim's main event: the first that speaks answers, and the
trained head (claim_head.py) reads that answer among other things and decides. What the
words leave open stays "unknown": questions, orders, denials, duties (docs/why/status.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from purport.extraction.analysis import Token
from purport.extraction.clauses import Clause
from purport.extraction.events import is_verb
from purport.extraction.lexicon import read_table
from purport.model.claim import Status
from purport.model.span import Span
from purport.model.time import TimeExpression
from purport.model.why import Why

_STATIVE: Final = frozenset(
    "be have remain stay stand lie lack need know believe think want own possess contain include "
    "consist belong depend exist live seem appear support oppose control hold hope feel love hate "
    "deserve cost weigh face employ work like prefer understand mean".split()
)
_LEAVING: Final = frozenset(
    "leave quit resign retire depart return marry divorce emigrate defect desert".split()
)
_ABILITY: Final = frozenset(
    "see hear feel smell reach find confirm remember believe breathe sleep understand tell afford "
    "verify locate contact get go do stop help speak move leave recall identify escape walk".split()
)
_SENSES: Final = frozenset("see hear feel smell".split())
_DENY: Final = frozenset("deny reject dismiss refute dispute rebut disavow repudiate".split())
_ORDER: Final = frozenset("order decree rule approve authorise authorize mandate instruct".split())
_POSSIBLE: Final = frozenset("warn fear predict consider propose suggest mull speculate".split())
_SHOWN: Final = frozenset("show depict capture record document list feature contain".split())
_TELL_OF: Final = frozenset(
    "confirm report admit acknowledge concede reveal recall describe recount document "
    "witness".split()
)
_PERHAPS: Final = frozenset("perhaps maybe possibly conceivably hypothetically potentially".split())
_COMPLEMENTS: Final = ("dobj", "prep", "ccomp", "pcomp", "acl", "xcomp", "relcl")
_CLAUSES: Final = ("xcomp", "ccomp", "acl", "relcl", "advcl", "pcomp")
_AHEAD = re.compile(
    r"\b(?:tomorrow|tonight|soon|shortly|later (?:this|today)|next (?!to\b)\w+|upcoming|"
    r"(?:in|within) (?:the (?:coming|next)|(?:an?|one|two|three|four|five|six|ten|\d+|a few) "
    r"(?:hours?|days?|weeks?|months?|years?|minutes?))|from (?:july|june|midnight)|by 20\d\d|"
    r"the \d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:yesterday|last (?:week|month|year|night|season|summer|winter|spring|autumn|fall|\w+day)|"
    r"ago|overnight|earlier|previously|in (?:19|200|201)\d+)\b",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|tomorrow|tonight|midnight|noon|next|"
    r"weekend|spring|summer|autumn|\d{1,2}(?:st|nd|rd|th)|20\d\d)\b",
    re.IGNORECASE,
)
PLAN_IN_FORCE: Final = "plan in force"
PRESENT_AHEAD: Final = "present tense with a time ahead"
STANDING: Final = frozenset((PLAN_IN_FORCE, PRESENT_AHEAD))
"""Rules that the trained head does not overrule: of their answers 35 of 37 and 7 of 9 are right."""
_LASTING = ("since", "for", "every", "until", "during")


@dataclass(frozen=True, slots=True)
class Situation:
    """A claim's clause, which of its times lie ahead of publication, and whether any is past."""

    clause: Clause
    ahead: tuple[Span, ...]
    behind: bool


Rule = Callable[[Situation], Status | None]


def claim_status(
    clause: Clause | None,
    times: Sequence[TimeExpression] = (),
    published: str | None = None,
) -> tuple[Status, Why]:
    """Return the status of what an attribution's content asserts, and the rule that decided.

    Args:
        clause: the clause of the claim's main event, or None where there is none.
        times: the claim's time expressions; one after `published` lies ahead.
        published: the day of publication as EDTF, or None where it is not known.
    """
    if clause is None:
        return "unknown", Why("status", "no predicate in the content")
    situation = Situation(
        clause,
        tuple(t.span for t in times if _lies_ahead(t, published)),
        any(_lies_behind(t, published) for t in times) or bool(_BEHIND.search(clause.text)),
    )
    spans = (Span(clause.event.start, clause.event.end, clause.event.text),)
    for name, rule in _RULES:
        status = rule(situation)
        if status is not None:
            return status, Why("status", name, spans=spans)
    return "unknown", Why("status", "no rule speaks", spans=spans)


def _lies_ahead(time: TimeExpression, published: str | None) -> bool:
    after = time.interval is not None and published is not None and time.interval[0] > published
    return time.type in ("DATE", "TIME") and (time.value == "FUTURE_REF" or after)


def _lies_behind(time: TimeExpression, published: str | None) -> bool:
    before = time.interval is not None and published is not None and time.interval[1] < published
    return time.type in ("DATE", "TIME") and (time.value == "PAST_REF" or before)


@lru_cache(maxsize=1)
def _plan_words() -> dict[str, tuple[bool, Status]]:
    """Return the plan words with whether they need an infinitive, and what they show."""
    rows = read_table("plan_words")
    shown: dict[str, Status] = {"planned": "planned", "hypothetical": "hypothetical"}
    return {r["word"]: (r["complement"] == "infinitive", shown[r["status"]]) for r in rows}


def _question(s: Situation) -> Status | None:
    return "unknown" if s.clause.question or s.clause.open else None


def _unsaid(s: Situation) -> Status | None:
    """A cue that is itself imagined ("if they say I’m a deserter") or negated ("did not say")."""
    if s.clause.withheld and not _DENY & set(s.clause.cue):
        return "unknown"
    return "hypothetical" if s.clause.supposed else None


def _denied(s: Situation) -> Status | None:
    return "unknown" if _DENY & set(s.clause.cue) else None


def _request(s: Situation) -> Status | None:
    """A bare imperative, or an infinitive under a verb of asking; an order is a plan."""
    c = s.clause
    if not c.requests and not (c.event.tag == "VB" and c.helpers[:1] == ("to",)):
        return None
    if _ORDER & set(c.cue) and (c.backshifted or not c.commands):
        return "planned"
    return "unknown" if c.requests else None


def _ordered(s: Situation) -> Status | None:
    """The subjunctive of an order ("ordered that the archive be closed")."""
    c = s.clause
    bare = c.event.tag == "VB" and not c.helpers
    passive = c.event.tag == "VBN" and any(k.dep == "auxpass" and k.tag == "VB" for k in c.children)
    finite = {"will", "would", "to", "should", "must", "may", "can", "could", "do"} & set(c.helpers)
    if not (bare or passive) or finite or c.subject is None:
        return None
    return "planned" if _ORDER & set(c.cue) else "unknown"


def _condition(s: Situation) -> Status | None:
    c = s.clause
    perhaps = _PERHAPS & {k.lemma for k in c.children}
    return "hypothetical" if c.conditional or perhaps else None


def _plan_word(s: Situation) -> Status | None:
    """A plan word with its complement: the event itself, or one of its complements."""
    c = s.clause
    parts = [k for k in c.children if k.dep in ("acomp", "attr", "dobj", "oprd", "prep")]
    for head in [c.event, *parts]:
        listed = _plan_words().get(head.lemma) or _plan_words().get(head.lemma.removesuffix("s"))
        if listed is None:
            continue
        if c.negated or (head is not c.event and (c.emptied or c.lemma in _DROP)):
            return "unknown"
        if head is c.event and _has_pledged(c):
            return "happened"
        needs_infinitive, status = listed
        below = c.below(head)
        if head is not c.event:
            below += [k for k in c.children if k.dep in ("xcomp", "ccomp")]
        infinitive = any(
            w.dep in _CLAUSES
            and _has_to(w, c)
            and not (head.lemma == "want" and w.lemma in _STATIVE)
            for w in below
        )
        other = any(w.dep in _COMPLEMENTS for w in below) or "be" in c.helpers
        if infinitive or (other and not needs_infinitive):
            return status
    return None


def _plan_in_force(s: Situation) -> Status | None:
    """A plan word in the present ("are plotting to flee", "have decided to abscond")."""
    planned = _plan_word(s) == "planned" and _tense(s.clause) == "present"
    return "planned" if planned else None


def _has_pledged(c: Clause) -> bool:
    """Whether the claim is that somebody else did promise or threaten, not what will come of it."""
    subject = c.subject
    told = c.event.tag in ("VBD", "VBN") and "be" not in c.helpers and subject is not None
    return c.lemma in _PLEDGES and told and subject is not None and subject.text.lower() != "i"


_PLEDGES: Final = frozenset("promise threaten vow pledge swear".split())
_DROP: Final = frozenset("drop scrap shelve abandon cancel oppose reject lack deny".split())


def _has_to(token: Token, c: Clause) -> bool:
    return any(w.lemma == "to" and w.dep == "aux" for w in c.below(token))


def _going_to(s: Situation) -> Status | None:
    """Return "planned" for "is going to" and "is to" with an infinitive."""
    c = s.clause
    to = any(k.dep == "xcomp" and _has_to(k, c) for k in c.children)
    if c.lemma == "go" and c.event.tag == "VBG":
        return "planned" if to else None
    named = any(k.dep in ("acomp", "attr") for k in c.children)
    return "planned" if c.lemma == "be" and to and not named else None


def _modality(s: Situation) -> Status | None:
    c = s.clause
    helpers = set(c.helpers)
    if helpers & {"will", "shall"}:
        return "planned"
    if helpers & {"may", "might"}:
        return "hypothetical"
    if "could" in helpers:
        did = c.lemma in (_ABILITY if c.negated else _SENSES) and "have" not in helpers
        return "happened" if did else "hypothetical"
    if "would" in helpers:
        return _would(c)
    if "must" in helpers and "have" in helpers:
        return "happened"
    if helpers & {"should", "must", "ought"}:
        return "unknown"
    return "ongoing" if "can" in helpers else None


def _would(c: Clause) -> Status:
    """Under a past cue "would" is "will" moved back, unless the subject is itself supposed."""
    subject = c.subject
    supposed = subject is not None and (
        is_verb(subject) or any(w.lemma in ("a", "an", "any", "such") for w in c.below(subject))
    )
    liked = c.lemma in ("like", "love", "prefer")
    if not c.backshifted or "have" in c.helpers or supposed or liked:
        return "hypothetical"
    return "planned"


def _present_ahead(s: Situation) -> Status | None:
    """A present tense with a point in time ahead ("is flying to Ankara on Sunday")."""
    c = s.clause
    progressive = c.event.tag == "VBG" and c.helpers[:1] == ("be",) and _tense(c) == "present"
    simple = c.event.tag in ("VBZ", "VBP") and not c.helpers and c.lemma not in _STATIVE
    if c.negated or not (progressive or simple):
        return None
    if progressive and c.lemma in _LEAVING and not _goes_on_now(c):
        return "planned"
    points = [k for k in c.children if k.dep in ("npadvmod", "advmod", "prep", "tmod")]
    return "planned" if any(_points_ahead(_phrase(k, c), s) for k in points) else None


def _points_ahead(phrase: Sequence[Token], s: Situation) -> bool:
    """Whether a phrase of the clause names a point in time that is not past."""
    shown = " ".join(w.text for w in phrase)
    if shown.lower().startswith(_LASTING) or _BEHIND.search(shown):
        return False
    reached = any(t.start < w.end and w.start < t.end for t in s.ahead for w in phrase)
    return reached or bool(_POINT.search(shown) or _AHEAD.search(shown))


def _phrase(head: Token, c: Clause) -> list[Token]:
    """Return the words of a phrase two levels down, enough for "at the end of the season"."""
    inside = {head.index}
    for _ in range(2):
        inside |= {w.index for w in c.words if w.head in inside}
    return [w for w in c.words if w.index in inside]


def _goes_on_now(c: Clause) -> bool:
    """Whether a leaving goes on at present: many leave, or a word says "now"."""
    now = {"now", "currently", "already", "still"} & {k.lemma for k in c.children}
    subject = c.subject
    return bool(now) or subject is None or subject.tag in ("NNS", "NNPS")


def _tense(c: Clause) -> str:
    """Return the tense of the clause's finite verb: past, present or none."""
    finite = next((k for k in c.children if k.dep in ("aux", "auxpass")), c.event)
    if finite.tag == "VBD":
        return "past"
    clitic = finite.text.replace("’", "'").lower() in ("'s", "'re", "'m", "'ve")
    return "present" if clitic or finite.tag in ("VBZ", "VBP") else "none"


def _aspect(s: Situation) -> Status | None:
    """Tense and aspect of a finite clause."""
    c = s.clause
    tense = _tense(c)
    if tense == "present" and "have" in c.helpers:
        stays = c.lemma in ("be", "remain", "live") and not _there(c)
        lasting = c.event.tag == "VBG" or stays
        return "ongoing" if lasting or c.negated else "happened"
    if tense == "present":
        return "ongoing"
    return _past(s) if tense == "past" else None


def _there(c: Clause) -> bool:
    return any(k.dep == "expl" for k in c.children)


def _past(s: Situation) -> Status:
    c = s.clause
    going = c.event.tag == "VBG" and "be" in c.helpers
    state = c.lemma in _STATIVE and not c.helpers
    if c.backshifted and not s.behind and (going or state) and "have" not in c.helpers:
        return "ongoing"
    if c.negated and "have" in c.helpers and c.backshifted:
        return "ongoing"
    return "unknown" if c.negated and not going else "happened"


def _non_finite(s: Situation) -> Status | None:
    """An infinitive or participle whose tense its cue leaves open ("to have shelled …")."""
    c = s.clause
    plan = _plan_of(c.cue)
    if c.helpers[:1] == ("to",):
        return plan or ("happened" if "have" in c.helpers else "ongoing")
    if c.event.tag in ("VBG", "VBN"):
        return plan or "happened"
    return None


def _plan_of(words: Iterable[str]) -> Status | None:
    return next((_plan_words()[w][1] for w in words if w in _plan_words()), None)


def _thing(s: Situation) -> Status | None:
    """A content without a verb: a thing promised, feared, or lying ahead."""
    c = s.clause
    if is_verb(c.event):
        return None
    if _POSSIBLE & set(c.cue):
        return "hypothetical"
    plan = _plan_of(c.cue)
    if plan is not None:
        return plan
    if s.ahead or _AHEAD.search(c.text):
        return "planned"
    if "announce" in c.cue:
        return "planned"
    return "happened" if s.behind or (_TELL_OF | _SHOWN) & set(c.cue) else "unknown"


_RULES: tuple[tuple[str, Rule], ...] = (
    ("question", _question),
    ("denied by the cue", _denied),
    ("cue imagined or negated", _unsaid),
    ("command or request", _request),
    ("ordered", _ordered),
    ("condition", _condition),
    (PLAN_IN_FORCE, _plan_in_force),
    ("plan word", _plan_word),
    ("going to", _going_to),
    ("modal", _modality),
    (PRESENT_AHEAD, _present_ahead),
    ("thing without a verb", _thing),
    ("tense and aspect", _aspect),
    ("infinitive or participle under its cue", _non_finite),
)
