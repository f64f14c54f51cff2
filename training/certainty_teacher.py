"""Certainties for PolNeAR's events: `python -m training.certainty_teacher --uds DIR … --out F`.

The teacher is a whole encoder of its own, MiniLM trained on UDS-IH2 alone, a sentence at a time:
too dear for a reading, but better than what can be fitted on the shared one. What it says of the
events of some PolNeAR articles is kept in training/labels/certainty_polnear.npz, from which
training.certainty_head learns. A quarter of an hour on one core.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from purport.extraction.analysis import Token, analyse
from purport.extraction.words import Vocabulary, split_words, window
from training.certainty import read_sentences
from training.checkpoint import new_network, vocabulary_of_minilm
from training.network import HIDDEN, Encoder

EPOCHS, RATE, HEAD_RATE, SENTENCES_A_STEP = 2, 1e-4, 1e-3, 32
MOST_PIECES = 180
ARTICLES, SEED = 260, 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's pieces, and (piece, certainty or number) of each event in it."""

    ids: Tensor
    case: Tensor
    quote: Tensor
    events: tuple[tuple[int, float], ...]


class Teacher(nn.Module):
    """An encoder with one head: pieces of sentences → certainty of their events."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder: Encoder = new_network()[0].encoder
        self.head = nn.Sequential(nn.Linear(HIDDEN, 192), nn.ReLU(), nn.Linear(192, 1))
        self.dropout = nn.Dropout(0.1)

    def forward(self, sentences: Sequence[Sentence]) -> Tensor:
        columns = [[getattr(s, name) for s in sentences] for name in ("ids", "case", "quote")]
        ids, case, quote = (nn.utils.rnn.pad_sequence(c, batch_first=True) for c in columns)
        sizes = torch.tensor([len(s.ids) for s in sentences])
        beyond = torch.arange(ids.shape[1])[None] >= sizes[:, None]
        mask = torch.where(beyond, -1e4, 0.0)[:, None, None]
        states = self.encoder(ids, case, quote, mask)
        at = [(row, piece) for row, s in enumerate(sentences) for piece, _ in s.events]
        rows, pieces = (torch.tensor(c) for c in zip(*at, strict=True))
        return self.head(self.dropout(states[rows, pieces])).squeeze(-1)


def sentence_of(
    text: str, events: Sequence[tuple[int, float]], vocabulary: Vocabulary
) -> Sentence | None:
    """Return a sentence with events at character offsets, cut where it is too long."""
    words = split_words(text, vocabulary)
    if not len(words) or not events:
        return None
    ends = np.cumsum([len(p) for p in words.pieces])
    last = max(1, int((ends < MOST_PIECES).sum()))
    seen = window(words, range(last), vocabulary)
    found = []
    for offset, value in events:
        word = max(0, int(words.start.searchsorted(offset, side="right")) - 1)
        found.append((int(seen.first[min(last - 1, word)]), value))
    columns = (torch.from_numpy(c) for c in (seen.ids, seen.case, seen.quote))
    return Sentence(*columns, tuple(found))


def train(teacher: Teacher, sentences: Sequence[Sentence]) -> None:
    """Train a teacher on judged sentences, those of like length together."""
    teacher.train()
    groups = [{"params": teacher.encoder.layers.parameters(), "lr": RATE},
              {"params": teacher.head.parameters(), "lr": HEAD_RATE}]  # fmt: skip
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)
    steps = EPOCHS * (len(sentences) // SENTENCES_A_STEP + 1)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [RATE, HEAD_RATE], total_steps=steps, pct_start=0.06, cycle_momentum=False
    )
    chance = random.Random(SEED)
    ordered = sorted(sentences, key=lambda s: len(s.ids))
    batches = [ordered[i : i + SENTENCES_A_STEP] for i in range(0, len(ordered), SENTENCES_A_STEP)]
    for _ in range(EPOCHS):
        chance.shuffle(batches)
        for batch in batches:
            right = torch.tensor([value for s in batch for _, value in s.events])
            loss = nn.functional.mse_loss(teacher(batch), right)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            rate.step()
    teacher.eval()


def is_event(token: Token) -> bool:
    """Return whether a token may tell of an event: a verb, or a noun or adjective at the root."""
    verb = token.tag[:2] == "VB" and token.dep not in ("aux", "auxpass")
    return verb or (token.dep == "ROOT" and token.tag[:2] in ("NN", "JJ"))


@torch.no_grad()
def teach(teacher: Teacher, text: str, vocabulary: Vocabulary) -> list[tuple[int, float]]:
    """Return (offset, certainty) of the events of an article."""
    [analysis] = analyse([text])
    taught = []
    for number, span in enumerate(analysis.sentences):
        tokens = [t for t in analysis.tokens_in(span) if t.sentence == number and is_event(t)]
        sentence = sentence_of(span.text, [(t.start - span.start, 0.0) for t in tokens], vocabulary)
        if sentence is not None:
            scores = teacher([sentence]).tolist()
            taught += list(zip((t.start for t in tokens), scores, strict=True))
    return taught


def main() -> None:
    """Train the teacher and write what it says of the articles."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--uds", type=Path, required=True)
    ap.add_argument("--polnear", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    vocabulary = vocabulary_of_minilm()
    judged = []
    for one in read_sentences(args.uds / "train.jsonl", vocabulary):
        last = min(len(one.words), MOST_PIECES)
        seen = window(one.words, range(last), vocabulary)
        events = tuple((int(seen.first[w]), value) for w, value in one.targets if w < last)
        columns = (torch.from_numpy(c) for c in (seen.ids, seen.case, seen.quote))
        judged.append(Sentence(*columns, events))
    teacher = Teacher()
    train(teacher, [s for s in judged if s.events])
    paths = sorted((args.polnear / "train" / "text").glob("*.txt"))
    random.Random(SEED).shuffle(paths)
    taught = [teach(teacher, p.read_text(encoding="utf-8"), vocabulary) for p in paths[:ARTICLES]]
    np.savez_compressed(
        args.out,
        names=np.array([p.name for p in paths[:ARTICLES]]),
        article=np.array([n for n, some in enumerate(taught) for _ in some], dtype=np.int16),
        offset=np.array([at for some in taught for at, _ in some], dtype=np.int32),
        score=np.array([score for some in taught for _, score in some], dtype=np.float16),
    )


if __name__ == "__main__":
    main()
