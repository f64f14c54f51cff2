"""Tables: a report a row, and bad rows that do not stop the others."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import (
    BadRow,
    BadTable,
    EmptyInput,
    InputTooLarge,
    NotEnglish,
    PurportError,
    WrongEncoding,
)
from purport.ingest.table import read_table
from purport.settings import Settings

TEXT = "The mayor said that the bridge, which had been closed, would be opened on Friday."
HEADER = "id,url,publisher,title,date,text\r\n"


def rows(data, form="csv", max_row_chars=10_000):
    data = data.encode() if isinstance(data, str) else data
    stream = io.BytesIO(data)
    return list(read_table(stream, form, "t", max_row_chars=max_row_chars, max_nesting=50))


def shape(found):
    """Return each row's line with its id, or with the class of its error."""
    return [
        (int(r.place), type(r.content) if isinstance(r.content, PurportError) else r.content.id)
        for r in found
    ]


def test_all_columns_of_csv(receive_bytes):
    line = f'b-1,https://x.example/1,Post,"Bridge, again",2024-03-14,"{TEXT}"\r\n'
    item = receive_bytes("b.csv", (HEADER + line).encode())
    report = item.report
    assert (report.id, report.url, report.publisher) == ("b-1", "https://x.example/1", "Post")
    assert (report.title, report.published, report.published_from) == (
        "Bridge, again", "2024-03-14", "metadata",
    )  # fmt: skip
    assert report.text == TEXT
    assert item.where.endswith("b.csv:2")


def test_all_columns_of_json_lines(receive_bytes):
    row = {"id": 7, "url": "https://x.example/1", "publisher": None, "date": 2024, "text": TEXT}
    report = receive_bytes("b.jsonl", json.dumps({**row, "other": [1, {"x": 2}]}).encode()).report
    assert (report.id, report.url, report.publisher, report.published) == (
        "7", "https://x.example/1", None, "2024",
    )  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_only_text_must_be_there_and_columns_may_stand_in_any_order(delimiter):
    data = delimiter.join(["TEXT ", "x", "Id"]) + "\n" + delimiter.join(["He said so", "1", "a"])
    assert shape(rows(data)) == [(2, "a")]


def test_a_row_without_an_id_is_named_by_its_line():
    assert shape(rows("text\nOne\n\nTwo\n")) == [(2, "t-2"), (4, "t-4")]


def test_line_ends_and_spaces_within_a_text_stay_as_they_are():
    (row,) = rows('text\r\n" one\r\n\r\ntwo\nthree\rfour "\r\n')
    assert row.content.text == " one\r\n\r\ntwo\nthree\rfour "


def test_marks_of_encoding_are_read():
    for data in (b"\xef\xbb\xbf" + b"id,text\n1,\xc3\xa9", "id,text\n1,é".encode("utf-16")):
        (row,) = rows(data)
        assert (row.content.id, row.content.text) == ("1", "é")


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.text(st.characters(categories=["L", "N"]), min_size=1),
                "text": st.text(
                    st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1
                ).filter(str.strip),
            }
        ),
        min_size=1,
    )
)
def test_what_is_written_as_a_table_comes_back(written):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, ["id", "text"])
    writer.writeheader()
    writer.writerows(written)
    lines = "\n".join(json.dumps(row) for row in written)
    for found in (rows(out.getvalue()), rows(lines, "jsonl")):
        assert [{"id": r.content.id, "text": r.content.text} for r in found] == written


def test_bad_rows_of_csv_are_named_by_line_and_the_rest_goes_on():
    data = (
        "id,text\n"
        "1,one\n"
        "2\n"  # too few cells
        '3,"three"x\n'  # a quotation mark that closes too early
        "4,four,five\n"  # too many cells
        "5,five,\n"  # an empty one at the end does no harm
        "6,\xff\n"
        '7,"sev\nen"\n'
        '8,"eight\n'  # never closed
        "9,nine\n"
    )
    found = rows(data.encode("latin-1"))
    assert shape(found) == [
        (2, "1"), (3, BadRow), (4, BadRow), (5, BadRow), (6, "5"), (7, BadRow), (8, "7"),
        (10, BadRow), (11, "9"),
    ]  # fmt: skip
    assert "1 cells, and the header 2" in found[1].content.what
    assert "0xff" in found[5].content.what


def test_bad_rows_of_json_lines_are_named_by_line_and_the_rest_goes_on():
    lines = [
        '{"id": "1", "text": "one"}',
        "{",
        "[1]",
        '{"id": "4"}',
        '{"id": "5", "text": 5}',
        '{"id": ["6"], "text": "six"}',
        '{"text": "half \\ud800"}',
        '{"text": ' + "[" * 60 + "]" * 60 + "}",
        '{"text": ' + "9" * 5000 + "}",
        "",
        '{"id": "11", "text": "pair \\ud83d\\ude00"}',
        '{"id": "12", "text": "[[[[' + "[" * 60 + '"}',
    ]
    found = rows("\n".join(lines), "jsonl")
    errors = {int(r.place): r.content.code for r in found if isinstance(r.content, PurportError)}
    assert errors == {
        2: "bad-row", 3: "bad-row", 4: "bad-row", 5: "bad-row", 6: "bad-row",
        7: "wrong-encoding", 8: "too-deeply-nested", 9: "bad-row",
    }  # fmt: skip
    assert [int(r.place) for r in found if int(r.place) not in errors] == [1, 11, 12]
    assert found[-2].content.text == "pair 😀"


def test_a_giant_cell_or_line_is_a_bad_row_and_the_rest_goes_on():
    giant = "x" * 2_000_000
    assert shape(rows(f"text\none\n{giant}\ntwo\n")) == [(2, "t-2"), (3, BadRow), (4, "t-4")]
    assert shape(rows(f'text\n"{giant}\n{giant}"\ntwo\n'))[-1] == (4, "t-4")
    found = rows(f'{{"text": "one"}}\n{{"text": "{giant}"}}\n{{"text": "two"}}\n', "jsonl")
    assert shape(found) == [(1, "t-1"), (2, BadRow), (3, "t-3")]


def test_a_quotation_that_is_never_closed_costs_its_own_row_only():
    data = 'id,text\n0,"zero\n' + "".join(f"{n},word\n" for n in range(1, 3000))
    found = rows(data)
    assert shape(found)[0] == (2, BadRow)
    assert len(found) == 3000


def test_a_table_of_stray_quotation_marks_is_read_in_reasonable_time():
    found = rows("id,text\n" + '1,"a\n' * 20_000)
    assert found
    assert all(isinstance(r.content, BadRow) for r in found)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("", EmptyInput),
        ("\n\n", EmptyInput),
        ("id,text\n", EmptyInput),
        ("id,body\n1,x\n", BadTable),
        ('"id,text\n', BadTable),
        ("id,text,text\n1,x,y\n", BadTable),
        ("\ud800".encode("utf-16-le", "surrogatepass"), BadTable),
        (b"\xff\xfei\x00d\x00,\x00t\x00e\x00x\x00t\x00\n\x001\x00,\x00x\x00\n", WrongEncoding),
    ],
)
def test_a_table_that_is_none_is_refused(data, error):
    with pytest.raises(error):
        rows(data)


def test_errors_of_rows_carry_the_file_and_line(receive, tmp_path):
    german = "Der Minister sagte am Donnerstag, dass die Brücke noch drei Wochen gesperrt bleibe, "
    path = tmp_path / "mixed.csv"
    path.write_text(
        f'text,date\n"{TEXT}",2022-02-31\n"{german * 2}",\n"",\n{"the word " * 20},\n', "utf-8"
    )
    items = receive(path, settings=Settings(max_text_chars=179))
    assert [i.where for i in items] == [f"{path}:{n}" for n in (2, 3, 4, 5)]
    assert items[0].report.published is None
    assert "no date '2022-02-31'" in items[0].warnings[0]
    assert [type(i.error) for i in items[1:]] == [NotEnglish, EmptyInput, InputTooLarge]
    assert [i.error.where for i in items[1:]] == [i.where for i in items[1:]]


def test_a_table_larger_than_the_limit_of_a_file_is_read_row_by_row(tmp_path, receive):
    path = tmp_path / "many.jsonl"
    path.write_text(f"{json.dumps({'text': TEXT})}\n" * 50, "utf-8")
    items = receive(path, settings=Settings(max_input_bytes=200))
    assert len(items) == 50
    assert all(i.report for i in items)


def test_rows_are_read_only_as_they_are_asked_for():
    stream = io.BytesIO(b"text\n" + b"word\n" * 200_000)
    found = read_table(stream, "csv", "t", max_row_chars=100, max_nesting=5)
    next(found)
    assert stream.tell() < 100_000
