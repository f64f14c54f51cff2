"""A group's reports folding into its roots, drawn as a tree in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from purport.export.controls import harmless
from purport.export.roots_wording import (
    access_words,
    figure_values,
    history_lines,
    interval,
    link_words,
    quoted,
    rating_words,
    reason_words,
    report_name,
    roots_words,
    voices_words,
)
from purport.export.terminal import excerpt
from purport.export.wording import counted
from purport.model.group import Group, Link, Reason, Root
from purport.model.report import Report

_ROOT, _QUIET = Style(bold=True, color="cyan"), Style(dim=True)
_AGAINST = Style(color="red")
_WORDS_SHOWN = 3


def roots_table(groups: Sequence[Group]) -> Table:
    """Return a table of groups: how many roots, in how many reports, and what is claimed."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("id", no_wrap=True)
    table.add_column("roots", justify="right", no_wrap=True)
    table.add_column("reports", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("claim", ratio=5, overflow="fold")
    table.add_column("roots by name", ratio=3, overflow="fold")
    for group in groups:
        table.add_row(
            group.id,
            interval(group.roots_min, group.roots_max),
            str(len(group.reports)),
            group.status,
            _claim(group),
            Text("; ".join(harmless(r.name) for r in group.roots) or "unknown", _QUIET),
        )
    return table


def roots_tree(group: Group, reports: Mapping[str, Report], *, explain: bool) -> RenderableType:
    """Return one group: its interval, and each root with the reports that go back to it.

    Args:
        group: the group.
        reports: its reports by id, for their publishers and days.
        explain: whether to give the rules, and the words that each thing rests on.
    """
    tree = Tree(Text.assemble((harmless(group.claim), "bold")), guide_style=_QUIET)
    for root in group.roots:
        _add_root(tree, root, group, reports, explain=explain)
    for knot in group.unknown:
        label = "lineage unknown" if len(knot) == 1 else "a knot that reaches no origin"
        branch = tree.add(Text(label, _QUIET))
        for report in knot:
            leaf = branch.add(Text(harmless(report_name(report, reports))))
            _add_links(leaf, report, group, reports, explain=explain)
    return Lines(_head(group), "", tree, *_foot(group, explain=explain))


def _claim(group: Group) -> Text:
    text = Text(excerpt(group.claim))
    if group.contradicted_by:
        text.append(f"\ncontradicted by {', '.join(group.contradicted_by)}", _AGAINST)
    return text


def _head(group: Group) -> Text:
    line = Text.assemble(
        (roots_words(group), _ROOT),
        f" in {counted(len(group.reports), 'report', 'reports')} · {group.status}",
        (f" · {group.id}", _QUIET),
    )
    behind = voices_words(group)
    if behind is not None:
        line.append(f"\n{behind}", _QUIET)
    if group.contradicted_by:
        line.append(f"\ncontradicted by {', '.join(group.contradicted_by)}", _AGAINST)
    return line


def _foot(group: Group, *, explain: bool) -> list[RenderableType]:
    lines = [f"figures · {harmless(words)}" for words in figure_values(group)]
    lines += [f"history · {harmless(words)}" for words in history_lines(group)]
    lines.append(f"Admiralty code · {rating_words(group.rating)}")
    if explain:
        reasons = (*group.why, *group.rating.why)
        lines += [f"why · {harmless(reason_words(r))}" for r in reasons]
    return ["", Text("\n".join(lines), _QUIET)]


def _add_root(
    tree: Tree, root: Root, group: Group, reports: Mapping[str, Report], *, explain: bool
) -> None:
    branch = tree.add(
        Text.assemble((harmless(root.name), _ROOT), (f"  {access_words(root)}", _QUIET))
    )
    if explain:
        for reason in root.why:
            _add_reason(branch, reason)
    for report in root.reports:
        leaf = branch.add(Text(harmless(report_name(report, reports))))
        _add_links(leaf, report, group, reports, root=root.id, explain=explain)


def _add_links(
    leaf: Tree,
    report: str,
    group: Group,
    reports: Mapping[str, Report],
    *,
    root: str | None = None,
    explain: bool,
) -> None:
    """Add how a report goes back to others, and, where it is explained, to its root."""
    for link in group.links:
        if link.start != report or (link.end == root and not explain):
            continue
        if link.end != root and link.end not in reports and link.end not in group.reports:
            continue
        leaf.add(_link(link, reports, explain=explain))


def _link(link: Link, reports: Mapping[str, Report], *, explain: bool) -> Text:
    direct = link.end.startswith("root:")
    text = Text("names this source" if direct else link_words(link), _QUIET)
    if not direct:
        text.append(f" {harmless(report_name(link.end, reports))}", Style())
    text.append(f"  {link.type} {link.score:.2f}", _QUIET)
    if link.decided_by is not None:
        text.append(f", decided by {harmless(link.decided_by)}", _QUIET)
    if explain:
        for words in link.evidence[:_WORDS_SHOWN]:
            text.append(f"\n“{excerpt(quoted(words))}”", Style(italic=True))
    return text


def _add_reason(branch: Tree, reason: Reason) -> None:
    leaf = branch.add(Text(harmless(reason_words(reason)), _QUIET))
    for words in reason.words[:_WORDS_SHOWN]:
        leaf.add(Text(f"“{excerpt(quoted(words))}”  {words.report}", Style(italic=True)))
