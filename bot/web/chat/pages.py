"""The web chat: the same conversation in a page that works without JavaScript, and live with it.

A chat is a random cookie that is set with the first message, never before, and lives for 24 hours. What the
worker sends is committed to the inbox before the answer is waited for; a form that is sent twice is answered
once.
"""

from __future__ import annotations

import base64
import json
import logging
import secrets
from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.conversation import State, takes_files
from bot.conversation.intents.privacy import promises
from bot.conversation.intents.welcome import welcome
from bot.conversation.parts.menu import FORGET
from bot.conversation.parts.model import Services
from bot.engine.adapter import FetchFailed, Received
from bot.engine.database import DATABASE_ERRORS
from bot.engine.lanes import Engine
from bot.logs import log_failure
from bot.messages import Attachment, Channel, Incoming, Reply
from bot.texts import talk
from bot.texts import web as words
from bot.web.allowance import Allowance
from bot.web.chat.cookie import ChatCookie, is_live
from bot.web.chat.lines import Line, WebLines
from bot.web.chat.sent import Sent, pictures
from bot.web.chips import quick
from bot.web.forms import LARGEST_FORM as LARGEST_WITH_PHOTOS
from bot.web.forms import FormTooLarge, photos, read_form
from bot.web.guard import LARGEST_FORM, address_of
from bot.web.language import use
from bot.web.room import AddressRoom, NoRoom
from bot.web.templates import templates
from bot.web.tokens import mint
from feedback.sealing.receipt import find_code

log = logging.getLogger(__name__)
LIMIT = 6000  # characters of one reply on the page
MOST_CHATS = 3000  # of one address
REPLY_BYTES = 8 * 1024  # more or less, of an answer as it is kept
WAIT_SECONDS = 8.0
BUSY_SECONDS = 20  # when many of one address wait for their codes
HOUR = 3600
RETRY_SECONDS = 60  # after a failure of ours


class WebChat:
    """The chat page, and the adapter through which the engine answers on it."""

    reply_window: int | None = None

    def __init__(self, engine: Engine, lines: WebLines, services: Services, cookie: ChatCookie) -> None:
        self._engine = engine
        self._lines = lines
        self._services = services
        self._cookie = cookie
        self._room = AddressRoom(MOST_CHATS)
        self._by_chat = Allowance(20)
        self._by_address = Allowance(300)  # a whole factory can stand behind one address

    def routes(self) -> list[Route]:
        """The addresses of the chat."""
        return [
            Route("/", self.page),
            Route("/chat", self.page),
            Route("/chat", self.post, methods=["POST"]),
            Route("/xoa", self.forget, methods=["POST"]),
            Route("/rieng-tu", self.privacy),
        ]

    def translate(self, body: str) -> Received:
        """What the page wrote into the inbox."""
        raw = json.loads(body)
        said = {"button": raw["button"], "start": raw["start"], "attachments": pictures(raw)}
        incoming = Incoming(Channel.WEB, raw["text"], limit=LIMIT, **said)
        return Received(raw["chat"], incoming)

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        """Write the reply into the chat's lines; the letter's mark makes a repetition harmless."""
        chat = self._engine.inbox.chat_mark(Channel.WEB, address)
        if reply.clears:
            self._lines.forget(chat)  # the page without lines says the rest
            return
        self._lines.add(chat, f"reply:{mark}", self._engine.seconds(), reply=reply)

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes that came with the form."""
        if attachment.trouble:
            raise FetchFailed(attachment.trouble)
        return base64.b64decode(attachment.reference)

    async def page(self, request: Request) -> Response:
        """The chat: its lines so far, or the welcome with example questions."""
        return self._chat_page(request, self._cookie.read(request))

    async def privacy(self, request: Request) -> Response:
        """What is kept, as a page."""
        facts = {"heading": words.PRIVACY_TITLE, "paragraphs": promises(self._services), "here": "/rieng-tu"}
        return templates.TemplateResponse(request, "page.html", facts)

    async def post(self, request: Request) -> Response:
        """One message. Without JavaScript: back to the page; live: the new lines alone."""
        takes = self._takes_files(self._cookie.read(request))
        try:
            form = await read_form(request, LARGEST_WITH_PHOTOS if takes else LARGEST_FORM)
        except FormTooLarge as error:
            return self._refused(request, Sent.of(error.kept), 413, words.PHOTOS_TOO_BIG if takes else words.TOO_BIG, 0)
        clean = partial(self._engine.turns.pictures.run, who=address_of(request), chat=b"")
        sent = Sent.of(form, await photos(form, clean) if takes else ())
        if seconds := self._must_wait(request):
            return self._refused(request, sent, 429, words.TOO_FAST.format(seconds=seconds), seconds)
        chat_id = self._cookie.read(request) or mint(self._cookie.seal)
        chat = self._engine.meet(chat_id, address_of(request))
        if find_code(sent.text) and self._engine.turns.codes.is_full(address_of(request)):
            return self._refused(request, sent, 429, words.TOO_FAST.format(seconds=BUSY_SECONDS), BUSY_SECONDS)
        last = max((line.id for line in self._lines.of(chat)), default=0)
        try:
            self._make_room(address_of(request), chat, sent)
            self._accept(chat, chat_id, sent)
        except NoRoom:
            return self._refused(request, sent, 429, words.NO_ROOM, HOUR)
        except DATABASE_ERRORS as error:  # the disk is full: nothing was taken
            log_failure(log, "web chat", error)
            return self._refused(request, sent, 503, words.NOT_TAKEN, RETRY_SECONDS)
        settled = await self._engine.settled(chat, WAIT_SECONDS)
        if settled and not self._lines.of(chat):
            return self._cookie.forgotten(request)
        response = self._answer(request, chat_id, last, sent.draft, settled)
        self._cookie.keep(response, chat_id)
        return response

    async def forget(self, request: Request) -> Response:
        """Delete the chat here and in the browser."""
        chat_id = self._cookie.read(request)
        if chat_id:
            chat = self._engine.meet(chat_id)
            await self._engine.settled(chat, WAIT_SECONDS)  # an answer on its way would be written afterwards
            self._lines.forget(chat)
            self._engine.states.forget(chat)
            self._room.leave(address_of(request), chat)
        return self._cookie.forgotten(request)

    def _make_room(self, address: str, chat: bytes, sent: Sent) -> None:
        """Count what the chat will keep with the address it came by; raises NoRoom. Who wants to be forgotten may."""
        if sent.button == FORGET:
            return
        size = self._lines.size(chat) + self._engine.states.size(chat) + sent.size + REPLY_BYTES
        for gone in self._room.take(address, chat, size, self._engine.seconds()):
            self._lines.forget(gone)
            self._engine.states.forget(gone)

    def _accept(self, chat: bytes, chat_id: str, sent: Sent) -> None:
        if sent.button != FORGET:
            said = self._label(chat, sent.button) if sent.button else sent.text
            said = words.CODE_TYPED if find_code(sent.text) else said
            shown = words.PHOTOS_SENT.format(count=len(sent.photos)) if sent.photos else ""
            said = "\n".join(filter(None, [said, shown]))
            if said:  # an empty form, and a button that was offered nowhere, say nothing
                self._lines.add(chat, f"said:{sent.identity(chat_id)}", self._engine.seconds(), said=said)
        self._engine.accept(sent.updates(chat_id))

    def _label(self, chat: bytes, button: str) -> str:
        """What the pressed button said, as it stands in the chat."""
        replies = [line.reply for line in reversed(self._lines.of(chat)) if line.reply]
        for reply in (*replies, welcome(self._services)):
            for offered in reply.buttons:
                if offered.id == button:
                    return offered.label
        return "…"

    def _answer(self, request: Request, chat_id: str, last: int, draft: str, settled: bool) -> Response:
        """What was said since line `last`."""
        if not is_live(request):
            if draft:  # words that were not sent go back to the page in its body, never in an address
                return self._chat_page(request, chat_id, alert="" if settled else words.SLOW, draft=draft)
            return RedirectResponse("/#cuoi" if settled else "/?cho=1", 303)
        lines = self._lines.of(self._engine.meet(chat_id), last)
        if not lines or not settled:
            return Response(status_code=205)  # nothing new, or not yet: the page loads itself anew
        use(request, self._state(chat_id).language)
        headers = {"X-Next-Key": secrets.token_urlsafe(12)}
        if self._takes_files(chat_id):
            headers["X-Takes-Photos"] = "1"
        return templates.TemplateResponse(request, "_lines.html", {"lines": lines}, headers=headers)

    def _takes_files(self, chat_id: str) -> bool:
        """Whether what waits in this chat takes pictures."""
        if not chat_id or not self._services.takes_photos:
            return False
        return takes_files(self._state(chat_id))

    def _state(self, chat_id: str) -> State:
        """What this chat remembers."""
        return self._engine.states.load(self._engine.meet(chat_id), self._engine.seconds()) if chat_id else State()

    def _must_wait(self, request: Request) -> int:
        waits = [self._by_address.wait(address_of(request))]
        if chat_id := self._cookie.read(request):
            waits.append(self._by_chat.wait(chat_id))
        longest = max(waits)
        return int(longest) + 1 if longest else 0

    def _refused(self, request: Request, sent: Sent, status: int, sentence: str, seconds: int) -> Response:
        """Refuse for now, and give back what was written."""
        headers = {"Retry-After": str(seconds)}
        if is_live(request):
            return PlainTextResponse(sentence, status, headers)
        facts = {"alert": sentence, "draft": sent.written, "start": sent.start}
        return self._chat_page(request, self._cookie.read(request), status=status, headers=headers, **facts)

    def _chat_page(
        self,
        request: Request,
        chat_id: str,
        *,
        status: int = 200,
        alert: str = "",
        draft: str = "",
        start: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        lines: tuple[Line, ...] = ()
        language = use(request, self._state(chat_id).language)
        if chat_id:
            lines = self._lines.of(self._engine.meet(chat_id))
        if request.query_params.get("cho") and lines and lines[-1].said:
            alert = words.SLOW
        if request.query_params.get("da-xoa") and not lines:
            alert = talk.FORGOTTEN
        facts = {
            "lines": lines or (Line(0, reply=welcome(self._services)),),
            "kept": bool(lines),
            "alert": alert,
            "draft": draft,
            "here": "/",
            "quick": quick(self._services, language),
            "files": self._takes_files(chat_id),
            "start": start or request.query_params.get("ma", "")[:64],
        }
        return templates.TemplateResponse(request, "chat.html", facts, status_code=status, headers=headers)
