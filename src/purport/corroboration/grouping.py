"""The same claim across reports: claims and decisions → groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from purport.corroboration.assertions import Assertion
from purport.corroboration.candidates import keys_of, pairs_of
from purport.corroboration.edges import find_edges, parts
from purport.corroboration.embedding import Vectors, shipped_embedding
from purport.corroboration.grouped import GroupedClaims, describe
from purport.corroboration.pair_model import shipped_pair_model
from purport.corroboration.regrouping import regroup, with_rulings
from purport.corroboration.rulings import read_rulings
from purport.corroboration.sketches import number_of, sketch
from purport.corroboration.updating import Updated, update_groups
from purport.model.decision import Decision

__all__ = ["GroupedClaims", "Updated", "group_claims", "update_groups"]


def group_claims(
    assertions: Sequence[Assertion],
    decisions: Iterable[Decision] = (),
    vectors: Vectors | None = None,
) -> tuple[GroupedClaims, ...]:
    """Return the groups of some claims, those of most reports first; each claim is in one group.

    Args:
        assertions: the claims; their order makes no difference.
        decisions: what people ruled; "same-claim", "merge" and "split" count here.
        vectors: the vectors of the claims' cores in the same order; None has them made.
    """
    order = sorted(range(len(assertions)), key=lambda i: number_of(assertions[i].id))
    ordered = [assertions[i] for i in order]
    if vectors is None:
        made = shipped_embedding().vectors(a.core for a in ordered)
    else:
        made = vectors[order]
    sketches = sketch(ordered, made)
    rulings, model = read_rulings(decisions), shipped_pair_model()
    edges = find_edges(sketches, *pairs_of(*keys_of(sketches), len(sketches)), model)
    together = with_rulings(edges, rulings, sketches)
    by_row = dict(enumerate(ordered))
    grouped = regroup(sketches, parts(together, len(sketches)), rulings, model)
    found = [group for part in grouped for group in describe(part, by_row)]
    return tuple(sorted(found, key=lambda g: (-len(g.reports), g.id)))
