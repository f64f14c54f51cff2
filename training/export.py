"""Write a checkpoint as the shipped files: `python -m training.export --checkpoint F --out DIR`.

int8 ONNX of the encoder with its word heads and of the linker, the tokenizer, and the card that
says what they are, from which data, with which figures. Of ONNX Runtime's fused operators only the
attention is used: the others gained nothing in int8.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional

from training.checkpoint import load, minilm_folder
from training.network import HEADS, HIDDEN, NAME_TAGS, Linker, Tagger

STATE_LAYERS = 5
"""So many of the last layers are given out, for the certainty head."""


class Attention(torch.autograd.Function):
    """ONNX Runtime's own attention, an eighth quicker than its parts; traced, never trained."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        batch, length, _width = query.shape

        def split(t: Tensor) -> Tensor:
            return t.view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(split(query), split(key), split(value))
        return seen.transpose(1, 2).reshape(batch, length, HIDDEN)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:
        name = "com.microsoft::MultiHeadAttention"
        return graph.op(name, query, key, value, num_heads_i=HEADS).setType(query.type())


class Exported(nn.Module):
    """The encoder and the heads that are used at run time, for one or two windows.

    Two windows stand one behind the other, the second from `half` on; only attention keeps them
    apart, so all else works on a larger matrix.
    """

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(
        self, ids: Tensor, case: Tensor, quote: Tensor, place: Tensor, first: Tensor, half: Tensor
    ) -> tuple[Tensor, ...]:
        tagger, border = self.tagger, half[0]

        def attend(*projected: Tensor) -> Tensor:
            left = Attention.apply(*(t[:, :border] for t in projected))
            right = Attention.apply(*(t[:, border:] for t in projected))
            return torch.cat([left, right], 1)

        x = tagger.encoder.embed(ids, case, quote, place)
        at, held = first.unsqueeze(-1).expand(-1, -1, HIDDEN), []
        for layer in tagger.encoder.layers:
            x = layer.after(x, attend(layer.query(x), layer.key(x), layer.value(x)))
            held.append(torch.gather(x, 1, at))
        words, states = held[-1], torch.cat(held[-STATE_LAYERS:], -1).half()
        return words, tagger.cue(words), tagger.name(words), states


def export_encoder(tagger: Tagger, path: Path) -> None:
    """Write the encoder graph with free numbers of pieces and words."""
    pieces, words = torch.ones(1, 12, dtype=torch.long), torch.ones(1, 7, dtype=torch.long)
    names = ["ids", "case", "quote", "place"]
    torch.onnx.export(
        Exported(tagger), (pieces, pieces, pieces, pieces, words, torch.tensor([5])), str(path),
        dynamo=False, input_names=[*names, "first", "half"],
        output_names=["hidden", "cue", "name", "states"], opset_version=17,
        dynamic_axes={
            **{n: {1: "pieces"} for n in names},
            **{n: {1: "words"} for n in ("first", "hidden", "cue", "name", "states")},
        },
    )  # fmt: skip


def export_linker(linker: Linker, path: Path) -> None:
    """Write the linker graph with free numbers of cues and words."""
    buckets = torch.ones(3, 7, dtype=torch.long)
    torch.onnx.export(
        linker, (torch.zeros(7, HIDDEN), torch.zeros(3, HIDDEN), buckets, buckets), str(path),
        dynamo=False, input_names=["words", "cue", "distance", "paragraph"],
        output_names=["tags"], opset_version=17,
        dynamic_axes={
            "words": {0: "words"}, "cue": {0: "cues"},
            **{n: {0: "cues", 1: "words"} for n in ("distance", "paragraph", "tags")},
        },
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Write an int8 copy of a graph: weights by channel, activations as they come."""
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "clean.onnx"
        quant_pre_process(str(source), str(clean), skip_symbolic_shape=True)
        quantize_dynamic(str(clean), str(target), weight_type=QuantType.QInt8, per_channel=True)


def main() -> None:
    """Write the shipped files and their card."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--card", type=Path, help="JSON with what the card says besides")
    ap.add_argument("--curve", type=Path, help="curve.jsonl, whose last line the card holds")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    tagger, linker = load(args.checkpoint)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "encoder.onnx"
        export_encoder(tagger, whole)
        quantise(whole, args.out / "encoder.onnx")
        export_linker(linker, whole)
        quantise(whole, args.out / "linker.onnx")
    shutil.copyfile(minilm_folder() / "tokenizer.json", args.out / "tokenizer.json")
    card = {"threshold": 0.4, "version": "interim", "calibration": {}}
    if args.card:
        card |= json.loads(args.card.read_text(encoding="utf-8"))
    if args.curve:
        last = args.curve.read_text(encoding="utf-8").splitlines()[-1]
        card |= {"figures_dev_before_int8": json.loads(last)}
    card |= {
        "name_tags": NAME_TAGS,
        "transitions": [[round(v, 6) for v in row] for row in linker.transitions.tolist()],
        "begin": [round(v, 6) for v in linker.begin.tolist()],
        "sha256": {
            p.name: hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(args.out.iterdir())
            if p.name != "card.json"
        },
    }
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (args.out / "card.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
