"""How the shipped weights are made. Needs the `training` extra; nothing in src imports it."""
