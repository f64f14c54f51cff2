"""Words explained without a word that says so: "the corrie, a bowl-shaped hollow", "tsampa (…)".

An apposition explains where its term is one that readers may not know: uncommon in the encoder's
vocabulary, an acronym, announced ("what doctors call"), or a compound told by its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from purport.extraction import gloss_patterns as patterns
from purport.extraction.analysis import Analysis, Token
from purport.extraction.gloss_terms import explains, is_kind, is_uncommon
from purport.extraction.voice_lexicon import roles, singular
from purport.model.gloss import Gloss
from purport.model.span import Span

_LONGEST_TERM_WORDS: Final = 4
_LONGEST_MEANING_CHARS: Final = 140
_SHORTEST_KIND_WORDS: Final = 4
_BACK_CHARS: Final = 60
_NOUNS: Final = ("NN", "NNS", "FW", "VBG", "XX", "NNP", "NNPS")
_MODIFIERS: Final = ("JJ", "FW", "HYPH", "AFX", "VBN", "XX", *_NOUNS)
_PLAIN_MEANING: Final = ("DT", "JJ", "NN", "NNS", "VBN", "VBG", "HYPH", "IN", "CC", "POS", "RB")


def find_appositions(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield the terms that a noun phrase beside them explains.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> text = "Teams searched the corrie, a bowl-shaped hollow below the summit."
        >>> [analysis] = analyse([text])
        >>> [(g.term, g.meaning) for g in find_appositions(text, analysis)]
        [('corrie', 'a bowl-shaped hollow below the summit')]
    """
    yield from _heralded(text, analysis)
    for m in patterns.APPOSED.finditer(text):
        term = term_at(text, m.start("join"), analysis)
        plain = term is not None and term.text.islower() and " " not in term.text
        if term is None or (plain and not needs_words(term)):
            continue
        meaning = meaning_from(text, m.end(), analysis)
        if meaning is not None and _fit(text, term, meaning, analysis):
            yield Gloss(term, term.text, meaning.text)
    yield from _bracketed(text, analysis)
    yield from _alternatives(text, analysis)
    yield from _named(text, analysis)


def _fit(text: str, term: Span, meaning: Span, analysis: Analysis) -> bool:
    """Whether the term needs the explanation, and the phrase can give it."""
    words = analysis.tokens_in(meaning)
    past = any(w.tag == "VBD" for w in words)
    strange, kind = needs_words(term), is_kind(words)
    if meaning.text.startswith(("in which", "whereby", "when ")):
        return strange and not past
    last = analysis.tokens_in(term)[-1]
    article = words[0].lemma if words[0].lemma in ("a", "an", "the") else None
    if not explains(words) or (not kind and article in (None, "the")):
        return False
    if " " in term.text and last.tag == "NNS" and article in ("a", "an"):
        return False
    if article is None and (
        not strange or last.tag[0] != "N" or _in_list(text, term, meaning, words[0])
    ):
        return False
    if term.text[0].isupper():
        return kind
    defined = patterns.DEFINED.search(text, max(0, term.start - _BACK_CHARS), term.start)
    particular = past or any(w.text[0].isupper() for w in words)
    if strange:
        return not (defined and past) and (kind or not (defined or particular))
    long = len(words) >= _SHORTEST_KIND_WORDS and " " in term.text
    return kind and long and not (last.tag == "NNS" or defined or particular)


def _in_list(text: str, term: Span, meaning: Span, first: Token) -> bool:
    """Whether words without an article are the next item of a list, not an explanation."""
    before = text[max(0, term.start - _BACK_CHARS) : term.start].rpartition(". ")[2]
    return (
        first.tag in ("CC", "IN", "VBG") or "," in before or text.startswith(", and", meaning.end)
    )


def needs_words(term: Span) -> bool:
    """Return whether a term holds a word that is not a common one."""
    return any(is_uncommon(w) for w in term.text.split())


def term_at(text: str, end: int, analysis: Analysis) -> Span | None:
    """Return the common noun, compound or acronym that ends at an offset, without determiners."""
    run: list[Token] = []
    owned = False
    for token in reversed(analysis.tokens_in(Span.of(text, max(0, end - _BACK_CHARS), end))):
        fits = token.tag in (_MODIFIERS if run else _NOUNS) or (not run and _mistagged(token))
        verbal = token.tag in ("VBG", "VBN") and token.dep not in ("amod", "compound")
        if token.end > end or not fits or (run and verbal):
            owned = token.tag in ("POS", "CD")
            break
        run.append(token)
    while (
        len(run) > 1 and run[-1].tag in ("VBG", "HYPH") and run[-1].dep not in ("compound", "amod")
    ):
        run.pop()
    if len(run) > 1 and run[-1].text == "called":
        run.pop()
    if not run or owned or len(run) > _LONGEST_TERM_WORDS or run[0].end != end:
        return None
    term = Span.of(text, run[-1].start, end)
    role = roles().get(singular(run[0].text.lower()))
    capitals = [w for w in run if w.text[0].isupper()]
    opens = _opens(text, term)
    acronym = len(run) == 1 and sum(c.isupper() for c in run[0].text) > 1
    opening = opens and capitals == run[-1:] and needs_words(term)
    return term if role is None and (not capitals or acronym or opening) else None


def _mistagged(token: Token) -> bool:
    """Whether a word is so uncommon that the grammar may have taken a noun for something else."""
    strange = token.tag in ("JJ", "RB", "VB", "VBP", "UH", "IN", "JJR", "VBN", "VBD")
    return (
        strange and not token.text.endswith(("ed", "ous", "al", "ive")) and is_uncommon(token.text)
    )


def _opens(text: str, term: Span) -> bool:
    """Whether a term is the first thing said in its sentence."""
    before = text[max(0, term.start - 4) : term.start].rstrip(" “\"‘'")
    return not before or before[-1] in ".!?\n"


def meaning_from(text: str, start: int, analysis: Analysis) -> Span | None:
    """Return the phrase that begins at an offset, past commas between its adjectives."""
    stop = min(len(text), start + _LONGEST_MEANING_CHARS)
    for end in patterns.END.finditer(text, start, stop):
        words = analysis.tokens_in(Span.of(text, start, end.start())) if end.start() > start else ()
        if words and (words[-1].tag not in ("JJ", "RB", "DT") or end.group() != ","):
            return Span.of(text, start, end.start())
    shown = text[start:].rstrip()
    return Span.of(text, start, start + len(shown)) if stop == len(text) and shown else None


def _heralded(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield announced terms: "what doctors call a mini-stroke, …", "a so-called poison pill, …"."""
    for m in patterns.HERALDED.finditer(text):
        term = Span.of(text, *m.span("quoted" if m["quoted"] else "bare"))
        meaning = meaning_from(text, m.end(), analysis)
        if meaning is None or (m["weak"] and not m["quoted"] and not needs_words(term)):
            continue
        words = analysis.tokens_in(meaning)
        if not m["quoted"] and analysis.tokens_in(term)[-1].tag not in (*_NOUNS, "CD"):
            continue
        clause = meaning.text.startswith(("in which", "whereby", "when ", "where "))
        gerund = words[0].tag == "VBG"
        if clause or (gerund and not m["weak"]) or explains(words):
            yield Gloss(term, term.text, meaning.text)


def _bracketed(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield "dukkha (suffering)" and "roasted barley flour (tsampa)"."""
    for m in patterns.BRACKETED.finditer(text):
        inside = Span.of(text, *m.span("inside"))
        words = analysis.tokens_in(inside)
        before = term_at(text, m.start("join"), analysis)
        plain = all(w.tag in _PLAIN_MEANING for w in words) and words[-1].tag in (
            "NN",
            "NNS",
            "VBG",
        )
        strange = needs_words(inside)
        role = roles().get(singular(words[-1].text.lower()))
        if before is None or role is not None or patterns.ASIDE.search(inside.text):
            continue
        name = strange and len(words) == 1 and " " in before.text
        if name and plain:
            yield Gloss(inside, inside.text, before.text)
        elif needs_words(before) and (m["mark"] or (plain and (len(words) > 1 or not strange))):
            yield Gloss(before, before.text, inside.text)


def _alternatives(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield "sepsis, or blood poisoning," and "high blood pressure, or hypertension,"."""
    for m in patterns.ALTERNATIVE.finditer(text):
        first = term_at(text, m.start("join"), analysis)
        second = Span.of(text, *m.span("second"))
        words = analysis.tokens_in(second)
        if first is None or words[-1].tag not in (*_NOUNS, "JJ") or first.text[0].isupper():
            continue
        if any(w.tag not in ("DT", "IN", "CC", *_MODIFIERS) for w in words):
            continue
        if any(singular(w.text.lower()) in roles() for w in words):
            continue
        article = words[0].tag == "DT"
        if needs_words(first) and (not needs_words(second) or (article and " " not in first.text)):
            yield Gloss(first, first.text, second.text)
        elif needs_words(second) and not needs_words(first) and not article:
            yield Gloss(second, second.text, first.text)


def _named(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield "a hot wind known locally as the foehn": the words before the name are its meaning."""
    for m in patterns.KNOWN_AS.finditer(text):
        term = Span.of(text, *m.span("term"))
        words = analysis.tokens_in(term)
        last = [i for i, w in enumerate(words) if w.tag in _MODIFIERS or w.tag == "NNP"]
        count = next((n for n, i in enumerate(last) if n != i), len(last))
        if not count:
            continue
        term = Span.of(text, words[0].start, words[count - 1].end)
        meaning = _phrase_until(text, m.start("join"), analysis)
        if meaning is not None and needs_words(term) and explains(analysis.tokens_in(meaning)):
            yield Gloss(term, term.text, meaning.text)


def _phrase_until(text: str, end: int, analysis: Analysis) -> Span | None:
    """Return the noun phrase, of more than two words, that ends at an offset."""
    tokens: Sequence[Token] = [
        t
        for t in analysis.tokens_in(Span.of(text, max(0, end - 2 * _BACK_CHARS), end))
        if t.end <= end
    ]
    start = len(tokens)
    while start and (tokens[start - 1].tag in (*_PLAIN_MEANING, "CD", "TO", "NNP", "VBP")):
        start -= 1
    phrase = list(tokens[start:])
    articles = [i for i, t in enumerate(phrase) if t.lemma in ("a", "an", "the")]
    if articles:
        nearest = [i for i in articles if i == 0 or phrase[i - 1].tag not in ("IN", "CC")]
        phrase = phrase[(nearest or articles)[-1] :]
    while phrase and phrase[0].tag in ("IN", "CC", "RB", "VBN", "VBG", "TO", "POS"):
        phrase.pop(0)
    return Span.of(text, phrase[0].start, end) if len(phrase) > 2 else None
