"""Train the network: `python -m training.train --polnear DIR --uds DIR --scorer F --out DIR`.

Writes a checkpoint after each epoch (`last.pt`), takes it up again where it was stopped, and adds
a line of figures for each epoch to `curve.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_

from purport.extraction.words import Ints, Vocabulary, stretches
from training.batches import Batch, Example, article_examples, judged_examples, shuffled
from training.certainty import read_sentences
from training.checkpoint import load, new_network, vocabulary_of_minilm
from training.evaluate import attribution_figures, certainty_figures
from training.losses import attribution_loss, certainty_loss
from training.names import silver_names
from training.network import Linker, Tagger
from training.polnear import Article, read_articles

ENCODER_RATE, HEAD_RATE, DECAY = 2e-4, 1e-3, 0.01
# A step whose gradient is this many times the usual one is left out: with Adam's own defaults, two
# runs lost everything they had learnt within fifty steps (docs/why/attribution.md).
BETAS, EPSILON, WILD = (0.9, 0.98), 1e-6, 6.0
WARM_SHARE, LEAST_RATE = 0.05, 0.02
WINDOWS_A_STEP, JUDGED_WINDOWS_A_STEP = 8, 10
REPORT_EVERY_STEPS = 20


@dataclass(frozen=True)
class Course:
    """What is trained on: articles with their silver names, and windows of judged events."""

    articles: Sequence[Article]
    names: Sequence[Ints]
    judged: Sequence[Example]
    vocabulary: Vocabulary
    seed: int

    def epoch(self, number: int) -> list[Batch]:
        """Return an epoch's batches; they depend on its number and the seed alone."""
        rng = random.Random(self.seed * 1000 + number)
        examples = [
            e
            for a, n in zip(self.articles, self.names, strict=True)
            for e in article_examples(a, n, self.vocabulary, rng)
        ]
        return list(shuffled(examples, WINDOWS_A_STEP, rng))

    def judged_batches(self, number: int) -> Iterator[Batch]:
        """Yield batches of judged events without end, in an order of the epoch's own."""
        rng = random.Random(self.seed * 1000 + number)
        while True:
            yield from shuffled(list(self.judged), JUDGED_WINDOWS_A_STEP, rng)

    def steps_an_epoch(self) -> int:
        """Return about how many steps an epoch takes."""
        windows = sum(len(stretches(a.words, offset=80)) for a in self.articles)
        return windows // WINDOWS_A_STEP + 1


@dataclass(frozen=True)
class Learner:
    """The network with its optimiser and its schedule."""

    tagger: Tagger
    linker: Linker
    optimiser: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR
    sizes: deque[float] = field(default_factory=lambda: deque(maxlen=100))

    @classmethod
    def new(cls, network: tuple[Tagger, Linker], steps: int, scale: float = 1.0) -> Learner:
        """Return a learner of a network, whose rates fall from `scale` to nothing over `steps`."""
        tagger, linker = network
        named = list(tagger.named_parameters())
        body = [p for n, p in named if n.startswith("encoder") and p.requires_grad]
        heads = [p for n, p in named if not n.startswith("encoder")] + list(linker.parameters())
        groups = [{"params": body, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
        optimiser = torch.optim.AdamW(groups, betas=BETAS, eps=EPSILON, weight_decay=DECAY)

        def rate(step: int) -> float:
            warm = min(1.0, (step + 1) / (WARM_SHARE * steps))
            wave = 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
            return scale * warm * max(LEAST_RATE, wave)

        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
        return cls(tagger, linker, optimiser, schedule)

    def step(self, batch: Batch, judged: Batch | None) -> dict[str, float]:
        """Learn from a batch, and return the parts of its loss."""
        loss, parts = attribution_loss(self.tagger, self.linker, batch)
        if judged is not None:
            certain = certainty_loss(self.tagger, judged)
            parts["certainty"] = float(certain.detach())
            loss = loss + certain
        self.optimiser.zero_grad()
        loss.backward()
        weights = [p for g in self.optimiser.param_groups for p in g["params"]]
        parts["gradient"] = size = float(clip_grad_norm_(weights, 1.0))
        self.sizes.append(size)
        if size < WILD * float(np.median(self.sizes)):
            self.optimiser.step()
        else:
            print(f"a gradient of {size:.1f} was left out", flush=True)
        self.schedule.step()
        return parts

    def save(self, path: Path, epoch: int) -> None:
        """Write a checkpoint; the one before stays until the new one is whole."""
        names = ("tagger", "linker", "optimiser", "schedule")
        state = {n: getattr(self, n).state_dict() for n in names} | {"epoch": epoch}
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def load(self, path: Path) -> int:
        """Take up a checkpoint, and return the number of epochs it has behind it."""
        state = torch.load(path, weights_only=True)
        for name in ("tagger", "linker", "optimiser", "schedule"):
            getattr(self, name).load_state_dict(state[name])
        return int(state["epoch"])


def train_epoch(
    learner: Learner, course: Course, number: int, judged_every: int
) -> dict[str, float]:
    """Return the mean parts of the loss over an epoch."""
    learner.tagger.train()
    learner.linker.train()
    seen: dict[str, list[float]] = {}
    batches = course.epoch(number)
    judged = course.judged_batches(number)
    began_s = time.time()
    for step, batch in enumerate(batches, 1):
        now_judged = next(judged) if step % judged_every == 0 else None
        for name, value in learner.step(batch, now_judged).items():
            seen.setdefault(name, []).append(value)
        if step % REPORT_EVERY_STEPS == 0:
            means = {k: round(float(np.mean(v[-REPORT_EVERY_STEPS:])), 4) for k, v in seen.items()}
            print(f"epoch {number + 1} step {step}/{len(batches)}", means, flush=True)
    means = {f"loss_{k}": round(float(np.mean(v)), 4) for k, v in seen.items()}
    return means | {"seconds": round(time.time() - began_s)}


def read_course(polnear: Path, uds: Path, seed: int, limit: int | None) -> Course:
    """Return the training data of the two folders."""
    vocabulary = vocabulary_of_minilm()
    articles = read_articles(polnear / "train", vocabulary)[:limit]
    names = silver_names([a.text for a in articles], [a.words for a in articles])
    sentences = read_sentences(uds / "train.jsonl", vocabulary)
    return Course(articles, names, judged_examples(sentences, vocabulary), vocabulary, seed)


def main() -> None:
    """Train, with a checkpoint and dev figures after each epoch."""
    ap = argparse.ArgumentParser(description=__doc__)
    for name in ("polnear", "uds", "scorer", "out"):
        ap.add_argument(f"--{name}", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--schedule-epochs", type=int, help="epochs over which the rates fall")
    ap.add_argument("--init", type=Path, help="begin with this checkpoint's network, a new cycle")
    ap.add_argument("--scale", type=float, default=1.0, help="of the rates, for a new cycle")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument(
        "--judged-every", type=int, default=4, help="steps from one UDS batch to the next"
    )
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--threshold", type=float, default=0.4)
    ap.add_argument("--limit", type=int, help="articles to train on, for a trial")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    course = read_course(args.polnear, args.uds, args.seed, args.limit)
    dev = read_articles(args.polnear / "dev", course.vocabulary)
    judged_dev = judged_examples(
        read_sentences(args.uds / "dev.jsonl", course.vocabulary), course.vocabulary
    )
    network = load(args.init) if args.init else new_network()
    steps = course.steps_an_epoch() * (args.schedule_epochs or args.epochs)
    learner = Learner.new(network, steps, args.scale)
    saved = args.out / "last.pt"
    first = learner.load(saved) if saved.exists() else 0
    for number in range(first, args.epochs):
        row: dict[str, float] = {"epoch": number + 1} | train_epoch(
            learner, course, number, args.judged_every
        )
        learner.tagger.eval()
        learner.linker.eval()
        row |= attribution_figures(
            learner.tagger, learner.linker, dev, course.vocabulary, args.scorer,
            args.polnear / "dev", args.out / "dev.jsonl", args.threshold,
        )  # fmt: skip
        row |= certainty_figures(learner.tagger, judged_dev)
        with (args.out / "curve.jsonl").open("a", encoding="utf-8") as f:
            f.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)
        learner.save(saved, number + 1)


if __name__ == "__main__":
    main()
