"""Train who tells what: `python -m training.telling FOLDER… --out DIR [--seeds N] [--epochs N]`.

FOLDER  reports NAME.txt with gold NAME.json; each folder is one writer's. With --folds the
        network is trained on all folders but one and judged on that one, in turn; the figures of
        the rules on the same reports stand beside. DIR gets telling.npz, learnt from all.
--kept DIR keeps what was read of each folder, for another run.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.telling_data import Example, examples_of

LAYER = 384
MENTION, ITEM, PAIR, TRACK, LAST = 24, 48, 64, 48, 48
HEADS, STEPS, MEDIA = 2, 10, 9
DROPOUT = 0.35
JUDGED = (
    "voice", "voice by rules", "chain", "chain by rules", "evidence", "evidence by rules",
    "hops too many", "by rules too many",
)  # fmt: skip
RATE, DECAY, BATCH, WARM_UP = 1e-3, 1e-2, 4, 0.15
NO_HOP, A_MEDIUM, NO_RELEASER, A_RELEASER = 0.7, 1.4, 0.6, 2.0
"""Weights of the parts of the loss, set by hand: most claims without a chain have none, the gold
leaves some open."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An example as tensors."""

    example: Example
    mentions: Tensor
    looks: Tensor
    sentences: Tensor
    of_mentions: Tensor
    of_items: Tensor
    of_voices: Tensor
    of_pairs: Tensor
    of_sentences: Tensor
    shown: Tensor
    steps: Tensor
    rows: Tensor
    sentence_of: Tensor
    said: Tensor


def show(example: Example) -> Shown:
    """Return an example as tensors."""
    clues = example.clues
    states = torch.from_numpy(example.states[:, -LAYER:].astype(np.float32))
    padded = torch.cat([states, torch.zeros(1, LAYER)])
    sums = torch.cat([torch.zeros(1, LAYER), states.cumsum(0)])
    first, last = example.sentences[:, 0], example.sentences[:, 1] + 1
    means = (sums[last] - sums[first]) / torch.tensor((last - first).clip(min=1))[:, None]
    return Shown(
        example,
        torch.cat([padded[example.mentions], torch.zeros(1, LAYER)]),
        padded[example.looks],
        torch.cat([means, padded[example.carriers]], 1),
        torch.cat(
            [torch.from_numpy(clues.of_mentions), torch.zeros(1, clues.of_mentions.shape[1])]
        ),
        *(torch.from_numpy(a) for a in (clues.of_items, clues.of_voices, clues.of_pairs)),
        torch.from_numpy(clues.of_sentences),
        torch.from_numpy(clues.shown),
        torch.from_numpy(clues.steps),
        torch.from_numpy(clues.mention_row),
        torch.from_numpy(clues.sentence_of),
        torch.from_numpy(clues.said),
    )


class Network(nn.Module):
    """The network of purport.extraction.telling_network, to be trained."""

    def __init__(self, like: Shown) -> None:
        super().__init__()
        contexts, items = like.of_mentions.shape[1], like.of_items.shape[1]
        voices, pairs = like.of_voices.shape[1], like.of_pairs.shape[2]
        sentences, said = like.of_sentences.shape[1], like.said.shape[2]
        self.mention = nn.Linear(LAYER, MENTION)
        self.context = nn.Linear(contexts, MENTION, bias=False)
        self.look = nn.Linear(LAYER, MENTION)
        self.item = nn.Linear(4 * MENTION + items, ITEM)
        self.query = nn.Linear(ITEM, HEADS * MENTION)
        self.gate = nn.Linear(MENTION, HEADS)
        self.step = nn.Embedding(STEPS, HEADS)
        self.pair = nn.Linear((2 * HEADS + 1) * MENTION + ITEM + voices + pairs, PAIR)
        self.sentence = nn.Linear(2 * LAYER, MENTION)
        self.track = nn.GRU(
            2 * MENTION + 1 + sentences + said + voices, TRACK, bidirectional=True, batch_first=True
        )
        self.last = nn.Linear(PAIR + 2 * TRACK, LAST)
        self.out = nn.Linear(LAST, 3)
        self.nobody = nn.Linear(ITEM, 2)
        self.medium = nn.Linear(ITEM, MEDIA)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Shown) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores of (item, voice) for speaking, passing on, releasing; nobody; media."""
        drop = self.drop
        mentions = torch.tanh(self.mention(drop(x.mentions)) + self.context(x.of_mentions))
        looks = torch.tanh(self.look(drop(x.looks)))
        items, voices = x.of_pairs.shape[:2]
        item = torch.relu(self.item(torch.cat([looks.reshape(items, -1), x.of_items], 1)))
        shown = mentions[x.shown]
        asked = self.query(item).reshape(items, HEADS, MENTION)
        fit = torch.einsum("ihm,vkm->ivkh", asked, shown) / MENTION**0.5
        fit = (fit + self.gate(shown)[None] + self.step(x.steps)).masked_fill(
            (x.steps == 0)[..., None], -1e4
        )
        weight = torch.softmax(fit, 2) * (x.steps > 0)[..., None]
        seen = torch.einsum("ivkh,vkm->ivhm", weight, shown)
        alike = looks[:, 0][:, None, None] * seen

        def to_all(rows: Tensor, dim: int) -> Tensor:
            return rows.unsqueeze(dim).expand(items, voices, -1)

        together = torch.cat(
            [seen.flatten(2), alike.flatten(2), to_all(shown[:, 0], 0), to_all(item, 1),
             to_all(x.of_voices, 0), x.of_pairs], 2,
        )  # fmt: skip
        pair = torch.relu(self.pair(drop(together)))
        tracked, _ = self.track(drop(self._sentences(x, mentions[:-1])).transpose(0, 1))
        both = torch.cat([pair, tracked.transpose(0, 1)[x.sentence_of]], 2)
        scores = self.out(torch.relu(self.last(drop(both))))
        return scores, self.nobody(item), self.medium(drop(item))

    def _sentences(self, x: Shown, mentions: Tensor) -> Tensor:
        count, voices = x.said.shape[:2]
        sums = torch.zeros(count * voices, MENTION + 1).index_add(
            0, x.rows, torch.cat([mentions, torch.ones(len(mentions), 1)], 1)
        )
        mean = sums[:, :-1] / sums[:, -1:].clamp(min=1)
        own = torch.tanh(self.sentence(self.drop(x.sentences)))
        by_sentence = torch.cat([own, x.of_sentences], 1)
        by_both = [mean.reshape(count, voices, -1), sums[:, -1:].clamp(max=3), x.said]
        by_both[1] = by_both[1].reshape(count, voices, 1)
        return torch.cat(
            [by_sentence[:, None].expand(-1, voices, -1), x.of_voices[None].expand(count, -1, -1),
             *by_both], 2,
        )  # fmt: skip


def loss_of(network: Network, x: Shown) -> Tensor:
    """Return the mean loss of a report's claims and candidates."""
    example = x.example
    scores, nobody, media = network(x)
    total, count = torch.zeros(()), 0.0
    speaking = torch.log_softmax(torch.cat([scores[..., 0], nobody[:, :1]], 1), 1)
    for row, right in enumerate(example.speakers):
        if right is not None:
            total = total - torch.logsumexp(speaking[row, list(right) or [-1]], 0)
            count += 1
        hops = example.hops[row]
        if hops is not None:
            total, count = total + _hop_loss(scores[row, :, 1], hops, right or ()), count + 0.5
    first = len(example.speakers)
    releasing = torch.log_softmax(torch.cat([scores[..., 2], nobody[:, 1:]], 1), 1)
    for row, medium in enumerate(example.media, start=first):
        if medium >= 0:
            wanted = torch.tensor([medium])
            total = total + A_MEDIUM * functional.cross_entropy(media[row][None], wanted)
            count += 0.5
        if medium > 0:
            right = example.releasers[row - first]
            if right is None:
                total = total - NO_RELEASER * releasing[row, -1]
            elif right:
                lost = torch.logsumexp(releasing[row, list(right)], 0)
                total, count = total - A_RELEASER * lost, count + 1
    return total / max(count, 1.0)


def _hop_loss(scores: Tensor, hops: Sequence[Sequence[int]], speakers: Sequence[int]) -> Tensor:
    held = {v for hop in hops for v in hop} | set(speakers)
    others = [v for v in range(len(scores)) if v not in held]
    weight = 1.0 if hops else NO_HOP
    total = weight * functional.softplus(scores[others]).sum()
    for hop in hops:
        if hop:
            total = total + functional.softplus(-scores[list(hop)].max())
    return total


def train(examples: Sequence[Shown], epochs: int, seed: int) -> Network:
    """Return a network learnt from some examples."""
    torch.manual_seed(seed)
    shuffled = random.Random(seed)
    network = Network(examples[0])
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(examples) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, RATE, total_steps=steps + 1, pct_start=WARM_UP
    )
    order = list(range(len(examples)))
    for _ in range(epochs):
        shuffled.shuffle(order)
        for at in range(0, len(order), BATCH):
            optimiser.zero_grad()
            some = order[at : at + BATCH]
            torch.stack([loss_of(network, examples[k]) for k in some]).mean().backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.eval()


def judge(networks: Sequence[Network], examples: Sequence[Shown]) -> dict[str, str]:
    """Return what is right of the gold: by the networks, averaged, and by the rules."""
    right = dict.fromkeys(JUDGED, 0)
    of = dict.fromkeys(("voice", "chain", "evidence"), 0)
    with torch.no_grad():
        for x in examples:
            _judge(networks, x, right, of)
    return {name: f"{n}/{of.get(name.split()[0], '')}" for name, n in right.items()}


def _judge(
    networks: Sequence[Network], x: Shown, right: dict[str, int], of: dict[str, int]
) -> None:
    example = x.example
    outs = [network(x) for network in networks]
    scores, nobody, media = (torch.stack(part).mean(0) for part in zip(*outs, strict=True))
    best = torch.cat([scores[..., 0], nobody[:, :1]], 1).argmax(1).tolist()
    voices = scores.shape[1]
    hop = torch.sigmoid(scores[..., 1])
    by_rules, chains, told, released = example.rules
    of["voice"] += example.unfound[0]
    of["chain"] += example.unfound[1]
    for row, wanted in enumerate(example.speakers):
        if wanted is not None:
            of["voice"] += 1
            right["voice"] += best[row] in wanted if wanted else best[row] == voices
            right["voice by rules"] += by_rules[row] in wanted if wanted else by_rules[row] < 0
        hops = example.hops[row]
        if hops is None:
            continue
        held = {v for h in hops for v in h}
        got = {v for v in range(voices) if hop[row, v] >= 0.45} | {best[row]}
        right["hops too many"] += len(got - held - {best[row]})
        right["by rules too many"] += len(set(chains[row][:-1]) - held)
        if hops:
            of["chain"] += 1
            right["chain"] += all(got & set(h) for h in hops)
            right["chain by rules"] += all(set(chains[row]) & set(h) for h in hops)
    first = len(example.speakers)
    chance = torch.softmax(media, 1)[first:]
    from_whom = torch.cat([scores[..., 2], nobody[:, 1:]], 1)[first:].argmax(1).tolist()
    found = [
        (int(c[1:].argmax()) + 1, who)
        for c, who in zip(chance, from_whom, strict=True)
        if c[0] < 0.5
    ]
    rules = list(zip(told, released, strict=True))
    for medium, bearing in example.evidence:
        of["evidence"] += 1
        for name, some in (("evidence", found), ("evidence by rules", rules)):
            right[name] += any(
                m == medium and (bearing is None or who in bearing) for m, who in some
            )


def main() -> None:
    """Train, judge, write."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folders", type=Path, nargs="+")
    ap.add_argument("--out", type=Path)
    ap.add_argument("--kept", type=Path)
    ap.add_argument("--folds", type=Path, nargs="*", default=[])
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--seeds", type=int, default=1)
    asked = ap.parse_args()
    torch.set_num_threads(1)
    read = {folder: [show(e) for e in _read(folder, asked.kept)] for folder in asked.folders}
    for folder in asked.folds:
        others = [x for name, some in read.items() if name != folder for x in some]
        networks = [train(others, asked.epochs, seed) for seed in range(asked.seeds)]
        print(folder, judge(networks, read[folder]), flush=True)
    if asked.out:
        every = [x for some in read.values() for x in some]
        networks = [train(every, asked.epochs, seed) for seed in range(asked.seeds)]
        write(networks, asked.out)


def _read(folder: Path, kept: Path | None) -> list[Example]:
    path = kept / f"{'_'.join(folder.parts[1:])}.pkl" if kept else None
    if path and path.exists():
        return list(pickle.loads(path.read_bytes()))  # noqa: S301 - our own file
    found = list(examples_of([folder]))
    if path:
        path.write_bytes(pickle.dumps(found))
    return found


def write(networks: Sequence[Network], folder: Path) -> None:
    """Write the numbers of some networks, which are averaged when they are used."""
    arrays = {
        f"{number}.{name}": value.detach().numpy().astype(np.float16)
        for number, network in enumerate(networks)
        for name, value in network.state_dict().items()
    }
    np.savez(folder / "telling.npz", **arrays)


if __name__ == "__main__":
    main()
