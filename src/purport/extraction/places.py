"""Names of places in a report → which places they are.

Candidates come from the gazetteer; the choice among them rests, in this order, on the container
beside the name ("Paris, Texas"; "Donetsk region"), and on a sum of the place's size, its rank, and
the countries that the rest of the report speaks of. What the gazetteer does not know keeps its
name and nothing else: no coordinates are guessed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Final

from purport.extraction.analysis import Analysis, Name, Token
from purport.extraction.gazetteer import Entry, Gazetteer, fold
from purport.extraction.lexicon import read_table
from purport.model.claim import Attribution
from purport.model.place import Place
from purport.model.span import Span

CONTEXT_WEIGHT: Final = 2.5
"""What a report all about one country adds to a place there: a factor of 300 in population."""
CAPITAL_WEIGHT: Final = 2.0
COUNTRY_WEIGHT: Final = 2.0
ALTERNATE_WEIGHT: Final = -1.5
OWN_TOWN_SHARE: Final = 0.08
"""A region named after its town yields to it if the town holds this share of its people: so
"Kherson" is the town, "Quebec" the province. Set on the names of GeoNames, by eye."""
LARGE_TOWN: Final = 100_000
LARGE_REGION: Final = 1_000_000
"""From this many people on, a tagged name is taken for the town or region in any report."""
SMALLEST_FOUND_ALONE: Final = 3000
"""A capitalised word after "in" that no tagger marked needs this many people to be a town."""

_REGION_AFTER = re.compile(
    r"\s+(?:[Rr]egion|[Oo]blast|[Pp]rovince|[Gg]overnorate|[Ss]tate|[Rr]epublic|[Kk]rai|[Cc]ounty|"
    r"[Pp]refecture|[Dd]epartment|[Dd]istrict|[Ff]ront|[Tt]erritory)\b(?! (?:of|[Uu]niversity))"
)
_REGION_BEFORE = re.compile(
    r"(?:region|oblast|province|governorate|state|republic|territory) of (?:the )?$", re.IGNORECASE
)
_TOWN_BEFORE = re.compile(
    r"(?:city|town|village|port|suburb|settlement|hamlet|capital|mayor|streets|outskirts) "
    r"(?:city |town )?(?:of |in )?(?:the )?$",
    re.IGNORECASE,
)
_COMPASS = re.compile(
    r"^(?:(?:north|south|east|west)(?:ern)?|central|upper|lower|north-?(?:east|west)(?:ern)?|"
    r"south-?(?:east|west)(?:ern)?|mainland|greater|downtown|occupied|the|far|rural|inner|mid)"
    r"[ -]+",
    re.IGNORECASE,
)
_CONTAINER = re.compile(r",\s+(?=[A-Z])")
_ABBREVIATION = re.compile(
    r",\s+((?:[A-Z]\.? ?){1,3}\.?|[A-Z][a-z]{1,4}\.|W\. ?Va\.)(?=[\s,;:)”\"]|$)"
)
_LOCATIVE = re.compile(
    r"\b(?:in|on|at|near|from|to|outside|around|over|towards?|into|across|through|entered|reached|"
    r"(?:mayor|governor|city|town|village|region|province|outskirts|capital|north|south|east|west|"
    r"port|suburb|people|streets|battle|siege) of)(?: the (?:city|town|village|port) of)? "
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)
_LISTED = re.compile(r"\b[Ii]n (?:[A-Z][\w’'-]+,? ){1,4}and (?P<name>[A-Z][\w’'-]+)(?! [A-Z])")
_PUBLISHED = re.compile(
    r"\s(?:Post|Times|Herald|Tribune|Journal|Globe|Examiner|Gazette|Guardian|University|College|"
    r"Institute|Bank|Airlines|Airways|Accords?|Agreement|Convention|Stock|Street|"
    r"Inc|Corp|FC|United)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text with the places that it may be.

    `fixed` is true where the words themselves say which; `placed` where a word such as "in" leaves
    no doubt that it is a place.
    """

    span: Span
    candidates: tuple[Entry, ...]
    fixed: bool = False
    placed: bool = False


def find_places(text: str, names: Sequence[Name], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the place names of a report in reading order, each with the place it is, if known.

    Args:
        text: the report's text.
        names: its proper names; those of persons and organisations are never places.
        gazetteer: the table to look names up in.

    Example:
        >>> from purport.extraction.gazetteer import open_gazetteer
        >>> text = "Ukrainian troops left Bakhmut."
        >>> town = Name(Span.of(text, 22, 29), "GPE")
        >>> [(p.name, p.country, p.precision) for p in find_places(text, [town], open_gazetteer())]
        [('Ukraine', 'UA', 'country'), ('Bakhmut', 'UA', 'town')]
    """
    mentions = sorted(_mentions(text, names, gazetteer), key=lambda m: m.span)
    mentions = [_contained(m, text, mentions, gazetteer) for m in mentions]
    countries = _countries(mentions)
    return tuple(_place(m, countries) for m in mentions)


def places_of(
    attribution: Attribution, event: Token | None, places: Sequence[Place], analysis: Analysis
) -> tuple[Place, ...]:
    """Return the places that a claim speaks of: inside its content, or governed by its event.

    "In Kherson, officials in Warsaw said, three people were killed": Kherson hangs on the killing,
    Warsaw on the saying.
    """
    content = attribution.content
    inside = [p for p in places if any(piece.overlaps(p.span) for piece in content)]
    if event is None or len(inside) == len(places):
        return tuple(inside)
    cue = {t.index for piece in attribution.cue for t in analysis.tokens_in(piece)}
    governed = set(_governed(event.index, cue, analysis))
    near = [p for p in places if p not in inside and p.span.start in governed]
    return tuple(sorted((*inside, *near), key=_start))


def _governed(head: int, cue: set[int], analysis: Analysis) -> Iterator[int]:
    """Yield the offsets of the words below a token, without the branch that holds the cue."""
    for child in analysis.children(head):
        branch = analysis.subtree(child.index)
        if not cue & {t.index for t in branch}:
            yield from (t.start for t in branch)


def _start(place: Place) -> int:
    return place.span.start


def _mentions(text: str, names: Sequence[Name], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield tagged places, demonyms, and known towns after words of place; none overlap."""
    taken = bytearray(len(text))
    persons = {w for n in names if n.kind == "PERSON" and " " in n.span.text
               for w in n.span.text.split()[1:]}  # fmt: skip
    for name in names:
        if name.kind in ("PERSON", "ORG") and not _metonym(text, name, gazetteer):
            taken[name.span.start : name.span.end] = b"\1" * (name.span.end - name.span.start)
    for name in names:
        if name.span.text in persons and not _placed(text, name.span.start):
            continue
        if name.kind not in ("PERSON", "ORG") or _metonym(text, name, gazetteer):
            yield from _tagged(text, name, gazetteer, taken)
    for m in _demonym_pattern().finditer(text):
        if m.group() in persons or _is_language(text, *m.span()):
            continue
        if not any(taken[m.start() : m.end()]):
            taken[m.start() : m.end()] = b"\1" * (m.end() - m.start())
            entry = _demonym(m.group().removesuffix("s"), gazetteer) or _demonym(
                m.group(), gazetteer
            )
            if entry is not None:
                yield Mention(Span.of(text, *m.span()), (entry,), fixed=True)
    yield from _unmarked(text, gazetteer, taken)


def _unmarked(text: str, gazetteer: Gazetteer, taken: bytearray) -> Iterator[Mention]:
    """Yield known towns that no tagger marked, after a word of place or at the end of a list."""
    for m in chain(_LOCATIVE.finditer(text), _LISTED.finditer(text)):
        found = _alone(text, m, gazetteer, taken)
        if found is not None:
            taken[found.span.start : found.span.end] = b"\1" * len(found.span.text)
            yield found


def _is_language(text: str, start: int, end: int) -> bool:
    """Whether a demonym is the name of a language here ("in Russian", "Spanish-language")."""
    after = re.match(r"[- ](?:language|speaking|speaker|for [“\"‘'])", text[end : end + 12])
    before = re.search(r"(?:\bin|spoke|speaks?|speaking|teach\w*|learn\w*|into|fluent) $",
                       text[max(0, start - 10) : start])  # fmt: skip
    return bool(after or (before and not re.match(r"[ -][\w-]", text[end : end + 2])))


def _metonym(text: str, name: Name, gazetteer: Gazetteer) -> bool:
    """Whether a name tagged as an organisation is a place: "Washington said", "in Kyiv said"."""
    if name.kind != "ORG" or " " in name.span.text or fold(name.span.text) in _unlisted():
        return False
    found = gazetteer.find(name.span.text)
    if any(e.capital or e.precision == "country" for e in found):
        return True
    return bool(found) and _placed(text, name.span.start)


def _placed(text: str, start: int) -> bool:
    """Whether a word that only goes before places stands before an offset."""
    before = text[max(0, start - 9) : start].lower()
    return before.endswith((" in ", " near ", "\nin ", "\nnear ", " outside "))


def _tagged(text: str, name: Name, gazetteer: Gazetteer, taken: bytearray) -> Iterator[Mention]:
    """Yield the parts of a tagged name, which may join a town and its container by a comma."""
    at = name.span.start
    for part in re.split(r"(,\s+)", name.span.text):
        start, at = at, at + len(part)
        shown = re.sub(r"(?:['’]s?)$", "", part)
        start += len(shown) - len(shown.removeprefix("the ").removeprefix("The "))
        shown = shown.removeprefix("the ").removeprefix("The ")
        if not shown[:1].isupper() or any(taken[start : start + len(shown)]):
            continue
        if _unlisted().get(fold(shown)) == "body":
            continue
        if _PUBLISHED.match(text, start + len(shown)):
            continue
        demonym = _demonym(shown, gazetteer) or _demonym(shown.removesuffix("s"), gazetteer)
        if demonym is None and text[max(0, start - 2) : start] == ", ":
            demonym = _abbreviated(shown, gazetteer)
        if name.kind == "NORP" and demonym is None:
            continue
        taken[start : start + len(shown)] = b"\1" * len(shown)
        span = Span.of(text, start, start + len(shown))
        if demonym is not None:
            yield Mention(span, (demonym,), fixed=True)
        else:
            yield Mention(span, _candidates(shown, gazetteer), placed=_placed(text, start))


def _candidates(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the places of a name, with and without its words of kind and direction."""
    if fold(name) in _unlisted():
        return ()
    found = gazetteer.find(name)
    if found:
        return found
    region = _REGION_AFTER.search(name)
    if region:
        held = gazetteer.find(_COMPASS.sub("", name[: region.start()]))
        return tuple(e for e in held if e.precision == "region")
    inner = _COMPASS.sub("", name)
    if inner != name and fold(inner) not in _unlisted():
        return tuple(e for e in gazetteer.find(inner) if e.precision != "town")
    return ()


def _alone(text: str, m: re.Match[str], gazetteer: Gazetteer, taken: bytearray) -> Mention | None:
    """Return a place that the tagger missed: after a word of place, known, and large enough."""
    for words in (m["name"], m["name"].split()[0]):
        shown = re.sub(r"(?:['’]s?)$", "", words)
        start, end = m.start("name"), m.start("name") + len(shown)
        follows = re.match(r"\s[A-Z]", text[end : end + 2])
        if any(taken[start:end]) or fold(shown) in _unlisted() or follows:
            continue
        found = tuple(
            e for e in gazetteer.find(shown)
            if e.precision != "town" or e.population >= SMALLEST_FOUND_ALONE
        )  # fmt: skip
        if found and len(shown) > 3:
            return Mention(Span.of(text, start, end), found, placed=True)
    return None


def _contained(
    mention: Mention, text: str, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> Mention:
    """Keep the candidates that the words beside the name allow, if they leave any."""
    if mention.fixed or not mention.candidates:
        return mention
    before, end = text[max(0, mention.span.start - 40) : mention.span.start], mention.span.end
    kept: tuple[Entry, ...] = ()
    if _REGION_AFTER.match(text, end) or _REGION_BEFORE.search(before):
        kept = tuple(e for e in mention.candidates if e.precision == "region")
    elif _TOWN_BEFORE.search(before):
        kept = tuple(e for e in mention.candidates if e.precision == "town")
    for container in _containers(text, end, mentions, gazetteer):
        inside = tuple(e for e in kept or mention.candidates if _holds(container, e))
        if inside:
            return Mention(mention.span, (_likeliest(inside, {}),), fixed=True)
    return replace(mention, candidates=kept, placed=True) if kept else mention


def _containers(
    text: str, end: int, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> Iterator[Entry]:
    """Yield the regions and countries that may be meant by the name after a comma or "in"."""
    short = _ABBREVIATION.match(text, end)
    region = _abbreviated(short[1].strip(), gazetteer) if short else None
    if region is not None:
        yield region
    comma = _CONTAINER.match(text, end) or re.match(
        r" in (?:the )?(?:\w+ern )?(?=[A-Z])", text[end : end + 30]
    )
    if comma:
        start = end + (comma.end() - comma.start())
        held = next((m for m in mentions if m.span.start == start), None)
        if held is not None:
            yield from (e for e in held.candidates if e.precision != "town")


def _holds(container: Entry, place: Entry) -> bool:
    if container.country != place.country or container == place:
        return False
    return container.precision == "country" or container.name == place.region


def _countries(mentions: Sequence[Mention]) -> Mapping[str, float]:
    """Return each country's share of the report's mentions that leave no doubt."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        first = next(iter(mention.candidates), None)
        if first is not None and (mention.fixed or _undoubted(mention, first)):
            votes[first.country] += 1
    total = sum(votes.values())
    return {country: n / total for country, n in votes.items()}


def _undoubted(mention: Mention, first: Entry) -> bool:
    """Whether a mention can mean but one country, and is no slip of the tagger."""
    if first.precision == "country":
        return True
    others = (e for e in mention.candidates if e.country != first.country)
    alone = all(e.population * 10 < first.population for e in others)
    return alone and (mention.placed or first.population >= LARGE_TOWN)


def _place(mention: Mention, countries: Mapping[str, float]) -> Place:
    """Return the mention's likeliest place, or its bare name where none is known."""
    candidates = mention.candidates
    if not candidates:
        return Place(mention.span, mention.span.text)
    best = _likeliest(candidates, countries)
    if not (mention.fixed or mention.placed or _plausible(mention, best, countries)):
        return Place(mention.span, mention.span.text)
    return Place(mention.span, best.name, best.country, best.lat, best.lon, best.precision)


def _likeliest(candidates: Sequence[Entry], countries: Mapping[str, float]) -> Entry:
    left = _without_namesake_regions(candidates)
    return max(left, key=lambda e: (_weight(e, countries), e.population, -e.lat))


def _plausible(mention: Mention, best: Entry, countries: Mapping[str, float]) -> bool:
    """Whether a name that nothing marks as a place is likelier one than a slip of the tagger.

    A town of some size is; so is a smaller one in a country that the report speaks of, or in a
    report that speaks of none. An acronym ("NATO") is not a small town.
    """
    large = {"town": LARGE_TOWN, "region": LARGE_REGION, "country": 0}[best.precision]
    if best.population >= large:
        return True
    if mention.span.text.isupper() and len(mention.span.text) <= 5:
        return False
    return not countries or best.country in countries


def _weight(entry: Entry, countries: Mapping[str, float]) -> float:
    return (
        math.log10(entry.population + 1)
        + CAPITAL_WEIGHT * entry.capital
        + COUNTRY_WEIGHT * (entry.precision == "country")
        + ALTERNATE_WEIGHT * entry.alternate
        + CONTEXT_WEIGHT * math.sqrt(countries.get(entry.country, 0.0))
    )


def _without_namesake_regions(candidates: Sequence[Entry]) -> list[Entry]:
    """Drop a region that is named after its own town, unless nothing but regions is left."""
    towns = [e for e in candidates if e.precision == "town"]
    return [
        e
        for e in candidates
        if e.precision != "region"
        or not any(
            t.country == e.country
            and (t.capital or (t.region == e.name and not e.name.startswith(f"{t.name} ")))
            and t.population
            >= (3 * OWN_TOWN_SHARE if t.alternate else OWN_TOWN_SHARE) * e.population
            for t in towns
        )
    ]


@lru_cache(maxsize=1)
def _unlisted() -> dict[str, str]:
    """Return names that mean no town, though towns bear them, each a "place" (seas) or a "body"."""
    return {r["name"]: r["kind"] for r in read_table("places_unlisted")}


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, tuple[str, str]]:
    rows = read_table("demonyms")
    return {w: (r["country"], r["region"]) for r in rows for w in r["words"].split(";")}


@lru_cache(maxsize=1)
def _demonym_pattern() -> re.Pattern[str]:
    words = sorted(_demonyms(), key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b")


def _demonym(word: str, gazetteer: Gazetteer) -> Entry | None:
    """Return the country or region that a demonym speaks of."""
    known = _demonyms().get(word)
    if known is None:
        return None
    country, region = known
    return _region(country, region, gazetteer) if region else gazetteer.country(country)


def _region(country: str, name: str, gazetteer: Gazetteer) -> Entry | None:
    found = (e for e in gazetteer.find(name) if e.country == country and e.precision == "region")
    return next(found, None)


def _abbreviated(short: str, gazetteer: Gazetteer) -> Entry | None:
    """Return the region that an abbreviation such as "Calif." stands for."""
    known = _abbreviations().get(short)
    return _region(*known, gazetteer) if known else None


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, tuple[str, str]]:
    rows = read_table("places_abbreviations")
    return {r["abbreviation"]: (r["country"], r["region"]) for r in rows}
