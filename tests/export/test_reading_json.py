import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from purport.errors import InputError
from purport.export.jsonl import json_line, read_json_lines
from purport.model.reading_json import reading_dict, reading_json, reading_of
from readings import readings

# the keys of docs/reference/reading.md, in its order; further ones come after them
FIXED = {
    "": "schema report claims voices evidence times places glosses warnings",
    "report": "id sha256 title publisher published published_from url language text",
    "claims": "id text content cue source kind reporting act voice chain parent addressee "
    "certainty status times places confidence",
    "chain": "voice role evidence span hedges",
    "certainty": "label score hedges",
    "times": "start end text type value interval precision",
    "places": "start end text name country lat lon precision",
    "voices": "id name kind mentions described part_of",
    "evidence": "id medium released_by released authenticity mention hedges",
    "glosses": "term meaning start end",
    "hedges": "start end text scope",
    "content": "start end text",
}


def objects(node, name=""):
    """Every object of a reading with the key under which it stands."""
    if isinstance(node, dict):
        yield name, node
        for key, value in node.items():
            yield from objects(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value, name)


def test_every_object_has_its_fixed_keys_first_and_in_order(planted):
    seen = set()
    for name, found in objects(reading_dict(planted)):
        if name in FIXED:
            seen.add(name)
            fixed = FIXED[name].split()
            assert list(found)[: len(fixed)] == fixed, name
    assert seen == FIXED.keys()


def test_the_planted_reading(planted, golden):
    golden("planted.json", reading_json(planted, indent=1) + "\n")


@given(readings())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_written_is_read_back_identical(reading):
    written = reading_json(reading).encode("utf-8")
    assert reading_of(json.loads(written)) == reading


@given(readings())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_line_holds_a_reading(reading):
    line = json_line(reading)
    assert line.count("\n") == 1
    assert list(read_json_lines([line, "\n", line])) == [reading, reading]


def test_keys_of_a_later_version_are_passed_over(planted):
    data = reading_dict(planted)
    data["mood"] = data["claims"][0]["mood"] = {"start": "x", "end": 0, "text": None}
    assert reading_of(data) == planted


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: d.update(schema="purport/reading/9"), "schema"),
        (lambda d: d.pop("voices"), "'voices' is missing"),
        (lambda d: d.update(claims={}), "list"),
        (lambda d: d["claims"][0].update(status="maybe"), "'maybe' is none of happened"),
        (lambda d: d["claims"][0].update(reporting="yes"), "true or false"),
        (lambda d: d["claims"][0].update(confidence=True), "number"),
        (lambda d: d["claims"][0].update(id=7), "text was expected"),
        (lambda d: d["claims"][0]["content"][0].update(start=1), "does not stand at"),
        (lambda d: d["claims"][0]["content"][0].update(start=-5), "does not stand at"),
        (lambda d: d["claims"][0]["content"][0].update(end=9.0), "whole number"),
        (lambda d: d["times"][0].update(interval=["2024-03-14"]), "unpack"),
        (lambda d: d.update(report=None), "not a reading"),
    ],
)
def test_what_is_no_sound_reading_is_refused(planted, spoil, said):
    data = json.loads(reading_json(planted))
    spoil(data)
    with pytest.raises(InputError, match=said) as error:
        reading_of(data)
    assert "\n" not in str(error.value)


def test_the_number_of_a_bad_line_is_told(planted):
    with pytest.raises(InputError, match=r"line 3: not JSON"):
        list(read_json_lines([json_line(planted), "", "{"]))


def test_numbers_that_json_lacks_are_not_written(planted):
    unfit = replace(planted.claims[0].attribution, confidence=float("nan"))
    claims = (replace(planted.claims[0], attribution=unfit),)
    with pytest.raises(ValueError, match="JSON"):
        reading_json(replace(planted, claims=claims))
