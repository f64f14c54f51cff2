"""The JSON of Whisper and its kin → a transcript: its segments in turns, with their seconds.

Read are the forms of openai-whisper, faster-whisper and WhisperX (`segments` with `start`, `end`,
`text`, and `speaker` where speakers were told apart) and of whisper.cpp (`transcription` with
`offsets` in milliseconds).
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from purport.errors import DamagedInput
from purport.ingest.candidate import Candidate
from purport.ingest.text import text_id
from purport.ingest.turns import Piece, join_turns

_LONGEST_S = 10**7


def is_whisper(document: Any) -> bool:
    """Whether a parsed JSON document has the form of a transcript.

    Example:
        >>> is_whisper({"segments": [{"start": 0.0, "end": 1.0, "text": "Yes."}]})
        True
    """
    return isinstance(document, Mapping) and any(
        isinstance(document.get(key), list)
        and all(isinstance(item, Mapping) for item in document[key])
        and any("text" in item for item in document[key])
        for key in ("segments", "transcription")
    )


def read_whisper(document: Mapping[str, Any], data: bytes, name: str | None) -> Candidate:
    """Return the candidate of a transcript.

    Args:
        document: The parsed JSON.
        data: The bytes that it was parsed from.
        name: The id to take, or None to make one of the bytes.

    Raises:
        DamagedInput: none of its segments can be read.
    """
    key = "segments" if isinstance(document.get("segments"), list) else "transcription"
    pieces = [_piece(segment) for segment in document[key]]
    good = [piece for piece in pieces if piece is not None]
    if not good:
        raise DamagedInput("no segment of the transcript has words and times")
    broken = len(pieces) - len(good)
    transcript = join_turns(good)
    digest = sha256(data).hexdigest()
    return Candidate(
        text=transcript.text,
        sha256=digest,
        id=name or text_id(digest),
        original=data,
        timings=transcript.timings,
        warnings=(f"segments that could not be read: {broken}",) if broken else (),
    )


def _piece(segment: Mapping[str, Any]) -> Piece | None:
    words, speaker = segment.get("text"), segment.get("speaker")
    offsets = segment.get("offsets")
    if isinstance(offsets, Mapping):
        from_s, to_s = _seconds(offsets.get("from"), 1000), _seconds(offsets.get("to"), 1000)
    else:
        from_s, to_s = _seconds(segment.get("start"), 1), _seconds(segment.get("end"), 1)
    if not isinstance(words, str) or from_s is None or to_s is None:
        return None
    named = " ".join(speaker.split()) if isinstance(speaker, str) else ""
    return Piece(words, from_s, max(from_s, to_s), named or None)


def _seconds(value: object, unit: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value / unit if 0 <= value <= _LONGEST_S * unit else None
