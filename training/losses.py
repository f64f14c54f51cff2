"""What the network is trained to make small."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from purport.extraction.decoding import find_cues
from training.batches import IGNORE, Batch, cue_pairs
from training.network import Linker, Scores, Tagger, sequence_loss

# A word taken for a cue with at least this chance is shown to the linker as "nothing to find".
GUESS_THRESHOLD = 0.2
MOST_GUESSES = 12
# Chosen so that the terms are of one size after the first epoch.
CUE_WEIGHT, NAME_WEIGHT, LINK_WEIGHT = 4.0, 0.5, 0.3


def scores_of(tagger: Tagger, batch: Batch) -> Scores:
    """Return the word heads' scores of a batch."""
    return tagger(batch.ids, batch.case, batch.quote, batch.first, batch.attention)


def attribution_loss(
    tagger: Tagger, linker: Linker, batch: Batch
) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of a PolNeAR batch, and its parts by name."""
    scores = scores_of(tagger, batch)
    parts = {
        "cue": _of_words(scores.cue, batch.cue),
        "role": _of_words(scores.role, batch.role),
        "name": _of_words(scores.name, batch.name),
        "link": _of_links(linker, batch, scores),
    }
    loss = (
        CUE_WEIGHT * parts["cue"] + parts["role"]
        + NAME_WEIGHT * parts["name"] + LINK_WEIGHT * parts["link"]
    )  # fmt: skip
    return loss, {k: float(v.detach()) for k, v in parts.items()}


def _of_words(scores: Tensor, tags: Tensor) -> Tensor:
    return F.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORE)


def _of_links(linker: Linker, batch: Batch, scores: Scores) -> Tensor:
    """Return the mean loss of a cue's role tags, over gold cues and mistaken ones."""
    guessed = [
        [(c.first, c.last) for c in find_cues(s[: len(e.cue)], GUESS_THRESHOLD)[:MOST_GUESSES]]
        for s, e in zip(scores.cue.detach().numpy(), batch.examples, strict=True)
    ]
    pairs = cue_pairs(batch, guessed)
    if pairs is None:
        return torch.zeros(())
    hidden = scores.hidden[pairs.row]
    of_cue = torch.einsum("nw,nwh->nh", pairs.cue, hidden)
    tags = linker(hidden, of_cue, pairs.distance, pairs.paragraph)
    return sequence_loss(linker, tags, pairs.tags, batch.mask[pairs.row]).mean()


def certainty_loss(tagger: Tagger, batch: Batch) -> Tensor:
    """Return the mean Huber loss of the judged events of a batch."""
    guess = scores_of(tagger, batch).certainty
    rows = [(r, i, v) for r, e in enumerate(batch.examples) for i, v in e.judged]
    where = torch.tensor([(r, i) for r, i, _ in rows])
    gold = torch.tensor([v for _, _, v in rows])
    return F.smooth_l1_loss(guess[where[:, 0], where[:, 1]], gold)
