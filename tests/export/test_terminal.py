import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from rich.console import Console

from purport.export.terminal import PLAIN, STYLED, explain_view, terminal_view
from purport.export.wording import reported
from readings import readings


def shown(view, columns=100, **settings):
    console = Console(file=io.StringIO(), width=columns, **settings)
    console.print(view)
    return "\n".join(line.rstrip() for line in console.file.getvalue().split("\n"))


@pytest.mark.parametrize("columns", [80, 100])
def test_the_planted_reading(planted, golden, columns):
    view = shown(terminal_view(planted, reported(planted), PLAIN), columns)
    assert all(len(line) <= columns for line in view.split("\n"))
    golden(f"planted.{columns}.txt", view)


def test_why_in_words(planted, golden):
    golden("planted.explain.txt", shown(explain_view(planted, planted.claims)))


def test_signs_stand_around_the_words_where_there_are_no_styles(planted):
    view = " ".join(shown(terminal_view(planted, planted.claims, PLAIN)).split())
    assert "{1 The dam above Orlec is ~apparently~ days from failing}" in view
    assert "*a video* on Thursday 🌊 that _~is said to~ show_ {2 water coming" in view
    assert "{3 “{4 the left side moves}, <script>" in view
    assert "{5 “We _were told_,”} _said_ *Ana Kovač, the mayor*, {5… “{6 that nobody" in view
    assert "{8 “is nothing,” 7}" in view  # the two claims cross, so a brace says which it closes


def test_styles_are_four_without_any_colour(planted):
    view = terminal_view(planted, planted.claims, STYLED)
    coloured = shown(view, force_terminal=True, color_system="standard")
    plain = shown(view, force_terminal=True, color_system="standard", no_color=True)
    assert re.search(r"\x1b\[1;36ma video\x1b\[0m", coloured)
    assert re.search(r"\x1b\[1ma video\x1b\[0m", plain)
    assert re.search(r"\x1b\[4msaid\x1b\[0m", plain)
    assert re.search(r"\x1b\[3mapparently\x1b\[0m", plain)
    assert re.search(r"\x1b\[1m{1 \x1b\[0m", plain)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", plain)


def test_a_table_row_says_who_through_whom_what_how_sure_and_when(planted):
    lines = shown(terminal_view(planted, reported(planted), PLAIN)).split("\n")
    begin = next(i for i, line in enumerate(lines) if line.startswith(" 6 "))
    row = " ".join(" ".join(lines[begin : begin + 3]).split())
    for part in ("not named", "← Ana Kovač", "said that nobody", "denied · hypothetical",
                 "the 20th = 2024-03-20"):  # fmt: skip
        assert part in row


def test_what_is_left_out_is_told(planted):
    assert "6 claims; 2 attitudes not shown" in shown(
        terminal_view(planted, reported(planted), PLAIN)
    )
    everything = shown(terminal_view(planted, planted.claims, PLAIN))
    assert "8 claims" in everything
    assert "not shown" not in everything


@given(readings())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_reading_can_steer_the_terminal(reading):
    claims = [c for c in {c.id: c for c in reading.claims}.values() if c.attribution.content]
    for ink in (PLAIN, STYLED):
        view = shown(terminal_view(reading, claims, ink)) + shown(explain_view(reading, claims))
        view.encode("utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", view)
