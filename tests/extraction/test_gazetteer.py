"""The shipped gazetteer: what it knows, what it costs, and that its card tells the truth."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.extraction import gazetteer as room
from purport.extraction.gazetteer import Gazetteer, fold, open_gazetteer

FILE = Path(room.__file__).parent.parent / "weights" / "gazetteer.bin"
MEASURE = """
import resource, time
from purport.extraction.gazetteer import Gazetteer
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
g = Gazetteer()
opened_s = time.perf_counter() - start
for name in ("Paris", "Vuhledar", "Springfield", "San Antonio", "Nowhere", "Zzyzx") * 50:
    g.find(name)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(opened_s, after - before)
"""


@pytest.mark.parametrize(
    ("spelling", "name", "region"),
    [
        ("Chornobaivka", "Chornobaivka", "Kherson"),
        ("Chernobaevka", "Chornobaivka", "Kherson"),
        ("Chernobayevka", "Chornobaivka", "Kherson"),
        ("Vuhledar", "Vuhledar", "Donetsk"),
        ("Ugledar", "Vuhledar", "Donetsk"),
        ("Popasna", "Popasna", "Luhansk"),
        ("Popasnaya", "Popasna", "Luhansk"),
        ("Izium", "Izyum", "Kharkiv"),
        ("Izyum", "Izyum", "Kharkiv"),
        ("Bakhmut", "Bakhmut", "Donetsk"),
        ("Artemivsk", "Bakhmut", "Donetsk"),
        ("Artemovsk", "Bakhmut", "Donetsk"),
        ("Olenivka", "Olenivka", "Donetsk"),
        ("Yelenovka", "Olenivka", "Donetsk"),
        ("Kiev", "Kyiv", "Kyiv City"),
    ],
)
def test_knows_the_towns_and_their_spellings(spelling, name, region):
    found = [(e.name, e.region) for e in open_gazetteer().find(spelling) if e.country == "UA"]
    assert (name, region) in found


def test_countries_and_regions_have_centres():
    for name, country, precision in (
        ("Ukraine", "UA", "country"), ("Türkiye", "TR", "country"), ("Burma", "MM", "country"),
        ("Donbas", "UA", "region"), ("Bavaria", "DE", "region"), ("Gaza", "PS", "region"),
    ):  # fmt: skip
        entry = next(e for e in open_gazetteer().find(name) if e.precision == precision)
        assert entry.country == country
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180


def test_a_centre_lies_in_its_country():
    bavaria = next(e for e in open_gazetteer().find("Bavaria") if e.precision == "region")
    assert 47 < bavaria.lat < 51
    assert 9 < bavaria.lon < 14
    fiji = open_gazetteer().country("FJ")
    assert -20 < fiji.lat < -15
    assert abs(fiji.lon) > 176


def test_unknown_names_are_not_found():
    assert open_gazetteer().find("Xyzzyville") == ()
    assert open_gazetteer().find("") == ()
    assert open_gazetteer().country("XX") is None


def test_costs_little():
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(Path(room.__file__).parents[2])},
    )  # fmt: skip
    opened_s, grown_kb = ran.stdout.split()
    assert float(opened_s) < 0.05
    assert int(grown_kb) < 40_000
    assert FILE.stat().st_size <= 30_000_000


def test_the_card_names_the_file():
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    card = FILE.with_suffix(".md").read_text(encoding="utf-8")
    assert digest in card
    assert "CC BY 4.0" in card


def test_refuses_a_file_that_is_none_or_not_whole(tmp_path):
    other = tmp_path / "other.bin"
    other.write_bytes(b"x" * 200)
    with pytest.raises(ValueError, match="not a gazetteer"):
        Gazetteer(other)
    other.write_bytes(FILE.read_bytes()[:100_000])
    with pytest.raises(ValueError, match="bytes"):
        Gazetteer(other)


@given(st.text(max_size=30))
def test_folding_is_stable(name):
    assert fold(fold(name)) == fold(name)
    assert fold(name) == fold(f" {name} ")


@given(st.text(max_size=12))
def test_every_lookup_answers_in_order_of_people(name):
    found = [e for e in open_gazetteer().find(name) if not e.alternate]
    assert found == sorted(found, key=lambda e: -e.population)
