"""The day of publication: what counts as one, and what stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import BadDate
from purport.ingest import report_from_text
from purport.ingest.date import find_header_date, parse_date
from purport.settings import Settings

BODY = "The mayor said that the harbour would stay closed, and that the ferry had been moved."


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2022-05-19", "2022-05-19"),
        (" 2022-5-9 ", "2022-05-09"),
        ("20220519", "2022-05-19"),
        ("2022/05/19", "2022-05-19"),
        ("2022-05", "2022-05"),
        ("2022", "2022"),
        ("2022-05-19T23:30:00-05:00", "2022-05-19"),
        ("2022-05-19 08:15", "2022-05-19"),
        ("2022-05-19T08:15:00.123Z", "2022-05-19"),
        ("May 19, 2022", "2022-05-19"),
        ("Sept. 1 2021", "2021-09-01"),
        ("Thursday, 19th of May, 2022", "2022-05-19"),
        ("Thu, 19 May 2022 10:00:00 +0000", "2022-05-19"),
        ("May 19, 2022 at 10:32 a.m. EDT", "2022-05-19"),
        ("March 2024", "2024-03"),
        ("19.05.2022", "2022-05-19"),
        ("05/19/2022", "2022-05-19"),
        ("19/05/2022", "2022-05-19"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_dates_that_are_read(words, value):
    assert parse_date(words) == value


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("2022-02-31", "no date '2022-02-31'"),
        ("29 February 2023", "no date"),
        ("2022-13", "no date"),
        ("2022-00-10", "no date"),
        ("0000", "no date"),
        ("99999999", "no date"),
        ("03/04/2022", "two ways"),
        ("yesterday", "not a date"),
        ("May 19", "not a date"),
        ("2022-05-XX", "not a date"),
        ("2022-05-19 and later", "not a date"),
        ("", "not a date"),
        ("9" * 10000, "not a date"),
        ("٢٠٢٢-٠٥-١٩x", "not a date"),
    ],
)
def test_words_that_are_no_date(words, what):
    with pytest.raises(BadDate, match=what):
        parse_date(words)


@given(st.dates())
def test_every_day_is_read_in_every_form(day):
    iso = day.isoformat()
    assert parse_date(iso) == iso
    year = f"{day.year:04}"
    assert parse_date(f"{day:%d %B} {year}") == iso
    assert parse_date(f"{day:%A, %B} {day.day}, {year}") == iso
    assert find_header_date(f"Published: {day:%b} {day.day}, {year}\n\n{BODY}").value == iso


@given(st.text(), st.sampled_from(["", "Date: ", "Published: 2022-", "KYIV, May 1", "1 May 2"]))
def test_any_words_give_a_date_that_can_be_read_again_or_none(words, before):
    value = find_header_date(before + words).value
    assert value is None or parse_date(value) == value
    try:
        value = parse_date(before + words)
    except BadDate:
        return
    assert parse_date(value) == value


@pytest.mark.parametrize(
    "head",
    [
        " date 2022-05-19 Soldiers are said to be leaving.",
        "Date: 2022-05-19",
        "DATE: 19 May 2022\r",
        "Published: May 19, 2022",
        "Published on May 19, 2022",
        "Published: May 19, 2022 | Updated: May 21, 2022",
        "Posted Thursday, May 19, 2022 10:32 PM ET",
        "**Date:** 2022-05-19",
        "Date of publication: 19 May 2022. Harbour closed.",
        "19 May 2022",
        "Thursday, May 19, 2022",
        "By Ada Moor | May 19, 2022 | Eastbay",
        "2022-05-19T07:00Z",
        "2022-05-19: The harbour is closed.",
        "2022-05-19 The harbour is closed.",
        "KYIV, May 19, 2022 (Reuters) - The harbour is closed.",
        "NEW YORK, May 19, 2022 /PRNewswire/ -- The harbour is closed.",
        "ST. LOUIS, Mo., 19 May 2022 — The harbour is closed.",
    ],
)
@pytest.mark.parametrize("before", ["", "\n\n", "Harbour closed\n\nBy Ada Moor\n"])
def test_headers_that_are_read(head, before):
    if before.startswith("Harbour") and head.startswith(("2022-05-19:", "2022-05-19 The")):
        before = "\n"
    assert find_header_date(f"{before}{head}\n\n{BODY}").value == "2022-05-19"


@pytest.mark.parametrize(
    "head",
    [
        "On May 19, 2022, the harbour was closed.",
        "May 19, 2022 was the day on which the harbour was closed.",
        "2022-05-19 was a dark day.",
        "Released on May 19, 2022, the film was a failure.",
        "Published in 2019, the book says so.",
        "Date night was a failure in May 2022.",
        "Dated furniture sold in 2022",
        "Updated: May 19, 2022",
        "The report, published May 19, 2022, says so.",
        "2022",
        "Copyright 2022 Eastbay News",
        "Mayor Lind, May 19, 2022 - a portrait of a year",
    ],
)
def test_prose_is_no_header(head):
    assert find_header_date(f"{head}\n\n{BODY}").value is None


def test_a_date_far_down_is_no_header():
    assert find_header_date(f"{BODY}\n" * 8 + "Published: May 19, 2022").value is None


@pytest.mark.parametrize(
    ("head", "warning"),
    [
        ("Date: 2022-02-31", "there is no date '2022-02-31'"),
        ("Published: February 30, 2022", "no date 'February 30, 2022'"),
        ("Date: 03/04/2022", "two ways"),
        ("Date: last Tuesday", "'last Tuesday', is not one that can be read"),
        ("KYIV, May 19 (Reuters) - The harbour is closed.", "May 19 without a year"),
        ("KYIV, February 31, 2022 (Reuters) - The harbour is closed.", "no date"),
    ],
)
def test_a_header_that_cannot_be_right_is_a_warning(head, warning):
    found = find_header_date(f"{head}\n\n{BODY}")
    assert found.value is None
    assert warning in found.warning


def test_the_argument_goes_before_the_header_and_the_text_stays_as_it_is():
    text = f"Date: 2022-05-19\r\n\r\n{BODY}"
    report, _ = report_from_text(text, published="2021-01-02T10:00Z", settings=Settings())
    assert (report.published, report.published_from) == ("2021-01-02", "argument")
    report, _ = report_from_text(text, settings=Settings())
    assert (report.published, report.published_from) == ("2022-05-19", "header")
    assert report.text == text
    report, _ = report_from_text(BODY, settings=Settings())
    assert (report.published, report.published_from) == (None, "unknown")


def test_an_impossible_argument_is_refused_even_where_the_header_is_right():
    with pytest.raises(BadDate) as caught:
        report_from_text(f"Date: 2022-05-19\n{BODY}", published="2022-02-31", settings=Settings())
    assert caught.value.where == "published"


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("HARBOUR COURT, 14 November 2023\n\n", "2023-11-14"),
        ("CALL NOTES — Lannic Mining, first quarter, 3 May 2022\n\n", "2022-05-03"),
        ("RADIO LANNIC, “The Hour”, 3 May 2022. A conversation with the mayor.\n\n", "2022-05-03"),
        ("COAST INSTITUTE, LANNIC -- 3 May 2022. It has heard of it.\n\n", "2022-05-03"),
        ("FOR RELEASE\nMay 3, 2022, Port Lannic\n\n", "2022-05-03"),
        ("May 3, 2022, was a Tuesday\n\n", None),
        ("No One Asks\nSummary — 13 August 2021\n\n", "2021-08-13"),
        ("Posted on 2 October 2021 by Wim\n\n", "2021-10-02"),
        ("Geneva (May 3, 2024)\n\n", "2024-05-03"),
        ("Press briefing, 3 May 2024, 14:00\n\n", "2024-05-03"),
        ("He was born in Kyiv, 3 May 1950\n\n", None),
        ("The flood of 14 June 1972\n\n", None),
        ("They met on Tuesday, 3 May 2022\n\n", None),
    ],
)
def test_a_heading_may_end_in_the_date(head, value):
    assert find_header_date(head + BODY).value == value
