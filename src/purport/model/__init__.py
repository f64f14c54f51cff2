"""What purport talks about: frozen, typed dataclasses made of the standard library alone."""
