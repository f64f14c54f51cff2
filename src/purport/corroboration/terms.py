"""The terms of a text that two claims can share: words, names, figures, quoted words.

Every term becomes a 32-bit number (a digest of its letters), so that a million claims fit into
plain arrays. Rarity is an integer, so that sums of it do not depend on the order of adding.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

MOST_RARE: Final = 96
NAME_LETTERS: Final = 6
TITLE_WEIGHT: Final = 3
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W_]+)?")
_QUOTED = re.compile(r"“([^“”]{6,})”?|\"([^\"]{6,})\"")
_SUFFIXES: Final = ("'s", "’s", "n't", "n’t")
_STOPS: Final = frozenset(
    "a an the of to in on at by for from with as and or but if that this these those it its he "
    "she they we i you him her them his their our my your me us is are was were be been being am "
    "has have had having do does did done will would shall should can could may might must not no "
    "nor so than then there here who whom which what when where how why all any some such more "
    "most other into over after before about up out off down under between during through again "
    "also just only very too said says say told according s t one two three".split()
)
_UNITS: Final = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    w: 10 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES: Final = {
    "dozen": 12, "dozens": 24, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_CLOCK: Final = frozenset("am pm a.m p.m gmt utc o'clock".split())


def term(word: str) -> int:
    """Return the number that stands for a word; never 0, which stands for none."""
    return zlib.crc32(word.encode()) or 1


def words_of(text: str) -> list[str]:
    """Return the words of a text as written.

    Example:
        >>> words_of("The 1,200 men didn't leave.")
        ['The', '1,200', 'men', "didn't", 'leave']
    """
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return a word without case and the commonest endings; crude on purpose, and quick.

    Example:
        >>> [stem(w) for w in ("Soldiers", "injured", "injuries", "running", "leaves", "Paris’s")]
        ['soldier', 'injur', 'injury', 'run', 'leav', 'paris']
    """
    w = word.lower()
    for suffix in _SUFFIXES:
        w = w.removesuffix(suffix)
    if w.endswith("ies") and len(w) > 5:
        return w[:-3] + "y"
    if w.endswith("sses"):
        return w[:-2]
    if w.endswith("s") and not w.endswith(("ss", "us", "is")) and len(w) > 3:
        w = w[:-1]
    for ending, least in (("ing", 6), ("ed", 5)):
        if w.endswith(ending) and len(w) >= least:
            w = w[: -len(ending)]
            return w[:-1] if w[-1] == w[-2] and w[-1] not in "lsz" else w
    return w[:-1] if w.endswith("e") and len(w) > 4 else w


@lru_cache(maxsize=1)
def _rarities() -> dict[str, int]:
    """Return the rarity of the stems that are not the rarest, from the shipped table."""
    text = (files("purport") / "weights" / "meaning" / "rarity.json").read_text(encoding="utf-8")
    rarities: dict[str, int] = json.loads(text)["rarity"]
    return rarities


@lru_cache(maxsize=1 << 17)
def rarity(stemmed: str) -> int:
    """Return how telling a stem is, from 0 to `MOST_RARE` (a word that the table does not know).

    It is twelve times the logarithm of how many reports there are for one that holds the stem.
    """
    return 0 if stemmed in _STOPS else _rarities().get(stemmed, MOST_RARE)


def stems_of(text: str) -> dict[str, int]:
    """Return the stems of the words that tell something, each with its rarity."""
    stems = (stem(w) for w in words_of(text) if w.lower() not in _STOPS)
    return {s: r for s in stems if (r := rarity(s))}


def names_of(text: str) -> set[str]:
    """Return the beginnings of the words that are written with a capital inside a sentence.

    Words that begin a sentence count where the table does not know them as ordinary words. The
    first letters stand for the whole, so that "Ukraine" and "Ukrainian" are one name.

    Example:
        >>> sorted(names_of("Shelling hit Ober, Ilya Brandt said."))
        ['brandt', 'ilya', 'ober']
    """
    names = set()
    for found in _WORD.finditer(text):
        word = found.group()
        if not word[0].isupper() or word.lower() in _STOPS:
            continue
        before = text[: found.start()].rstrip(" “\"'‘(")
        opens = not before or before[-1] in ".!?:\n…" or text[found.start() - 1] in '“"‘'
        stemmed = stem(word)
        if not opens or rarity(stemmed) == MOST_RARE:
            names.add(stemmed)
    return {name[:NAME_LETTERS] for name in names - _CALENDAR}


_CALENDAR: Final = _MONTHS | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def figures_of(text: str) -> tuple[float, ...]:
    """Return the counts and measures of a text, without years, dates, hours and ordinals.

    Example:
        >>> figures_of("Twelve of the 1,200 men left at 5 pm on May 26, 2022; two million did not.")
        (12.0, 1200.0, 2000000.0)
        >>> figures_of("Some forty-five were hurt, and one of them was the first.")
        (45.0,)
    """
    words = [p for w in words_of(text.replace("-", " ")) for p in [w.lower()]]
    found: list[float] = []
    i = 0
    while i < len(words):
        value, used = _figure(words, i)
        if value is not None and not _part_of_date(words, i, used, value):
            found.append(value)
        i += max(used, 1)
    return tuple(found)


_SHARES: Final = {
    "half": 50.0, "third": 33.0, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0,
}  # fmt: skip
_SHARE = re.compile(
    r"\b(?:a|one|by) (half|third|quarter|fifth|tenth)\b(?! \w+ (?:time|year))", re.IGNORECASE
)


def shares_of(text: str) -> tuple[float, ...]:
    """Return the fractions that a text names, in per cent, as another report may give them.

    Example:
        >>> shares_of("It loses a fifth of its value.")
        (20.0,)
    """
    return tuple(_SHARES[found.lower()] for found in _SHARE.findall(text))


def _figure(words: Sequence[str], i: int) -> tuple[float | None, int]:
    """Return the figure that begins at a word, if any, and how many words it takes."""
    value = _digits(words[i])
    used = 1
    if value is None:
        if words[i] in _TENS:
            value = float(_TENS[words[i]])
            if i + 1 < len(words) and 0 < _UNITS.get(words[i + 1], 0) < 10:
                value, used = value + _UNITS[words[i + 1]], 2
        elif _UNITS.get(words[i], 0) > 1:
            value = float(_UNITS[words[i]])
        elif words[i] == "dozens":
            return 24.0, 1
    if words[i : i + 2] == ["half", "a"]:
        value, used = 0.5, 2
    scaled = i + used < len(words) and words[i + used] in _SCALES
    if value is None and words[i] in ("a", "one") and scaled:
        value = 1.0
    if value == 0.5 and not scaled:
        return None, used
    if value is not None and scaled:
        return value * _SCALES[words[i + used]], used + 1
    return value, used


def _digits(word: str) -> float | None:
    plain = word.replace(",", "")
    return float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _part_of_date(words: Sequence[str], i: int, used: int, value: float) -> bool:
    near = {words[j] for j in (i - 1, i + used) if 0 <= j < len(words)}
    year = 1900 <= value <= 2100 and value == int(value) and used == 1 and "," not in words[i]
    return year or bool(near & _MONTHS and value <= 31) or bool(near & _CLOCK)


def says_never(text: str) -> bool:
    """Whether a text says early that something was never so, or calls what it tells of untrue.

    Example:
        >>> says_never("Lenz never asked anybody."), says_never("He says it is now or never.")
        (True, False)
        >>> says_never("It is false that the wards close."), says_never("It is now true.")
        (True, False)
        >>> says_never("The report that they had closed turned out to be incorrect.")
        True
    """
    return bool(_NEVER.search(text) or _UNTRUE.search(text))


def is_to_come(text: str) -> bool:
    """Whether a text's main clause tells what is arranged and still to come.

    Example:
        >>> is_to_come("The tolar is to lose a tenth of its value on Monday.")
        True
        >>> is_to_come("The bridge, which is to be closed, collapsed.")
        False
    """
    return bool(_TO_COME.search(text))


def is_negated(text: str) -> bool:
    """Whether a text negates a verb of its own.

    Example:
        >>> is_negated("The bridge isn’t closed."), is_negated("There is no doubt.")
        (True, False)
    """
    return bool(_NEGATION.search(text))


_NEGATION = re.compile(
    r"\b(?:is|are|was|were|will|would|do|does|did|has|have|had|am)(?:n['’]t\b| not\b| never\b)",
    re.IGNORECASE,
)
_NEVER = re.compile(r"^\W*(?!if\b|unless\b)(?:that )?(?:[^\W_]+\W+){1,5}?never\b", re.IGNORECASE)
_FALSE: Final = r"(?:false|incorrect|untrue|unfounded|baseless|not true|not correct|wrong)"
_UNTRUE = re.compile(
    rf"^\W*(?:it is|it was|it['’]s) (?:simply |plainly |entirely )?{_FALSE}\b"
    r"|^(?:[^\W_]+\W+){0,8}?at no (?:time|point|moment)\b"
    rf"|\b(?:accounts?|allegations?|claims?|information|news|reports?|rumou?rs?|stories|story)\b"
    rf"[^.;]*\b(?:is|are|was|were|turned out to be|proved) {_FALSE}\b"
    r"|\b(?:is|are|was|were) without (?:any )?foundation\b|\bcan be (?:excluded|ruled out)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"^(?:(?!\b(?:which|who|that|where|while|after|if|when)\b)[^,;:…])*?"
    r"(?:\b(?:is|are) (?:due |set |going |about |expected |scheduled )?to (?!have\b)\w+"
    r"|\b(?:decided|resolved|agreed|voted|plans?|planned|intends?)\b[^,;:]* (?:will|would)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’']*\s+(?=[“\"‘]?[A-Z])")


def core_of(text: str, title: str = "") -> str:
    """Return the sentence of a text that tells most, by the rarity of its words.

    Args:
        text: a claim's words.
        title: the report's headline, whose words weigh more.

    Example:
        >>> core_of("I want to tell you even more. A battalion commander is leaving with us.")
        'A battalion commander is leaving with us.'
    """
    sentences = _SENTENCE_END.split(" ".join(text.split()))
    if len(sentences) == 1:
        return sentences[0]
    named = stems_of(title)

    def tells(sentence: str) -> int:
        stems = stems_of(sentence)
        return sum(stems.values()) + TITLE_WEIGHT * sum(named[s] for s in named.keys() & stems)

    return max(sentences, key=tells)


def in_third_person(text: str, speaker: str) -> str:
    """Return a speaker's own words with the speaker's name for "I" and "we".

    Example:
        >>> in_third_person("I did not meet Gerry Tarrant, nor did my brother.", "Noreen Hession")
        'Noreen Hession did not meet Gerry Tarrant, nor did their brother.'
    """
    words = _CONTRACTED.sub(lambda m: f"{m[1]} {_WHOLE[m[2].lower()]}", text)
    words = _SUBJECT.sub(speaker, words, count=1)
    return _OWN.sub(lambda m: _THEIRS[m[1].lower()], words)


_WHOLE: Final = {"m": "am", "ve": "have", "re": "are", "ll": "will", "d": "would"}
_CONTRACTED = re.compile(r"\b(I|[Ww]e)['’](m|ve|re|ll|d)\b")
_SUBJECT = re.compile(r"\bI\b|\b[Ww]e\b(?!['’])")
_THEIRS: Final = {
    "i": "they", "we": "they", "me": "them", "us": "them", "my": "their", "our": "their",
}  # fmt: skip
_OWN = re.compile(r"\b(I|[Ww]e|[Mm]e|us|[Mm]y|[Oo]ur)\b")


def quoted_runs(text: str, *, whole: bool = False, length: int = 4) -> set[str]:
    """Return the runs of words that stand in quotation marks.

    Args:
        text: a claim's words.
        whole: take the whole text as quoted, as in direct speech.
        length: how many words a run has.
    """
    parts = [text] if whole else [a or b for a, b in _QUOTED.findall(text)]
    runs = set()
    for part in parts:
        words = [w.lower() for w in words_of(part)]
        runs |= {" ".join(words[k : k + length]) for k in range(len(words) - length + 1)}
    return runs


def rarest(stems: Iterable[str], most: int) -> list[str]:
    """Return the rarest of some stems, at most so many, in an order that is always the same."""
    return sorted(stems, key=lambda s: (-rarity(s), s))[:most]
