"""The network: one encoder, and on it the heads for cues, roles, names and certainty."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
PAIR = 192
# Without these bounds words and cues grow towards each other without end: after four epochs, scores
# went from 10 to 200 within three hundred steps, and all that was learnt was lost.
MOST_MATCH, MOST_SCORE = 8.0, 20.0
CUE_TAGS = ("O", "B", "I")
ROLE_TAGS = ("O", "B-source", "I-source", "B-content", "I-content")
NAME_KINDS = ("PERSON", "ORG", "GPE", "LOC", "NORP")
NAME_TAGS = ("O", *(f"{b}-{k}" for k in NAME_KINDS for b in "BI"))
DISTANCES = 41


class Layer(nn.Module):
    """One transformer layer, as BERT has it (normalised after each half)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.norm1, self.norm2 = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.after(x, seen.transpose(1, 2).reshape(batch, length, HIDDEN))

    def after(self, x: Tensor, seen: Tensor) -> Tensor:
        """Return what follows on attention."""
        x = self.norm1(x + self.dropout(self.out(seen)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 with two more input embeddings: letter case and quotation marks (from zero)."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.kind = nn.Embedding(2, HIDDEN)
        self.case, self.quote = nn.Embedding(4, HIDDEN), nn.Embedding(3, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quote.weight)

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor) -> Tensor:
        x = self.embed(ids, case, quote, torch.arange(ids.shape[1], device=ids.device))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def embed(self, ids: Tensor, case: Tensor, quote: Tensor, place: Tensor) -> Tensor:
        """Return the first layer's input for pieces at their places."""
        x = self.word(ids) + self.position(place) + self.kind.weight[0]
        return self.dropout(self.norm(x + self.case(case) + self.quote(quote)))

    def load_minilm(self, state: dict[str, Tensor]) -> None:
        """Take the weights of all-MiniLM-L6-v2."""
        names = {
            "word": "embeddings.word_embeddings",
            "position": "embeddings.position_embeddings",
            "kind": "embeddings.token_type_embeddings",
            "norm": "embeddings.LayerNorm",
        }
        parts = {
            "query": "attention.self.query", "key": "attention.self.key",
            "value": "attention.self.value", "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i in range(LAYERS):
            names |= {f"layers.{i}.{k}": f"encoder.layer.{i}.{v}" for k, v in parts.items()}
        own = self.state_dict()
        for ours, theirs in names.items():
            for end in ("weight", "bias"):
                if f"{ours}.{end}" in own:
                    own[f"{ours}.{end}"] = state[f"{theirs}.{end}"]
        self.load_state_dict(own)


@dataclass(frozen=True)
class Scores:
    """What the encoder's own heads give for each word (batch, words, …)."""

    hidden: Tensor
    cue: Tensor
    role: Tensor
    name: Tensor
    certainty: Tensor


class Tagger(nn.Module):
    """Encoder and word heads: which words are cues, names, and how certain an event is."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = nn.Dropout(0.1)
        self.cue = nn.Linear(HIDDEN, len(CUE_TAGS))
        self.role = nn.Linear(HIDDEN, len(ROLE_TAGS))
        self.name = nn.Linear(HIDDEN, len(NAME_TAGS))
        self.judge = nn.Sequential(nn.Linear(HIDDEN, PAIR), nn.ReLU(), nn.Linear(PAIR, 1))

    def forward(
        self, ids: Tensor, case: Tensor, quote: Tensor, first: Tensor, mask: Tensor
    ) -> Scores:
        x = self.encoder(ids, case, quote, mask)
        words = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, HIDDEN))
        h = self.dropout(words)
        return Scores(words, self.cue(h), self.role(h), self.name(h), self.judge(h).squeeze(-1))


class Linker(nn.Module):
    """The second look: given one cue, which words of its window are its source and its content."""

    def __init__(self) -> None:
        super().__init__()
        self.of_word, self.of_cue = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.word_gate, self.cue_gate = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.paragraph = nn.Embedding(5, PAIR)
        self.dropout = nn.Dropout(0.1)
        self.inner = nn.Linear(PAIR, PAIR)
        self.tags = nn.Linear(PAIR, len(ROLE_TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(ROLE_TAGS), len(ROLE_TAGS)))
        self.begin = nn.Parameter(torch.zeros(len(ROLE_TAGS)))

    def forward(self, words: Tensor, cue: Tensor, distance: Tensor, paragraph: Tensor) -> Tensor:
        """Return tag scores (cues, words, tags).

        `words` is (words, hidden) or (cues, words, hidden), `cue` (cues, hidden); `distance` and
        `paragraph` are bucket numbers (cues, words) of how far each word stands from the cue.
        """
        if words.dim() == 2:
            words = words.unsqueeze(0)
        cue = cue.unsqueeze(1)
        pair = self.of_word(words) + self.of_cue(cue) + self.distance(distance)
        match = _bounded(self.word_gate(words) * self.cue_gate(cue), MOST_MATCH)
        pair = pair + self.paragraph(paragraph) + match
        scores = self.tags(F.relu(self.inner(self.dropout(F.relu(pair)))))
        return _bounded(scores, MOST_SCORE)


def _bounded(x: Tensor, most: float) -> Tensor:
    """Return nearly the same where small, and never more than `most` to either side."""
    return most * torch.tanh(x / most)


def sequence_loss(linker: Linker, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
    """Return the negative log likelihood of each tag sequence (sequences,) under a linear chain.

    `scores` is (sequences, words, tags), `tags` and `mask` (sequences, words).
    """
    step, begin = linker.transitions, linker.begin
    right = scores.gather(2, tags.unsqueeze(-1)).squeeze(-1)
    gold = begin[tags[:, 0]] + right[:, 0]
    alpha = begin + scores[:, 0]
    for t in range(1, scores.shape[1]):
        keep = mask[:, t]
        gold = gold + torch.where(keep, right[:, t] + step[tags[:, t - 1], tags[:, t]], 0.0)
        ahead = torch.logsumexp(alpha.unsqueeze(2) + step, dim=1) + scores[:, t]
        alpha = torch.where(keep.unsqueeze(1), ahead, alpha)
    return torch.logsumexp(alpha, dim=1) - gold
