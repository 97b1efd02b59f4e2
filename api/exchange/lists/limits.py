"""How much of a file is read."""

MOST_BYTES = 50_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
MOST_CELLS = 5_000_000
"""Rows times columns: a blank cell takes memory too."""
MOST_UNPACKED = 200_000_000
"""Bytes of a workbook, unpacked."""
