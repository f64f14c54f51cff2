"""The REST interface, a file each for what there is to ask; the pages use the same functions."""
