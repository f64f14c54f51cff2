"""Fit the certainty head on an encoder: `python -m training.certainty_head --weights DIR …`.

DIR holds the exported encoder, as training.export writes it; certainty.npz is written there. The
encoder is not trained: run this after every change of it. UDS-IH2 and a part of PolNeAR are read
as purport reads reports (int8, windows of several sentences), so the head sees what it will see.
PolNeAR has no certainties of its own: its labels are what a teacher gave (training/labels).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import lsqr
from torch import Tensor, nn

from purport.extraction.analysis import analyse
from purport.extraction.certainty_features import event_features
from purport.extraction.certainty_head import FILE, buckets, event_states, number_of
from purport.extraction.tagger import Tagger
from training.certainty import plain_text

SENTENCES_A_TEXT = 6
BUCKETS, PLAIN_BUCKETS, UNITS, RIDGE = 16384, 65536, 160, 30.0
STATES_LEFT_OUT, STRINGS_LEFT_OUT, UNITS_LEFT_OUT = 0.3, 0.4, 0.15
EVENTS_A_STEP, RATE, DIRECTIONS = 384, 2e-3, 96
PLAIN_SAY = 0.2
"""How much the regression on strings says in the end: flat from 0.15 to 0.3 on dev."""

Floats = NDArray[np.float32]
Text = tuple[str, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Events:
    """Events as the head sees them, and their certainties; numbers stand for `strings`."""

    states: Floats
    strings: tuple[tuple[int, ...], ...]
    certainty: Floats


def uds_texts(path: Path) -> Iterator[Text]:
    """Yield neighbouring sentences of UDS-IH2 as texts, with (offset, certainty) of events."""
    with path.open(encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    for at in range(0, len(rows), SENTENCES_A_TEXT):
        text, events = "", []
        for row in rows[at : at + SENTENCES_A_TEXT]:
            sentence, starts = plain_text(row["text"].split(" "))
            for target in row["targets"]:
                offset = len(text) + starts[target["span1"][0]]
                events.append((offset, float(target["label"])))
            text += sentence + "\n"
        yield text[:-1], events


def polnear_texts(folder: Path, labels: Path) -> Iterator[Text]:
    """Yield articles with the offsets and certainties that a teacher gave their events."""
    with np.load(labels, allow_pickle=False) as held:
        names, article, offset, score = (held[n] for n in ("names", "article", "offset", "score"))
    for number, name in enumerate(names):
        here = article == number
        pairs = zip(offset[here].tolist(), score[here].tolist(), strict=True)
        yield (folder / "train" / "text" / str(name)).read_text(encoding="utf-8"), list(pairs)


def read_events(texts: Sequence[Text], tagger: Tagger) -> Events:
    """Return the events of texts as the head will see them in a reading."""
    states, strings, certainty = [], [], []
    for (text, events), analysis in zip(texts, analyse(t for t, _ in texts), strict=True):
        tagged = tagger.tag(text)
        starts = np.array([t.start for t in analysis.tokens])
        for offset, value in events:
            index = max(0, int(starts.searchsorted(offset, side="right")) - 1)
            found = {number_of(s) for s in event_features(analysis, index)}
            states.append(event_states(tagged, analysis, index))
            strings.append(tuple(sorted(found)))
            certainty.append(value)
    return Events(np.array(states), tuple(strings), np.array(certainty, dtype=np.float32))


def fit_plain(events: Events) -> tuple[Floats, float]:
    """Return the weights of a ridge regression on the strings, and the mean that it adds to."""
    mean = float(events.certainty.mean())
    found = [buckets(numbers, PLAIN_BUCKETS) for numbers in events.strings]
    rows, columns = np.repeat(np.arange(len(found)), list(map(len, found))), np.concatenate(found)
    table = csr_matrix((np.ones(len(rows)), (rows, columns)), (len(found), PLAIN_BUCKETS))
    weights = lsqr(table, events.certainty - mean, damp=RIDGE**0.5, iter_lim=200)[0]
    return weights.astype(np.float32), mean


class Net(nn.Module):
    """One layer over states and hashed strings, with dropout on both, and a sum of its units."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.states = nn.Linear(inputs, UNITS)
        self.strings = nn.Embedding(BUCKETS + 1, UNITS, padding_idx=BUCKETS, sparse=True)
        nn.init.normal_(self.strings.weight, std=0.02)
        self.strings.weight.data[BUCKETS] = 0
        self.out = nn.Linear(UNITS, 1)

    def forward(self, states: Tensor, strings: Tensor) -> Tensor:
        scale = 1.0
        if self.training:
            left_out = torch.rand(strings.shape) < STRINGS_LEFT_OUT
            strings = strings.masked_fill(left_out, BUCKETS)
            scale = 1 / (1 - STRINGS_LEFT_OUT)
        states = nn.functional.dropout(states, STATES_LEFT_OUT, self.training)
        units = torch.relu(self.states(states) + self.strings(strings).sum(1) * scale)
        return self.out(nn.functional.dropout(units, UNITS_LEFT_OUT, self.training)).squeeze(-1)


def fit_net(states: Tensor, strings: Tensor, certainty: Tensor, epochs: int, seed: int) -> Net:
    """Return a net fitted to standardised states."""
    torch.manual_seed(seed)
    net = Net(states.shape[1]).train()
    dense = [p for name, p in net.named_parameters() if name != "strings.weight"]
    optimisers = [
        torch.optim.AdamW(dense, lr=RATE, weight_decay=0.01),
        torch.optim.SparseAdam([net.strings.weight], lr=RATE),
    ]
    steps = epochs * (len(states) // EVENTS_A_STEP)
    rates = [
        torch.optim.lr_scheduler.OneCycleLR(o, RATE, total_steps=steps + 1, cycle_momentum=False)
        for o in optimisers
    ]
    for _ in range(epochs):
        order = torch.randperm(len(states))
        for at in range(0, len(order) - EVENTS_A_STEP + 1, EVENTS_A_STEP):
            some = order[at : at + EVENTS_A_STEP]
            loss = ((net(states[some], strings[some]) - certainty[some]) ** 2).mean()
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()
            for moving in (*optimisers, *rates):
                moving.step()
    return net.eval()


def padded(strings: Sequence[tuple[int, ...]]) -> Tensor:
    """Return the buckets of strings as a table, short rows filled up."""
    table = np.full((len(strings), max(map(len, strings))), BUCKETS, dtype=np.int64)
    for row, numbers in zip(table, strings, strict=True):
        found = buckets(numbers, BUCKETS)
        row[: len(found)] = found
    return torch.from_numpy(table)


def fit_head(judged: Events, taught: Events, epochs: int, seeds: int) -> dict[str, Floats]:
    """Return the head's numbers: several nets side by side, and the regression on strings."""
    states = np.concatenate([judged.states, taught.states])
    middle, spread = states.mean(0), states.std(0) + 1e-5
    states -= middle
    states /= spread
    strings = padded([*judged.strings, *taught.strings])
    certainty = torch.from_numpy(np.concatenate([judged.certainty, taught.certainty]))
    nets = [fit_net(torch.from_numpy(states), strings, certainty, epochs, s) for s in range(seeds)]
    plain, mean = fit_plain(judged)
    say = 1 / (1 + PLAIN_SAY)
    with torch.no_grad():
        weights = np.concatenate([n.states.weight.numpy() for n in nets]) / spread
        bias = np.concatenate([n.states.bias.numpy() for n in nets]) - weights @ middle
        table = np.concatenate([n.strings.weight[:BUCKETS].numpy() for n in nets], 1)
        out = np.concatenate([n.out.weight[0].numpy() for n in nets]) * say / seeds
        start = float(np.mean([n.out.bias.item() for n in nets]))
    slim = slimmed(weights.T, table, bias, judged)
    return slim | {
        "out": out.astype(np.float32),
        "plain": (plain * PLAIN_SAY * say).astype(np.float32),
        "mean": np.float32(start * say + mean * PLAIN_SAY * say),
    }


def slimmed(weights: Floats, table: Floats, bias: Floats, events: Events) -> dict[str, Floats]:
    """Return what units sum up, in the few directions in which the sums of events differ."""
    strings = np.array([table[buckets(numbers, BUCKETS)].sum(0) for numbers in events.strings])
    sums = events.states @ weights + strings
    middle = sums.mean(0)
    directions = np.linalg.svd(np.cov(sums.T))[0][:, :DIRECTIONS]
    return {
        "states": (weights @ directions).astype(np.float16),
        "strings": (table @ directions).astype(np.float16),
        "spread": directions.T.astype(np.float32),
        "bias": (bias + middle - middle @ directions @ directions.T).astype(np.float32),
    }


def note_digest(weights: Path) -> None:
    """Write the head's digest into the card of its folder."""
    path = weights / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["sha256"][FILE] = hashlib.sha256((weights / FILE).read_bytes()).hexdigest()
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Write the head into the folder of weights, and print r on the dev part."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--weights", type=Path, required=True)
    ap.add_argument("--uds", type=Path, required=True)
    ap.add_argument("--polnear", type=Path, required=True)
    ap.add_argument(
        "--labels", type=Path, default=Path(__file__).parent / "labels" / "certainty_polnear.npz"
    )
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--seeds", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(1)
    tagger = Tagger(args.weights)
    judged = read_events(list(uds_texts(args.uds / "train.jsonl")), tagger)
    taught = read_events(list(polnear_texts(args.polnear, args.labels)), tagger)
    head = fit_head(judged, taught, args.epochs, args.seeds)
    np.savez_compressed(args.weights / FILE, **head)
    note_digest(args.weights)
    print(f"{len(judged.certainty)} judged and {len(taught.certainty)} taught events: {FILE}")


if __name__ == "__main__":
    main()
