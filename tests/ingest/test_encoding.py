"""Bytes → text: what is read, and that nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import BinaryInput, WrongEncoding
from purport.ingest.binary import looks_like, refuse_controls
from purport.ingest.encoding import decode_page, decode_text

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(WORDS.filter(lambda t: not t.startswith("\ufeff")))
def test_utf8_comes_back_as_it_was_with_and_without_a_mark(text):
    assert decode_text(b"\xef\xbb\xbf" + text.encode()) == text
    if not text.encode().startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decode_text(text.encode()) == text


@pytest.mark.parametrize(
    ("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_utf16_is_read_with_its_mark(mark, codec):
    assert decode_text(mark + "“Öl” – 𝒳\r\n".encode(codec)) == "“Öl” – 𝒳\r\n"


def test_line_ends_are_left_alone():
    assert decode_text(b"a\r\nb\rc\nd\x0c\xc2\x85") == "a\r\nb\rc\nd\x0c\x85"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"caf\xe9 au lait", r"not UTF-8: byte 3 \(0xe9\)"),
        (b"\xef\xbb\xbfcaf\xe9", r"not UTF-8: byte 6 \(0xe9\)"),
        (b"half \xe2\x82", r"not UTF-8: byte 5 \(0xe2\)"),
        (b"\xed\xa0\x80", r"not UTF-8: byte 0 \(0xed\)"),
        (b"\xff\xfea\x00b", r"not UTF-16: byte 4 \(0x62\)"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"),
        ("The mayor said no".encode("utf-16-le"), "little-endian.* without a byte-order mark"),
        ("The mayor said no".encode("utf-16-be"), "big-endian.* without a byte-order mark"),
    ],
)
def test_other_bytes_are_refused_with_their_place(data, what):
    with pytest.raises(WrongEncoding, match=what):
        decode_text(data)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b'<meta charset="windows-1251">', "Привет".encode("cp1251")),
        (b"<META CHARSET=koi8-r>", "Привет".encode("koi8-r")),
        (b"<meta http-equiv=Content-Type content='text/html; charset=utf-8'>", "Привет".encode()),
        (b'<?xml version="1.0" encoding="ISO-8859-5"?>', "Привет".encode("iso8859-5")),
        (b"\xef\xbb\xbf<meta charset=koi8-r>", "Привет".encode()),  # the mark goes before it
        (b"<meta charset=utf-16>", "Привет".encode()),  # cannot be: it was read as ASCII
        (b"<p>", "Привет".encode()),
    ],
)
def test_the_encoding_that_a_page_declares_is_honoured(head, body):
    assert decode_page(head + body).endswith("Привет")


def test_latin1_of_pages_is_what_browsers_take_it_for():
    assert decode_page(b"<meta charset=iso-8859-1>\x93hi\x94").endswith("“hi”")


@pytest.mark.parametrize("label", [b"rot13", b"unicode_escape", b"zlib", b"utf-7", b"nonsense"])
def test_codecs_that_are_no_encodings_of_pages_are_refused(label):
    with pytest.raises(WrongEncoding, match="is not known"):
        decode_page(b"<meta charset=" + label + b"><p>uryyb</p>")


def test_a_page_that_is_not_in_what_it_declares_is_refused():
    with pytest.raises(WrongEncoding, match="not UTF-8: byte 22"):
        decode_page(b"<meta charset='utf-8'>\xe9")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"RIFF\0\0\0\0WEBP", "WebP"),
        (b"\0\0\0\x18ftypmp42", "MP4"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"{\\rtf1", "Rich Text"),
    ],
)
def test_known_formats_are_named(receive_bytes, head, name):
    assert name in looks_like(head)
    item = receive_bytes("report.txt", head + b" and so on")
    assert type(item.error) is BinaryInput
    assert name in str(item.error)


def test_prose_is_not_taken_for_a_format():
    for words in (b"MZ is a sign", b"BZh said", b"ID3 cards", b"PK won", b"GIF is a word", b"II"):
        assert looks_like(words) is None


def test_a_stray_control_character_is_let_pass_and_many_are_not():
    refuse_controls("The mayor said\x02 that the harbour would stay closed until Friday.\x1b[0m")
    with pytest.raises(BinaryInput, match="3 of 6 characters"):
        refuse_controls("a\x01b\x02c\x7f")
    with pytest.raises(BinaryInput, match="NUL at character 4"):
        refuse_controls("said\0 so" + "." * 1000)
