"""One request: ranked options, with reasons."""
