"""Words whose meaning is announced around quotation marks: "used “potatoes” to mean grenades"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from purport.extraction import gloss_patterns as patterns
from purport.extraction.analysis import Analysis, Token
from purport.extraction.gloss_terms import explains, head_of, is_clause
from purport.model.gloss import Gloss
from purport.model.span import Span

_MARKED: Final = r"(?:''|[“\"‘'])(?P<term>[\w’-]+(?: [\w’-]+){0,3})(?P<comma>[,.]?)(?:''|[”\"’'])"
_CODE: Final = (
    r"(?:code|slang|jargon|shorthand|short|Russian|Arabic|Spanish|a (?:[\w’-]+ ){0,2}?"
    r"(?:term|word|code|name|euphemism))"
)
_CALLS: Final = r"(?:say|says|said|explain|explains|explained|believe|believes|claim|claims)"
_MEANS = re.compile(
    rf"{_MARKED},? (?:which |that )?(?:(?!s?he\b|they\b|it\b)[^.;:“”\"\n]{{1,45}}? )??"
    rf"(?:meant|means|mean|refers to|refer to|(?:is|was|are|were) {_CODE} for)\s"
    r"(?!(?:that|it|to|not|the world)\b)(?=[\w“\"‘])"
)
_STAND = re.compile(rf"{_MARKED} (?:on|in|of) [^.;,:“”\"\n]{{2,30}} stands? for (?=[\w“\"‘])")
_BY = re.compile(rf"\b[Bb]y {_MARKED},? [^.;:“”\"\n]{{0,40}}?(?:mean|means|meant) (?=[\w“\"‘])")
_SAY_MEAN = re.compile(
    rf"\b(?:say|says|said|speaks? of|write|wrote) {_MARKED},? (?:they|he|she|it|we|I) "
    r"(?:mean|means|meant) (?=[\w“\"‘])"
)
_WORD_FOR = re.compile(
    rf"\b(?:[Ww]ord|[Tt]erm|[Ee]xpression|[Pp]hrase|[Nn]ame|[Cc]ode|[Ee]uphemism|[Nn]ickname|[Uu]se|"
    rf"[Uu]ses|[Uu]sed|[Uu]sing) {_MARKED} (?:for|to (?:mean|describe|refer to|denote|cover)) "
    r"(?=[\w“\"‘])"
)
_CODE_FOR = re.compile(
    rf"{_MARKED}(?:,| [—–-]{{1,2}}) (?:which |that )?(?:(?:the )?[\w’ -]{{2,30}} {_CALLS} )?"
    rf"(?:is |was |are )?{_CODE},?(?: [\w’ -]{{2,30}} {_CALLS},)? for (?=[\w“\"‘])"
)
_DASHED = re.compile(
    rf"(?<=[\w,] ){_MARKED}(?: [\w’]+ [\w’]+)? ?(?:[—–]| -{{1,2}}(?= )) ?(?=[a-z])"
)
_BESIDE = re.compile(rf"(?<=[\w] ){_MARKED},? (?=(?!and|or|but|as|in|which|who|that|when)[a-z])")
_AFTER_COLON = re.compile(rf"(?<=[\w] ){_MARKED}: (?=[a-z])")
_IN_BRACKETS = re.compile(
    r"(?:''|[“\"‘])(?P<term>[\w’-]+(?: [\w’-]+){0,3})(?:''|[”\"’]) "
    r"\((?P<mark>[“\"‘])?(?P<meaning>[A-Za-z][\w’', -]{2,60}?)[”\"’]?\)"
)
_ARE = re.compile(
    r"(?:''|[“\"‘])(?P<term>[A-Z]?[\w’-]+(?: [\w’-]+){0,2})(?:''|[”\"’]) (?:are|is|were) "
    r"(?=(?:an? )?(?:[a-z-]+ ){1,3}(?:that|who|which|used|without|with|from|for) )"
)
_SLANG_ARE = re.compile(
    r"(?:(?<=[.”] )|^)In (?:[\w’'-]+ ){1,4}?(?:slang|jargon|code|parlance|language),? "
    r"(?:an? |the )?(?P<term>[a-z][\w’-]+) (?:is|are|means?) (?=[a-z])"
)
_ARE_SLANG = re.compile(
    r"(?P<open>[“\"‘])?(?P<term>[A-Z][\w’-]+)(?(open)[”\"’]),? in (?:[\w’'-]+ ){1,4}?"
    r"(?:slang|jargon|code|parlance|language), (?:is|are|means?) (?=[a-z“\"‘])"
)
_BEING = re.compile(r", (?P<term>[a-z][\w’-]+) being (?=(?:an? |the )?[a-z])")
_CALL = re.compile(
    r"(?<!\bhe )(?<!she )(?<!it )\b(?:call|calls) "
    r"(?P<meaning>(?:the|an?|this|such an?|their|his|her) "
    rf"[a-z][\w’ -]{{2,50}}?) (?:an? |the )?{_MARKED}(?=[,.;\s])"
)
_WHAT_CALL = re.compile(
    r"(?<![\w’])(?P<term>(?:the )?[a-z][\w’-]+(?: [a-z][\w’-]+)?), which is what [\w’ -]{2,30}? "
    r"(?:call|calls|called) (?=[\w“\"‘])"
)
_AS_CALL = re.compile(
    r"(?<![\w’])(?P<term>[a-z][\w’-]+), as (?!it\b|he\b|she\b|they\b|we\b|I\b)[\w’ -]{2,30}? "
    r"(?:call|calls|called|know|knows) (?!it\b|him\b|her\b|them\b|this\b)(?=[\w“\"‘])"
)
_THEIR_WORD = re.compile(
    r"(?P<mark>[“\"‘])?(?<!\w)(?P<term>\w+(?: \w+)?)\?(?(mark)[”\"’])?(?:\s|[A-Z]{2,20}:)+"
    r"(?:“|\")?(?:That|It|This)(?:[’']s| is| was) (?:[\w’'-]+ ){1,3}?"
    rf"{patterns.KIND} for (?=[\w“\"‘])"
)
_PLAIN: Final = (
    (_STAND, "stand"), (_BY, "mean"), (_SAY_MEAN, "mean"), (_WORD_FOR, " "),
    (_CODE_FOR, " for "), (_THEIR_WORD, "?"), (_WHAT_CALL, "which is what"), (_AS_CALL, ", as "),
    (_ARE_SLANG, ", in "),
)  # fmt: skip
"""What is read as it stands, with letters that a text must hold for it: most texts hold few."""
_NO_NAME: Final = ("VBZ", "VBP", "VBD", "MD", "PRP", "RB", "IN", "DT")
_VERDICTS: Final = frozenset(
    "dig swipe jab insult slur nod blow claim charge message comment warning boast sign step move "
    "reference remark statement position view accusation allegation joke".split()
)
_SAID: Final = re.compile(
    r"\b(?:I|we|you|he|she|it|they|is|are|was|were|will|not|don[’']t)\b", re.IGNORECASE
)
_LONGEST_CHARS: Final = 140


def find_announced(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield marked words whose meaning is announced before, between or after them.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> text = "Survivors use the word “campo” for any place where people are kept."
        >>> [analysis] = analyse([text])
        >>> [(g.term, g.meaning) for g in find_announced(text, analysis)]
        [('campo', 'any place where people are kept')]
    """
    for pattern, literal in _PLAIN:
        for m in pattern.finditer(text) if literal in text else ():
            yield from _from(text, m)
    for m in _MEANS.finditer(text):
        if not _SAID.search(m["term"]) and not (m["comma"] and "which" not in m.group()):
            yield from _thing(text, m, analysis, gerunds=True)
    for pattern in (_DASHED, _AFTER_COLON, _BESIDE):
        for m in pattern.finditer(text):
            if _may_be_told(text, m, analysis, commas=pattern is _BESIDE):
                yield from _thing(text, m, analysis, bare=pattern is _BESIDE)
    for pattern in (_ARE, _SLANG_ARE):
        for m in pattern.finditer(text):
            yield from _thing(text, m, analysis)
    for m in _BEING.finditer(text):
        if re.search(rf"[“\"‘][^”\"\n]*\b{m['term']}\b", text[max(0, m.start() - 160) : m.start()]):
            yield from _thing(text, m, analysis)
    for m in _CALL.finditer(text):
        if not patterns.PERSONS.search(m["meaning"]):
            yield Gloss(Span.of(text, *m.span("term")), m["term"], m["meaning"])
    for m in _IN_BRACKETS.finditer(text):
        told = not _SAID.search(m["term"]) and not patterns.STAGE.search(m["meaning"])
        if told and (m["mark"] or _foreign_or_plain(m, analysis, text)):
            yield Gloss(Span.of(text, *m.span("term")), m["term"], m["meaning"])


def _foreign_or_plain(m: re.Match[str], analysis: Analysis, text: str) -> bool:
    """Whether bracketed words are a thing in small letters, or translate a capitalised title."""
    words = analysis.tokens_in(Span.of(text, *m.span("meaning")))
    if m["meaning"][0].islower():
        return explains(words) or _of_a_kind(words)
    return m["term"][0].isupper() and len(words) > 1 and not any(w.text.isdigit() for w in words)


def _may_be_told(text: str, m: re.Match[str], analysis: Analysis, *, commas: bool) -> bool:
    """Whether marked words are woven into a sentence as a thing's name, not as speech."""
    term = m["term"]
    if _SAID.search(term) or len(term.split()) > 3 or (commas and not term[0].islower()):
        return False
    if commas and not (m["comma"] or m.group().rstrip()[-1] == ","):
        return False
    words = analysis.tokens_in(Span.of(text, *m.span("term")))
    last = text[: m.start()].rstrip().rsplit(None, 1)[-1:]
    said = last and re.fullmatch(r"(?:said|says|as|asked|wrote|added|it|him|her|them),?", last[0])
    named = words[words[0].lemma == "the" and len(words) > 1 and not commas :]
    return not said and all(w.tag not in _NO_NAME for w in named)


def _from(text: str, m: re.Match[str]) -> Iterator[Gloss]:
    """Yield the gloss whose meaning begins where a match ends."""
    meaning = _meaning(text, m.end())
    if meaning is not None:
        yield Gloss(Span.of(text, *m.span("term")), m["term"], meaning.text)


def _thing(
    text: str,
    m: re.Match[str],
    analysis: Analysis,
    *,
    gerunds: bool = False,
    bare: bool = False,
) -> Iterator[Gloss]:
    """Yield the gloss of a match if its meaning is a thing, or an activity where allowed."""
    meaning = _meaning(text, m.end())
    if meaning is None:
        return
    words = analysis.tokens_in(meaning)
    if bare and words[0].tag in ("IN", "PRP$", "CD", "VBG", "RB", "TO"):
        return
    gerund = gerunds and words[0].tag == "VBG"
    if gerund or _of_a_kind(words):
        yield Gloss(Span.of(text, *m.span("term")), m["term"], meaning.text)


def _of_a_kind(words: Sequence[Token]) -> bool:
    if len(words) == 2 and words[0].lemma == "the":
        return words[1].text.islower()
    head = head_of(words)
    if head is None:
        plain = all(w.tag[0] not in "VM" for w in words)
        return words[0].lemma in ("a", "an", "the") and plain and len(words) > 1
    if not head.text[0].islower() or head.lemma in _VERDICTS:
        return False
    phrase = next(
        (i for i, w in enumerate(words) if w.index > head.index and w.tag in ("IN", "TO", "VBN")),
        len(words),
    )
    return not is_clause(words[:phrase])


def _meaning(text: str, start: int) -> Span | None:
    quoted = text[start : start + 1] in ("“", '"', "‘")
    start += quoted
    stop = min(len(text), start + _LONGEST_CHARS)
    end = (patterns.QUOTE_END if quoted else patterns.END).search(text, start, stop)
    shown = text[start : end.start() if end else stop].rstrip(" ,")
    return (
        Span.of(text, start, start + len(shown)) if shown and (end or stop == len(text)) else None
    )
