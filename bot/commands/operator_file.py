"""A file that the operator wrote by hand → its text, in whatever Unicode the editor saved it."""

from __future__ import annotations

from pathlib import Path

import click

from bot.texts import command as words
from knowledge.formats.text import decode_unicode

MAX_BYTES = 10_000_000


def read_operator_file(file: Path) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a mark; a sentence with the line when it is neither."""
    if file.stat().st_size > MAX_BYTES:
        raise click.ClickException(words.FILE_TOO_LARGE.format(file=file.name))
    data = file.read_bytes()
    try:
        return decode_unicode(data).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise click.ClickException(words.NOT_UNICODE.format(file=file.name, line=line)) from None
