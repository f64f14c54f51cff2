import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

OURS = {"desk.js", "side-by-side.js", "icon.svg", "THIRD-PARTY.md"}
STATIC = files("purport.desk") / "static"
ROW = re.compile(r"\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| `([0-9a-f]{64})` \|")


def listed():
    table = (STATIC / "THIRD-PARTY.md").read_text(encoding="utf-8")
    return {row[0]: row for row in ROW.findall(table)}


def test_every_file_of_others_is_listed_with_its_digest():
    there = {file.name for file in STATIC.iterdir() if file.is_file()} - OURS
    assert there == set(listed())
    for name, row in listed().items():
        assert sha256((STATIC / name).read_bytes()).hexdigest() == row[4], name


def test_what_tests_alone_use_is_not_shipped():
    assert not (STATIC / "axe.min.js").is_file()
    assert (Path(__file__).parent / "assets" / "axe-core-LICENSE").is_file()
