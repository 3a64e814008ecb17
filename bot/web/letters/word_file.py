"""A filled letter as a Word document."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from bot.texts import letters as words
from bot.texts.letters import Letter
from bot.web.letters.fill import body, signed


def as_word(letter: Letter, said: Mapping[str, str]) -> bytes:
    """The whole letter as a Word document that names no author and no program's user."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    for line in (*words.NATION, "", letter.heading):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    for line in body(letter, said):
        document.add_paragraph(line)
    for line in signed(said):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    file = BytesIO()
    document.save(file)
    return file.getvalue()
