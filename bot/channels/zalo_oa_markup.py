"""A reply in the form of a Zalo Official Account's message: text, with up to five buttons or beside a picture."""

from __future__ import annotations

from typing import Any

from bot.conversation.parts.plain import as_plain
from bot.messages import Button, Reply

MOST_BUTTONS = 5
LONGEST_TITLE = 100
PRESSED = "#"  # a tapped button comes back as text: its payload


def message_of(reply: Reply) -> dict[str, Any]:
    """A reply as Zalo's message. Of more than five choices the first five are buttons, and all are numbered."""
    if not reply.buttons:
        return {"text": reply.text}
    text = as_plain(reply) if len(reply.buttons) > MOST_BUTTONS else reply.text
    buttons = [_button(b) for b in reply.buttons[:MOST_BUTTONS]]
    return {"text": text, "attachment": {"type": "template", "payload": {"buttons": buttons}}}


def picture_message(reply: Reply, attachment_id: str) -> dict[str, Any]:
    """A reply beside an uploaded picture; such a message has no buttons, so choices are numbered."""
    element = {"media_type": "image", "attachment_id": attachment_id}
    payload = {"template_type": "media", "elements": [element]}
    return {"text": as_plain(reply), "attachment": {"type": "template", "payload": payload}}


def _button(button: Button) -> dict[str, str]:
    title = button.label[:LONGEST_TITLE]
    return {"title": title, "type": "oa.query.show", "payload": PRESSED + button.id}
