"""The command line, thin: what a user types → the rooms of the house → what a user sees."""

from purport.cli.app import main

__all__ = ["main"]
