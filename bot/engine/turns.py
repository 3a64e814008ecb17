"""One update answered: translated, its pictures fetched, spoken about, and committed with its replies.

Every answer is one transaction: state saved, replies in the outbox, update deleted. A crash before it repeats the
whole turn.
"""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from sqlite_utils import Database

from bot.conversation import Services, State, codes_of, fate, respond, takes_files, takes_long
from bot.conversation.parts.model import Outcome
from bot.engine.adapter import Adapter, FetchFailed, Received
from bot.engine.database import DATABASE_ERRORS, PASSING_ERRORS
from bot.engine.fair_queue import FairQueue
from bot.engine.inbox import Inbox, Waiting
from bot.engine.mailbox import AddWorkingDays, Mailbox, Place
from bot.engine.one_at_a_time import OneAtATime
from bot.engine.outbox import Letter, Outbox
from bot.engine.state import States
from bot.logs import log_failure
from bot.messages import Attachment, AttachmentKind, Channel, Reply, say
from bot.texts import talk
from feedback.model.draft import Photo
from feedback.worker.files import FileRefused, clean_photo

log = logging.getLogger(__name__)
PASSING = (OSError, *PASSING_ERRORS)  # a locked file, a full disk: in some seconds it may be over
PICTURES = frozenset({AttachmentKind.PHOTO, AttachmentKind.FILE})  # a picture may be sent as a file


class SetAside(Exception):
    """The update is not tried again."""


@dataclass(slots=True)
class Turns:
    """Answers updates, one at a time for each chat."""

    db: Database
    inbox: Inbox
    states: States
    outbox: Outbox
    services: Services
    now: Callable[[], datetime]
    adapters: Mapping[Channel, Adapter]
    one: OneAtATime
    mailbox: Mailbox | None = None
    add_working_days: AddWorkingDays | None = None
    addresses: OrderedDict[bytes, str] = field(default_factory=OrderedDict)  # of browsers, in memory alone
    codes: FairQueue[str, None] = field(init=False)
    pictures: FairQueue[bytes, Photo] = field(init=False)
    inherited: set[int] = field(init=False)  # updates that another process left: one of them may have ended it

    def __post_init__(self) -> None:
        petitions = self.services.petitions
        self.codes = FairQueue("codes", petitions.prepare if petitions else lambda code: None, behind=True)
        self.pictures = FairQueue("pictures", clean_photo)
        self.inherited = self.inbox.ids()

    def seconds(self) -> int:
        """The present instant, in seconds since 1970."""
        return int(self.now().timestamp())

    def close(self) -> None:
        """What waits for its turn at a costly thing stays in the inbox."""
        self.codes.close()
        self.pictures.close()

    async def answer(self, update: Waiting) -> bool:
        """Answer an update and commit; False when it failed and is to be tried again at once, or was set aside.

        Raises what may pass, so that the next try waits.
        """
        now = self.now()
        try:
            received = self.adapters[update.channel].translate(update.body)
            state = self.states.load(update.chat, self.seconds())
            received = await self._with_files(update, state, received)
            outcome = await self._respond(update, state, received, now)
        except SetAside:
            return False
        except PASSING as error:
            if not self._failed(update, error):
                raise  # its lane waits before the next try
            return False
        except Exception as error:
            self._failed(update, error)
            return False
        self._commit(update, received, outcome)
        return True

    async def _with_files(self, update: Waiting, state: State, received: Received) -> Received:
        """Fetch and clean pictures, only where a dialogue waits for them."""
        incoming = received.incoming
        if incoming is None or not incoming.attachments or not takes_files(state):
            return received
        fetched = [await self._fetched(update, a) for a in incoming.attachments]
        return replace(received, incoming=replace(incoming, attachments=tuple(fetched)))

    def _who(self, chat: bytes) -> str:
        """With whom a chat shares its turns: the address of a browser, else itself."""
        return self.addresses.get(chat) or chat.hex()

    async def _fetched(self, update: Waiting, attachment: Attachment) -> Attachment:
        """The attachment with a clean picture in it, or with the reason why there is none."""
        if attachment.kind not in PICTURES:
            return attachment
        try:
            content = await self.adapters[update.channel].fetch(attachment)
            clean = await self.pictures.run(content, self._who(update.chat), update.chat)
            return replace(attachment, content=clean.jpeg)
        except (FetchFailed, FileRefused) as error:
            return replace(attachment, trouble=error.reason)

    async def _respond(self, update: Waiting, state: State, received: Received, now: datetime) -> Outcome | None:
        if received.incoming is None:
            return None
        incoming = replace(received.incoming, sender=update.chat.hex())
        for code in codes_of(state, incoming):
            await self.codes.run(code, self._who(update.chat), update.chat)
        work = partial(respond, state, incoming, services=self.services, now=now)
        async with self.one.turn():
            self._begin(update)
            return await self.one.in_thread(work) if takes_long(state, incoming) else work()

    def _commit(self, update: Waiting, received: Received, outcome: Outcome | None) -> None:
        now = self.seconds()
        if received.gone:
            outcome = State(mail="unwatch"), ()
        if outcome:
            outcome = self._post(update, received, outcome)
        with self.db.atomic():
            self.inbox.done(update)
            if received.gone:
                self.states.forget(update.chat)
                self.outbox.end_chat(update.chat, update.channel, "left", now)
            if outcome is None:
                return
            state, replies = outcome
            self.states.save(update.chat, state, now)
            for number, reply in enumerate(replies):
                self.outbox.add(update.chat, self._letter(update, received.address, reply, str(number)), now)
        self.drop_mark(state)

    def drop_mark(self, state: State) -> None:
        """The draft behind a stored petition is gone from here: nothing may tie the two any more."""
        if state.sent and self.services.petitions:
            try:
                self.services.petitions.forget_mark(state.sent)
            except DATABASE_ERRORS as error:  # it goes with the next petition, a day later at the latest
                log_failure(log, "draft mark", error)

    def _post(self, update: Waiting, received: Received, outcome: Outcome) -> Outcome:
        """Hand a wish to the mailbox before the commit: repeated after a crash it is still one wish.

        A mailbox that fails costs the reminder, never the answer: it may carry the code of a petition.
        """
        state, replies = outcome
        if state.mail and self.mailbox and self.add_working_days:
            place = Place(update.channel, received.address, update.chat, self.seconds())
            try:
                self.mailbox.wish(state.mail, place, self.now().date(), self.add_working_days)
            except DATABASE_ERRORS as error:
                log_failure(log, "mailbox", error)
        return replace(state, mail=""), replies

    def _letter(self, update: Waiting, address: str, reply: Reply, part: str) -> Letter:
        window = self.adapters[update.channel].reply_window
        expires_at = None if window is None else self.seconds() + window
        return Letter(update.channel, address, reply, f"{update.id}:{part}", expires_at)

    def _begin(self, update: Waiting) -> None:
        """Count the turn of an inherited update as a failed try: if it ends this process too, the count stays.

        Raises SetAside when it was in hand at the end of three processes.
        """
        if update.id not in self.inherited:
            return
        self.inherited.discard(update.id)
        if self._count(update, "the process ended", secrets.token_hex(4)):
            raise SetAside

    def _failed(self, update: Waiting, error: Exception) -> bool:
        return self._count(update, type(error).__name__, log_failure(log, "update", error))

    def _count(self, update: Waiting, reason: str, mark: str) -> bool:
        """Count a failed try; True when it was the last, the update is set aside and its person told."""
        state = self.states.load(update.chat, self.seconds())
        with self.db.atomic():  # one transaction: a kill in between would lose the update in silence
            if not self.inbox.failed(update, reason, mark, self.seconds()):
                return False
            sent, sentence = self._fate(state)
            if sent:  # the draft is none any more, and nothing may tie it to its case
                self.states.save(update.chat, State(), self.seconds())
            if address := self._address(update):
                said = say(*filter(None, (talk.SET_ASIDE.format(mark=mark), sentence)))
                self.outbox.add(
                    update.chat, Letter(update.channel, address, said, f"{update.id}:sorry"), self.seconds()
                )
        if sent:
            self.drop_mark(State(sent=str(state.draft.get("mark", ""))))
        return True

    def _fate(self, state: State) -> tuple[bool, str]:
        """Whether a petition that is being written was sent; where that cannot be told, its code tells."""
        try:
            return fate(self.services, state)
        except DATABASE_ERRORS as error:
            log_failure(log, "fate of a petition", error)
            return False, talk.PERHAPS_SENT

    def _address(self, update: Waiting) -> str:
        """Where an apology goes; "" for an update that cannot be read: its record stays."""
        try:
            return self.adapters[update.channel].translate(update.body).address
        except Exception:
            return ""
