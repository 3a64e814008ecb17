"""Plain text files → lines."""

_ENCODINGS = ("utf-8-sig", "utf-16")


def lines_of_text(data: bytes) -> list[str]:
    """The lines of a text file in UTF-8 or UTF-16; raises UnicodeDecodeError for anything else."""
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data.decode(_ENCODINGS[utf16]).splitlines()
