"""Claims of a ledger as Parquet, for DuckDB, pandas and Arrow: a row a claim, lists as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from purport.export.ledger_claims import COLUMNS, cells
from purport.export.wording import evidence_by_id, go_betweens, hedges, voice_name, voices_by_id
from purport.ledger.search import Found

_ROWS_AT_ONCE = 10_000
_NUMBERS = frozenset({"certainty_score", "confidence"})
_OFFSETS = frozenset({"start", "end"})
_LISTS = frozenset({"through", "hedges", "times", "places"})


def write_parquet(found: Iterable[Found], stream: BinaryIO) -> int:
    """Write a row for each claim, and return how many there were.

    The columns are those of the CSV; `through`, `hedges`, `times` (TIMEX3 values) and `places`
    (names) are lists, and an empty cell is null.
    """
    import pyarrow as pa  # noqa: PLC0415 - it takes half a second, and few commands need it
    from pyarrow import parquet  # noqa: PLC0415 - likewise

    schema = pa.schema([(name, _type(name, pa)) for name in COLUMNS])
    written = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for rows in _batches(_row(one) for one in found):
            writer.write_table(pa.Table.from_pylist(rows, schema))
            written += len(rows)
    return written


def _type(name: str, arrow: Any) -> Any:
    if name in _LISTS:
        return arrow.list_(arrow.string())
    if name in _NUMBERS:
        return arrow.float64()
    if name in _OFFSETS:
        return arrow.int64()
    return arrow.bool_() if name == "reporting" else arrow.string()


def _row(found: Found) -> dict[str, Any]:
    claim, reading = found.claim, found.reading
    voices = voices_by_id(reading)
    row = cells(found) | {
        "reporting": claim.attribution.reporting,
        "through": [voice_name(hop.voice, voices) for hop in go_betweens(claim)],
        "hedges": [hedge.span.text for hedge in hedges(claim, evidence_by_id(reading))],
        "times": [time.value for time in claim.times],
        "places": [place.name for place in claim.places],
    }
    return {name: _utf8(value) for name, value in row.items()}


def _utf8(value: Any) -> Any:
    """Return words that Arrow can hold: half characters become "?"."""
    if isinstance(value, list):
        return [_utf8(item) for item in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield some
