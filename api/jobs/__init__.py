"""Slow work: rows in the database, worked on by processes of this machine, or of others, one at a time each.

`keeper` hands what waits to an executor; `work` is what the executor runs, wherever it does; `watch` keeps the row alive
meanwhile and hears of a cancelling; `kinds` says what work there is. A restart loses nothing, and nothing is done twice.
"""
