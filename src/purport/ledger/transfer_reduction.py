"""An export with less in it: names as tokens, or no words at all. It cannot be imported again.

Both leave out the bytes of originals, and the log, which vouches for rows that are others here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from purport.ledger.deflation import inflate_text
from purport.ledger.pseudonyms import (
    NO_WORDS,
    Disguise,
    Json,
    PrivateNames,
    Token,
    disguise_of,
    disguised,
    disguised_id,
    disguised_words,
    private_names,
)
from purport.ledger.tables import readings

_AT_ONCE = 50
# what is no word of a report: who put it out, where it can be found, what the store says of it
_FIXED = NO_WORDS | frozenset(
    "publisher url is text_sha256 words_sha256 added_at at match met_in version models".split()
) | {"value of time"}  # fmt: skip
_NAMING = ("voice", "root", "evidence", "link")


def ledger_private_names(connection: Connection) -> PrivateNames:
    """Return `private_names` of all readings of a ledger, older ones too."""
    bodies = connection.execution_options(yield_per=_AT_ONCE).scalars(select(readings.c.body))
    return private_names(json.loads(inflate_text(body)) for body in bodies)


def with_pseudonyms(
    connection: Connection, records: Iterable[Json], private: PrivateNames, token: Token
) -> Iterator[Json]:
    """Yield the records of an export with tokens in place of private persons' names.

    A report in which a name was replaced loses its address, and an id with words of the name
    becomes a token. Where reports were met is left out.

    Args:
        connection: of the ledger that the records come from.
        records: all of them.
        private: the names.
        token: a name and its kind → its token.
    """
    ids: dict[str, str] = {}
    for record in map(_plain, records):
        kind = record["is"]
        if kind == "report":
            disguise = report_disguise(connection, record["n"], private, token)
            ids[record["id"]] = disguised_id(record["id"], disguise, token)
            yield _report(record, disguise) | {"id": ids[record["id"]]}
        elif kind == "capture":
            yield record | {"met_in": None, "said": {}}
        elif kind == "reading":
            disguise = report_disguise(connection, record["report_n"], private, token)
            body = disguised(record["body"], disguise)
            body["report"] |= {"id": disguised_id(body["report"]["id"], disguise, token)}
            hidden = disguise.hides(record["body"]["report"]["text"])
            body["report"] |= {"url": None} if hidden else {}
            yield {**record, "body": body, "sha256": _digest(json.dumps(body))}
        elif kind == "decision":
            yield _decision(record, ids, lambda words: disguised_words(words, private, token))
        elif kind == "original":
            yield record | {"body": None}


def without_text(records: Iterable[Json]) -> Iterator[Json]:
    """Yield the records of an export with the SHA-256 of words in the place of words.

    Offsets, dates, coordinates, words of closed lists, publishers and addresses stay; so do the
    remarks of people, which are not the reports'.
    """
    for record in map(_plain, records):
        kind = record["is"]
        if kind in ("report", "capture", "reading"):
            yield _hashed(record, "")
        elif kind == "original":
            yield record | {"body": None}
        elif kind == "decision":
            yield record | {"targets": [_hashed_target(target) for target in record["targets"]]}


def _plain(record: Json) -> Json:
    """Return a record with JSON for JSON, also where it was kept in other letters."""
    return {
        name.removesuffix("_json"): json.loads(value) if name.endswith("_json") else value
        for name, value in record.items()
    }


def report_disguise(
    connection: Connection, report_n: int, private: PrivateNames, token: Token
) -> Disguise:
    """Return what hides the names of all readings of a report."""
    bodies = select(readings.c.body).where(readings.c.report_n == report_n).order_by(readings.c.n)
    read = [json.loads(inflate_text(body)) for body in connection.scalars(bodies)]
    all_of_it: Json = {
        "report": {"timings": [t for r in read for t in r["report"].get("timings", [])]},
        "voices": [voice for r in read for voice in r["voices"]],
        "places": [place for r in read for place in r["places"]],
    }
    return disguise_of(all_of_it, private, token)


def _report(record: Json, disguise: Disguise) -> Json:
    text = disguise.words(record["text"])
    changed = {
        "text": text,
        "text_sha256": _digest(text),
        "words_sha256": None,
        "title": record["title"] and disguise.words(record["title"]),
        "credits": [c | {"value": disguise.words(c["value"])} for c in record["credits"]],
    }
    return record | changed | ({"url": None} if disguise.hides(record["text"]) else {})


def _decision(record: Json, ids: Mapping[str, str], hide: Callable[[str], str]) -> Json:
    targets = [ids.get(target, target) for target in record["targets"]]
    return record | {"targets": [hide(t) for t in targets], "value": _each(record["value"], hide)}


def _each(node: Any, hide: Callable[[str], str]) -> Any:
    """Return JSON with every word of it hidden."""
    if isinstance(node, list):
        return [_each(item, hide) for item in node]
    if isinstance(node, dict):
        return {key: _each(value, hide) for key, value in node.items()}
    return hide(node) if isinstance(node, str) else node


def _hashed(node: Any, key: str) -> Any:
    """Return JSON with digests in the place of words; `key` is that under which it stands."""
    if isinstance(node, dict):
        # a time's value is its date; a credit's is words
        timed = {"value"} if "start" in node else set()
        return {k: _hashed(v, "value of time" if k in timed else k) for k, v in node.items()}
    if isinstance(node, list):
        return [_hashed(item, key) for item in node]
    return f"sha256:{_digest(node)}" if isinstance(node, str) and key not in _FIXED else node


def _hashed_target(target: str) -> str:
    before, colon, name = target.partition(":")
    return f"{before}:sha256:{_digest(name)}" if colon and before in _NAMING else target


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
