"""What a form of the chat page sent, and the updates that it becomes."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from bot.engine.inbox import Update
from bot.messages import Attachment, AttachmentKind, Channel
from bot.web.forms import field

LONGEST_TEXT = 10_000
LONGEST_START = 64


@dataclass(frozen=True, slots=True)
class Sent:
    """One sending. `draft` is what stood half-typed in the field when a button was pressed: it is shown again."""

    key: str  # of the form, new on every page
    text: str = ""
    button: str = ""
    start: str = ""  # code of the poster by which the page was opened
    draft: str = ""
    photos: tuple[Attachment, ...] = ()  # clean, or with their trouble

    @classmethod
    def of(cls, form: FormData, photos: tuple[Attachment, ...] = ()) -> Sent:
        """The fields of the page's one form, and its pictures."""
        button, written = field(form, "button"), field(form, "text")[:LONGEST_TEXT]
        text, draft = ("", written) if button else (written, "")
        return cls(field(form, "key"), text, button, field(form, "start")[:LONGEST_START], draft, photos)

    @property
    def written(self) -> str:
        """What stood in the field."""
        return self.text or self.draft

    @property
    def size(self) -> int:
        """The bytes that it comes to, once kept."""
        return len(self.written.encode()) + sum(len(photo.content) * 4 // 3 for photo in self.photos)

    def identity(self, chat_id: str) -> str:
        """Names one sending of one form: the same form sent again with the same words is the same update."""
        packed = json.dumps([chat_id, self.key, self.button, self.text])
        return hashlib.blake2b(packed.encode(), digest_size=16).hexdigest()

    def updates(self, chat_id: str) -> list[Update]:
        """The message, and before the first one the code of a poster."""
        photos = [{"content": base64.b64encode(p.content).decode(), "trouble": p.trouble} for p in self.photos]
        updates = [_update(chat_id, self.identity(chat_id), text=self.text, button=self.button, photos=photos)]
        if self.start:
            updates.insert(0, _update(chat_id, f"start:{chat_id}:{self.start}", start=self.start))
        return updates


def pictures(body: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """The pictures of an update; their content comes with it, so fetching one only unpacks it."""
    return tuple(Attachment(AttachmentKind.PHOTO, p["content"], trouble=p["trouble"]) for p in body.get("photos", ()))


def _update(chat_id: str, identity: str, **said: object) -> Update:
    body = {"chat": chat_id, "text": "", "button": "", "start": "", **said}
    return Update(Channel.WEB, identity, chat_id, json.dumps(body, ensure_ascii=False))
