"""Names of places → the places that bear them, from one memory-mapped table.

The file (weights/gazetteer.bin, made by training/gazetteer.py from GeoNames, CC BY 4.0) is a
header, fixed-size records (regions, then countries, then towns), their names, and folded keys in
byte order with the numbers of the records that bear each. A look-up is a binary search, so that
opening reads nothing and memory holds only the pages that were touched.
"""

from __future__ import annotations

import mmap
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from purport.model.place import PlacePrecision

MAGIC = b"purport gazetteer 1\n"
HEADER = struct.Struct("<8I")
RECORD = struct.Struct("<iiIIH2sBBB")
TOWN, REGION, COUNTRY = range(3)
PRECISIONS: tuple[PlacePrecision, ...] = ("town", "region", "country")
NO_REGION = 0xFFFF
ALTERNATE = 1 << 31
"""Bit of a posting: the key is not the place's own name but another one that it has or had."""

_U32 = struct.Struct("<I")
_PATH = Path(__file__).parent.parent / "weights" / "gazetteer.bin"
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer that bears a name.

    `region` is the first-level region that holds a town; `alternate` is true where the name asked
    for is not the place's main one (Artemivsk for Bakhmut).
    """

    name: str
    country: str
    precision: PlacePrecision
    lat: float
    lon: float
    population: int
    region: str | None = None
    capital: bool = False
    alternate: bool = False


def fold(name: str) -> str:
    """Return a name without case, accents, apostrophes and dots; hyphens become spaces.

    Example:
        >>> fold("Saint-Étienne"), fold("Donets’k"), fold("U.S.")
        ('saint etienne', 'donetsk', 'us')
    """
    name = name.lower()
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS)).lower()
    kept = "".join(c if c.isalnum() else " " if c in "-‐–—/ \t\n\r\u00a0" else "" for c in name)
    return " ".join(kept.split())


class Gazetteer:
    """An open table of places; close it, or use it in a `with`, to let go of the file."""

    def __init__(self, path: Path = _PATH) -> None:
        """Open a table made by training/gazetteer.py.

        Raises:
            FileNotFoundError: there is no such file.
            ValueError: the file is not such a table, or not a whole one.
        """
        with path.open("rb") as f:
            self._data = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path} is not a gazetteer")
        header = HEADER.unpack_from(self._data, len(MAGIC))
        at = len(MAGIC) + HEADER.size
        starts = []
        for size in header[2:]:
            starts.append(at)
            at += size
        if at != len(self._data):
            raise ValueError(f"{path} has {len(self._data)} bytes where {at} were expected")
        self._records, self._names, self._keys, self._key_at, self._post_at, self._posts = starts
        self._places, self._regions = header[:2]
        self._count = header[6] // _U32.size - 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._data.close()

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return every place that bears a name in any spelling known, the most populous first.

        Example:
            >>> [(e.name, e.country) for e in open_gazetteer().find("Artemivsk")][:1]
            [('Bakhmut', 'UA')]
        """
        key = fold(name).encode()
        at = self._search(key) if key else None
        if at is None:
            return ()
        found = (self._entry(post) for post in self._postings(at))
        return tuple(sorted(found, key=lambda e: (e.alternate, -e.population, e.lat, e.lon)))

    def country(self, code: str) -> Entry | None:
        """Return a country by its ISO 3166 alpha-2 code."""
        for number in range(self._regions, self._places):
            record = self._record(number)
            if record[6] != COUNTRY:
                return None
            if record[5] == code.encode("ascii"):
                return self._entry(number)
        return None

    def _search(self, key: bytes) -> int | None:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) < key:
                low = middle + 1
            else:
                high = middle
        return low if low < self._count and self._key(low) == key else None

    def _key(self, number: int) -> bytes:
        start, end = struct.unpack_from("<II", self._data, self._key_at + 4 * number)
        return self._data[self._keys + start : self._keys + end]

    def _postings(self, number: int) -> Iterator[int]:
        start, end = struct.unpack_from("<II", self._data, self._post_at + 4 * number)
        for i in range(start, end):
            yield _U32.unpack_from(self._data, self._posts + 4 * i)[0]

    def _entry(self, post: int) -> Entry:
        record = self._record(post & ~ALTERNATE)
        lat, lon, population, at, region, country, kind, capital, size = record
        return Entry(
            self._name(at, size),
            country.decode("ascii"),
            PRECISIONS[kind],
            lat / 1e5,
            lon / 1e5,
            population,
            None if region == NO_REGION else self._region(region),
            bool(capital),
            bool(post & ALTERNATE),
        )

    def _region(self, number: int) -> str:
        record = self._record(number)
        return self._name(record[3], record[8])

    def _record(self, number: int) -> tuple[int, int, int, int, int, bytes, int, int, int]:
        at = self._records + number * RECORD.size
        record: tuple[int, int, int, int, int, bytes, int, int, int]
        record = RECORD.unpack_from(self._data, at)
        return record

    def _name(self, at: int, size: int) -> str:
        start = self._names + at
        return self._data[start : start + size].decode("utf-8")


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """Return the gazetteer that the package ships, opened once."""
    return Gazetteer()
