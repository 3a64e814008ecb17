"""The union's console: a second web application on its own port, where staff do their whole day.

A page is a function `(Visit) -> Response` and a line `Page(path, function)` in the `PAGES` of its file; `site.py` lists
the files, `navigation.py` the entries of the rail, `html/` holds the templates. Pages call the faces of
`feedback/staff` and `feedback/reports` and nothing below them.
"""
