"""JSON: ninjs and its credits, and that other JSON is refused."""

import json

import pytest
from documents import MORE, TEXT, ninjs

from purport.model.report import Credit


def test_an_item_of_a_news_agency_is_read_with_whom_it_credits(receive_bytes):
    data = ninjs(
        infosources=[{"name": "National Wire", "uri": "urn:y"}, {"literal": "Port Authority"}],
        copyrightholder="Coast", byline="Ann Lee", canonicalurl="https://coast.example/1",
    )  # fmt: skip
    item = receive_bytes("a.json", data)
    report = item.report
    assert report.text == f"{TEXT}\n\n{MORE}"
    assert (report.title, report.publisher, report.url) == (
        "Bridge", None, "https://coast.example/1",
    )  # fmt: skip
    assert (report.published, report.published_from) == ("2022-05-19", "metadata")
    assert report.credits == (
        Credit("infoSources", "National Wire"), Credit("infoSources", "Port Authority"),
        Credit("copyrightHolder", "Coast"), Credit("author", "Ann Lee"),
    )  # fmt: skip
    assert item.original == data


def test_version_three_is_read_too(receive_bytes):
    data = json.dumps(
        {
            "uri": "urn:x:1", "standard": {"name": "ninjs", "version": "3.0"},
            "versionCreated": "2022-05-19T08:30:00Z",
            "headlines": [{"role": "main", "value": "Bridge"}],
            "bodies": [
                {"role": "summary", "contentType": "text/plain", "value": "Short."},
                {"role": "main", "contentType": "text/html", "value": f"<p>{TEXT}<p>{MORE}"},
            ],
            "infoSources": [{"name": "National Wire"}],
        }
    ).encode()  # fmt: skip
    report = receive_bytes("a.json", data).report
    assert report.text == f"{TEXT}\n{MORE}"
    assert (report.title, report.credits) == ("Bridge", (Credit("infoSources", "National Wire"),))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"text": "The mayor said no."}', "unknown-format"),
        (b"[1, 2]", "unknown-format"),
        (b'"The mayor said no."', "unknown-format"),
        (b"null", "unknown-format"),
        (b'{"segments": 3, "uri": "x", "body_text": "y"}', "unknown-format"),
        (b'{"segments": []}', "unknown-format"),
        (b'{"segments": [{"text": null}]}', "damaged-input"),
        (ninjs(body_text="", body_html="<p> </p>"), "empty-input"),
        (ninjs(body_text=5), "empty-input"),
        (ninjs(body_text=None, body_html="<div>" * 300), "too-deeply-nested"),
        (b"{", "damaged-input"),
        (b'{"a": ' + b"9" * 9000 + b"}", "damaged-input"),
        (b"[" * 9000, "too-deeply-nested"),
        (b'{"a": "\xff"}', "wrong-encoding"),
    ],
)
def test_other_json_is_refused_by_its_name(receive_bytes, data, code):
    assert receive_bytes("a.json", data).error.code == code
