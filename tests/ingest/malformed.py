"""Two hundred inputs that are broken or made to do harm, the same ones every time.

Most are made by hand, each for a weakness that readers of its format have had; the others are good
documents of all formats that were cut, flipped, doubled and scrambled, from a seed.
"""

import gzip
import io
import json
import random
import re
import zipfile
import zlib

from documents import (
    FONT,
    MORE,
    PAGE,
    TEXT,
    atom,
    drawn,
    item,
    ninjs,
    page,
    pdf,
    pdf_of,
    record,
    rss,
    srt,
    stream,
    vtt,
    whisper,
    zipped,
)

CANARY = "file:///etc/passwd"
CANARY_WORDS = "root:"
SEED = 6
_CUE = "00:00:01,000 --> 00:00:02,000\n"
_A = "https://coast.example/a"
_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_ONE_PAGE = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"


def malformed_inputs(count=200):
    """Return the two hundred, or more of the spoilt ones, as pairs of a file's name and bytes."""
    made = [
        *_text(),
        *_pages(),
        *_tables(),
        *_json(),
        *_feeds(),
        *_captions(),
        *_archives(),
        *_pdfs(),
    ]
    named = [(f"{n:03}-{name}", data) for n, (name, data) in enumerate(made)]
    fuzzed = _fuzzed(count - len(named))
    return named + [(f"{n:03}-{name}", data) for n, (name, data) in enumerate(fuzzed, len(named))]


def _text():
    yield "empty.txt", b""
    yield "blank.txt", b" \r\n\t\f"
    yield "mark-only.txt", b"\xef\xbb\xbf"
    yield "signs-only.txt", b"... --- !!!"
    yield "nul.txt", b"The mayor\x00 said"
    yield "controls.txt", bytes(range(1, 32)) * 9
    yield "latin-1.txt", f"caf\xe9 {TEXT}".encode("latin-1")
    yield "utf-16-unmarked.txt", TEXT.encode("utf-16-le")
    yield "utf-32.txt", TEXT.encode("utf-32")
    yield "cesu.txt", b"The mayor said \xed\xa0\xbd\xed\xb8\x80."
    yield "cut-character.txt", f"{TEXT} “".encode()[:-1]
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(99)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("word/document.xml"), b"0" * 10_000_000)
    yield "word.txt", archive.getvalue()
    yield "word.docx", archive.getvalue()
    yield "german.txt", b"Der Minister sagte gestern, dass die Wahl nicht verschoben werde. " * 9
    yield "one-line.txt", b"word " * 400_000
    yield "marks.txt", b"\xe2\x80\x9c" * 200_000


def _pages():
    yield "empty.html", b"<html></html>"
    yield "frames.html", b"<frameset><frame src='file:///etc/passwd'></frameset>"
    yield "deep.html", b"<div>" * 300 + TEXT.encode()
    yield "very-deep.html", b"<b>" * 100_000 + TEXT.encode()
    yield "unknown-charset.html", b"<meta charset=ebcdic-17><p>The mayor said no."
    yield (
        "wrong-charset.html",
        b"<meta charset=euc-jp>" + "<p>café, said the mayor".encode("latin-1"),
    )
    yield "nul.html", b"<p>The mayor\x00 said"
    yield "attributes.html", b"<p " + b"a='b' " * 50_000 + b">" + page()
    yield "open-comment.html", b"<!--" * 20_000 + page()
    yield "metas.html", b"<meta name=author content=x>" * 20_000 + page()
    ld = b"<script type='application/ld+json'>%s</script>"
    yield "deep-ld.html", ld % (b"[" * 50_000) + page()
    yield (
        "number-ld.html",
        ld % (b'{"@type": "Article", "headline": ' + b"9" * 50_000 + b"}") + page(),
    )
    yield (
        "types-ld.html",
        ld % b'[{"@type": [3, {}], "@id": [], "publisher": {"@id": {}}}, 5]' + page(),
    )
    entities = (
        b"<!DOCTYPE html [<!ENTITY a SYSTEM '%s'>]><p>&a; The mayor said no." % CANARY.encode()
    )
    yield "entity.html", entities
    yield "pdf.html", pdf([TEXT])
    yield "bad-links.html", b"<link rel=canonical href='http://[::1'><base href='//['>" + page()


def _tables():
    yield "empty.csv", b""
    yield "no-text.csv", b"id,title\n1,x\n"
    yield "two-texts.csv", b"text,text\na,b\n"
    yield "open-quote.csv", b'id,text\n1,"The mayor said\n' + b"2,no\n" * 2000
    yield "nul.csv", b"id,text\n1,The mayor\x00 said\n"
    yield "cells.csv", b"id,text\n1,2,3,4\n"
    yield "bytes.csv", b"id,text\n1,The mayor said \xff\n"
    yield "head-only.csv", b"id,text\n"
    yield "quotes.csv", b'id,text\n1,"' + b'""' * 100_000
    yield "empty.jsonl", b"\n\n"
    yield "number.jsonl", b'{"text": "x", "id": ' + b"9" * 9000 + b"}\n"
    yield "nan.jsonl", b'{"text": NaN}\n{"text": Infinity}\n'
    yield "deep.jsonl", b"[" * 50_000 + b"\n"
    yield "types.jsonl", b'[1]\n{"text": 5}\n{"text": null}\n"text"\n{}\n'
    yield "half.jsonl", b'{"text": "The mayor \\ud800 said"}\n{"id": "\\udfff", "text": "x"}\n'
    yield "cut.jsonl", b'{"text": "The mayor said'


def _json():
    yield "empty.json", b""
    yield "cut.json", whisper((0, 1, TEXT))[:-20]
    yield "scalar.json", b"17"
    yield "list.json", b'[{"text": "The mayor said no."}]'
    yield "other.json", b'{"name": "package", "version": "1"}'
    yield "deep.json", b'{"segments": ' + b"[" * 100_000
    yield "number.json", b'{"segments": [{"start": ' + b"9" * 9000 + b"}]}"
    yield "no-segments.json", b'{"segments": [], "text": "x"}'
    yield "types.json", whisper(("0", None, 5), ({}, [], TEXT), (True, 1, TEXT))
    yield (
        "times.json",
        whisper((1e999, 2, TEXT), (-5, 2, TEXT), (10**30, 10**31, TEXT), (5, 1, TEXT)),
    )
    yield (
        "half.json",
        b'{"segments": [{"start": 0, "end": 1, "text": "a \\ud800", "speaker": "x"}]}',
    )
    yield (
        "speaker.json",
        b'{"segments": [{"start": 0, "end": 1, "text": "a", "speaker": "\\udfff"}]}',
    )
    yield "no-body.json", ninjs(body_text=None)
    yield "body-type.json", ninjs(body_text={"a": 1}, bodies=[3, {"value": []}])
    yield "deep-body.json", ninjs(body_text=None, body_html="<i>" * 9000)
    yield "credits.json", ninjs(infosources=[None, 3, {"name": ["x"]}, "\x00"], headline={"a": 1})


def _feeds():
    laughs = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10)
    )
    body = rss(item("A", "&a9;")).decode().partition("?>")[2]
    yield "laughs.xml", f"<?xml version='1.0'?><!DOCTYPE rss [{laughs}]>{body}".encode()
    swollen = f'<!DOCTYPE rss [<!ENTITY a9 "{"x" * 100_000}">]>' + body.replace(
        "&a9;", "&a9;" * 5000
    )
    yield "swollen.xml", swollen.encode()
    outside = f'<!DOCTYPE rss [<!ENTITY a9 SYSTEM "{CANARY}">]>{body}'
    yield "outside.xml", outside.encode()
    yield "outside-16.xml", f'<?xml version="1.0" encoding="utf-16"?>{outside}'.encode("utf-16")
    yield "outside-dtd.xml", f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">{body}'.encode()
    parameter = f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "{CANARY}"> %x;]>{body}'
    yield "parameter.xml", parameter.encode()
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{CANARY}" parse="text"/>'
    )
    yield "include.xml", rss(item("A", include))
    yield "deep.rss", rss("<x>" * 50_000)
    yield "empty.rss", rss()
    yield "no-words.atom", atom("<entry/>", "<entry><title>A</title></entry>")
    yield "open.rss", rss(item(), "<item><title>B</title><description>" + MORE)[:-40]
    yield "open-cdata.rss", rss(item("A", "<![CDATA[" + TEXT))
    yield "nul.rss", rss(item("A", "The mayor\x00 said"))
    yield "tags.rss", rss("<item>" * 100, "<" * 100_000)
    yield "marks.rss", rss(item("A", "&amp;" * 100_000 + "<b " * 5000))
    yield "declared.rss", rss(item("A", "caf\xe9")).decode().encode("latin-1")
    yield "unknown.rss", rss(item()).replace(b"UTF-8", b"x-none")
    yield "other.xml", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"
    yield "items.rss", b"<rss><channel>" + b"<item>" * 20_000
    yield "base64.atom", atom("<entry><content type='application/zip'>%%%%</content></entry>")


def _captions():
    yield "header.vtt", b"WEBVTT\n"
    yield "notes.vtt", vtt("NOTE x", "STYLE\n::cue {}")
    yield "clock.srt", srt("99:99:99,999 --> 00:00:01,000\nNo.")
    yield "arrow.srt", srt("-->\nNo.", "00:00:01,000 -> 00:00:02,000\nNo.")
    yield "backwards.srt", srt("09:00:01,000 --> 00:00:02,000\nThe mayor said no.")
    yield "hours.vtt", vtt("9999:00:00.000 --> 9999:00:01.000\nYes.", "99999:00:00.000 --> 1\nNo.")
    yield "tags.vtt", vtt("00:01.000 --> 00:02.000\n" + "<v " * 20_000 + "<c>" * 20_000 + "a")
    yield "lines.vtt", vtt("00:01.000 --> 00:02.000\n" + "a<00:01.500>\n" * 20_000)
    yield "braces.srt", srt(_CUE + "{\\" * 50_000)
    yield "empty-lines.srt", b"\r\n" * 200_000
    yield "numbers.srt", b"1\r\n" * 50_000
    yield "nul.srt", srt(_CUE + "The mayor\x00 said")
    yield "bytes.srt", srt(_CUE) + b"\xff\xfe\xfd"
    yield "voices.vtt", vtt("00:01.000 --> 00:02.000\n" + "<v \x1b[2J\u202e>" * 100 + "no words")


def _archives():
    good, html = record(_A, page()), "text/html"
    yield "empty.warc", b""
    yield "garbage.warc", b"no archive " * 99
    yield "garbage.warc.gz", gzip.compress(b"no archive " * 99, mtime=0)
    yield "cut.warc.gz", zipped(good, good)[:-30]
    yield "short.warc", record(_A, page(), length=40) + good
    yield "long.warc", record(_A, page(), length=10**18) + good
    yield "minus.warc", record(_A, page(), length="-1") + good
    yield "no-length.warc", re.sub(rb"Content-Length: \d+\r\n", b"", good) + good
    yield "bomb.warc.gz", gzip.compress(record(_A, b"0" * 40_000_000), mtime=0) * 5
    packed = gzip.compress(gzip.compress(b"0" * 30_000_000, mtime=0), mtime=0)
    yield "packed.warc", record(_A, packed, html, lines=("Content-Encoding: gzip, gzip",))
    yield "chunks.warc", record(_A, b"ffffffff\r\nx", html, lines=("Transfer-Encoding: chunked",))
    yield "header.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000
    yield "header-line.warc", b"WARC/1.0\r\nX: " + b"y" * 2_000_000
    yield "many.warc.gz", b"\x1f\x8b\x08\x00" * 3000
    yield "many.warc", b"\r\n\r\nWARC/1.0\r\nContent-Length: x" * 3000
    yield "address.warc", record("http://[::1/\x1b[2J", page()) + record("", page())
    yield "lines.warc", record(_A, page(), lines=("Content-Type: \xff; charset=\x00",))
    yield "zstd.warc", b"\x28\xb5\x2f\xfd" + bytes(99)


def _one_page_pdf(content, *more, font=FONT):
    return pdf_of([_CATALOGUE, _ONE_PAGE, font, PAGE % 5, content, *more])


def _pdfs():
    yield "head.pdf", b"%PDF-1.7\n"
    yield "noise.pdf", b"%PDF-1.7\n" + random.Random(SEED).randbytes(5000)  # noqa: S311 - seeded
    lock = b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (b"o" * 32, b"u" * 32)
    yield "locked.pdf", pdf_of([_CATALOGUE, b"null"], trailer=b"/ID [(x) (x)] /Encrypt " + lock)
    yield "scan.pdf", pdf([], [])
    yield "no-pages.pdf", pdf()
    yield (
        "kids-circle.pdf",
        pdf_of([_CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"]),
    )
    yield "parent-circle.pdf", pdf_of(
        [
            _CATALOGUE, b"<< /Type /Pages /Kids [4 0 R] /Count 1 /Parent 4 0 R >>", FONT,
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
        ]
    )  # fmt: skip
    yield "previous-circle.pdf", pdf_of([_CATALOGUE, _ONE_PAGE], trailer=b"/Prev 9", offset=9)
    yield "xref-circle.pdf", pdf([TEXT]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 20")
    yield "count.pdf", pdf([TEXT]).replace(b"/Count 1 ", b"/Count 999999999 ")
    yield (
        "kids.pdf",
        pdf_of(
            [
                _CATALOGUE,
                b"<< /Type /Pages /Count 3 /Kids [%s] >>" % (b"4 0 R " * 200_000),
                FONT,
                PAGE % 4,
            ]
        ),
    )
    yield "nested.pdf", _one_page_pdf(stream(b"[" * 100_000))
    yield "nested-object.pdf", pdf_of([b"[" * 100_000, _CATALOGUE])
    bomb = zlib.compress(b" " * 100_000_000, 1)
    yield "bomb.pdf", _one_page_pdf(stream(bomb, b"/Filter /FlateDecode"))
    twice = zlib.compress(bomb)
    yield "bombs.pdf", _one_page_pdf(stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))
    form = b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >>"
    yield (
        "form-circle.pdf",
        _one_page_pdf(stream(b"/X Do"), stream(b"/X Do " * 9, form)).replace(
            b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<"
        ),
    )
    yield "operations.pdf", _one_page_pdf(stream(b"BT /F1 9 Tf " + b"(a) Tj " * 300_000 + b"ET"))
    cmap = b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange"
    mapped = b"<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 6 0 R >>"
    yield "cmap.pdf", _one_page_pdf(stream(drawn([TEXT])), stream(cmap), font=mapped)
    yield "length.pdf", _one_page_pdf(stream(drawn([TEXT]), length=10**12))
    yield "length-circle.pdf", _one_page_pdf(b"<< /Length 5 0 R >>\nstream\nx\nendstream")
    yield "filter.pdf", _one_page_pdf(stream(b"x", b"/Filter [" + b"/LZWDecode " * 1000 + b"]"))
    yield "no-trailer.pdf", pdf([TEXT]).partition(b"trailer")[0]
    yield "title.pdf", pdf([TEXT], Title="\x1b[2J" + "x" * 5000, CreationDate="D:99999999")


def _good():
    """Return a good document of each format."""
    segments = [(n, n + 1, words, "SPEAKER_00") for n, words in enumerate((TEXT, MORE))]
    rows = [{"id": n, "text": words, "date": "2022-05-19"} for n, words in enumerate((TEXT, MORE))]
    return (
        ("a.txt", f"Date: 2022-05-19\n\n{TEXT}\n\n{MORE}\n".encode()),
        ("a.html", page(head="<title>Gate</title><meta name=author content=Ann>")),
        ("a.csv", f'id,date,text\n1,2022-05-19,"{TEXT}"\n2,,"{MORE}"\n'.encode()),
        ("a.jsonl", "\n".join(map(json.dumps, rows)).encode()),
        ("whisper.json", whisper(*segments)),
        ("ninjs.json", ninjs()),
        ("a.rss", rss(item(), item("B", MORE))),
        ("a.atom", atom(f"<entry><title>A</title><content>{TEXT}</content></entry>")),
        ("a.vtt", vtt(f"00:01.000 --> 00:02.000\n<v Ann>{TEXT}")),
        ("a.srt", srt(_CUE + TEXT, _CUE + MORE)),
        ("a.warc", record(_A, page()) + record(_A, TEXT.encode(), "text/plain")),
        ("a.warc.gz", zipped(record(_A, page()), record(_A, TEXT.encode(), "text/plain"))),
        ("a.pdf", pdf([TEXT, MORE], [MORE], Title="Gate")),
    )


def _fuzzed(count):
    """Return good documents that were spoilt, one after the other, until there are enough."""
    chance = random.Random(SEED)  # noqa: S311 - seeded, so that it can be done again
    spoilt, good = [], _good()
    ways = (_cut, _flip, _drop, _double, _insert, _magnify, _recode)
    while len(spoilt) < count:
        way = ways[len(spoilt) // len(good) % len(ways)]
        name, data = good[len(spoilt) % len(good)]
        spoilt.append((f"{way.__name__[1:]}-{name}", way(data, chance)))
    return spoilt


def _cut(data, chance):
    return data[: chance.randrange(1, len(data))]


def _flip(data, chance):
    out = bytearray(data)
    for _ in range(10):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _drop(data, chance):
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(1, 60) :]


def _double(data, chance):
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + 200] * 50 + data[at:]


def _insert(data, chance):
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randrange(1, 30)) + data[at:]


def _magnify(data, chance):
    digits = "9" * chance.choice((10, 20, 400, 5000))
    return re.sub(rb"\d+", digits.encode(), data, count=chance.randrange(1, 6))


def _recode(data, chance):
    return data.decode("latin-1").encode(chance.choice(("utf-16", "utf-8", "utf-16-be", "utf-7")))
