"""Who publishes: a news outlet that tells what others say, or a body that speaks for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from purport.corroboration.lexicon import words_by_sort
from purport.corroboration.profiles import body_words
from purport.model.report import Report

_ARTICLE = re.compile(r"^(?:the|a|an|le|la|el)\s+", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\([^)]*\)")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_AS_OUTLET = re.compile(
    r"\s+(?:has|have|had|could|was|were|understands|asked|contacted|approached|has learned|"
    r"journalist|reporter|correspondent|photographer|can|cannot|is|does|did|spoke|saw|counted)\b"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_WE = re.compile(
    r"\b(?:[Ww]e|[Oo]ur) (?!(?:reporters?|correspondents?|journalists?|readers?|listeners?|"
    r"viewers?|"
    r"subscribers?|followers?|man in|woman in|own (?:reporter|correspondent)|sources?|coverage|"
    r"live|blog|can[’']t wait|cannot wait|love|think|wonder|guess|hear|printed|"
    r"website|newsletter|newsroom|colleagues?|map|understand|report|asked|contacted|"
    r"approached|(?:have|had) (?:asked|contacted|approached|learn|been (?:told|saying))|"
    r"(?:will|shall|’ll|'ll) (?:keep|update|bring|be back|have more))\b)\w"
)
_ACTS = re.compile(
    r"\s+(?:(?:have|has) (?:today |now |been )?(?:signed|opened|launched|appointed|agreed|sold|"
    r"bought|resolved|decided|recalled|suspended|closed|offered|deployed|begun|started)|"
    r"(?:is|are) (?:recalling|closing|suspending|withdrawing|cutting|launching|hiring|moving|"
    r"offering|cooperating|deploying|reviewing|investigating)|"
    r"(?:hereby )?(?:informs?|regrets?|apologi[sz]es?|confirms?|denies|deny|rejects?|announces?|"
    r"makes? known|calls? (?:on|upon|for)|thanks?|condemns?|welcomes?|reminds?|advises?|"
    r"recommends?|wishes to|will (?:resume|reopen|close|open|refund|appeal|not))\b)"
)
NAMELESS_MEDIA = re.compile(
    r"(?:(?:the|some|several|many|various|other|local|regional|national|foreign|international|"
    r"domestic|social|unconfirmed|earlier|previous|recent|widespread|multiple|a number of|"
    r"[A-Z]\w+n) )*"
    r"(?:media(?: outlets?)?|press|newspapers?|papers|news (?:sites?|outlets?|agencies|"
    r"organi[sz]ations)|outlets?|broadcasters|websites|agencies|rumou?rs?|channels|"
    r"(?:(?:media|press|news|newspaper|internet|online) )?reports?)(?: (?:reports?|accounts?))?"
    r"(?: (?:in|on|from) .*)?",
)
OWN_VOICE = re.compile(
    r"(?:this|our) (?:news)?(?:paper|magazine|site|website|station|programme|channel|blog)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}", re.IGNORECASE)
_IS_OUTLET = re.compile(
    r"\((?:[\w-]+ )*(?:newsletter|blog|podcast|newspaper|paper|magazine|radio|television|"
    r"website)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[^\n(]{0,60}\((?P<name>[^()\n]{2,60})\) ?(?:[-–—:]|--)")
_NAMES_ITSELF = re.compile(r"(?:^|[.!?]\s+|\n\s*)(?:the\s+)?$", re.IGNORECASE)


@lru_cache(maxsize=16384)
def fold_outlet(name: str) -> str:
    """Return an outlet's name without article, what stands in brackets, case and marks.

    Example:
        >>> fold_outlet("Le Journal du Lac (English edition)"), fold_outlet("the Courier")
        ('journal du lac', 'courier')
    """
    bare = _ARTICLE.sub("", _BRACKETED.sub("", name.replace("’", "'")).strip())
    return " ".join(re.findall(r"[^\W_]+", bare.lower().removesuffix("'s")))


@lru_cache(maxsize=16384)
def acronym(name: str) -> str | None:
    """Return the first letters of the words of a name of three or more words, else None.

    Example:
        >>> acronym("Continental Press Service"), acronym("The Comet")
        ('CPS', None)
    """
    words = [w for w in fold_outlet(name).split() if w not in {"of", "the", "and", "for"}]
    return "".join(w[0] for w in words).upper() if len(words) >= 2 else None


@lru_cache(maxsize=16384)
def same_outlet(name: str, publisher: str) -> bool:
    """Whether a name in a report means a publisher: equal, its acronym, or its last words.

    Example:
        >>> same_outlet("the Courier", "Meridian Courier"), same_outlet("UNA", "Union News Agency")
        (True, True)
        >>> same_outlet("Evening Courier", "Meridian Courier"), same_outlet("News", "Farside News")
        (False, False)
    """
    a, b = fold_outlet(name), fold_outlet(publisher)
    if not a or not b:
        return False
    if a == b:
        return True
    if _ACRONYM.fullmatch(name.strip(". ")) and acronym(publisher) == name.strip(". "):
        return True
    if _ACRONYM.fullmatch(publisher.strip(". ")) and acronym(name) == publisher.strip(". "):
        return True
    short, long = sorted((a, b), key=len)
    generic = {"news", "times", "post", "radio", "agency", "press", "daily", "service", "tv"}
    if short in generic or len(short) < 4:
        return False
    return long.endswith(" " + short) or long.startswith(short + " ")


@lru_cache(maxsize=16384)
def is_outlet_name(name: str) -> bool:
    """Whether a name says that its bearer is a news outlet."""
    kinds = words_by_sort("publisher_words")
    low = fold_outlet(name)
    words = low.split()
    if _ADDRESS.fullmatch(name.strip()) or _IS_OUTLET.search(name):
        return True
    if any(low.endswith(k) for k in kinds["outlet agency"]):
        return True
    return (
        bool(words)
        and (words[-1] in kinds["outlet"] or words[0] in kinds["outlet before"])
        and words[-1] not in kinds["body"]
    )


@lru_cache(maxsize=16384)
def is_body_name(name: str) -> bool:
    """Whether a name says that its bearer is a body with matters of its own, not an outlet.

    Example:
        >>> is_body_name("Velmora Transport Authority"), is_body_name("Union News Agency")
        (True, False)
    """
    words = body_words(_BRACKETED.sub("", _ARTICLE.sub("", name)))
    return not is_outlet_name(name) and any(w in _bodies() for w in words)


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    """Return the words that make a name a body's, in the form in which names are compared."""
    known = words_by_sort("publisher_words")["body"]
    return known | frozenset(w for k in known if " " not in k for w in body_words(k))


def is_body(report: Report) -> bool:
    """Whether a report's publisher is a body that speaks of its own matters, not an outlet.

    Its name says so ("Velmora Transport Authority"), or its own text makes it the one who acts
    ("Porta Athletic have signed …"), which outlets do not do but to say what they saw or asked.
    """
    name = report.publisher
    if name is None or is_outlet_name(name):
        return False
    dateline = _DATELINE.match(report.text)
    if dateline is not None and same_outlet(dateline["name"], name):
        return False
    if is_body_name(name):
        return True
    if _WE.search(_QUOTED.sub("", report.text)):
        return True
    return any(
        (
            _NAMES_ITSELF.search(report.text[max(0, m.start() - 6) : m.start()])
            and not _AS_OUTLET.match(report.text, m.end())
        )
        or _ACTS.match(report.text, m.end())
        for m in re.finditer(re.escape(_ARTICLE.sub("", name)), report.text)
    )


def matching(name: str, publishers: Iterable[str]) -> tuple[str, ...]:
    """Return the publishers that a name may mean; the equal ones alone where there are any."""
    found = tuple(p for p in dict.fromkeys(publishers) if same_outlet(name, p))
    equal = tuple(p for p in found if fold_outlet(p) == fold_outlet(name))
    return equal or found


def same_page(a: str | None, b: str | None) -> bool:
    """Whether two addresses are those of one page, scheme, "www." and a last slash aside."""
    if not a or not b or "://" not in a or "://" not in b:
        return False
    one, two = urlsplit(a), urlsplit(b)
    return (_host(one.netloc), one.path.rstrip("/")) == (_host(two.netloc), two.path.rstrip("/"))


def _host(place: str) -> str:
    return place.lower().removeprefix("www.")
