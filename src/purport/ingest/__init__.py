"""The world → reports: files, folders, standard input, and addresses where one is given as such."""

from purport.ingest.candidate import Overrides, Received
from purport.ingest.sources import fetch_source, read_sources, read_sources_and_addresses
from purport.ingest.text import report_from_text

__all__ = [
    "Overrides",
    "Received",
    "fetch_source",
    "read_sources",
    "read_sources_and_addresses",
    "report_from_text",
]
