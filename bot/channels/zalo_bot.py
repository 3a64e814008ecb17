"""Zalo's Bot Platform: plain text with numbered choices; webhook with a secret, or getUpdates for development.

Everything that is known of the interface, and every assumption, stands in this file. Verified in public sources: the
envelope (an error comes inside HTTP 200), the secret header, 2,000 characters of text, no buttons, no edit. Not
verified, to be confirmed by a first live test: rate limits, whether webhooks are retried, replies long after the
last message, which pictures sendPhoto takes and how long it waits for them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.body import BodyTooLarge, read_body, storable
from bot.channels.files import download
from bot.conversation.parts.plain import as_plain
from bot.engine.adapter import ChatGone, FetchFailed, Received, Refused, RetryLater
from bot.engine.inbox import Update
from bot.engine.lanes import Engine
from bot.messages import Attachment, AttachmentKind, Channel, Incoming, Reply
from bot.posters.qr_page import PATH as QR_PATH

LIMIT = 1900  # characters; the platform takes 2,000
PATH = "/webhook/zalo-bot"
LONG_POLL = 25
QUOTA_PAUSE = 60.0  # seconds after "429 Quota exceeded", which names no time
GONE = {403, 404}
KINDS = {
    "message.image.received": AttachmentKind.PHOTO,
    "message.sticker.received": AttachmentKind.STICKER,
    "message.voice.received": AttachmentKind.VOICE,
    "message.unsupported.received": AttachmentKind.OTHER,
}


class ZaloBotError(Exception):
    """The platform answered ok: false; `code` is its error_code. The description is kept out: it can hold texts."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error_code {code}")
        self.code = code


class ZaloBotClient:
    """Calls of the platform; the token stands in the address, so addresses are never logged."""

    def __init__(self, http: httpx.AsyncClient, api: str, token: str) -> None:
        self._http = http
        self._base = f"{api}/bot{token}"

    async def call(self, method: str, **arguments: Any) -> Any:
        """The result of a method, or ZaloBotError."""
        answer = await self._http.post(
            f"{self._base}/{method}", json=arguments, timeout=httpx.Timeout(10, read=LONG_POLL + 10)
        )
        try:
            body = answer.json()
        except ValueError:
            raise ZaloBotError(answer.status_code) from None
        if not isinstance(body, dict) or body.get("ok") is not True:
            code = body.get("error_code") if isinstance(body, dict) else None
            raise ZaloBotError(code if isinstance(code, int) else answer.status_code)
        return body.get("result")


class ZaloBotAdapter:
    """Translates events and sends numbered text.

    The platform fetches pictures itself, so only the one of this installation's `public_url` can be shown.
    """

    reply_window: int | None = None

    def __init__(self, client: ZaloBotClient, http: httpx.AsyncClient, public_url: str = "") -> None:
        self._client = client
        self._http = http
        self._public_url = public_url

    def translate(self, body: str) -> Received:
        """An event, as JSON, in the conversation's words."""
        event = json.loads(body)
        message = event["message"]
        chat = str(message["chat"]["id"])
        if message["chat"].get("chat_type", "PRIVATE") != "PRIVATE":
            called = str(message.get("text") or "").startswith(("/", "@"))
            return Received(chat, Incoming(Channel.ZALO_BOT, group=True, limit=LIMIT) if called else None)
        text = message.get("text") or message.get("caption") or ""
        incoming = Incoming(
            Channel.ZALO_BOT,
            text if isinstance(text, str) else "",
            attachments=_attachments(event.get("event_name", ""), message),
            reference=str(message.get("message_id", "")),
            limit=LIMIT,
        )
        return Received(chat, incoming)

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        """Send the reply with its choices numbered."""
        text = as_plain(reply)
        shown = reply.picture and reply.picture == self._public_url
        try:
            if not (shown and await self._show(address, text)):
                await self._client.call("sendMessage", chat_id=address, text=text)
        except ZaloBotError as error:
            if error.code == 429:
                raise RetryLater(QUOTA_PAUSE) from None
            if error.code in GONE:
                raise ChatGone("blocked") from None
            if 400 <= error.code < 500:
                raise Refused(f"error_code {error.code}") from None
            raise

    async def _show(self, address: str, text: str) -> bool:
        """Send the picture with the text below it; False when the platform cannot: the words then go alone."""
        try:
            await self._client.call("sendPhoto", chat_id=address, photo=self._public_url + QR_PATH, caption=text)
        except ZaloBotError as error:
            if error.code == 429:
                raise
            return False
        except httpx.HTTPError:
            return False
        return True

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a picture."""
        if not attachment.reference:
            raise FetchFailed("not_fetched")
        return await download(self._http, attachment.reference)


class ZaloBotFeed:
    """Brings events into the inbox."""

    def __init__(self, client: ZaloBotClient, engine: Engine, secret: str) -> None:
        self._client = client
        self._engine = engine
        self._secret = secret

    def routes(self) -> list[Route]:
        """The address of the webhook."""
        return [Route(PATH, self.receive, methods=["POST"])]

    async def connect(self, webhook_url: str) -> None:
        """Tell the platform how to deliver."""
        if webhook_url:
            await self._client.call("setWebhook", url=webhook_url + PATH, secret_token=self._secret)
        else:
            await self._client.call("deleteWebhook")

    async def fetch(self) -> None:
        """One long poll: at most one event, with no acknowledgement. For development only, as Zalo advises."""
        event = await self._client.call("getUpdates", timeout=LONG_POLL)
        if event:
            self._take(storable(event))

    async def receive(self, request: Request) -> Response:
        """A pushed event: checked, committed, then answered; the work is done afterwards."""
        given = request.headers.get("x-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=403)
        try:
            envelope = storable(json.loads(await read_body(request)))
        except BodyTooLarge:
            self._engine.inbox.refused(Channel.ZALO_BOT, "too large", self._engine.seconds())
            return Response(status_code=200)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        # the documents show the event inside {"ok", "result"}; a bare event is taken too
        event = envelope.get("result", envelope) if isinstance(envelope, dict) else None
        self._take(event)
        return Response(status_code=200)

    def _take(self, event: Any) -> None:
        message = event.get("message") if isinstance(event, dict) else None
        chat = message.get("chat") if isinstance(message, dict) else None
        if not isinstance(message, dict) or not isinstance(chat, dict) or not chat.get("id"):
            self._engine.inbox.refused(Channel.ZALO_BOT, "no chat", self._engine.seconds())
            return
        body = json.dumps(event, ensure_ascii=False, sort_keys=True)
        self._engine.accept([Update(Channel.ZALO_BOT, _identity(message, body), str(chat["id"]), body)])


def _identity(message: dict[str, Any], body: str) -> str:
    """The message's id; an unsupported message can come without one, and is then known by its content."""
    given = message.get("message_id")
    return str(given) if given else hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


def _attachments(event_name: object, message: dict[str, Any]) -> tuple[Attachment, ...]:
    """What came beside text. Pictures come as `photo` (documents) or `photo_url` (seen live)."""
    kind = KINDS.get(event_name) if isinstance(event_name, str) else None
    if kind is None and not message.get("text"):
        kind = AttachmentKind.OTHER
    if kind is None:
        return ()
    fields = {
        AttachmentKind.PHOTO: ("photo_url", "photo"),
        AttachmentKind.VOICE: ("voice_url",),
    }.get(kind, ())
    urls = [message[f] for f in fields if isinstance(message.get(f), str)]
    return (Attachment(kind, urls[0] if urls else ""),)
