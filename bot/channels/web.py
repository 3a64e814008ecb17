"""The web chat: the same conversation in a page that works without JavaScript, and live with it.

A chat is a random cookie that is set with the first message, never before, and lives for 24 hours. What the
worker sends is committed to the inbox before the answer is waited for; a form that is sent twice is answered
once.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from bot.channels.adapter import FetchFailed, Received
from bot.channels.web_guard import Allowance, too_big
from bot.channels.web_lines import KEPT_SECONDS, Line, WebLines
from bot.conversation.model import Services
from bot.conversation.privacy import promises
from bot.conversation.welcome import welcome
from bot.engine import Engine
from bot.inbox import Update
from bot.messages import Attachment, Channel, Incoming, Reply
from bot.qr_code import as_data_url
from bot.texts import web as words
from feedback.receipt import read_code

COOKIE = "danbiet_chat"
LIMIT = 6000  # characters of one reply on the page
WAIT_SECONDS = 8.0
LONGEST_TEXT = 10_000
HERE = Path(__file__).parent

templates = Jinja2Templates(HERE / "templates")
templates.env.globals.update(words=words, as_data_url=as_data_url, new_key=lambda: secrets.token_urlsafe(12))
templates.env.trim_blocks = templates.env.lstrip_blocks = True


class WebChat:
    """The chat page, and the adapter through which the engine answers on it."""

    reply_window: int | None = None

    def __init__(self, engine: Engine, lines: WebLines, services: Services, *, secure_cookie: bool) -> None:
        self._engine = engine
        self._lines = lines
        self._services = services
        self._secure_cookie = secure_cookie
        self._by_chat = Allowance(20)
        self._by_address = Allowance(300)  # a whole factory can stand behind one address

    def routes(self) -> list[Route]:
        """The addresses of the chat."""
        return [
            Route("/", self.page),
            Route("/chat", self.post, methods=["POST"]),
            Route("/xoa", self.forget, methods=["POST"]),
            Route("/rieng-tu", self.privacy),
        ]

    def translate(self, body: str) -> Received:
        """What the page wrote into the inbox."""
        raw = json.loads(body)
        incoming = Incoming(Channel.WEB, raw["text"], button=raw["button"], start=raw["start"], limit=LIMIT)
        return Received(raw["chat"], incoming)

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        """Write the reply into the chat's lines; the letter's mark makes a repetition harmless."""
        chat = self._engine.inbox.chat_mark(Channel.WEB, address)
        self._lines.add(chat, f"reply:{mark}", self._engine.seconds(), reply=reply)

    async def fetch(self, attachment: Attachment) -> bytes:
        """The page sends no files yet."""
        raise FetchFailed("not_fetched")

    async def page(self, request: Request) -> Response:
        """The chat: its lines so far, or the welcome with example questions."""
        return self._chat_page(request)

    async def privacy(self, request: Request) -> Response:
        """What is kept, as a page."""
        facts = {"heading": words.PRIVACY_TITLE, "paragraphs": promises(self._services), "here": "/rieng-tu"}
        return templates.TemplateResponse(request, "page.html", facts)

    async def post(self, request: Request) -> Response:
        """One message. Without JavaScript: back to the page; live: the new lines alone."""
        live = request.headers.get("x-live") == "1"
        if too_big(request):
            return PlainTextResponse(words.TOO_BIG, 413)
        form = {k: v for k, v in (await request.form()).items() if isinstance(v, str)}
        text = form.get("text", "").replace("\r\n", "\n")[:LONGEST_TEXT]
        seconds = self._must_wait(request)
        if seconds:
            return self._too_fast(request, text, seconds, live)
        chat_id = _chat_id(request) or secrets.token_urlsafe(32)
        chat = self._engine.inbox.chat_mark(Channel.WEB, chat_id)
        last = max((line.id for line in self._lines.of(chat)), default=0)
        self._accept(chat, chat_id, text, form)
        settled = await self._engine.settled(chat, WAIT_SECONDS)
        response = self._answer(request, self._lines.of(chat, last), live, settled)
        self._keep(response, chat_id)
        return response

    async def forget(self, request: Request) -> Response:
        """Delete the chat here and in the browser."""
        chat_id = _chat_id(request)
        if chat_id:
            chat = self._engine.inbox.chat_mark(Channel.WEB, chat_id)
            self._lines.forget(chat)
            self._engine.states.forget(chat)
        response = RedirectResponse("/", 303)
        response.delete_cookie(COOKIE, path="/")
        return response

    def _accept(self, chat: bytes, chat_id: str, text: str, form: Mapping[str, str]) -> None:
        button = form.get("button", "")
        said = self._label(chat, button) if button else words.CODE_TYPED if read_code(text) else text
        identity = _identity(chat_id, form.get("key", ""), button, text)
        self._lines.add(chat, f"said:{identity}", self._engine.seconds(), said=said)
        updates = [_update(chat_id, identity, text=text, button=button)]
        if start := form.get("start", "")[:64]:  # came by a poster: its code goes before the first message
            updates.insert(0, _update(chat_id, f"start:{chat_id}:{start}", start=start))
        self._engine.accept(updates)

    def _label(self, chat: bytes, button: str) -> str:
        """What the pressed button said, as it stands in the chat."""
        replies = [line.reply for line in reversed(self._lines.of(chat)) if line.reply]
        for reply in (*replies, welcome(self._services)):
            for offered in reply.buttons:
                if offered.id == button:
                    return offered.label
        return "…"

    def _answer(self, request: Request, lines: tuple[Line, ...], live: bool, settled: bool) -> Response:
        if not live:
            return RedirectResponse("/#cuoi" if settled else "/?cho=1", 303)
        if not lines or not settled:
            return Response(status_code=205)  # nothing new, or not yet: the page loads itself anew
        facts = {"lines": lines}
        headers = {"X-Next-Key": secrets.token_urlsafe(12)}
        return templates.TemplateResponse(request, "_lines.html", facts, headers=headers)

    def _must_wait(self, request: Request) -> int:
        address = request.client.host if request.client else ""
        waits = [self._by_address.wait(address)]
        if chat_id := _chat_id(request):
            waits.append(self._by_chat.wait(chat_id))
        longest = max(waits)
        return int(longest) + 1 if longest else 0

    def _too_fast(self, request: Request, text: str, seconds: int, live: bool) -> Response:
        """Refuse for now, and give back what was written."""
        sentence = words.TOO_FAST.format(seconds=seconds)
        headers = {"Retry-After": str(seconds)}
        if live:
            return PlainTextResponse(sentence, 429, headers)
        return self._chat_page(request, status=429, alert=sentence, draft=text, headers=headers)

    def _chat_page(
        self,
        request: Request,
        *,
        status: int = 200,
        alert: str = "",
        draft: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        chat_id = _chat_id(request)
        lines: tuple[Line, ...] = ()
        if chat_id:
            lines = self._lines.of(self._engine.inbox.chat_mark(Channel.WEB, chat_id))
        if request.query_params.get("cho") and lines and lines[-1].said:
            alert = words.SLOW
        facts = {
            "lines": lines or (Line(0, reply=welcome(self._services)),),
            "kept": bool(lines),
            "alert": alert,
            "draft": draft,
            "here": "/",
            "start": request.query_params.get("ma", "")[:64],
        }
        return templates.TemplateResponse(request, "chat.html", facts, status_code=status, headers=headers)

    def _keep(self, response: Response, chat_id: str) -> None:
        response.set_cookie(
            COOKIE,
            chat_id,
            max_age=KEPT_SECONDS,
            path="/",
            secure=self._secure_cookie,
            httponly=True,
            samesite="lax",
        )


def _chat_id(request: Request) -> str:
    """The chat's cookie, or "" when there is none that we could have set."""
    value = request.cookies.get(COOKIE, "")
    return value if len(value) == 43 and value.replace("-", "").replace("_", "").isalnum() else ""


def _update(chat_id: str, identity: str, **said: str) -> Update:
    body = {"chat": chat_id, "text": "", "button": "", "start": "", **said}
    return Update(Channel.WEB, identity, chat_id, json.dumps(body, ensure_ascii=False))


def _identity(chat_id: str, key: str, button: str, text: str) -> str:
    """Names one sending of one form: the same form sent again with the same words is the same update."""
    packed = json.dumps([chat_id, key, button, text])
    return hashlib.blake2b(packed.encode(), digest_size=16).hexdigest()
