"""A JSON file → report, by what it holds: a transcript or ninjs; other JSON is refused."""

from __future__ import annotations

import json

from purport.errors import DamagedInput, UnknownFormat
from purport.ingest.binary import refuse_known_binary
from purport.ingest.candidate import Candidate
from purport.ingest.encoding import decode_text
from purport.ingest.nesting import refuse_deep_json
from purport.ingest.ninjs import is_ninjs, read_ninjs
from purport.ingest.whisper import is_whisper, read_whisper


def read_json(
    data: bytes, name: str | None, max_nesting: int, charset: str | None = None
) -> Candidate:
    """Return the candidate of a JSON file.

    Args:
        data: The bytes of the file.
        name: The id to take, or None to make one of the bytes.
        max_nesting: The deepest that its values may be nested.
        charset: The encoding that the address it came from gives, or None.

    Raises:
        BinaryInput, WrongEncoding: as for plain text.
        TooDeeplyNested: its values are nested too deeply.
        DamagedInput: it is not JSON, or a transcript without a segment that can be read.
        UnknownFormat: it is JSON of some other form.
        EmptyInput: it is ninjs without a body.
    """
    refuse_known_binary(data)
    text = decode_text(data, charset)
    refuse_deep_json(text, max_nesting)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as cause:
        what = f"this is not JSON ({cause.msg} at character {cause.pos})"
        raise DamagedInput(what) from cause
    except (ValueError, RecursionError) as cause:  # a number with thousands of digits
        raise DamagedInput("this is not JSON that can be read") from cause
    if is_whisper(document):
        return read_whisper(document, data, name)
    if is_ninjs(document):
        return read_ninjs(document, data, name, max_nesting)
    raise UnknownFormat(
        "this JSON is neither a transcript (`segments`) nor ninjs (`uri` and a body)",
        None,
        "Save the text as plain text, or reports as JSON Lines (.jsonl) with a key text.",
    )
