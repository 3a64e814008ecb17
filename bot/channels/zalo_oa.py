"""A Zalo Official Account: signed events in, text with up to five buttons out, inside Zalo's reply windows.

Assumptions about the interface stand in this file and in zalo_oa_markup.py (the form of a message); calls with their
token are in zalo_calls.py, uploads in zalo_upload.py. To be confirmed by a first live test: the shape of follow events;
the errors of a person who blocked the account; that a two-coloured PNG is taken, how long its attachment id is good and
with which error it is refused afterwards, and that text shows beside a picture.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.body import BodyTooLarge, read_body, storable
from bot.channels.files import download
from bot.channels.told_lately import Taps
from bot.channels.zalo_calls import BAD_TOKEN, ZaloOAClient, ZaloOAError
from bot.channels.zalo_oa_markup import PRESSED, message_of, picture_message
from bot.channels.zalo_upload import Pictures
from bot.engine.adapter import ChatGone, FetchFailed, Received, Refused, RetryLater
from bot.engine.inbox import Update
from bot.engine.lanes import Engine
from bot.messages import Attachment, AttachmentKind, Channel, Incoming, Reply

log = logging.getLogger(__name__)
LIMIT = 1900  # characters; more than 2,000 are refused (-210)
PATH = "/webhook/zalo-oa"
MESSAGE = "/v3.0/oa/message/cs"
FREE_WINDOW = 48 * 3600  # seconds after the person's last message in which replies are free
PAID_WINDOW = 7 * 24 * 3600  # and in which they are possible at all
TOO_FAST = {-32}
WINDOW_CLOSED = {-230, -232}
GONE = {-213}  # not verified: the person does not follow the account
KINDS = {
    "image": AttachmentKind.PHOTO,
    "gif": AttachmentKind.PHOTO,
    "sticker": AttachmentKind.STICKER,
    "audio": AttachmentKind.VOICE,
    "video": AttachmentKind.VIDEO,
    "file": AttachmentKind.FILE,
    "location": AttachmentKind.LOCATION,
}


class ZaloOAAdapter:
    """Translates events and sends replies."""

    def __init__(self, client: ZaloOAClient, http: httpx.AsyncClient, *, reply_window: int = FREE_WINDOW) -> None:
        self._client = client
        self._http = http
        self._pictures = Pictures(client)
        self.reply_window: int | None = reply_window

    def translate(self, body: str) -> Received:
        """An event, as JSON, in the conversation's words."""
        event = json.loads(body)
        name = event["event_name"]
        person = str(_person(event))
        if name == "unfollow":
            return Received(person, None, gone=True)
        if name == "follow":
            return Received(person, Incoming(Channel.ZALO_OA, "/start", limit=LIMIT))
        message = event["message"]
        text = message.get("text") or ""
        text = text if isinstance(text, str) else ""
        button = text.removeprefix(PRESSED) if text.startswith(PRESSED) and ":" in text else ""
        incoming = Incoming(
            Channel.ZALO_OA,
            "" if button else text,
            button=button,
            attachments=_attachments(name, message),
            reference=str(message.get("msg_id", "")),
            limit=LIMIT,
        )
        return Received(person, incoming)

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        """Send a reply, with its picture where there is one."""
        try:
            if not (reply.picture and await self._show(address, reply)):
                await self._send(address, message_of(reply))
        except ZaloOAError as error:
            if error.code in TOO_FAST:
                raise RetryLater(60) from None
            if error.code in GONE:
                raise ChatGone(f"error {error.code}") from None
            if error.code in WINDOW_CLOSED:
                raise Refused("window closed") from None
            if error.code < 0 and error.code not in BAD_TOKEN:
                raise Refused(f"error {error.code}") from None
            raise

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a picture."""
        if not attachment.reference:
            raise FetchFailed("not_fetched")
        return await download(self._http, attachment.reference)

    async def _show(self, address: str, reply: Reply) -> bool:
        """Send a reply with its picture; False when there is none to be had: the words then go alone."""
        try:
            picture = await self._pictures.attachment_id(reply.picture)
            await self._send(address, picture_message(reply, picture))
        except ZaloOAError as error:
            if error.code in TOO_FAST | WINDOW_CLOSED | GONE:
                raise  # not the picture's fault
            self._pictures.forget(reply.picture)
            return False
        except httpx.HTTPError:
            return False
        return True

    async def _send(self, address: str, message: dict[str, Any]) -> None:
        await self._client.call(MESSAGE, json={"recipient": {"user_id": address}, "message": message})


class ZaloOAFeed:
    """Brings signed events into the inbox."""

    def __init__(self, engine: Engine, app_id: str, secret: str) -> None:
        self._engine = engine
        self._taps = Taps()
        self._app_id = app_id
        self._secret = secret

    def routes(self) -> list[Route]:
        """The address of the webhook."""
        return [Route(PATH, self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> Response:
        """An event: signature checked over the raw body, committed, answered; the work is done afterwards.

        What is too large to be checked leaves no row: a stranger must not fill the database.
        """
        try:
            raw = await read_body(request)
        except BodyTooLarge:
            log.warning("a body without a checked signature was too large", extra={"facts": {"channel": "zalo_oa"}})
            return Response(status_code=200)  # refused, it would be sent again
        try:
            event = storable(json.loads(raw))
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not isinstance(event, dict) or not self._is_signed(request, raw, event):
            return Response(status_code=403)
        self._take(event)
        return Response(status_code=200)

    def _is_signed(self, request: Request, raw: bytes, event: dict[str, Any]) -> bool:
        given = request.headers.get("x-zevent-signature", "").removeprefix("mac=")
        expected = sign(self._app_id, raw, str(event.get("timestamp", "")), self._secret)
        return hmac.compare_digest(given.encode(), expected.encode())

    def _take(self, event: dict[str, Any]) -> None:
        name = event.get("event_name")
        wanted = isinstance(name, str) and (name.startswith("user_send_") or name in {"follow", "unfollow"})
        if not wanted:
            return  # receipts of reading, and echoes of what we sent
        person = _person(event)
        if not isinstance(person, str | int) or person == "":
            self._engine.inbox.refused(Channel.ZALO_OA, "no person", self._engine.seconds())
            return
        text = event["message"].get("text") if isinstance(event.get("message"), dict) else None
        tapped = text if isinstance(text, str) and text.startswith(PRESSED) else None
        if self._taps.again(str(person), tapped):
            return  # a quick second tap on the same button
        body = json.dumps(event, ensure_ascii=False)
        self._engine.accept([Update(Channel.ZALO_OA, _identity(event, body), str(person), body)])


def sign(app_id: str, raw: bytes, timestamp: str, secret: str) -> str:
    """Zalo's signature: a plain SHA-256 over app id, raw body, the body's timestamp and the OA secret key."""
    return hashlib.sha256(app_id.encode() + raw + timestamp.encode() + secret.encode()).hexdigest()


def _person(event: dict[str, Any]) -> Any:
    part = event.get("follower" if event.get("event_name") in {"follow", "unfollow"} else "sender")
    return part.get("id") if isinstance(part, dict) else None


def _identity(event: dict[str, Any], body: str) -> str:
    """The message's id; follow events have none and are known by their content."""
    message = event.get("message")
    given = message.get("msg_id") if isinstance(message, dict) else None
    return str(given) if given else hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


def _attachments(name: str, message: dict[str, Any]) -> tuple[Attachment, ...]:
    kind = KINDS.get(name.removeprefix("user_send_"))
    if kind is None:
        return () if message.get("text") else (Attachment(AttachmentKind.OTHER),)
    url = ""
    attachments = message.get("attachments")
    if isinstance(attachments, list) and attachments and isinstance(attachments[0], dict):
        payload = attachments[0].get("payload")
        url = payload.get("url", "") if isinstance(payload, dict) else ""
    return (Attachment(kind, url if isinstance(url, str) else ""),)
