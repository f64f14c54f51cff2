"""The regular forms of an English word, so that a search for one finds the others.

The index holds words as they are written; forms are made when something is looked for. A form that
no report uses costs nothing, so the rules make too many rather than too few.
"""

from __future__ import annotations

import re

_LEAST_CHARS = 3
_VOWEL = re.compile("[aeiouy]")
_REGULAR = re.compile("[a-z]+")
# ends in a short vowel and one consonant, which doubles: plan, planned
_DOUBLES = re.compile("[^aeiou][aeiou][bdfgklmnprtvz]")
_DOUBLED = re.compile(r"(.*[aeiou])([bdfgklmnprtvz])\2")
# words in -s that are no plural
_NO_PLURALS = frozenset(
    "news this thus series species perhaps always across his has was its".split()
)


def forms(word: str) -> tuple[str, ...]:
    """Return a word (in small letters) and its regular forms: plurals, -s, -ed, -ing.

    Example:
        >>> {"missile", "missiles"} <= set(forms("missiles"))
        True
        >>> {"plan", "plans", "planned", "planning"} <= set(forms("planned"))
        True
        >>> forms("bbc"), forms("news"), forms("š")
        (('bbc', 'bbcs'), ('news',), ('š',))
    """
    if not _REGULAR.fullmatch(word) or len(word) < _LEAST_CHARS or word in _NO_PLURALS:
        return (word,)
    found = dict.fromkeys([word])
    for base in [word, *_bases(word)]:
        found |= dict.fromkeys(_inflections(base))
    return tuple(found)


def _bases(word: str) -> list[str]:
    """Return what a word may be a form of."""
    found = []
    if word.endswith(("ies", "ied")):
        found.append(word[:-3] + "y")
    elif word.endswith("es"):
        found += [word[:-2], word[:-1]]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        found.append(word[:-1])
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            found += [stem, stem + "e"]
            found += ["".join(doubled.groups())] if (doubled := _DOUBLED.fullmatch(stem)) else []
    return [base for base in found if len(base) >= _LEAST_CHARS and _VOWEL.search(base)]


def _inflections(base: str) -> list[str]:
    if not _VOWEL.search(base):
        return [base, base + "s"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return [base, base + "es", base + "ed", base + "ing"]
    if base.endswith("e"):
        return [base, base + "s", base + "d", base[:-1] + "ing"]
    found = [base, base + "s", base + "ed", base + "ing"]
    if _DOUBLES.fullmatch(base[-3:]):
        found += [base + base[-1] + "ed", base + base[-1] + "ing"]
    return found
