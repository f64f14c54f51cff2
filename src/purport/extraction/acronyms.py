"""Acronyms that a report spells out, in brackets or after "known as", in either order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from purport.model.span import Span

_SHORT: Final = r"[A-Z][A-Za-z0-9&.-]{0,8}[A-Z0-9][.s]?"
_BRACKETS = re.compile(
    rf"(?<=[\w’'.])(?P<join> ?)\([“\"‘']?(?:the )?(?P<short>{_SHORT})[”\"’',;]?[ )]"
)
_SPELT = re.compile(
    rf"\b(?P<short>{_SHORT}) ?\((?:short for |abbreviation of |the )?"
    rf"(?P<long>[A-Za-z][^()\n]{{5,90}})\)"
)
_KNOWN = re.compile(
    rf"(?<=[\w’'])(?P<join>,? )(?:— |– |- )?(?:(?:also|better|commonly|widely|locally|formerly)? ?"
    rf"(?:known|abbreviated|referred to) (?:as|by (?:its|the|their)(?: \w+){{0,2}}? "
    rf"(?:acronym|initials|abbreviation|letters)(?: of| as)?|in \w+ as)|, or) "
    rf"(?:the )?[“\"‘']?(?P<short>{_SHORT})\b"
)
_WHOSE = re.compile(
    rf"(?<=[\w’'])(?P<join>, whose (?:\w+ )?(?:acronym|initials|abbreviation|letters) (?:is|are) )"
    rf"(?P<short>{_SHORT})\b"
)
_APPOSED = re.compile(
    r"(?<![\w’'-])(?P<short>[A-Z][A-Z0-9&]{1,8})(?:, | [—–-]{1,2} )(?:the |an? )?"
    r"(?P<long>[A-Za-z][\w’'-]+(?: (?:of |for |and |the )*[A-Za-z][\w’'-]+){1,7})"
)
_OR = re.compile(rf"(?<=[\w’'])(?P<join>, or )(?:the )?(?P<short>{_SHORT})(?=[,.;)])")
_EITHER = re.compile(
    rf"\b(?P<short>{_SHORT}), or (?P<long>[a-z][\w’'-]+(?:,? (?:and |of |for )?[\w’'-]+){{1,9}})"
)
_WORD = re.compile(r"[\w&]+(?:[-’'.][\w]+)*")
_SMALL: Final = frozenset(
    "of for and the in on to de du des la le y e del di da und für with".split()
)
_BODIES = re.compile(
    r"\b(?:service|directorate|agency|ministry|party|union|organi[sz]ation|bank|bureau|office|"
    r"council|committee|commission|front|army|forces?|movement|institute|association|federation|"
    r"authority|department|court|fund|league|group|company|corporation|alliance|cent(?:er|re)|"
    r"administration|security|intelligence|police|guard|board|congress|assembly|university|network|"
    r"society|foundation|republic|state|directorate-general|confederation|brigade|command|"
    r"academy|consortium|coalition|observatory|mission|programme|program|system|treaty|"
    r"agreement)\b",
    re.IGNORECASE,
)
_NO_ACRONYM: Final = frozenset(
    "AM PM BC AD CEO CFO GOP VIP MP MEP NYSE NASDAQ LON ITA GER FRA USA GBR ESP AP AFP II III IV "
    "VI VII VIII IX XI XII".split()
)
_DATELINE = re.compile(r"\s?[-–—]")
_BORDER = re.compile(r"[;:!?\n()“”\"]|(?<![A-Z])\.(?=\s)")
_LONGEST_BEFORE_WORDS: Final = 12
_LONGEST_BEFORE_CHARS: Final = 120


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short name and the long one that the report gives for it; the first time that it does."""

    short: Span
    long: Span


def find_acronyms(text: str) -> tuple[Acronym, ...]:
    """Return the acronyms that a text spells out, in reading order, each once.

    Letters are matched as by Schwartz and Hearst (2003); a name of an organisation directly before
    the bracket counts without it: "Security Service of Ukraine (SBU)" keeps Ukrainian letters.

    Example:
        >>> [a.long.text for a in find_acronyms("the World Health Organization (WHO)")]
        ['World Health Organization']
    """
    found: dict[str, Acronym] = {}
    for acronym in sorted(_candidates(text), key=lambda a: (a.short.start, a.long.start)):
        found.setdefault(acronym.short.text, acronym)
    return tuple(found.values())


def _candidates(text: str) -> Iterator[Acronym]:
    for pattern in (_BRACKETS, _KNOWN, _WHOSE, _OR):
        for m in pattern.finditer(text):
            short = _short(text, m)
            long = _before(text, m.start("join"), short.text) if short else None
            if short and long:
                yield Acronym(short, long)
    yield from _either(text)
    for m in _SPELT.finditer(text):
        short = _short(text, m)
        start, end = m.span("long")
        if _DATELINE.match(text, m.end()) and text[: m.start()].rstrip(" ")[-1:] in ("", "\n"):
            continue
        stated = text[m.end("short") : start].strip(" (")
        if short and (stated or _letters(m["long"], short.text) == 0 or _name(m["long"])):
            yield Acronym(short, Span.of(text, start, end))


def _either(text: str) -> Iterator[Acronym]:
    """Yield "GDP, or gross domestic product": as many of the words as the letters need."""
    for m in (*_EITHER.finditer(text), *_APPOSED.finditer(text)):
        short, words = _short(text, m), list(_WORD.finditer(text, *m.span("long")))
        ends = [w.end() for w in words] if short else []
        longs = [Span.of(text, m.start("long"), end) for end in ends]
        fits = [x for x in longs if short and _letters(x.text, short.text) == 0]
        exact = [x for x in fits if short and _initials(x.text) == short.text.lower()]
        if short and fits:
            yield Acronym(short, (exact or fits)[0])


def _initials(words: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", words.lower()) if w not in _SMALL)


def _short(text: str, m: re.Match[str]) -> Span | None:
    """Return the acronym of a match, or None for a party, ticker, numeral or the like."""
    shown = m["short"].rstrip(".") if m["short"].count(".") == 1 else m["short"]
    capitals = sum(c.isupper() for c in shown)
    if shown in _NO_ACRONYM or capitals < 2 or capitals * 2 < len(shown) or "-" in shown[:2]:
        return None
    return Span.of(text, m.start("short"), m.start("short") + len(shown))


def _before(text: str, end: int, short: str) -> Span | None:
    """Return the long name that ends at an offset: by its letters, or as a body's proper name."""
    borders = list(_BORDER.finditer(text, max(0, end - _LONGEST_BEFORE_CHARS), end))
    begin = borders[-1].end() if borders else max(0, end - _LONGEST_BEFORE_CHARS)
    words = list(_WORD.finditer(text, begin, end))[-_LONGEST_BEFORE_WORDS:]
    if not words:
        return None
    start = words[0].start()
    at = _letters(text[start:end], short)
    if at is not None and at >= 0:
        return Span.of(text, start + at, end)
    proper = _proper_run(words)
    if proper is None or not _BODIES.search(text, proper, end):
        return None
    return Span.of(text, proper, end)


def _letters(long: str, short: str) -> int | None:
    """Return where in `long` the words begin whose letters spell `short`, or None.

    Each letter of the short form is the first of a word, or (after the first) stands inside one
    that already gave a letter; no word of weight is passed over.
    """
    wanted = [c for c in short.lower().rstrip("s" if short[-1] == "s" else "") if c.isalnum()]
    words = list(re.finditer(r"\w+", long))
    for i in range(len(words) - 1, -1, -1):
        if words[i].group() in _SMALL:
            continue
        if words[i].group()[0].lower() == wanted[0] and _spells(
            [w.group().lower() for w in words[i:]], wanted
        ):
            return words[i].start()
    return None


def _spells(words: list[str], wanted: list[str]) -> bool:
    """Whether the words, small ones aside, give the letters in order, each at least one."""
    if not wanted:
        return not [w for w in words if w not in _SMALL]
    if not words:
        return False
    word, rest = words[0], words[1:]
    if word in _SMALL and _spells(rest, wanted):
        return True
    if word[0] != wanted[0]:
        return False
    taken, at = 1, 1
    while True:
        if _spells(rest, wanted[taken:]):
            return True
        if taken >= len(wanted):
            return False
        at = word.find(wanted[taken], at) + 1
        if at == 0:
            return False
        taken += 1


def _proper_run(words: list[re.Match[str]]) -> int | None:
    """Return where the capitalised words that end the list begin, if there are at least two."""
    start, count = None, 0
    for m in reversed(words):
        if m.group()[0].isupper():
            start, count = m.start(), count + 1
        elif m.group() not in _SMALL or start is None:
            break
    return start if count >= 2 else None


def _name(words: str) -> bool:
    """Whether bracketed words are the proper name of a body ("Security Service of Ukraine")."""
    shown = [w for w in words.split() if w not in _SMALL]
    return len(shown) > 1 and all(w[0].isupper() for w in shown) and bool(_BODIES.search(words))
