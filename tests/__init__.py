"""The tests. A package of that name of its own: a library brings another, which would hide a folder without this file."""
