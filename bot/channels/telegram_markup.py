"""Replies as Telegram's HTML and inline keyboards. Everything that people or laws wrote is escaped."""

from __future__ import annotations

from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Block, BlockKind, Button, Reply

SHORT_LABEL = 16  # characters; two such buttons share a row
TAGS = {
    BlockKind.ANSWER: ("<b>", "</b>"),
    BlockKind.HEADING: ("<b>", "</b>"),
    BlockKind.OFFICIAL: ("<blockquote>", "</blockquote>"),
    BlockKind.CITATION: ("<i>", "</i>"),
    BlockKind.NOTE: ("<i>", "</i>"),
}


def as_html(reply: Reply) -> str:
    """The reply in Telegram's HTML: a heading stands right above what it heads."""
    text = ""
    for block in reply.blocks:
        text += _html(block) + ("\n" if block.kind is BlockKind.HEADING else "\n\n")
    return text.rstrip("\n")


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The buttons, one a row; two short ones that follow each other share a row."""
    if not reply.buttons:
        return None
    rows: list[list[Button]] = []
    for button in reply.buttons:
        beside = rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(button)
        if beside:
            rows[-1].append(button)
        else:
            rows.append([button])
    return InlineKeyboardMarkup([[InlineKeyboardButton(b.label, callback_data=b.id) for b in row] for row in rows])


def _html(block: Block) -> str:
    before, after = TAGS.get(block.kind, ("", ""))
    return f"{before}{escape(block.text, quote=False)}{after}"


def _is_short(button: Button) -> bool:
    return len(button.label) <= SHORT_LABEL
