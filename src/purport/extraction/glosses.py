"""Words that a report explains: "200s", a military term for those killed; acronyms.

An ordered table of patterns. Each names the words that announce an explanation; what stands
before them is the term, what follows up to the end of the phrase is its meaning. Plain apposition
("the coach, a former goalkeeper") explains nothing and is left alone, except after a term in
quotation marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from purport.extraction import gloss_patterns as patterns
from purport.extraction.acronyms import find_acronyms
from purport.extraction.analysis import Analysis, Token
from purport.extraction.gloss_announced import find_announced
from purport.extraction.gloss_appositions import find_appositions, needs_words
from purport.extraction.gloss_bodies import find_told_bodies
from purport.extraction.gloss_definitions import find_definitions
from purport.extraction.gloss_terms import head_of, is_clause
from purport.extraction.quotes import Quotation
from purport.extraction.voice_lexicon import roles, singular
from purport.model.gloss import Gloss
from purport.model.span import Span

_NOUN = ("NN", "NNS", "NNP", "NNPS", "CD", "FW", "JJ", "HYPH", "AFX", "XX", "VBG", "UH")
_LONGEST_MEANING_CHARS: Final = 140
_LONGEST_TERM_WORDS: Final = 4
_LONGEST_WORD_CHARS: Final = 30
_NEAR_CHARS: Final = 60
_QUOTATIONS_BACK: Final = 4
_AFTER_TERM: Final = ("here", "there", "now", "today", "again", "already")
_TIMES: Final = frozenset(
    "time tonight today tomorrow yesterday day week month year hour minute morning evening night "
    "dawn dusk afternoon noon midnight monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
_MANNERS: Final = ("JJ", "RB", "NN", "NNS", "RP")
_OPEN: Final = "“\"‘'„«"
_CLOSE: Final = "”\"’'»"


def find_glosses(
    text: str, analysis: Analysis, quotations: Sequence[Quotation]
) -> tuple[Gloss, ...]:
    """Return the words that a report explains, in reading order, each term once.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> text = "They call the wounded “300s,” army slang for those who can still be saved."
        >>> [analysis] = analyse([text])
        >>> [(g.term, g.meaning) for g in find_glosses(text, analysis, [])]
        [('300s', 'those who can still be saved')]
    """
    found: dict[str, Gloss] = {}
    acronyms = (Gloss(a.short, a.short.text, a.long.text) for a in find_acronyms(text))
    candidates = [*acronyms, *_explained(text, analysis, quotations), *_called(text, analysis)]
    candidates += find_announced(text, analysis)
    candidates += find_told_bodies(text, analysis)
    candidates += find_appositions(text, analysis)
    candidates += find_definitions(text, analysis)
    for gloss in candidates:
        if (
            gloss.meaning
            and not set(gloss.meaning) & set("“”")
            and gloss.meaning.lower() != gloss.term.lower()
        ):
            found.setdefault(gloss.term.lower(), gloss)
    return tuple(sorted(found.values(), key=lambda g: g.span))


def _explained(text: str, analysis: Analysis, quotations: Sequence[Quotation]) -> Iterator[Gloss]:
    """Yield the terms that stand before the words that announce their meaning."""
    for pattern in (patterns.WORD_THAT, patterns.SAID_MEANING):
        for m in pattern.finditer(text):
            said = (m.start() + 2 * ("join" in m.groupdict()), m.end())
            term = _last_quoted(text, said, analysis, quotations)
            yield from _nominal(_gloss(text, term, m.end()), text, m.end(), analysis)
    for m in patterns.USING.finditer(text):
        term = _last_quoted(text, m.span(), analysis, quotations)
        if re.match(r"[a-z]+ing\b", text[m.end() :]):
            term = _last_doing(text, m.start(), analysis, quotations) or term
        if not re.search(r"\b(?:name|acronym|abbreviation|label) ", m.group()):
            yield from _gloss(text, term, m.end())
    for pattern in (patterns.AFTER_FOR, patterns.AS_CALLED):
        for m in pattern.finditer(text):
            if pattern is patterns.AS_CALLED or _is_label(text, m.span("label"), analysis):
                term = _term_before(text, m.start("join"), analysis)
                label = (m.start("join"), m.end())
                term = term or _last_quoted(text, label, analysis, quotations)
                yield from _gloss(text, term, m.end())
    for m in patterns.MEANING.finditer(text):
        term = _term_before(text, m.start("join"), analysis)
        marks = text[m.start("join") - 1 : m.end("join")]
        if term is not None and any(c in _CLOSE for c in marks):
            yield from _gloss(text, term, m.end())
            continue
        term = _with_adjectives(text, term, analysis) or _doing_before(
            text, m.start("join"), analysis
        )
        yield from _also_short(text, term, m.end())
        if term is None or singular(term.text.rpartition(" ")[2].lower()) in roles():
            continue
        if (
            text[term.end - 1].islower()
            and analysis.tokens_in(term)[0].tag == "VBG"
            and " " in term.text
        ):
            yield from _gloss(text, term, m.end())
        elif _stands_out(text, term) or "which" not in m.group():
            yield from _nominal(_gloss(text, term, m.end()), text, m.end(), analysis)
    for m in patterns.REFERRING.finditer(text):
        term = _quoted_before(text, m.start("join"))
        if term is not None and _in_sentence(text, term):
            yield from _gloss(text, term, m.end())
    for m in patterns.IS_FOR.finditer(text):
        if m["kind"] or m["verb"] in ("means", "stands for", "refers to"):
            yield from _gloss(text, _term_before(text, m.start("join"), analysis), m.end())
    for m in patterns.STANDS_FOR.finditer(text):
        term = Span.of(text, *m.span("term"))
        titled = m["kind"] and not term.text.islower()
        if titled or m["named"] or term.text.isupper() or needs_words(term):
            yield from _gloss(text, term, m.end())
    for m in patterns.AS_KNOWN.finditer(text):
        term = _term_before(text, m.start("join"), analysis)
        if term is None or (term.text.isupper() and re.fullmatch(r"(?i)the \w+", m["meaning"])):
            continue
        if text[m.start("join") - 1] in _CLOSE or _stands_out(text, term) or needs_words(term):
            yield Gloss(term, term.text, m["meaning"])
    for m in patterns.COLON.finditer(text):
        term = _quoted_before(text, m.start("join") - 1)
        if term is not None and _in_sentence(text, term):
            yield from _nominal(_gloss(text, term, m.end()), text, m.end(), analysis)
    yield from _apposed(text, analysis)
    for m in patterns.INSERTED.finditer(text):
        term = _nouns_before(text, m.start("join"), analysis)
        if (
            term is not None
            and quotations
            and _is_thing(text, m.span("meaning"), term.text, analysis)
        ):
            yield Gloss(term, term.text, m["meaning"])


def _is_label(text: str, at: tuple[int, int], analysis: Analysis) -> bool:
    """Whether words are a noun phrase ("military slang"), not a clause ("he made a name")."""
    words = analysis.tokens_in(Span.of(text, *at))
    if (
        re.fullmatch(patterns.KIND, text[at[0] : at[1]])
        and text[: at[0]].rstrip("—–- ,")[-1] in _CLOSE
    ):
        return True
    return all(w.tag[0] in "DJNR" or w.tag in ("PRP$", "POS", "VBN", "HYPH") for w in words)


def _is_thing(text: str, at: tuple[int, int], before: str, analysis: Analysis) -> bool:
    """Whether inserted words are a noun phrase that may explain ("[wounded men]", not "[sic]")."""
    words = analysis.tokens_in(Span.of(text, *at))
    return (
        words[-1].tag in ("NN", "NNS")
        and (re.search(r"\d[a-z]", before) is not None or before.endswith("s"))
        and all(w.tag in ("DT", "JJ", "NN", "NNS", "VBN", "CD", "HYPH") for w in words)
        and not patterns.STAGE.search(text, *at)
    )


def _apposed(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield quoted terms with a plain noun phrase after them, and learned words with "or a …"."""
    for m in patterns.WOVEN.finditer(text):
        term = _quoted_before(text, m.start("join"))
        if term is not None and len(term.text.split()) <= 3 and _in_sentence(text, term):
            gerund = re.match(r"[a-z]+ing\s", text[m.end() : m.end() + _LONGEST_WORD_CHARS])
            if gerund and "," in m["join"] and not term.text.endswith("ing"):
                continue
            if re.match(r"(?:in which|whereby)\s", text[m.end() : m.end() + _LONGEST_WORD_CHARS]):
                yield from _gloss(text, term, m.end())
            elif text[term.start : term.end].split(maxsplit=1)[0].lower() not in ("a", "an", "the"):
                yield from _nominal(_gloss(text, term, m.end()), text, m.end(), analysis)
    for m in patterns.OR_CLOSED.finditer(text):
        term = _nouns_before(text, m.start("join"), analysis)
        if term is not None and _begins_sentence(term, analysis):
            yield from _gloss(text, term, m.end())
    for m in patterns.OR_PLAIN.finditer(text):
        term = _term_before(text, m.start("join"), analysis)
        if term is not None and patterns.LEARNED.search(term.text):
            yield from _gloss(text, term, m.end())


def _begins_sentence(term: Span, analysis: Analysis) -> bool:
    """Whether a term without an article is the first thing in its sentence."""
    sentence = analysis.sentences[analysis.sentence_of(term.start)]
    return not any(c.isalnum() for c in sentence.text[: term.start - sentence.start])


def _stands_out(text: str, term: Span) -> bool:
    """Whether a term is set off by quotation marks or capitals."""
    return text[max(0, term.start - 1)] in _OPEN or term.text.removesuffix("s").isupper()


def _in_sentence(text: str, term: Span) -> bool:
    """Whether a quoted term is woven into a sentence as a noun, and is not all that was said."""
    before = text[: term.start].rstrip("“\"‘'„« ")
    last = before.rsplit(None, 1)[-1].lower() if before else ""
    return (
        bool(before)
        and before[-1].isalnum()
        and text[term.start].islower()
        and last not in ("is", "was", "are", "were", "be", "as", "it", "him", "her", "them")
    )


def _called(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield quoted terms that name the phrase before them ("…, known as “tranq”")."""
    for pattern in (patterns.CALLED, patterns.DUBBED, patterns.WHAT_CALLED, patterns.IN_SLANG):
        for m in pattern.finditer(text):
            term = Span.of(text, m.start("term"), m.end("term"))
            if pattern is patterns.DUBBED and not (
                term.text[0].islower() and _is_participle(text, m.end("end"), analysis)
            ):
                continue
            if m.groupdict().get("after"):
                yield from _gloss(text, term, m.start("after") + 1)
            meaning = _phrase_before(text, m.end("end"), analysis)
            bare = meaning is None or (
                pattern is patterns.CALLED and re.fullmatch(r"(?i)(?:an?|the) \w+", meaning.text)
            )
            if meaning is not None and not bare and not _is_person(meaning.text):
                yield Gloss(term, term.text, meaning.text)
    for pattern in (patterns.TERM_FOR_IS, patterns.REFER_TO_AS):
        for m in pattern.finditer(text):
            term = Span.of(text, m.start("term"), m.end("term"))
            if not _is_person(m["meaning"]):
                yield Gloss(term, term.text, m["meaning"])
    for m in patterns.NAMED.finditer(text):
        if not patterns.PERSONS.search(m["meaning"]):
            term = Span.of(text, m.start("term"), m.end("term"))
            yield Gloss(term, term.text, m["meaning"])


def _is_participle(text: str, at: int, analysis: Analysis) -> bool:
    """Whether the word after an offset is a participle ("a policy called", not "he called")."""
    return analysis.tokens_in(Span.of(text, at + 1, at + 2))[0].tag == "VBN"


def _is_person(phrase: str) -> bool:
    """Whether a phrase is a person's name or calling ("the hacker", "Robert Lee")."""
    named = re.search(r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+", phrase) and not patterns.BODY.search(phrase)
    return bool(named or patterns.PERSONS.search(phrase))


def _gloss(text: str, term: Span | None, start: int) -> Iterator[Gloss]:
    """Yield the gloss of a term whose meaning begins at an offset, if there is one."""
    if term is None:
        return
    quoted = text[start] in _OPEN
    start += quoted
    stop = min(len(text), start + _LONGEST_MEANING_CHARS)
    end = (patterns.QUOTE_END if quoted else patterns.END).search(text, start, stop)
    meaning = text[start : end.start() if end else stop].strip(" ,'’" if quoted else " ")
    if meaning and (end or stop == len(text)):
        yield Gloss(term, term.text, meaning)


def _nominal(
    glosses: Iterator[Gloss], text: str, start: int, analysis: Analysis
) -> Iterator[Gloss]:
    """Keep glosses that give a thing, not a clause ("…, meaning thousands lost their homes")."""
    for gloss in glosses:
        words = analysis.tokens_in(Span.of(text, start, start + len(gloss.meaning)))
        if text[start] in _OPEN or not is_clause(words):
            yield gloss


def _last_quoted(
    text: str, announced: tuple[int, int], analysis: Analysis, quotations: Sequence[Quotation]
) -> Span | None:
    """Return the noun of the quotation before an announcement that its meaning may stand for."""
    before, start = announced
    head = head_of(analysis.tokens_in(Span.of(text, start, min(len(text), start + 40))))
    begun = bisect_right(quotations, before, key=lambda q: q.span.start)
    near = quotations[max(0, begun - _QUOTATIONS_BACK) : begun]
    ended = [q for q in near if q.span.end <= before and before - q.span.end < _NEAR_CHARS]
    if not ended:
        return None
    return _last_named(text, ended[-1].span, analysis, head)


def _last_doing(
    text: str, before: int, analysis: Analysis, quotations: Sequence[Quotation]
) -> Span | None:
    """Return the last word for a doing ("painting") in the quotation before an announcement."""
    begun = bisect_right(quotations, before, key=lambda q: q.span.start)
    for quotation in reversed(quotations[max(0, begun - _QUOTATIONS_BACK) : begun]):
        if before - quotation.span.end < _NEAR_CHARS:
            doing = [t for t in analysis.tokens_in(quotation.span) if t.tag == "VBG"]
            return Span.of(text, doing[-1].start, doing[-1].end) if doing else None
    return None


def _last_named(
    text: str, quoted: Span, analysis: Analysis, like: Token | None = None
) -> Span | None:
    """Return the last noun phrase of quoted words that is no time and no part of another.

    One that is plural or singular `like` another noun goes before.
    """
    words = analysis.tokens_in(quoted)
    named = [
        t
        for t in words
        if t.tag in ("NN", "NNS", "NNP", "NNPS", "CD") and not _is_part(t, analysis)
    ]
    ends = [t for t in named if t.text[0].isalnum() and t.lemma not in _TIMES]
    plural = like is not None and like.tag[-1] == "S"
    alike = [t for t in ends if like is None or (t.text[-1] == "s" or t.tag[-1] == "S") == plural]
    return _nouns_before(text, (alike or ends)[-1].end, analysis) if ends else None


def _is_part(token: Token, analysis: Analysis) -> bool:
    """Whether a noun tells when, or stands before the noun to which it belongs."""
    after = analysis.tokens[token.index + 1 : token.index + 2]
    joined = token.dep in ("compound", "nummod") and after and after[0].tag[:2] == "NN"
    return token.dep == "npadvmod" or bool(joined)


def _quoted_before(text: str, at: int) -> Span | None:
    """Return the few quoted words whose closing mark stands at an offset or after its comma."""
    closing = at + (text[at] in ",.")
    marks = text[closing : closing + 1]
    if not marks or marks not in _CLOSE:
        return None
    end = len(text[:at].rstrip(" ,.'’" if marks in "'’" else " ,."))
    openers = {"”": "“„", "»": "«", '"': '"', "’": "‘", "'": "'"}[marks]
    opener = max(text.rfind(c, max(0, end - 60), end) for c in openers)
    if opener < 0 or opener + 1 >= end or (opener and text[opener - 1].isalnum()):
        return None
    few = len(text[opener + 1 : end].split()) <= _LONGEST_TERM_WORDS
    return Span.of(text, opener + 1, end) if few else None


def _term_before(text: str, at: int, analysis: Analysis) -> Span | None:
    """Return the term that ends at an offset: quoted words, or the nouns that stand there."""
    quoted = _quoted_before(text, at) or (_quoted_before(text, at - 1) if at else None)
    if quoted is not None:
        verbs = [w for w in analysis.tokens_in(quoted) if w.tag in ("VB", "VBP", "VBZ", "VBD")]
        said = " " in quoted.text and quoted.text[0].isupper() and verbs
        return _last_named(text, quoted, analysis) if said else quoted
    end = at
    while end and (text[end - 1] in " ,." or text[end - 1] in _CLOSE):
        end -= 1
    return _nouns_before(text, end, analysis)


def _nouns_before(text: str, end: int, analysis: Analysis) -> Span | None:
    """Return the run of nouns and numbers that ends at an offset, without determiners."""
    run: list[Token] = []
    window = Span.of(text, max(0, end - 80), end) if end else None
    for token in reversed(analysis.tokens_in(window) if window else ()):
        if not run and (not token.text[0].isalnum() or token.lemma in _AFTER_TERM):
            continue
        if (
            (token.tag not in _NOUN and token.dep != "oprd")
            or len(run) == _LONGEST_TERM_WORDS
            or _stops(token, run)
        ):
            break
        run.append(token)
    while len(run) > 1 and run[-1].tag == "CD" and run[-1].text.isalpha():
        run.pop()
    described = len(run) == 1 and run[0].tag in ("JJ", "VBG") and run[0].dep == "amod"
    if not run or (described and not run[0].text.isupper()):
        return None
    return Span.of(text, run[-1].start, run[0].end)


def _with_adjectives(text: str, term: Span | None, analysis: Analysis) -> Span | None:
    """Return a common noun with its adjectives, which make it the term that needs words."""
    if term is None or not term.text.islower() or needs_words(term):
        return term
    head = analysis.tokens_in(term)[-1]
    described = [c for c in analysis.children(head.index) if c.dep == "amod" and c.end < term.start]
    start = min((c.start for c in described), default=term.start)
    return Span.of(text, start, term.end)


def _doing_before(text: str, end: int, analysis: Analysis) -> Span | None:
    """Return what somebody does, in two words: "was sailing dark, that is to say"."""
    doing = [t for t in analysis.tokens_in(Span.of(text, max(0, end - 30), end)) if t.end <= end]
    if len(doing) < 2 or doing[-2].tag not in ("VBG", "VBN") or doing[-1].tag not in _MANNERS:
        return None
    return Span.of(text, doing[-2].start, doing[-1].end)


def _also_short(text: str, term: Span | None, start: int) -> Iterator[Gloss]:
    """Yield the gloss of an acronym that stands before its term: "PPD, or person days, i.e. …"."""
    before = re.search(r"(?<!\w)([A-Z]{2,8}), or $", text[: term.start]) if term else None
    if before:
        yield from _gloss(text, Span.of(text, *before.span(1)), start)


def _stops(token: Token, run: Sequence[Token]) -> bool:
    """Whether a word belongs to the sentence and not to the term (an adjective, a lone verb)."""
    return bool(run) and token.tag in ("JJ", "VBG") and not token.text[0].isupper()


def _phrase_before(text: str, end: int, analysis: Analysis) -> Span | None:
    """Return the noun phrase that ends at an offset, if it has more than one word."""
    tokens = [t for t in analysis.tokens_in(Span.of(text, max(0, end - 1), end)) if t.end <= end]
    if not tokens:
        return None
    head = tokens[-1]
    while (
        head.head != head.index
        and analysis.tokens[head.head].end <= end
        and analysis.tokens[head.head].tag[0] not in "VM"
    ):
        head = analysis.tokens[head.head]
    below = [t for t in analysis.subtree(head.index) if t.end <= end]
    if head.tag not in ("NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD") or len(below) < 2:
        return None
    return Span.of(text, below[0].start, end)
