"""Dev figures of a network: `python -m training.evaluate --checkpoint F --polnear DIR …`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from purport.extraction.decoding import Chain, best_tags, find_cues, link, settle
from purport.extraction.words import READING_PIECES, Vocabulary, spans_of, stretches, window
from training.batches import Example, cue_pairs, judged_examples, pad
from training.certainty import read_sentences
from training.checkpoint import load, vocabulary_of_minilm
from training.losses import scores_of
from training.network import Linker, Tagger
from training.polnear import Article, read_articles

Row = dict[str, float]


def predict(
    tagger: Tagger, linker: Linker, article: Article, vocabulary: Vocabulary, threshold: float
) -> list[dict[str, list[list[int]]]]:
    """Return an article's attributions as the scorer reads them."""
    chain = Chain.of(linker.transitions.tolist(), linker.begin.tolist())
    found = []
    for stretch in stretches(article.words, READING_PIECES):
        nothing = np.zeros(len(stretch), dtype=np.int64)
        paragraph = article.words.paragraph[stretch.start : stretch.stop]
        one = window(article.words, stretch, vocabulary)
        batch = pad([Example(one, paragraph, nothing, nothing, None, ())])
        scores = scores_of(tagger, batch)
        cues = find_cues(scores.cue[0].numpy(), threshold)
        pairs = cue_pairs(batch, [[(c.first, c.last) for c in cues]])
        if pairs is None:
            continue
        of_cue = pairs.cue @ scores.hidden[0]
        tags = linker(scores.hidden[0], of_cue, pairs.distance, pairs.paragraph)
        for a in settle(link(cues, *best_tags([tags.numpy()], chain)[0])):
            roles = {"cue": range(a.cue.first, a.cue.last + 1)}
            roles |= {"source": a.source, "content": a.content}
            found.append({k: _spans(article, stretch, v) for k, v in roles.items()})
    return found


def _spans(article: Article, stretch: range, numbers: Sequence[int]) -> list[list[int]]:
    found = spans_of(article.text, article.words, (stretch.start + i for i in numbers))
    return [[s.start, s.end] for s in found]


@torch.no_grad()
def attribution_figures(
    tagger: Tagger,
    linker: Linker,
    articles: Sequence[Article],
    vocabulary: Vocabulary,
    scorer: Path,
    gold: Path,
    out: Path,
    threshold: float,
) -> Row:
    """Return the scorer's F1s in per cent; the predictions stay in `out`."""
    with out.open("w", encoding="utf-8") as f:
        for a in articles:
            found = predict(tagger, linker, a, vocabulary, threshold)
            f.write(json.dumps({"doc": a.name, "attributions": found}) + "\n")
    command = [sys.executable, str(scorer), str(gold), str(out), "--json"]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    whole = figures["attributions"]
    row = {m: whole[m]["f1"] for m in ("content_exact", "content_soft", "who_what", "full")}
    row |= {kind: v["full"]["f1"] for kind, v in figures["kinds"].items()}
    row |= {"precision": whole["full"]["p"], "recall": whole["full"]["r"]}
    row |= {r: whole[f"{r}_accuracy_given_content"] for r in ("source", "cue")}
    return {k: round(100 * v, 2) for k, v in row.items()} | {"threshold": threshold}


@torch.no_grad()
def certainty_figures(tagger: Tagger, judged: Sequence[Example]) -> Row:
    """Return Pearson's r and the mean absolute error over judged events."""
    guess: list[float] = []
    right: list[float] = []
    for i in range(0, len(judged), 8):
        batch = pad(judged[i : i + 8])
        scores = scores_of(tagger, batch).certainty
        for r, e in enumerate(batch.examples):
            for word, label in e.judged:
                guess.append(float(scores[r, word]))
                right.append(label)
    r = float(np.corrcoef(guess, right)[0, 1])
    error = float(np.abs(np.array(guess) - np.array(right)).mean())
    return {"certainty_r": round(r, 4), "certainty_error": round(error, 4)}


def main() -> None:
    """Print the dev figures of a checkpoint at several thresholds."""
    ap = argparse.ArgumentParser(description=__doc__)
    for name in ("checkpoint", "polnear", "uds", "scorer"):
        ap.add_argument(f"--{name}", type=Path, required=True)
    ap.add_argument("--thresholds", type=float, nargs="+", default=[0.3, 0.4, 0.5])
    ap.add_argument("--out", type=Path, default=Path("runs/dev.jsonl"))
    args = ap.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    vocabulary = vocabulary_of_minilm()
    tagger, linker = load(args.checkpoint)
    gold = args.polnear / "dev"
    articles = read_articles(gold, vocabulary)
    for threshold in args.thresholds:
        print(
            attribution_figures(
                tagger, linker, articles, vocabulary, args.scorer, gold, args.out, threshold
            )
        )
    sentences = read_sentences(args.uds / "dev.jsonl", vocabulary)
    print(certainty_figures(tagger, judged_examples(sentences, vocabulary)))


if __name__ == "__main__":
    main()
