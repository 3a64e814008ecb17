"""A Telegram Bot API server as strict as the real one, as far as the bot uses it.

Updates wait until their offset is passed and come again until then; a second poller gets 409; texts, callback data,
keyboards and HTML are checked; 401, 403, 404 and 429 answer as Telegram does; webhooks carry their secret and are
repeated until 200. `people` press buttons and write; what they see is in `seen`.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.doubles.pictures import kind_of, size_of

TOKEN = f"123456789:TEST-double_token-{os.getpid():017}"  # of its own: real processes lock their token
BOT = {"id": 123456789, "is_bot": True, "first_name": "Dân Biết", "username": "DanBietTestBot"}
TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024  # UTF-16 units, without the markup


class BadMarkup(Exception):
    """The text is not Telegram's HTML."""


class _Parser(HTMLParser):
    """Counts the visible text and insists on known, closed tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in TAGS:
            raise BadMarkup(f'Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise BadMarkup(f'Unmatched end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


def visible(text: str, parse_mode: str | None) -> str:
    """What a person sees of a text, or BadMarkup."""
    if parse_mode != "HTML":
        return text
    parser = _Parser()
    parser.feed(text)
    parser.close()
    if parser.open:
        raise BadMarkup("Can't find end tag")
    return parser.text


@dataclass
class Failure:
    """How the next call of a method fails: an error body, a slow answer, or a broken line."""

    status: int = 0
    description: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    after_the_deed: bool = False  # the message is stored, yet the caller sees the failure


class TelegramDouble:
    """The state of the server and the application that serves it."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.address = ""
        self.pending: list[dict[str, Any]] = []
        self.acknowledged: set[int] = set()
        self.seen: dict[int, list[dict[str, Any]]] = defaultdict(list)
        self.sent_at: dict[int, list[float]] = defaultdict(list)
        self.deleted: dict[int, list[int]] = defaultdict(list)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.failures: dict[str, list[Failure]] = defaultdict(list)
        self.blocked: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.webhook: dict[str, Any] = {}
        self.answered_queries: list[str] = []
        self.files: dict[str, bytes] = {}
        self.conflicts = 0
        self._polls = 0
        self._next_update = 700_000_000
        self._next_message = 1
        self.app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._file),
            ]
        )

    # --- people ---

    def update(self, **content: Any) -> int:
        """Queue an update; its id."""
        self._next_update += 1
        self.pending.append({"update_id": self._next_update, **content})
        return self._next_update

    def write(self, person: int, text: str = "", **more: Any) -> int:
        """A person writes to the bot in private."""
        return self.update(message=self.message(person, text, **more))

    def message(
        self, person: int, text: str = "", chat: Mapping[str, Any] | None = None, **more: Any
    ) -> dict[str, Any]:
        """A message as Telegram tells it."""
        self._next_message += 1
        told: dict[str, Any] = {
            "message_id": self._next_message,
            "date": int(time.time()),
            "chat": chat or {"id": person, "type": "private", "first_name": f"Người {person}"},
            "from": {"id": person, "is_bot": False, "first_name": f"Người {person}", "username": f"user{person}"},
            **more,
        }
        if text:
            told["text"] = text
        if text.startswith("/"):
            told["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return told

    def press(self, person: int, label: str) -> int:
        """A person presses the last button that shows `label`."""
        for message in reversed(self.seen[person]):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return self._query(person, message, button["callback_data"])
        raise AssertionError(f"no button {label!r}")

    def _query(self, person: int, message: Mapping[str, Any], data: str) -> int:
        sender = {"id": person, "is_bot": False, "first_name": f"Người {person}"}
        query = {"id": str(self._next_update), "from": sender, "chat_instance": "1", "message": message, "data": data}
        return self.update(callback_query=query)

    def texts(self, person: int) -> list[str]:
        """What a person sees from the bot, oldest first."""
        return [m["caption"] if "photo" in m else m["text"] for m in self.seen[person]]

    def photos(self, person: int) -> list[bytes]:
        """The pictures that a person sees from the bot, oldest first."""
        return [self.files[m["photo"][-1]["file_id"]] for m in self.seen[person] if "photo" in m]

    # --- the interface ---

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"]
        if request.path_params["token"] != self.token:
            return _error(401, "Unauthorized")
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        failure = self.failures[method].pop(0) if self.failures[method] else None
        if failure and failure.seconds:
            await asyncio.sleep(failure.seconds)
        if failure and failure.status and not failure.after_the_deed:
            return _error(failure.status, failure.description, failure.parameters)
        handler = getattr(self, f"_do_{method.lower()}", None)
        if handler is None:
            return _error(404, "Not Found: method not found")
        answer = await handler(arguments)
        if failure and failure.status:
            return _error(failure.status, failure.description, failure.parameters)
        return answer if isinstance(answer, Response) else JSONResponse({"ok": True, "result": answer})

    async def _do_getme(self, arguments: dict[str, Any]) -> Any:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    async def _do_setmycommands(self, arguments: dict[str, Any]) -> Any:
        for command in arguments["commands"]:
            if not command["command"].replace("_", "").isalnum() or command["command"] != command["command"].lower():
                return _error(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    async def _do_setwebhook(self, arguments: dict[str, Any]) -> Any:
        self.webhook = {"url": arguments["url"], "secret_token": arguments.get("secret_token", "")}
        return True

    async def _do_deletewebhook(self, arguments: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    async def _do_getwebhookinfo(self, arguments: dict[str, Any]) -> Any:
        info = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
        return {**info, "pending_update_count": len(self.pending)}

    async def _do_getupdates(self, arguments: dict[str, Any]) -> Any:
        if self.webhook:
            return _error(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._polls:
            self.conflicts += 1
            return _error(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        offset = int(arguments.get("offset") or 0)
        self._acknowledge(offset)
        self._polls += 1
        try:
            end = time.monotonic() + min(float(arguments.get("timeout") or 0), 25.0)
            while not self.pending and time.monotonic() < end:
                await asyncio.sleep(0.01)
        finally:
            self._polls -= 1
        return self.pending[: int(arguments.get("limit") or 100)]

    def _acknowledge(self, offset: int) -> None:
        self.acknowledged |= {u["update_id"] for u in self.pending if u["update_id"] < offset}
        self.pending = [u for u in self.pending if u["update_id"] >= offset]

    async def _do_sendmessage(self, arguments: dict[str, Any]) -> Any:
        chat = int(arguments["chat_id"])
        refusal = self._refuse(chat, arguments)
        if refusal:
            return refusal
        self._next_message += 1
        message = self._stored(chat, self._next_message, arguments)
        self.seen[chat].append(message)
        self.sent_at[chat].append(time.time())
        return message

    async def _do_sendphoto(self, arguments: dict[str, Any]) -> Any:
        chat, photo = int(arguments["chat_id"]), arguments.get("photo")
        refusal = self._refuse(chat, arguments, "caption", LONGEST_CAPTION)
        if refusal:
            return refusal
        if not isinstance(photo, UploadFile):
            return _error(400, "Bad Request: wrong remote file identifier specified: Wrong string length")
        content = await photo.read()
        if len(content) > LARGEST_PHOTO:
            return _error(400, "Bad Request: file is too big for a photo")
        if kind_of(content) not in {"PNG", "JPEG"}:
            return _error(400, "Bad Request: IMAGE_PROCESS_FAILED")
        width, height = size_of(content)
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            return _error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        self._next_message += 1
        message = self._stored(chat, self._next_message, {"text": "", **arguments})
        del message["text"]
        file_id = f"photo-{self._next_message}"
        self.files[file_id] = content
        size = {"file_id": file_id, "file_unique_id": file_id, "width": width, "height": height}
        message |= {"photo": [size], "caption": visible(arguments.get("caption", ""), arguments.get("parse_mode"))}
        self.seen[chat].append(message)
        self.sent_at[chat].append(time.time())
        return message

    async def _do_editmessagetext(self, arguments: dict[str, Any]) -> Any:
        chat, number = int(arguments["chat_id"]), int(arguments["message_id"])
        refusal = self._refuse(chat, arguments)
        if refusal:
            return refusal
        for place, message in enumerate(self.seen[chat]):
            if message["message_id"] == number:
                if "photo" in message:
                    return _error(400, "Bad Request: there is no text in the message to edit")
                edited = self._stored(chat, number, arguments)
                if {k: edited.get(k) for k in ("text", "reply_markup")} == {
                    k: message.get(k) for k in ("text", "reply_markup")
                }:
                    return _error(
                        400, "Bad Request: message is not modified: specified new message content is the same"
                    )
                self.seen[chat][place] = edited
                self.sent_at[chat].append(time.time())
                return edited
        return _error(400, "Bad Request: message to edit not found")

    async def _do_deletemessages(self, arguments: dict[str, Any]) -> Any:
        chat, ids = int(arguments["chat_id"]), arguments["message_ids"]
        if not 1 <= len(ids) <= 100:
            return _error(400, "Bad Request: message identifiers are too many")
        self.deleted[chat] += ids
        self.seen[chat] = [m for m in self.seen[chat] if m["message_id"] not in ids]
        return True

    async def _do_answercallbackquery(self, arguments: dict[str, Any]) -> Any:
        self.answered_queries.append(arguments["callback_query_id"])
        return True

    async def _do_getfile(self, arguments: dict[str, Any]) -> Any:
        content = self.files.get(arguments["file_id"])
        if content is None:
            return _error(400, "Bad Request: invalid file_id")
        if len(content) > LARGEST_FILE:
            return _error(400, "Bad Request: file is too big")
        path = f"photos/{arguments['file_id']}.jpg"
        unique = arguments["file_id"][:8]
        return {"file_id": arguments["file_id"], "file_unique_id": unique, "file_path": path, "file_size": len(content)}

    async def _file(self, request: Request) -> Response:
        name = request.path_params["path"].rpartition("/")[2].partition(".")[0]
        return Response(self.files.get(name, b""), status_code=200 if name in self.files else 404)

    def _refuse(
        self, chat: int, arguments: Mapping[str, Any], name: str = "text", most: int = LONGEST_TEXT
    ) -> Response | None:
        """Every reason for which Telegram refuses a text, or a caption, which may be empty."""
        if chat in self.blocked:
            return _error(403, "Forbidden: bot was blocked by the user")
        if chat in self.migrated:
            moved = {"migrate_to_chat_id": self.migrated[chat]}
            return _error(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
        try:
            text = visible(arguments.get(name, ""), arguments.get("parse_mode"))
        except BadMarkup as error:
            return _error(400, f"Bad Request: can't parse entities: {error}")
        if name == "text" and not text.strip():
            return _error(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > most:
            return _error(400, f"Bad Request: message {'caption ' if name == 'caption' else ''}is too long")
        return _bad_keyboard(arguments.get("reply_markup"))

    def _stored(self, chat: int, number: int, arguments: Mapping[str, Any]) -> dict[str, Any]:
        kind = "private" if chat > 0 else "supergroup"
        message: dict[str, Any] = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind, "first_name": f"Người {chat}"},
            "from": BOT,
            "text": visible(arguments["text"], arguments.get("parse_mode")),
        }
        if arguments.get("reply_markup"):
            message["reply_markup"] = arguments["reply_markup"]
        return message

    async def push(self, http: httpx.AsyncClient, *, most: int = 40) -> None:
        """Deliver what waits to the webhook, as Telegram does: what gets no 200 comes again later."""
        batch = self.pending[:most]
        answers = await asyncio.gather(*(self._push(http, u) for u in batch))
        done = {u["update_id"] for u, ok in zip(batch, answers, strict=True) if ok}
        self.acknowledged |= done
        self.pending = [u for u in self.pending if u["update_id"] not in done]

    async def _push(self, http: httpx.AsyncClient, update: Mapping[str, Any]) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
        try:
            answer = await http.post(self.webhook["url"], json=update, headers=headers)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200


async def _arguments(request: Request) -> dict[str, Any]:
    """Arguments from the address and the form; values that are JSON are read as such."""
    raw: dict[str, Any] = dict(request.query_params)
    if request.method == "POST":
        raw.update(await request.form())
    return {name: _value(name, value) for name, value in raw.items()}


def _value(name: str, value: Any) -> Any:
    if name in {"reply_markup", "commands", "allowed_updates", "message_ids"}:
        return json.loads(value)
    return value


def _bad_keyboard(markup: Any) -> Response | None:
    if not markup:
        return None
    rows = markup["inline_keyboard"]
    buttons = [b for row in rows for b in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        return _error(400, "Bad Request: reply markup is too long")
    for button in buttons:
        if not 0 < len(button.get("callback_data", "").encode()) <= 64:
            return _error(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"].strip():
            return _error(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    return None


def _error(status: int, description: str, parameters: Mapping[str, Any] | None = None) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = dict(parameters)
    return JSONResponse(body, status)
