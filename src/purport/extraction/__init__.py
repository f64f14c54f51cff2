"""Report → Reading: one file a stage, and `pipeline.py`, the ordered list of them."""
