"""The world → reports: files, folders, tables, web pages and standard input, without a network."""

from purport.ingest.candidate import Overrides, Received
from purport.ingest.sources import read_sources
from purport.ingest.text import report_from_text

__all__ = ["Overrides", "Received", "read_sources", "report_from_text"]
