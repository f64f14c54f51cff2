"""Small documents of each format, made by hand, so that it is known what they hold."""

import base64
import gzip
import hashlib
import io
import json
import zlib

TEXT = "The mayor said that the bridge, which had been closed, would be opened on Friday."
MORE = "“Nobody asked us,” a resident told reporters, and the council did not deny it."


def pdf_of(objects, *, trailer=b"", offset=None):
    """Return a PDF of numbered objects, from 1, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % (start if offset is None else offset)


def stream(data, extra=b"", length=None):
    size = len(data) if length is None else length
    return b"<< /Length %d %s >>\nstream\n" % (size, extra) + data + b"\nendstream"


def drawn(lines):
    """Return the instructions that write lines one below the other."""
    shown = (
        line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        for line in lines
    )
    return b"BT /F1 11 Tf 72 760 Td 14 TL " + b" ".join(b"(%s) '" % line for line in shown) + b" ET"


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
    b"/Resources << /Font << /F1 3 0 R >> >> >>"
)


def pdf(*pages, **info):
    """Return a PDF whose pages hold the given lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    kids = []
    for lines in pages:
        content = zlib.compress(drawn(lines))
        objects.append(stream(content, b"/Filter /FlateDecode"))
        objects.append(PAGE % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    said = b" ".join(b"/%s (%s)" % (key.encode(), words.encode()) for key, words in info.items())
    objects.append(b"<< %s >>" % said)
    return pdf_of(objects, trailer=b"/Info %d 0 R" % len(objects))


def locked(data, password="secret", owner="owner"):  # noqa: S107 - made up
    """Return a PDF behind a password; behind an empty one it opens, but may not be printed."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page(*paragraphs, head=""):
    body = "".join(f"<p>{words}</p>" for words in paragraphs or (TEXT, MORE))
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode()


def record(
    address, body, kind="text/html; charset=utf-8", *, status="200 OK", lines=(), type_="response",
    warc_lines=(), length=None, digest=False,
):  # fmt: skip
    """Return a record of a web archive."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *lines, "", ""]).encode()
    block = head + body if type_ == "response" else body
    if digest:
        sha1 = base64.b32encode(hashlib.sha1(block).digest()).decode()  # noqa: S324 - WARC's own
        warc_lines = (*warc_lines, f"WARC-Block-Digest: sha1:{sha1}")
    media = "application/http; msgtype=response" if type_ == "response" else kind
    said = [
        "WARC/1.0", f"WARC-Type: {type_}", f"WARC-Target-URI: {address}",
        "WARC-Date: 2022-05-19T08:30:00Z", "WARC-Record-ID: <urn:uuid:1>", *warc_lines,
        f"Content-Type: {media}", f"Content-Length: {len(block) if length is None else length}",
    ]  # fmt: skip
    return "\r\n".join([*said, "", ""]).encode() + block + b"\r\n\r\n"


def zipped(*records):
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def rss(*items, head=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Coast News</title>'
        f"<link>https://coast.example/</link>{head}{''.join(items)}</channel></rss>"
    ).encode()


def item(title="A", text=TEXT, rest=""):
    return f"<item><title>{title}</title>{rest}<description>{text}</description></item>"


def atom(*entries):
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Coast</title>'
        f"<updated>2022-05-20T00:00:00Z</updated>{''.join(entries)}</feed>"
    ).encode()


def vtt(*cues):
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def srt(*cues):
    blocks = (f"{number}\r\n" + cue.replace("\n", "\r\n") for number, cue in enumerate(cues, 1))
    return ("\r\n\r\n".join(blocks) + "\r\n").encode()


def whisper(*segments, **rest):
    keys = ("start", "end", "text", "speaker")
    listed = [dict(zip(keys, segment, strict=False)) for segment in segments]
    return json.dumps({"text": "…", "segments": listed, "language": "en", **rest}).encode()


def ninjs(**rest):
    known = {
        "uri": "urn:x:1", "version_created": "2022-05-19T08:30:00Z", "headline": "Bridge",
        "body_text": f"{TEXT}\n\n{MORE}",
    }  # fmt: skip
    return json.dumps(known | rest).encode()
