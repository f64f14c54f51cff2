"""Clauses that stand beside what they report: "…, a witness told the Star", "So the army says".

The grammar gives them away, and a network that was trained on political news leaves some over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from purport.extraction.analysis import Analysis, Token
from purport.extraction.construction_clauses import reported_by, trimmed
from purport.extraction.coverage import cover
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

# Set by hand.
CONFIDENCE = 0.7
_SEEN_SHARE = 0.5
_LEAST_WORDS = 3
_MOST_HEARER_WORDS = 16
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HELPERS = frozenset({"aux", "auxpass", "neg"})
_SAYING = frozenset(
    "say tell announce report write claim state assure explain conclude confirm add admit insist "
    "argue recall warn estimate reckon post tweet reveal disclose declare testify learn find show "
    "suggest indicate maintain allege assert remark observe note predict".split()
)
_HEARD_BY = frozenset("tell assure inform warn remind promise".split())
_SUBORDINATE = frozenset(
    "when if after as because although though while before since once until whereas where unless "
    "that whether".split()
)
_ANAPHORS = frozenset("says say said reports reported claims claimed insists maintains".split())
_THIS = frozenset("that this it such".split())
_PLAIN_WORDS = frozenset("the a an at least his her its their".split())
_PERCEIVED = frozenset("hear see film catch record show".split())
_TWO = 2


def find_reporting_clauses(
    text: str, attributions: Sequence[Attribution], analysis: Analysis
) -> list[Attribution]:
    """Return the attributions of such clauses whose verb is no cue yet.

    In a sentence of which nothing is attributed, clauses in front count too ("The union appealed
    to both sides to let observers in").

    Args:
        text: the report's text.
        attributions: what has been found so far.
        analysis: the text's grammar.
    """
    reporting = [a for a in attributions if a.reporting]
    cues = cover(len(text), (c for a in reporting for c in a.cue))
    held = cover(len(text), (p for a in reporting for p in (*a.content, *a.source)))
    found = []
    for verb in analysis.tokens:
        if verb.tag[0] != "V" or any(cues[verb.start : verb.end]):
            continue
        clause = _clause(verb, analysis) if verb.lemma in _SAYING else None
        one = _beside(text, verb, clause, analysis) if clause is not None else None
        if one is not None and not _is_held(one, held):
            found.append(one)
            continue
        sentence = analysis.sentences[verb.sentence]
        if not any(held[sentence.start : sentence.end]):
            found += reported_by(text, analysis, verb, sentence)
    return found


def _is_held(one: Attribution, held: bytearray) -> bool:
    """Whether most of what the clause reports is reported already."""
    chars = sum(p.end - p.start for p in one.content)
    return sum(sum(held[p.start : p.end]) for p in one.content) >= _SEEN_SHARE * chars


def _clause(verb: Token, analysis: Analysis) -> tuple[Token, ...] | None:
    """Return subject, helpers and verb as neighbouring tokens ("she has told"), or None.

    The verb may come first ("says its head of operations").
    """
    below = analysis.children(verb.index)
    subject = next((t for t in below if t.dep == "nsubj"), None)
    helpers = [t for t in below if t.dep in _HELPERS]
    if subject is None or subject.tag[0] == "W" or any(t.dep == "neg" for t in helpers):
        return None
    helped = any(t.lemma in ("have", "be") for t in helpers)
    if verb.tag not in _FINITE and not helped and not (verb.tag == "VBN" and verb.dep == "ROOT"):
        return None
    if any(t.tag == "MD" for t in helpers):
        return None
    words = {t.index for t in (*analysis.subtree(subject.index), *helpers, verb)}
    tokens = analysis.tokens[min(words) : max(words) + 1]
    own = [t for t in tokens if t.index in words or t.dep in ("advmod", "punct")]
    return tokens if len(own) == len(tokens) else None


def _beside(
    text: str, verb: Token, clause: Sequence[Token], analysis: Analysis
) -> Attribution | None:
    """Return what stands before a comma and the clause, and after it where it goes on."""
    sentence = analysis.tokens_in(analysis.sentences[verb.sentence])
    before = [t for t in sentence if t.index < clause[0].index]
    if before and before[-1].text.lower() == "so" and len(before) > 1:
        before = before[:-1]
    if len(before) < _LEAST_WORDS or before[-1].text not in (",", "—", "–", "”,"):
        return None
    if not _is_clause(before, verb, analysis) or not _ends(verb, clause, analysis):
        return None
    first = trimmed(text, before)
    if first is None:
        return None
    rest = _rest(verb, clause, sentence)
    more = trimmed(text, rest) if rest else None
    return _made(text, verb, clause, (first, more) if more is not None else (first,), analysis)


def _is_clause(words: Sequence[Token], verb: Token, analysis: Analysis) -> bool:
    """Whether words hold a main clause: a finite verb that no conjunction makes subordinate."""
    inside = {t.index for t in words}
    for token in words:
        if token.tag not in _FINITE:
            continue
        if token.dep == "ccomp" and token.head == verb.index:
            return True
        head = token
        while head.dep in _HELPERS and head.head in inside:
            head = analysis.tokens[head.head]
        marks = (t for t in analysis.children(head.index) if t.index < head.index)
        bound = any(t.dep in ("mark", "advmod") and t.text.lower() in _SUBORDINATE for t in marks)
        if not bound and head.dep not in ("relcl", "acl", "advcl", "pcomp"):
            subjects = [
                t for t in analysis.children(head.index)
                if t.dep in ("nsubj", "nsubjpass", "expl", "csubj")
            ]  # fmt: skip
            if any(t.index in inside for t in subjects) and head.index != verb.index:
                return True
    return False


def _ends(verb: Token, clause: Sequence[Token], analysis: Analysis) -> bool:
    """Whether nothing behind the verb is what it reports: a hearer, a place or a day may follow."""
    after = [t for t in analysis.children(verb.index) if t.index > clause[-1].index]
    if any(t.dep in ("ccomp", "xcomp") for t in after):
        return False
    objects = [t for t in after if t.dep in ("dobj", "dative", "oprd", "attr")]
    if len(objects) > (verb.lemma in _HEARD_BY):
        return False
    return not any(t.dep == "prep" and t.text.lower() in ("of", "about", "against") for t in after)


def _rest(verb: Token, clause: Sequence[Token], sentence: Sequence[Token]) -> list[Token]:
    """Return the words with which the reported clause goes on behind an inserted one, or none."""
    after = [t for t in sentence if t.index > max(verb.index, clause[-1].index)]
    comma = next((k for k, t in enumerate(after[:_MOST_HEARER_WORDS]) if t.text == ","), None)
    if comma is None or comma + 1 >= len(after):
        return []
    rest = after[comma + 1 :]
    goes_on = rest[0].tag in ("IN", "CC", "DT", "PRP", "PRP$", "TO", "MD", "VBZ", "VBP", "VBD")
    loose = rest[0].text.lower() in ("who", "which", "while", "when", "as", "after", "before")
    return rest if goes_on and not loose else []


def looking_back(text: str, one: Attribution, analysis: Analysis) -> Attribution:
    """Return an attribution with the sentence before for content, where its own words say only so.

    "So the army says", "That is what an e-mail says": what they report is what was said before.
    """
    verbs = [t for cue in one.cue for t in analysis.tokens_in(cue) if t.text.lower() in _ANAPHORS]
    if not verbs or not one.reporting or verbs[0].sentence == 0:
        return one
    verb = verbs[0]
    sentence = [t for t in analysis.tokens_in(analysis.sentences[verb.sentence]) if t.text.strip()]
    told = [t for t in analysis.children(verb.index) if t.dep in ("nsubj", "dobj") and _named(t)]
    if not told or not _refers_back(sentence, verb, told[0]):
        return one
    source = trimmed(text, [t for t in analysis.subtree(told[0].index) if t.index != verb.index])
    before = analysis.tokens_in(analysis.sentences[verb.sentence - 1])
    content = trimmed(text, [t for t in before if t.text.strip()])
    if content is None or source is None or "\n" in text[content.end : sentence[0].start]:
        return one
    why = Why("content", "what the sentence before says", CONFIDENCE, one.cue)
    return replace(one, content=(content,), source=(source,), kind="indirect", why=(*one.why, why))


def heard_speaking(text: str, one: Attribution, analysis: Analysis) -> Attribution:
    """Return an attribution with the one who is heard for source: "a man is heard telling …".

    Whom he tells it stands nearer to the verb, and a network takes that one for the speaker.
    """
    cue = [t for span in one.cue for t in analysis.tokens_in(span)]
    heard = next((t for t in cue if t.lemma in _PERCEIVED and t.tag == "VBN"), None)
    if heard is None or not one.reporting:
        return one
    below = analysis.children(heard.index)
    subject = next((t for t in below if t.dep == "nsubjpass"), None)
    told = next((t for t in below if t.dep == "xcomp" and t.tag == "VBG"), None)
    source = trimmed(text, analysis.subtree(subject.index)) if subject is not None else None
    if source is None or told is None or any(s.overlaps(source) for s in one.source):
        return one
    content = tuple(p for p in one.content if not p.overlaps(source))
    if not content:
        return one
    why = Why("source", "who is heard", CONFIDENCE, (source,))
    return replace(one, source=(source,), content=content, why=(*one.why, why))


def _named(token: Token) -> bool:
    return token.text.lower() not in ("so", "what", "that", "it")


def _refers_back(sentence: Sequence[Token], verb: Token, subject: Token) -> bool:
    """Whether a sentence opens with "So X says", "So says X" or "That is what X says"."""
    opening = [t.text.lower() for t in sentence if t.index < min(verb.index, subject.index)]
    if opening[:1] == ["so"]:
        plain = all(w in _PLAIN_WORDS for w in opening[1:])
        behind = [t for t in sentence if t.index > verb.index]
        return plain and (not behind or behind[0].text != "that")
    return len(opening) > _TWO and opening[0] in _THIS and opening[1:3] == ["is", "what"]


def _made(
    text: str,
    verb: Token,
    clause: Sequence[Token],
    content: tuple[Span, ...],
    analysis: Analysis,
) -> Attribution | None:
    subject = next(t for t in analysis.children(verb.index) if t.dep == "nsubj")
    source = trimmed(text, analysis.subtree(subject.index))
    helpers = [t for t in clause if t.dep in _HELPERS and t.head == verb.index]
    told = [*helpers, verb]
    neighbours = all(b.index - a.index == 1 for a, b in pairwise(told))
    cue = Span.of(text, told[0].start if neighbours else verb.start, verb.end)
    if source is None or source.overlaps(cue) or any(p.overlaps(source) for p in content):
        return None
    why = Why("attribution", "clause of reporting beside it", CONFIDENCE, (cue,))
    return Attribution(content, (cue,), (source,), "indirect", True, CONFIDENCE, (why,))
