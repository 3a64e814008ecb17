"""The Telegram channel: raw updates → Incoming, replies → messages. Fetching is in telegram_feed.py.

python-telegram-bot parses updates, speaks to the Bot API and knows its errors; its own polling is not used, because
it acknowledges an update before its handler ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import warnings
from datetime import timedelta
from typing import Any

from telegram import Bot, Chat, ChatMember, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.channels.telegram_markup import as_html, keyboard
from bot.channels.told_lately import MessagesLately
from bot.engine.adapter import ChatGone, DeliveryError, FetchFailed, Received, Refused, RetryLater
from bot.messages import Attachment, AttachmentKind, Channel, Incoming, Reply
from bot.posters.qr_code import as_png

LIMIT = 3500  # characters; Telegram takes 4,096 UTF-16 units, and an emoji is two
AT_ONCE = 8  # sends; more only queue inside httpx, which searches its queue again for each
LARGEST_FILE = 20 * 1024 * 1024  # bytes that getFile serves
MOST_AT_ONCE = 100  # messages that deleteMessages takes
LEFT = {ChatMember.BANNED, ChatMember.LEFT}


class TelegramAdapter:
    """Translates updates and delivers replies."""

    reply_window: int | None = None

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._lately = MessagesLately()

    def translate(self, body: str) -> Received:
        """A raw update, as JSON, in the conversation's words."""
        update = Update.de_json(json.loads(body), self._bot)
        if update.my_chat_member:
            gone = update.my_chat_member.new_chat_member.status in LEFT
            return Received(_address(update.my_chat_member.chat.id), None, gone=gone)
        if update.callback_query and update.callback_query.message:
            return self._pressed(update)
        message = update.message or update.edited_message
        if message is None:
            raise ValueError("an update of a kind that was not asked for")
        return self._written(message, edited=update.edited_message is not None)

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        """Send a reply; redraw the pressed message where the reply asks for it."""
        async with self._turns:
            await self._deliver(json.loads(address), reply)

    async def _deliver(self, place: dict[str, Any], reply: Reply) -> None:
        try:
            if place.get("query"):
                with contextlib.suppress(BadRequest):  # too old to be answered: only the spinner stays
                    await self._bot.answer_callback_query(place["query"])
            if reply.clears:
                await self._erase(place["chat"])
            redrawn = reply.in_place and place.get("message") and await self._redraw(place, reply)
            if not redrawn and not (reply.picture and await self._show(place["chat"], reply)):
                await self._send(place["chat"], reply)
        except TelegramError as error:
            raise _delivery_error(error) from None

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a file; one of more than 20 MB is refused before it is fetched."""
        if (attachment.size or 0) > LARGEST_FILE:
            raise FetchFailed("too_big")
        try:
            file = await self._bot.get_file(attachment.reference)
            return bytes(await file.download_as_bytearray())
        except BadRequest:
            raise FetchFailed("too_big") from None
        except TelegramError:
            raise FetchFailed("not_fetched") from None

    def _pressed(self, update: Update) -> Received:
        query = update.callback_query
        if not (query and query.message):
            raise ValueError("a pressed button without its message")
        address = _address(query.message.chat.id, message=query.message.message_id, query=query.id)
        if query.message.chat.type != Chat.PRIVATE:
            return Received(address, None)
        self._lately.note(query.message.chat.id, query.message.message_id)  # a restart may have forgotten it
        return Received(address, Incoming(Channel.TELEGRAM, button=query.data or "", limit=LIMIT))

    def _written(self, message: Message, *, edited: bool) -> Received:
        address = _address(message.chat.id)
        if message.chat.type != Chat.PRIVATE:
            called = self._is_called(message) and not edited
            return Received(address, Incoming(Channel.TELEGRAM, group=True, limit=LIMIT) if called else None)
        self._lately.note(message.chat.id, message.message_id)
        text = message.text or message.caption or ""
        attachments = _attachments(message)
        if not text and not attachments:
            return Received(address, None)  # a service message: a pin, a new name
        incoming = Incoming(
            Channel.TELEGRAM,
            _without_bot_name(text),
            start=_start_code(text),
            attachments=attachments,
            reference=str(message.message_id),
            edited=edited,
            limit=LIMIT,
        )
        return Received(address, incoming)

    def _is_called(self, message: Message) -> bool:
        """Whether a message in a group is meant for the bot: a command, its name, or a reply to it."""
        name = f"@{self._bot.username}".casefold()
        text = (message.text or message.caption or "").casefold()
        command = text.partition(" ")[0] if text.startswith("/") else ""
        answered = message.reply_to_message and message.reply_to_message.from_user
        return name in text or (bool(command) and "@" not in command) or answered == self._bot.bot

    async def _erase(self, chat: int) -> None:
        """Delete what was said in two days, on both sides; what Telegram deletes no more stays, and is said to."""
        ids = self._lately.take(chat)
        for start in range(0, len(ids), MOST_AT_ONCE):
            with contextlib.suppress(BadRequest):
                await self._bot.delete_messages(chat, ids[start : start + MOST_AT_ONCE])

    async def _redraw(self, place: dict[str, Any], reply: Reply) -> bool:
        """Edit the message whose button was pressed; False when it cannot be edited any more."""
        try:
            await self._bot.edit_message_text(
                as_html(reply),
                chat_id=place["chat"],
                message_id=place["message"],
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(reply),
            )
        except BadRequest as error:
            return "not modified" in error.message.casefold()
        return True

    async def _show(self, chat: int, reply: Reply) -> bool:
        """Send the picture with the reply below it; False when Telegram refuses it: the words then go alone."""
        try:
            sent = await self._bot.send_photo(
                chat,
                as_png(reply.picture),
                filename="ma-qr.png",
                caption=as_html(reply),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(reply),
            )
        except (BadRequest, ChatMigrated):
            return False
        self._lately.note(chat, sent.message_id)
        return True

    async def _send(self, chat: int, reply: Reply) -> None:
        drawn = keyboard(reply)
        try:
            sent = await self._bot.send_message(chat, as_html(reply), parse_mode=ParseMode.HTML, reply_markup=drawn)
        except ChatMigrated as moved:
            sent = await self._bot.send_message(moved.new_chat_id, reply.text, reply_markup=drawn)
        except BadRequest as error:
            if "parse entities" not in error.message.casefold():
                raise
            sent = await self._bot.send_message(chat, reply.text, reply_markup=drawn)
        self._lately.note(chat, sent.message_id)


def _address(chat: int, **more: Any) -> str:
    return json.dumps({"chat": chat, **more})


def _start_code(text: str) -> str:
    command, _, code = text.partition(" ")
    return code.strip()[:64] if command.partition("@")[0] == "/start" else ""


def _without_bot_name(text: str) -> str:
    """ "/menu@DanBietBot" is "/menu"."""
    if not text.startswith("/"):
        return text
    command, space, rest = text.partition(" ")
    return command.partition("@")[0] + space + rest


def _attachments(message: Message) -> tuple[Attachment, ...]:
    if message.photo:
        best = message.photo[-1]
        return (Attachment(AttachmentKind.PHOTO, best.file_id, best.file_size),)
    kinds = (
        (AttachmentKind.VIDEO, message.animation or message.video or message.video_note),
        (AttachmentKind.VOICE, message.voice or message.audio),
        (AttachmentKind.FILE, message.document),
        (AttachmentKind.STICKER, message.sticker),
    )
    for kind, item in kinds:
        if item:
            return (Attachment(kind, item.file_id, item.file_size),)
    if message.location or message.venue:
        return (Attachment(AttachmentKind.LOCATION),)
    other = message.contact or message.poll or message.dice or message.story
    return (Attachment(AttachmentKind.OTHER),) if other else ()


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    with warnings.catch_warnings():  # the library announces that this becomes a timedelta; both are read
        warnings.simplefilter("ignore")
        after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _delivery_error(error: TelegramError) -> DeliveryError | TelegramError:
    """The engine's word for an error; network errors stay what they are and are tried again."""
    if isinstance(error, RetryAfter):
        return RetryLater(seconds_of(error))
    if isinstance(error, Forbidden):
        return ChatGone("blocked")
    if isinstance(error, BadRequest):
        if "chat not found" in error.message.casefold():
            return ChatGone("chat not found")
        return Refused("bad request")
    return error
