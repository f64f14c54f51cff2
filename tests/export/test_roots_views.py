"""A group in a terminal, as a picture and as a page: everything shown, nothing that steers."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from rich.console import Console

from purport.export.roots_page import roots_page
from purport.export.roots_picture import lay_out_roots
from purport.export.roots_tree import roots_table, roots_tree
from purport.export.trends_view import blocks, trends_page, trends_table
from purport.model.group import Figure, FigureValue, Group, Link, Quotation, Reason, Root
from purport.model.report import Report
from purport.model.span import Span
from purport.model.theme import Period, Theme

EVIL = '<script>alert("x")</script>\x1b[2J\u202e'
WORDS = Quotation("a", Span(0, 6, "police"))
WHY = Reason("statement", "it is said", (WORDS,))
GROUP = Group(
    "g1",
    f"the mill burned {EVIL}",
    "happened",
    ("c1", "c2", "c3"),
    ("a", "b", "c"),
    1,
    2,
    1,
    1,
    2,
    roots=(Root("root:c1", f"police {EVIL}", access="statement", reports=("a", "b"), why=(WHY,)),),
    links=(
        Link("k1", "b", "a", "wire-copy", 0.7, (WORDS,)),
        Link("k2", "a", "root:c1", "common-source", 0.9, (WORDS,), "Ann"),
    ),
    contradicted_by=("g2",),
    figures=(Figure("people", (FigureValue("12", "police"), FigureValue("19", "hospital"))),),
    unknown=(("c",),),
    why=(Reason("lineage unknown", "c names no origin"),),
)
REPORTS = {
    "a": Report("a", "", "police", publisher=f"Far Wire {EVIL}", published="2024-03-04"),
    "b": Report("b", "", "x", publisher="Sava Post", published="2024-03-05"),
}


def text_of(*views):
    console = Console(width=120, file=None, force_terminal=False)
    with console.capture() as shown:
        for view in views:
            console.print(view)
    return shown.get()


def test_the_tree_holds_every_report_root_and_number():
    text = text_of(roots_tree(GROUP, REPORTS, explain=False))
    for words in ("1 to 2 independent roots", "police", "Far Wire", "Sava Post, 2024-03-05",
                  "lineage unknown", "has its words from", "12 (police), 19 (hospital)",
                  "contradicted by g2"):  # fmt: skip
        assert words in text
    assert "it is said" not in text


def test_explained_it_opens_on_rules_and_words():
    text = text_of(roots_tree(GROUP, REPORTS, explain=True))
    for words in ("statement: it is said", "“police”", "decided by Ann", "c names no origin"):
        assert words in text


def test_a_terminal_is_not_steered():
    text = text_of(roots_table([GROUP]), roots_tree(GROUP, REPORTS, explain=True))
    assert "\x1b[2J" not in text
    assert "\u202e" not in text


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_the_page_is_whole_and_runs_nothing():
    page = roots_page([GROUP], REPORTS, "9.9")
    tags = Tags()
    tags.feed(page)
    names = [t for t, _ in tags.seen]
    assert "script" not in names
    assert not [a for _, attrs in tags.seen for a in attrs if a.startswith("on")]
    assert not re.search(r'(?:src|href)="https?:', page)
    assert "default-src 'none'" in page
    assert names.count("rect") == 3 + 2
    assert "&lt;script&gt;" in page


def test_the_picture_leads_every_report_to_where_it_has_it_from():
    picture = lay_out_roots(GROUP, REPORTS)
    assert [b.id for b in picture.reports] == ["a", "b", "c"]
    assert {b.id for b in picture.roots} == {"root:c1", "unknown:c"}
    assert sorted(c.type for c in picture.curves) == [
        "common-source",
        "through",
        "unknown",
        "wire-copy",
    ]
    tops = [b.y for b in picture.reports]
    assert tops == sorted(set(tops))
    assert picture.height >= max(tops)


def test_no_box_lies_on_another():
    roots = tuple(Root(f"root:{n}", f"voice {n}", reports=("a",)) for n in range(12))
    group = Group("g", "c", "happened", (), ("a",), 1, 12, 0, 1, 12, roots=roots)
    heights = sorted(b.y for b in lay_out_roots(group, REPORTS).roots)
    assert all(b - a >= 30 for a, b in pairwise(heights))


ROW = Theme(
    f"Orlec {EVIL}", (), 9, 1, 2, (Period("2024-03-04", 8, 1, 1), Period("2024-03-18", 1, 1, 1))
)


def test_trends_show_an_echo():
    text = text_of(trends_table([ROW]))
    assert "█▁" in text.replace(" ", "")
    assert "\x1b[2J" not in text


def test_the_page_of_trends_draws_a_bar_for_reports_and_one_for_roots():
    page = trends_page([ROW], "9.9")
    assert page.count('class="reports-bar"') == page.count('class="roots-bar"') == 2
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("values", "most", "shown"), [([0, 1, 8], 8, " ▁█"), ([2], 1, "█"), ([], 0, "")]
)
def test_blocks(values, most, shown):
    assert blocks(values, most) == shown
