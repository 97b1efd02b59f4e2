"""Files that no list can be read from, each with what is wrong in its name: none of them may leave a row behind."""

from tests.malformed_file import PLACEMENTS, PLACES, ROTA, YOUNG_PEOPLE, Malformed
from tests.malformed_workbooks import MALFORMED_WORKBOOKS


def _csv(name, list_name, raw, row=None, column=None, says="", **more):
    body = raw if isinstance(raw, bytes) else raw.encode()
    return Malformed(name, list_name, lambda: body, row, column, says, **more)


def _people(name, cell, column, says, field):
    """A list of young people whose second has a bad cell."""
    return _csv(name, YOUNG_PEOPLE, f"id,{field}\nyp1,\nyp2,{cell}\n", 3, column, says)


def _many_rows(count, last):
    return b"id,name_to_use\n" + b"".join(b"yp%d,Sam\n" % n for n in range(count)) + last


def _commas():
    return b"id,sex" + b"," * 400 + b"\n" + b"".join(b"yp%d,%s\n" % (n, b"," * 400) for n in range(13_000))


def _million_rows():
    return b"id\n" + b"".join(b"a%d\n" % n for n in range(1_000_001))


def _whole(name, list_name, heading, cells, column=None):
    """A list of one row, every cell of which can be read."""
    return _csv(name, list_name, f"{heading}\n{cells}\n", 2, column, wrong_as_a_whole=True)


MALFORMED = (
    # The file as a whole.
    _csv("empty", YOUNG_PEOPLE, b"", says="empty"),
    _csv("only a byte order mark", YOUNG_PEOPLE, b"\xef\xbb\xbf", says="empty"),
    _csv("only blank rows", YOUNG_PEOPLE, "\r\n,,\r\n  \r\n", says="empty"),
    _csv("utf 16", YOUNG_PEOPLE, "id,sex\nyp1,male\n".encode("utf-16"), 1, says="UTF-16"),
    _csv("utf 16 without its mark", YOUNG_PEOPLE, "id,sex\nyp1,male\n".encode("utf-16-le"), 1, "A", "NUL"),
    _csv("neither utf 8 nor windows", YOUNG_PEOPLE, b"id,name_to_use\nyp1,Zo\x81\n", 2, "name_to_use", "not text"),
    _csv(
        "marked as utf 8 and is not",
        YOUNG_PEOPLE,
        b"\xef\xbb\xbfid,name_to_use\nyp1,Zo\xeb\n",
        2,
        "name_to_use",
        "not text",
    ),
    _csv("a picture", YOUNG_PEOPLE, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 4, says="not text"),
    _csv("json", YOUNG_PEOPLE, '[{"id": "yp1"}]', 1, "id", "missing"),
    _csv("a web page", YOUNG_PEOPLE, "<html><body>Sign in, please</body></html>", 1, "id", "missing"),
    _csv("nul in a cell", YOUNG_PEOPLE, "id,name_to_use\nyp1,Sam\nyp2,S\0m\n", 3, "B", "NUL"),
    _csv("nul bytes at the end", YOUNG_PEOPLE, b"id,sex\nyp1,male\n" + bytes(512), 3, "A", "NUL"),
    _csv("semicolons", YOUNG_PEOPLE, "id;sex\nyp1;male\n", 1, says="semicolons"),
    _csv("tabs", YOUNG_PEOPLE, "id\tsex\nyp1\tmale\n", 1, says="tabs"),
    _csv("a cell of a megabyte", YOUNG_PEOPLE, "id,name_to_use\nyp1," + "x" * 1_000_000 + "\n", 2, says="more than"),
    _csv("more than fifty megabytes", YOUNG_PEOPLE, b"id\n" + b"a" * 50_000_000, says="50 MB"),
    Malformed(
        "a hundred thousand rows and one twice",
        YOUNG_PEOPLE,
        lambda: _many_rows(100_000, b"yp7,Sam\n"),
        100_002,
        "id",
        "Row 9",
    ),
    Malformed("more than a million rows", "authorities", _million_rows, 1_000_002, says="1,000,000 rows"),
    Malformed("nothing but commas", YOUNG_PEOPLE, _commas, 12_439, says="cells"),
    # Quotes and rows.
    _csv("a quote that is never closed", YOUNG_PEOPLE, 'id,name_to_use\nyp1,"Sam\nyp2,Jo\n', 2, says="quotes"),
    _csv("a quote closed too early", YOUNG_PEOPLE, 'id,name_to_use\nyp1,"Sam" Reed\n', 2, says="quotes"),
    _csv("a row that is too short", PLACES, "place_id,setting_id,beds\np1,s1,2\np2,s1\n", 3, says="2 cells"),
    _csv("a row that is too long", PLACES, "place_id,setting_id,beds\np1,s1,2,3\n", 2, says="4 cells"),
    _csv("a comma that is not in quotes", YOUNG_PEOPLE, "id,name_to_use\nyp1,Reed, Sam\n", 2, says="3 cells"),
    # The heading.
    _csv("no id column", YOUNG_PEOPLE, "name_to_use,sex\nSam,male\n", 1, "id", "missing"),
    _csv("no setting column for carers", "carers", "id,name\nc1,Sam\n", 1, "setting_id", "missing"),
    _csv("no shift column for a rota", ROTA, "setting_id,on\ns1,2026-05-22\n", 1, "shift", "missing"),
    _csv("a column nobody knows", YOUNG_PEOPLE, "id,shoe_size\nyp1,38\n", 1, "shoe_size", "no such column"),
    _csv("a misspelt column", YOUNG_PEOPLE, "id,date_of_brith\nyp1,2011-05-03\n", 1, "date_of_brith", "no such column"),
    _csv("a column twice", YOUNG_PEOPLE, "id,sex,Sex\nyp1,male,male\n", 1, "sex", "2 times"),
    _csv("a byte order mark within the heading", YOUNG_PEOPLE, "\ufeff\ufeffid,sex\nyp1,male\n", 1, "id", "missing"),
    _csv("a formula for a heading", YOUNG_PEOPLE, "id,=cmd|' /C calc'!A0\nyp1,x\n", 1, "B", "no such column"),
    _csv("no heading", YOUNG_PEOPLE, "yp1,Sam\nyp2,Jo\n", 1, "id", "missing"),
    _csv("a thousand columns", YOUNG_PEOPLE, "id" + ",x" * 1_000 + "\n", 1, says="1,001 columns"),
    _csv("a cell under no heading", YOUNG_PEOPLE, "id,sex,\nyp1,male,\nyp2,male,x\n", 3, "C", "no heading"),
    # Ids.
    _csv("an id twice", YOUNG_PEOPLE, "id,sex\nyp1,male\nyp2,male\nyp1,female\n", 4, "id", "Row 2"),
    _csv("a row without an id", YOUNG_PEOPLE, "id,sex\nyp1,male\n,female\n", 3, "id", "blank"),
    _csv("an id with blanks in it", YOUNG_PEOPLE, "id,sex\nSam Reed,male\n", 2, "id", "not an id"),
    _csv("an id that is far too long", YOUNG_PEOPLE, f"id,sex\n{'x' * 65},male\n", 2, "id", "not an id"),
    _csv("a byte order mark in an id", YOUNG_PEOPLE, "id,sex\nyp1,male\n\ufeffyp2,male\n", 3, "id", "not an id"),
    _csv("a formula for an id", YOUNG_PEOPLE, 'id,sex\n"=HYPERLINK(""http://x"")",male\n', 2, "id", "not an id"),
    _csv(
        "a shift twice",
        ROTA,
        "setting_id,on,shift,headcount\ns1,2026-05-22,day,2\ns1,22/05/2026,Day,3\n",
        3,
        "id",
        "Row 2",
    ),
    _csv("a shift without its day", ROTA, "setting_id,on,shift,headcount\ns1,,day,2\n", 2, "on", "blank"),
    _csv("a carer without a setting", "carers", "id,setting_id\nc1,\n", 2, "setting_id", "none is named"),
    # Cells.
    _people("a code nobody knows", "cat", "sex", "cat is not one of the codes", "sex"),
    _people("a formula for a code", "=1+1", "sex", "not one of the codes", "sex"),
    _people("the month before the day", "13/31/2011", "date_of_birth", "no such day", "date_of_birth"),
    _people("day and month swapped", "05/13/2011", "date_of_birth", "the day comes first", "date_of_birth"),
    _people("a day that never was", "30/02/2011", "date_of_birth", "no such day", "date_of_birth"),
    _people("a year of two digits", "03/05/11", "date_of_birth", "not a date", "date_of_birth"),
    _people("a number for a date", "40666", "date_of_birth", "number", "date_of_birth"),
    _people("a date in another century", "1811-05-03", "date_of_birth", "1900", "date_of_birth"),
    _people("a time that the clocks skip", "29/03/2026 01:30", "consent.withdrawn_at", "skip", "consent.withdrawn_at"),
    _people("a time that comes twice", "2026-10-25T01:30", "consent.withdrawn_at", "twice", "consent.withdrawn_at"),
    _people("a date where a time is due", "22/05/2026", "legal_status.ends_at", "time of day", "legal_status.ends_at"),
    _people("perhaps", "perhaps", "needs_waking_night", "neither yes nor no", "needs_waking_night"),
    _people("a level that is too high", "autism:4", "needs", "item 1", "needs"),
    _people("an item nobody knows", "autism:2; kindness", "needs", "item 2", "needs"),
    _people("json that stops", '"[{""category"": ""autism"""', "needs", "JSON ends too early", "needs"),
    _people("json nested without end", "[" * 5_000, "needs", "nested too deeply", "needs"),
    _people("a text that is far too long", "x" * 2_001, "name_to_use", "longer", "name_to_use"),
    _csv(
        "two hundred bad cells", YOUNG_PEOPLE, "id,sex\n" + "".join(f"yp{n},cat\n" for n in range(200)), 2, "sex", "cat"
    ),
    _csv(
        "ten thousand bad cells",
        YOUNG_PEOPLE,
        "id,sex\n" + "".join(f"yp{n},cat\n" for n in range(10_000)),
        2,
        "sex",
        "cat",
    ),
    _csv("a negative number of beds", PLACES, "place_id,setting_id,beds\np1,s1,-1\n", 2, "beds", "less than 0"),
    _csv("half a bed", PLACES, "place_id,setting_id,beds\np1,s1,1.5\n", 2, "beds", "whole number"),
    _csv(
        "a number of a thousand digits",
        PLACES,
        f"place_id,setting_id,beds\np1,s1,{'9' * 1_000}\n",
        2,
        "beds",
        "whole number",
    ),
    _csv("infinitely far", "separations", "person_a,person_b,km\na,b,1e999\n", 2, "km", "finite"),
    _csv("carers named in the list of settings", "settings", "id,carers\ns1,Sam\n", 2, "carers", "not named here"),
    *MALFORMED_WORKBOOKS,
    # Every cell can be read, and the record cannot be.
    _whole(
        "leaving before the first night",
        PLACEMENTS,
        "id,young_person_id,setting_id,first_night,leaving",
        "pl1,yp1,s1,2026-05-22,2026-05-21",
    ),
    _whole(
        "a shift by name and by headcount", ROTA, "setting_id,on,shift,worker_ids,headcount", "s1,2026-05-22,day,w1,2"
    ),
    _whole("an easting without a northing", YOUNG_PEOPLE, "id,home.easting", "new-1,428660", "home.easting"),
    _whole("a new place without beds", PLACES, "place_id,setting_id", "new-1,s1", "beds"),
    _whole(
        "a registration without a status",
        "settings",
        "id,name,kind,registration.valid_from",
        "new-1,Sam,hub_bed,2015-04-01",
        "registration.status",
    ),
    _whole("a place of no setting", PLACES, "place_id,setting_id,beds", "new-1,nowhere,2", "setting_id"),
    _whole("a carer of no setting", "carers", "id,setting_id,name", "new-1,nowhere,Sam", "setting_id"),
    _whole(
        "a placement of nobody",
        PLACEMENTS,
        "id,young_person_id,setting_id,first_night",
        "pl1,nobody,s1,2026-05-22",
        "young_person_id",
    ),
    _whole("a shift of no worker", ROTA, "setting_id,on,shift,worker_ids", "s1,2026-05-22,day,nobody", "worker_ids"),
    _whole("apart from oneself", "separations", "person_a,person_b,reason", "yp1,yp1,conflict"),
)
