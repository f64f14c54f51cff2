"""The pages, a file each: a router with what it shows and what can be done on it."""
