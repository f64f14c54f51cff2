"""Whether a report is in English.

Two witnesses: the share of words that only English uses so often, counted here, and, only where
that share is low, the language identifier py3langid (BSD-3, its model in the package; loading it
takes about half a second and 100 MB, so English reports do without). A report is refused where
both say that it isn't English; where one of them is in doubt it is accepted with a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from purport.errors import NotEnglish

# Frequent words of English that are not frequent words of its neighbours ("in", "for", "over",
# "also", "were", "under", "her" are, in Danish, Dutch, German, French, Spanish or Italian).
_ENGLISH = frozenset(
    "the and that with said from which have has been they their would about who this but she "
    "after when than there what could because between during while before your are it its be you "
    "our more other those these into how out only two years people".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# In 1224 English articles (PolNeAR, TimeBank, MEANTIME) the median share of these words is 0.19
# and three lie below 0.09; in the sample sentences that spaCy ships for 66 other languages the
# highest share is 0.02.
_SURELY_ENGLISH = 0.12
_HARDLY_ENGLISH = 0.06
_ENOUGH_WORDS = 20
_ENOUGH_LETTERS = 20
_SURE = 0.9
_HARDLY = 0.02
_LIKELIEST = 0.5
_SAMPLE_CHARS = 20_000
_MODEL_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a report: "en", or None where it could not be told; then with a warning."""

    code: str | None
    warning: str | None = None


def require_english(text: str) -> Language:
    """Return the language of a text that is English or may be.

    Raises:
        NotEnglish: it is plainly in another language.

    Example:
        >>> require_english("The mayor said that the bridge would be closed.").code
        'en'
    """
    sample = _sample(text)
    words = [word.lower() for word in _WORD.findall(sample)]
    share = sum(word in _ENGLISH for word in words) / len(words) if words else 0.0
    if share >= _SURELY_ENGLISH:
        return Language("en")
    letters = sum(map(len, words))
    latin = len(_LATIN.findall(sample))
    if latin == 0 < letters or (letters >= _ENOUGH_LETTERS and latin < letters / 2):
        name = _identify(sample)[1]
        what = "most" if latin else "none"
        raise NotEnglish(f"{what} of its letters are {'not ' if latin else ''}Latin ones{name}")
    if len(words) < _ENOUGH_WORDS:
        return Language(None, "the text is too short to tell whether it is in English")
    english, name = _identify(sample)
    if english >= _SURE:
        return Language("en")
    if english <= _HARDLY and share < _HARDLY_ENGLISH:
        raise NotEnglish(f"this is not in English{name}")
    return Language(None, "the text may not be in English; what was read in it may be wrong")


def _sample(text: str) -> str:
    """Return the text, or of a long one three stretches: a foreign half must not go unseen."""
    if len(text) <= _SAMPLE_CHARS:
        return text
    third = _SAMPLE_CHARS // 3
    middle = (len(text) - third) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


def _identify(sample: str) -> tuple[float, str]:
    """Return the probability of English, and words that name the likeliest language."""
    ranked = _identifier().rank(sample[:_MODEL_CHARS])
    english = next((float(p) for code, p in ranked if code == "en"), 0.0)
    code, probability = ranked[0]
    if code == "en" or probability < _LIKELIEST:
        return english, ""
    return english, f"; it reads as {_NAMES.get(code, f'the language with the code {code}')}"


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import (  # type: ignore[import-untyped]  # noqa: PLC0415 - costly
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean",
    "ku": "Kurdish", "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ms": "Malay", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
