"""PDF: its text, what it says of itself, and what cannot be read in it."""

import re
import subprocess
import sys
from hashlib import sha256

import pytest
from documents import MORE, PAGE, TEXT, drawn, locked, pdf, pdf_of, stream
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import TooCostly
from purport.ingest import confinement
from purport.ingest.pdf_lines import join_pages
from purport.model.report import Credit
from purport.settings import Settings

LINES = [
    "The mayor said on Thursday that the bridge of the old",
    "harbour, which had been closed since Monday, would be",
    "opened again. “Yes,” she said.",
    "A resident denied it.",
]


def test_lines_are_joined_into_sentences_and_pages_are_parted(receive_bytes):
    data = pdf(
        LINES, ["The council met on Tuesday, the clerk", "said."], Title="Harbour", Author="Ann Lee"
    )
    item = receive_bytes("report.pdf", data)
    assert item.report.text == " ".join(LINES[:3]) + "\n" + LINES[3] + (
        "\n\f\nThe council met on Tuesday, the clerk said."
    )
    assert (item.report.id, item.report.title) == ("report", "Harbour")
    assert item.report.credits == (Credit("author", "Ann Lee"),)
    assert item.original == data
    assert item.report.sha256 == sha256(data).hexdigest()


def test_the_day_when_the_file_was_made_is_not_the_day_of_publication(receive_bytes):
    made = {"CreationDate": "D:20210304120000Z", "Title": "Microsoft Word - draft3.docx"}
    report = receive_bytes("a.pdf", pdf([TEXT], **made)).report
    assert (report.published, report.published_from, report.title) == (None, "unknown", None)
    assert report.credits == (Credit("pdf-creation-date", "2021-03-04"),)
    dated = receive_bytes("b.pdf", pdf(["Published: 19 May 2022", TEXT], **made)).report
    assert (dated.published, dated.published_from) == ("2022-05-19", "header")


def test_a_pdf_without_a_name_is_known_by_its_first_bytes(receive):
    (item,) = receive("-", stdin=pdf([TEXT]))
    assert item.report.text == TEXT


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (locked(pdf([TEXT])), "locked-input", "locked with a password"),
        (pdf([]), "empty-input", "scanned"),
        (pdf([TEXT], [TEXT], [TEXT]), "input-too-large", "3 pages"),
        (b"%PDF-1.7\nnothing", "damaged-input", "too broken"),
        (b"no pdf at all", "damaged-input", "not a PDF"),
        (pdf(), "damaged-input", "no page"),
        (pdf_of([b"<< /Type /Catalog /Pages 1 0 R >>"]), "damaged-input", ""),
    ],
)
def test_what_cannot_be_read_is_told_apart(receive_bytes, data, code, words):
    item = receive_bytes("a.pdf", data, settings=Settings(max_pages=2))
    assert item.error.code == code
    assert words in str(item.error)


def test_a_pdf_that_only_forbids_printing_is_read(receive_bytes):
    assert receive_bytes("a.pdf", locked(pdf([TEXT]), "")).report.text == TEXT


def test_pages_without_text_are_named(receive_bytes):
    item = receive_bytes("a.pdf", pdf([TEXT], [], [MORE], []))
    assert item.warnings == ("these pages of the PDF hold no text: 2, 4",)


def test_letters_that_a_font_does_not_name_are_not_guessed(receive_bytes):
    cmap = (
        b"1 begincodespacerange <00> <ff> endcodespacerange "
        b"1 beginbfrange <00> <ff> <e000> endbfrange"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 6 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", font,
        PAGE % 5, stream(drawn([TEXT])), stream(cmap),
    ]  # fmt: skip
    error = receive_bytes("a.pdf", pdf_of(objects)).error
    assert error.code in ("damaged-input", "empty-input")
    assert "OCR" in str(error)


def test_reading_is_ended_in_time(monkeypatch, receive_bytes, tmp_path):
    script = tmp_path / "loop.py"
    script.write_text("while True: pass\n")
    monkeypatch.setattr("purport.ingest.pdf._SCRIPT", script)
    error = receive_bytes("a.pdf", pdf([TEXT]), settings=Settings(max_seconds=1)).error
    assert error.code == "too-costly"


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
def test_memory_is_bounded(monkeypatch, tmp_path):
    script = tmp_path / "greedy.py"
    script.write_text("x = bytearray(400_000_000)\n")
    monkeypatch.setattr(confinement, "MEMORY_BYTES", 200_000_000)
    with pytest.raises(TooCostly, match="200 MB"):
        confinement.run_confined(script, (), b"", seconds=20)


def test_a_module_in_the_current_folder_is_not_taken_for_ours(tmp_path):
    (tmp_path / "pypdf.py").write_text("raise SystemExit('not ours')\n")
    (tmp_path / "a.pdf").write_bytes(pdf([TEXT]))
    program = (
        "from purport.ingest import Overrides, read_sources\n"
        "from purport.settings import Settings\n"
        "found = read_sources(['a.pdf'], overrides=Overrides(), settings=Settings(), stdin=None)\n"
        "print(next(found).report.text)\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        check=True, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.strip() == TEXT


@pytest.mark.parametrize(
    ("lines", "between"),
    [
        (("the state-", "run company said that it was"), ""),
        (("the infor-", "mation was wrong, she said to"), ""),
        (("between May -", "and June it was shut, he said"), " "),
        (("a line that runs on to the", "Harbour of the town, as a"), " "),
        (("It was closed on the night of May", "19. The mayor said so on the next"), " "),
        (("A heading", "The mayor said on Thursday that it was"), "\n"),
        (("These are the reasons she gave:", "• it is old and it leaks"), "\n"),
        (("This is the whole of the chapter.", "1.2. What is the reason for this?"), "\n"),
        (("This is the whole of the chapter.", "    It is set in, this second line"), "\n"),
    ],
)
def test_lines_that_belong_together_are_joined(lines, between):
    first, second = lines
    assert join_pages(["\n".join(lines)]) == first + between + second.strip()
    assert join_pages(["\n\n".join(lines)]) == first + "\n" + second.strip()


def test_a_narrow_column_is_not_cut_where_a_line_begins_with_a_capital():
    wide = [
        "The council of the town met on Tuesday to hear what the inspectors had found in the"
    ] * 6
    narrow = [
        "The inspectors of the Port", "Authority came and left on", "Wednesday, as a resident",
        "Ann Lee said to reporters of", "Coast News. Nobody had told", "People that the gate would",
        "Be shut if it could.",
    ]  # fmt: skip
    text = join_pages(["\n".join([*wide, "", *narrow])])
    assert " ".join(narrow) in text


def test_a_sentence_runs_on_over_the_end_of_a_page():
    assert (
        join_pages(["she said that the", "gate was shut."]) == "she said that the\fgate was shut."
    )
    assert join_pages(["The end.", "gate"]) == "The end.\n\f\ngate"
    assert join_pages(["", "", "Third."]).count("\f") == 2


@given(st.lists(st.text(alphabet="aB-. \n\t1•“", max_size=80), max_size=4))
def test_no_letter_is_added_dropped_or_changed(pages):
    joined = join_pages(pages)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", "".join(pages))
    assert joined.count("\f") == max(0, len(pages) - 1)
