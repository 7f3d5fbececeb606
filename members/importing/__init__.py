"""Taking over a panel that lives in a spreadsheet: upload, say what the columns are, try it, accept.

The web stores the file and what was chosen; the worker reads it, twice: once for the report, once for good. Whoever is
taken over gets a mail and is a member only when she has confirmed, as everybody else.
"""
