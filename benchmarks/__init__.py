"""Ourselves and our peers on the same work, in the same run. Data sets are given by path."""
