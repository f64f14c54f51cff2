"""The store: reports and their readings, what people decided, and a log that shows tampering."""
