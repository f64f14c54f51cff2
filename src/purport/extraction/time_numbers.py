"""Numbers as reports write them: figures, words and fractions."""

from __future__ import annotations

import re
from fractions import Fraction

from purport.extraction.time_lexicon import NUMBERS, ORDINALS

_FIGURES = re.compile(r"(\d[\d,]*(?:\.\d+)?)?\s*(?:(\d)/(\d)|(½))?")
_WORD = re.compile(r"[a-z]+")


def quantity_of(words: str) -> Fraction | None:
    """Return the number that words or figures name, or None where they leave it open ("several").

    Example:
        >>> quantity_of("2 1/2"), quantity_of("a hundred and five"), quantity_of("a few")
        (Fraction(5, 2), Fraction(105, 1), None)
    """
    words = words.strip().lower()
    halved = re.fullmatch(r"(.+?)[\s-]+and[\s-]+a[\s-]+half", words)
    if halved:
        whole = quantity_of(halved[1])
        return None if whole is None else whole + Fraction(1, 2)
    figures = _FIGURES.fullmatch(words)
    if figures and words:
        number = Fraction((figures[1] or "0").replace(",", ""))
        half = Fraction(1, 2) if figures[4] else Fraction(0)
        part = Fraction(int(figures[2]), int(figures[3])) if figures[3] not in (None, "0") else half
        return number + part
    if "couple" in words:
        return Fraction(2)
    return _spelled(_WORD.findall(words))


def _spelled(words: list[str]) -> Fraction | None:
    total, group, known = 0, 0, False
    half = words[:1] == ["half"]
    for word in words:
        if word in NUMBERS:
            group += NUMBERS[word]
        elif word in ("hundred", "dozen"):
            group = max(group, 1) * (100 if word == "hundred" else 12)
        elif word == "thousand":
            total, group = total + max(group, 1) * 1000, 0
        elif word not in ("a", "an", "and", "half", "another"):
            return None
        known = known or word not in ("and", "half")
    if words in (["a"], ["an"], ["another"]):
        return Fraction(1)
    if half:
        return Fraction(total + group or 1, 2)
    return Fraction(total + group) if known and (total + group or words == ["zero"]) else None


def year_from_words(words: str) -> str | None:
    """Return the year that is spelled out as people say it.

    Example:
        >>> year_from_words("nineteen ninety-seven"), year_from_words("two thousand and four")
        ('1997', '2004')
    """
    found = _WORD.findall(words.lower().replace("oh", " "))
    if found[:2] == ["two", "thousand"]:
        return str(2000 + int(_spelled(found[2:]) or 0))
    if not found or found[0] not in ("eighteen", "nineteen", "twenty"):
        return None
    rest = _spelled(found[1:])
    return None if rest is None or rest > 99 else f"{NUMBERS[found[0]]}{int(rest):02}"


def ordinal_of(words: str) -> int | None:
    """Return the number of an ordinal in figures or words.

    Example:
        >>> ordinal_of("26th"), ordinal_of("twenty-sixth")
        (26, 26)
    """
    figures = re.match(r"\d{1,3}", words)
    if figures:
        return int(figures[0])
    found = _WORD.findall(words.lower())
    values = [ORDINALS.get(w, NUMBERS.get(w)) for w in found]
    known = [v for v in values if v is not None]
    return sum(known) if known and len(known) == len(values) else None
