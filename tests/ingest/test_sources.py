"""Paths, folders, patterns and standard input, and the ids of what comes of them."""

from hashlib import sha256
from pathlib import Path

import pytest

from purport.errors import (
    BadDate,
    EmptyFolder,
    EmptyInput,
    MissingFile,
    UnknownFormat,
    UsageError,
)
from purport.ingest import Overrides, read_sources, report_from_text
from purport.ingest.format import detect_format
from purport.settings import Settings

TEXT = "The mayor said that the bridge, which had been closed, would be opened on Friday."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of reports, some in folders below it, which is also the current one."""
    for name in ("b.txt", "a.TXT", "sub/c.md", ".hidden/d.txt", ".e.txt", "f.png", "sub/g.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_is_read_exactly(receive_bytes):
    data = (
        b"\xef\xbb\xbf date 2022-05-19 " + TEXT.encode() + b"\r\n\r\n\xe2\x80\x9cNo.\xe2\x80\x9d "
    )
    item = receive_bytes("my report.v2.txt", data)
    assert item.report.text == data[3:].decode()
    assert item.report.sha256 == sha256(data).hexdigest()
    assert (item.report.id, item.report.published) == ("my report.v2", "2022-05-19")
    assert item.report.published_from == "header"
    assert (item.report.title, item.report.language) == (None, "en")
    assert (item.error, item.warnings) == (None, ())


def test_a_folder_gives_its_known_files_in_order(folder, receive):
    items = receive(folder)
    names = [Path(i.where).relative_to(folder).as_posix() for i in items]
    assert names == ["a.TXT", "b.txt", "sub/c.md"]
    assert [i.report.id for i in items] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [("*.txt", ["b"]), ("**/*.md", ["c"]), ("[ab].*", ["a", "b"]), ("sub/?.md", ["c"])],
)
def test_a_pattern_gives_the_files_that_match(folder, receive, pattern, ids):
    assert [i.report.id for i in receive(pattern)] == ids
    assert [i.report.id for i in receive(folder / pattern)] == ids


def test_a_file_whose_name_looks_like_a_pattern_is_read(folder, receive):
    (folder / "[1].txt").write_text(TEXT, "utf-8")
    assert receive("[1].txt")[0].report.id == "[1]"


@pytest.mark.parametrize("pattern", ["*.csv", "nothing/*", "**x", "[", "a**/*b", "//[/*"])
@pytest.mark.usefixtures("folder")
def test_a_pattern_without_a_match_is_an_error(receive, pattern):
    (item,) = receive(pattern)
    assert type(item.error) is MissingFile


@pytest.mark.usefixtures("folder")
def test_a_batch_goes_on_past_what_cannot_be_read(receive):
    items = receive("none.txt", "b.txt", "sub/g.yaml", "a.TXT", "")
    assert [i.error and i.error.code for i in items] == [
        "missing-file", None, "unknown-format", None, "missing-file",
    ]  # fmt: skip
    assert [i.where for i in items] == ["none.txt", "b.txt", "sub/g.yaml", "a.TXT", ""]
    assert [i.report is None for i in items] == [i.error is not None for i in items]


def test_a_folder_without_reports_is_an_error(tmp_path, receive):
    (tmp_path / "x.png").write_bytes(b"\x89PNG")
    (item,) = receive(tmp_path)
    assert type(item.error) is EmptyFolder
    assert item.error.where == str(tmp_path)


def test_standard_input_is_known_by_its_words(receive):
    (item,) = receive("-", stdin=TEXT.encode())
    assert item.where == "standard input"
    assert item.report.id == "text-" + sha256(TEXT.encode()).hexdigest()[:12]
    (item,) = receive("-", stdin=TEXT.encode(), id="mine", published="2024", title="T", url="u:")
    assert (item.report.id, item.report.published, item.report.title, item.report.url) == (
        "mine", "2024", "T", "u:",
    )  # fmt: skip


def test_standard_input_may_be_a_table_or_a_page(receive):
    rows = f'{{"text": "{TEXT}"}}\n' * 2
    items = receive("-", stdin=rows.encode())
    assert [(i.where, i.report.id) for i in items] == [
        ("standard input:1", "row-1"), ("standard input:2", "row-2"),
    ]  # fmt: skip
    body = f"<!doctype html><html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    (item,) = receive("-", stdin=body.encode())
    assert "<" not in item.report.text


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b" \n<!DOCTYPE HTML>", "page"),
        (b"<!-- saved from url -->\n<html>", "page"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', "page"),
        ("<html>".encode("utf-16"), "page"),
        (b'{"id": 1, "text": "x"}\n{', "jsonl"),
        (b"\xef\xbb\xbfid;text\n", "csv"),
        (b"text\nof a poem", "text"),
        (b"{braces} of text: none", "text"),
        (b"<b>Strong</b> words", "text"),
        (b"The text, its title, and its date", "text"),
        (b"", "text"),
    ],
)
def test_a_format_is_known_by_the_first_line(data, form):
    assert detect_format(data) == form


def test_a_file_without_a_known_name_is_known_by_its_words(receive_bytes):
    assert receive_bytes("report.news", TEXT.encode()).report.text == TEXT
    assert receive_bytes("table", f'id,text\nx,"{TEXT}"\n'.encode()).report.id == "x"


def test_html_named_as_text_is_read_as_it_is_with_a_warning(receive_bytes):
    item = receive_bytes("a.txt", f"<html><p>{TEXT}</p></html>".encode())
    assert item.report.text.startswith("<html>")
    assert "looks like HTML" in item.warnings[0]


def test_data_that_is_no_prose_is_refused_by_its_name(receive_bytes):
    assert type(receive_bytes("a.json", b'{"text": "x"}').error) is UnknownFormat


def test_ids_that_are_taken_are_made_distinct(tmp_path, receive):
    for number, name in enumerate(["1/a.txt", "2/a.txt", "3/a-2.txt", "4/a.txt"]):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(f"{TEXT} {number}", "utf-8")
    items = receive(tmp_path)
    assert [i.report.id for i in items] == ["a", "a-2", "a-2-2", "a-3"]
    assert [len(i.warnings) for i in items] == [0, 1, 1, 1]
    assert "the id a-2 was taken; this report has the id a-2-2" in items[2].warnings
    assert receive(tmp_path) == items


def test_an_empty_call_and_a_bad_day_are_refused_before_anything_is_read(receive):
    with pytest.raises(UsageError):
        receive()
    with pytest.raises(BadDate) as caught:
        receive("none.txt", published="2022-02-31")
    assert caught.value.where == "published"


def test_nothing_is_read_before_it_is_asked_for(tmp_path):
    path = tmp_path / "a.txt"
    stream = read_sources([str(path)], overrides=Overrides(), settings=Settings(), stdin=None)
    path.write_text(TEXT, "utf-8")
    assert next(stream).report.text == TEXT


def test_a_string_is_a_report_like_a_file():
    report, warnings = report_from_text(TEXT, id="x", publisher="P", settings=Settings())
    assert (report.id, report.publisher, report.text, warnings) == ("x", "P", TEXT, ())
    assert report.sha256 == sha256(TEXT.encode()).hexdigest()
    with pytest.raises(EmptyInput):
        report_from_text(" \n", settings=Settings())


@pytest.mark.parametrize(
    ("name", "data", "original"),
    [
        ("a.txt", b"\xef\xbb\xbf" + TEXT.encode() + b"\r\n", None),
        ("a.html", f"<html><article><p>{TEXT}</p><p>{TEXT}</p></article></html>".encode(), None),
        ("a.csv", f'id,text\nx,"{TEXT}"\n'.encode("utf-16"), TEXT.encode()),
        ("a.jsonl", f'{{"text": "{TEXT} \\u201cNo\\u201d"}}\n'.encode(), f"{TEXT} “No”".encode()),
    ],
)
def test_the_bytes_as_they_came_are_handed_on(receive_bytes, name, data, original):
    item = receive_bytes(name, data)
    assert item.original == (data if original is None else original)
    assert item.report.sha256 == sha256(item.original).hexdigest()
