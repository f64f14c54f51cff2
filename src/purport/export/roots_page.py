"""Groups and their roots as one self-contained web page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from purport.export.html_page import page_css, page_environment
from purport.export.roots_picture import WIDTH_PX, RootsPicture, lay_out_roots
from purport.export.roots_wording import (
    access_words,
    figure_values,
    history_lines,
    link_words,
    quoted,
    rating_words,
    reason_words,
    roots_words,
    voices_words,
)
from purport.model.group import Group
from purport.model.report import Report


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as a page shows it: its picture, and its numbers in words."""

    group: Group
    picture: RootsPicture
    roots: str
    voices: str | None
    figures: tuple[str, ...]
    history: tuple[str, ...]
    rating: str


def roots_page(groups: Sequence[Group], reports: Mapping[str, Report], version: str) -> str:
    """Return a page of groups, each with its picture, rules, links and words.

    Args:
        groups: the groups, in the order of the page.
        reports: their reports by id.
        version: the version of purport, for the foot of the page.
    """
    style = Markup(page_css("tokens", "page", "roots"))  # noqa: S704 - our own files
    title = groups[0].claim if len(groups) == 1 else f"{len(groups)} claims and their roots"
    return (
        _room()
        .get_template("roots.html.j2")
        .render(
            views=[view_of(g, reports) for g in groups],
            title=title,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            version=version,
        )
    )


def view_of(group: Group, reports: Mapping[str, Report]) -> GroupView:
    """Return a group as a page shows it."""
    return GroupView(
        group,
        lay_out_roots(group, reports),
        roots_words(group),
        voices_words(group),
        tuple(figure_values(group)),
        tuple(history_lines(group)),
        rating_words(group.rating),
    )


def with_roots(room: Environment) -> Environment:
    """Return a room of templates in which groups can be shown as well."""
    room.globals["roots_width"] = WIDTH_PX
    room.filters["access"] = access_words
    room.filters["link"] = link_words
    room.filters["reason"] = reason_words
    room.filters["words"] = quoted
    return room


@lru_cache(maxsize=1)
def _room() -> Environment:
    return with_roots(page_environment())
