"""Fit the claim head: `python -m training.claim_head FOLDER … [--writers N …] [--out DIR]`.

FOLDER  reports with gold, as benchmarks.reports takes them: NAME.txt and NAME.json. Folders with
        the same number in --writers are left out together when figures are cross-validated.
DIR     where acts.npz and card.json go; without it only the cross-validated figures are printed.

Each gold claim gives the claim that the reading has for it, and once more the claim with the gold's
own spans. A field that the gold leaves open is not taught, but for two faint hints: an open act is
rather "states", an open status rather "unknown" where the rules say so too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.reports import gold_of
from numpy.typing import NDArray

import purport
from purport.extraction.acts import claim_act
from purport.extraction.analysis import Analysis, analyse
from purport.extraction.certainty_head import buckets, number_of
from purport.extraction.claim_features import Ruled, report_features
from purport.extraction.claim_head import ACTS, FILE, STATUSES
from purport.extraction.claims import times_in
from purport.extraction.clauses import read_clause
from purport.extraction.header import blank_header
from purport.extraction.status import STANDING, claim_status
from purport.extraction.voice_grammar import Grammar, index_grammar
from purport.model.claim import Attribution
from purport.model.reading import Reading
from purport.model.span import Span

BUCKETS, STRENGTH, STEPS = 32768, 0.2, 60
OPEN_ACT, OPEN_STATUS, GOLD_SPANS = 0.04, 0.05, 0.5
"""Weights of an act left open, a status left open, a claim by gold spans; a plain one weighs 1."""
LIKE, HELD, LONGEST = 0.5, 0.8, 4
_WORD = re.compile(r"\w+")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taught:
    """A gold claim as an example; `strings` are none where the reading has no claim for it.

    `act` and `status` are None where the gold leaves them open; `ruled` are the rules' answers,
    `weight` how much the example counts, `read` whether its spans are the reading's.
    """

    writer: int
    strings: frozenset[str] | None
    act: str | None
    status: str | None
    ruled: tuple[str | None, str | None]
    weight: float = 1.0
    read: bool = True


def read_examples(folders: Sequence[Path], writers: Sequence[int]) -> list[Taught]:
    """Return the gold claims of folders of reports as examples."""
    examples = []
    for folder, writer in zip(folders, writers, strict=True):
        pairs = list(gold_of([folder]))
        readings = purport.read_many(report for _, report in pairs)
        for (gold, _), reading in zip(pairs, readings, strict=True):
            examples += [replace(one, writer=writer) for one in examples_of(gold, reading)]
    return examples


def examples_of(gold: Json, reading: Reading) -> Iterator[Taught]:
    """Yield the examples that one report gives."""
    body = blank_header(reading.report.text)
    [analysis] = analyse([body])
    grammar = index_grammar(body, analysis)
    numbers = {claim.id: number for number, claim in enumerate(reading.claims)}
    ruled = [
        ruled_claim(grammar, analysis, reading, c.attribution, numbers.get(c.parent or ""))
        for c in reading.claims
    ]
    strings = report_features(analysis, ruled, reading.report.published)
    for one in gold["claims"]:
        asked = (one.get("act") or None, one.get("status") or None)
        number = matching(body, one["content"], reading)
        if number is None:
            yield Taught(0, None, *asked, (None, None))
        else:
            answers = (ruled[number].act[0], ruled[number].status[0])
            yield Taught(0, strings[number], *asked, answers)
        alike = with_gold_spans(body, one)
        if number is not None and alike.content == ruled[number].attribution.content:
            continue
        again = ruled_claim(grammar, analysis, reading, alike, None)
        [found] = report_features(analysis, [again], reading.report.published)
        yield Taught(0, found, *asked, (again.act[0], again.status[0]), GOLD_SPANS, read=False)


def ruled_claim(
    grammar: Grammar,
    analysis: Analysis,
    reading: Reading,
    attribution: Attribution,
    parent: int | None,
) -> Ruled:
    """Return a claim as the rules leave it, as purport.extraction.claims makes it."""
    clause = read_clause(attribution, analysis)
    times = times_in(reading.times, attribution.content)
    act, status = (
        claim_act(grammar, attribution),
        claim_status(clause, times, reading.report.published),
    )
    return Ruled(attribution, clause.event if clause else None, act, status, parent, times)


def with_gold_spans(text: str, gold: Json) -> Attribution:
    """Return the attribution that a gold claim describes."""

    def spans(value: Any) -> tuple[Span, ...]:
        pairs = value if value and isinstance(value[0], list) else [value] if value else []
        return tuple(Span.of(text, *pair) for pair in pairs)

    return Attribution(
        tuple(Span.of(text, *pair) for pair in placed(text, gold["content"])),
        spans(gold.get("cue")),
        spans(gold.get("source")),
        gold.get("kind") or "indirect",
    )


def placed(text: str, content: str | list[list[int]]) -> list[list[int]]:
    """Return a gold content as offsets; it may be given by its words."""
    if not isinstance(content, str):
        return content
    start = text.index(content)
    return [[start, start + len(content)]]


def matching(text: str, content: str | list[list[int]], reading: Reading) -> int | None:
    """Return the number of the claim that holds a gold content, or None.

    It holds it where the words of both are alike to one half (Jaccard), or where it has eight of
    ten of the gold's words and is not four times as long.
    """
    wanted = _words(text, placed(text, content))
    best, found = 0.0, None
    for number, claim in enumerate(reading.claims):
        has = _words(text, [[s.start, s.end] for s in claim.attribution.content])
        both = len(wanted & has)
        like = both / max(1, len(wanted | has))
        long_enough = both >= HELD * len(wanted) and len(has) <= LONGEST * len(wanted)
        if both and like > best and (like >= LIKE or long_enough):
            best, found = like, number
    return found


def _words(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    return {s + m.start() for s, e in spans for m in _WORD.finditer(text[s:e])}


def fit(
    examples: Sequence[Taught], field: str, answers: Sequence[str]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return what each bucket says for each answer, and where each answer begins."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [(one, *_lesson(one, field)) for one in examples if one.strings is not None]
    rows = [row for row in rows if row[2] > 0]
    found = [buckets(map(number_of, one.strings or ()), BUCKETS) for one, _, _ in rows]
    at = np.repeat(np.arange(len(found)), list(map(len, found)))
    columns = np.concatenate(found)
    table = csr_matrix((np.ones(len(columns)), (at, columns)), (len(found), BUCKETS))
    model = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=1e-3)
    model.fit(table, [label for _, label, _ in rows], [weight for _, _, weight in rows])
    order = [list(model.classes_).index(answer) for answer in answers]
    return model.coef_[order].T.astype(np.float32), model.intercept_[order].astype(np.float32)


def _lesson(one: Taught, field: str) -> tuple[str, float]:
    """Return what an example teaches of a field, and how much it counts."""
    label = one.act if field == "act" else one.status
    if label is not None:
        return label, one.weight
    if field == "act":
        return "states", OPEN_ACT * one.weight
    return "unknown", OPEN_STATUS * one.weight * (one.ruled[1] == "unknown")


def cross_validate(examples: Sequence[Taught]) -> Iterator[str]:
    """Yield figures for each writer, by heads that were fitted on the others."""
    for field, answers in (("act", ACTS), ("status", STATUSES)):
        totals = np.zeros(5, dtype=int)
        for writer in sorted({one.writer for one in examples}):
            tables = fit([one for one in examples if one.writer != writer], field, answers)
            held = [one for one in examples if one.writer == writer and one.read]
            right = np.sum([judged(one, field, answers, tables) for one in held], axis=0)
            totals += right
            yield f"{field}, writer {writer}: {_figures(right)}"
        yield f"{field}, all: {_figures(totals)}"


def judged(
    one: Taught,
    field: str,
    answers: Sequence[str],
    tables: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> tuple[int, int, int, int, int]:
    """Return whether rules and head are right and the gold says; else whether the head is silent.

    "states" and "unknown" count as silence; the last number is 1 where the gold is open.
    """
    said = None
    if one.strings is not None:
        row = buckets(map(number_of, one.strings), len(tables[0]))
        said = answers[int((tables[0][row].sum(0) + tables[1]).argmax())]
        if field == "status" and one.strings & {f"srule=planned|{rule}" for rule in STANDING}:
            said = "planned"
    gold, rules = (one.act, one.ruled[0]) if field == "act" else (one.status, one.ruled[1])
    if gold is not None:
        return rules == gold, said == gold, 1, 0, 0
    return 0, 0, 0, said in ("states", "unknown"), said is not None


def _figures(right: NDArray[Any]) -> str:
    rules, head, count, silent, left_open = (int(n) for n in right)
    share = 100 / max(1, count)
    return (
        f"rules {rules}/{count} {share * rules:.1f} %, head {head}/{count} {share * head:.1f} %; "
        f"of {left_open} left open {silent} states or unknown"
    )


def write_head(examples: Sequence[Taught], out: Path) -> None:
    """Write the head and its card into a folder."""
    act, act_bias = fit(examples, "act", ACTS)
    status, status_bias = fit(examples, "status", STATUSES)
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out / FILE,
        act=act.astype(np.float16),
        act_bias=act_bias,
        status=status.astype(np.float16),
        status_bias=status_bias,
    )
    card = {
        "name": "purport claim head",
        "what": "act and status of a claim: two softmax regressions on hashed strings",
        "data": "reports with gold by writers who never saw the program; invented events",
        "claims": sum(one.read for one in examples),
        "acts": sum(one.read and one.act is not None for one in examples),
        "statuses": sum(one.read and one.status is not None for one in examples),
        "sha256": {FILE: hashlib.sha256((out / FILE).read_bytes()).hexdigest()},
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Print cross-validated figures; write the head where a folder is given."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("folders", type=Path, nargs="+")
    ap.add_argument("--writers", type=int, nargs="+", help="for each folder who wrote it: a number")
    ap.add_argument("--out", type=Path)
    args = ap.parse_args()
    writers = args.writers or list(range(len(args.folders)))
    if len(writers) != len(args.folders):
        ap.error("--writers: one number for each folder")
    examples = read_examples(args.folders, writers)
    if len(set(writers)) > 1:
        for line in cross_validate(examples):
            print(line, flush=True)
    if args.out:
        write_head(examples, args.out)


if __name__ == "__main__":
    main()
