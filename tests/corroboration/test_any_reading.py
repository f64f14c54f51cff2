"""Whatever a reading holds, counting comes to an end with numbers that can be."""

import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))
from purport.corroboration.counting import count_roots
from purport.corroboration.members import Member
from purport.model.reading import Reading
from readings import readings


def members_of(number: int, reading: Reading):
    return [
        Member(f"{number}/{place}", claim, reading)
        for place, claim in enumerate(reading.claims)
        if claim.attribution.content
    ]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # readings take minutes to shrink
)
@given(st.lists(readings(), min_size=1, max_size=4))
def test_the_numbers_of_any_readings_can_be(some):
    unlike = {r.report.id: r for r in some}.values()
    members = [m for n, r in enumerate(unlike) for m in members_of(n, r)]
    count = count_roots(members)
    assert 0 <= count.roots_min <= count.roots_max
    assert count.roots_max <= count.voices_max
    assert count.roots_max <= len(members)
    assert (count.roots_max == 0) == (not members)
    assert count.lineage_unknown == sum(map(len, count.unknown))
    texts = {m.report.id: m.report.text for m in members}
    words = [q for r in count.roots for w in r.why for q in w.words]
    words += [q for k in count.links for q in k.evidence]
    assert all(texts[q.report][q.span.start : q.span.end] == q.span.text for q in words)
    assert count_roots(list(reversed(members))) == count
