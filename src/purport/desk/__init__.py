"""The web desk and the REST interface, on one application."""
