"""Petitions on the web without JavaScript, cookie or account: one form, then the same dialogue as in every channel.

Between two pages the draft (or the open look) lies in the sealed conversation state under a random token that only the
page holds. Nothing of the visitor enters it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.conversation import State, codes_of, respond
from bot.conversation.intake.danger import alarms_in, first_words, watch
from bot.conversation.intake.draft import INTAKE, IntakeDraft, keep
from bot.conversation.parts.menu import FORGET, HOME
from bot.conversation.parts.model import Outcome, Services, Turn
from bot.engine.database import DATABASE_ERRORS
from bot.engine.lanes import Engine
from bot.engine.sealing import Seal
from bot.logs import log_failure
from bot.messages import Attachment, Block, BlockKind, Button, Channel, Incoming, Reply
from bot.texts import emergency as emergency_words
from bot.texts import follow as follow_words
from bot.texts import intake as intake_words
from bot.texts import matters
from bot.texts import petition_pages as words
from bot.texts.catalogue import Words, said
from bot.web.allowance import Allowance
from bot.web.chat.pages import LIMIT
from bot.web.forms import LARGEST_FORM, FormTooLarge, field, photos, read_form
from bot.web.guard import address_of
from bot.web.language import spoken_on, use
from bot.web.petition.draft import beside_code, drafted, label, says_trial, size_of, waits_for
from bot.web.petition.reload import ENDED, keep_last_page, last_page
from bot.web.petition.twice import LastSent, identity
from bot.web.room import AddressRoom, NoRoom
from bot.web.templates import templates
from bot.web.tokens import is_ours, mint
from feedback.model.case import EmergencyKind
from feedback.model.limits import MOST_CHARACTERS
from feedback.model.union import Scope
from feedback.sealing.receipt import format_code

log = logging.getLogger(__name__)
LARGEST_TEXT = 160 * 1024  # bytes; who must wait is read without pictures
MOST_DRAFTS = 300  # of one address: a factory or a mobile network can stand behind it
ENDING = frozenset({HOME.id, FORGET})
AREAS = (Scope.INDUSTRIAL_PARK, Scope.COMMUNE)


class PetitionPages:
    """The pages /kien-nghi and /tra-cuu."""

    def __init__(self, engine: Engine, services: Services, seal: Seal, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._services = services
        self._seal = seal
        self._now = now
        self._allowance = Allowance(30)
        self._room = AddressRoom(MOST_DRAFTS)
        self._last_sent = LastSent()

    def routes(self) -> list[Route]:
        """The addresses of both pages and of their further steps."""
        return [
            Route("/kien-nghi", self.form),
            Route("/kien-nghi", self.preview, methods=["POST"]),
            Route("/tra-cuu", self.code),
            Route("/tra-cuu", self.step, methods=["POST"]),
            Route("/kien-nghi/buoc", self.step, methods=["POST"]),
            Route("/kien-nghi/ghi-chep.txt", self.note, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """The empty form; `?can-cu=145/2020/NĐ-CP:43` carries a legal basis along, if the library has it.

        Any other text in the link would be stored in clear, and could mark who used it.
        """
        return self._form(request, {"basis": self._known_basis(request.query_params.get("can-cu", "")[:60])})

    @property
    def _is_full(self) -> bool:
        """Whether the disk has no room for a new petition; what was sent is shown all the same."""
        return self._services.petitions is not None and not self._services.takes_petitions

    def _known_basis(self, key: str) -> str:
        document, _, article = key.rpartition(":")
        return key if document and self._services.library.article(document, article, self._now().date()) else ""

    async def preview(self, request: Request) -> Response:
        """The filled form becomes a draft, seen whole; what is missing is said and nothing written is lost."""
        waits, cut = self._must_wait(request), False
        try:
            form = await read_form(request, LARGEST_TEXT if waits else LARGEST_FORM)
        except FormTooLarge as error:  # pictures stand last: the words and those that came whole go on
            form, cut = error.kept, True
        values = {name: field(form, name) for name in form}
        values["basis"] = self._known_basis(values.get("basis", "")[:60])
        if waits:
            return self._form(request, values, words.TOO_FAST, 429)
        if not values.get("text") or not values.get("consent"):
            sentence = words.NEED_CONSENT if values.get("text") else words.NEED_TEXT
            return self._form(request, values, words.TOO_BIG if cut else sentence, 413 if cut else 422)
        if self._is_full:
            return self._form(request, values, status=503)
        try:
            return await self._preview(request, values, await self._photos(request, form), cut)
        except NoRoom:
            return self._form(request, values, words.NO_ROOM, 429)
        except DATABASE_ERRORS as error:  # the disk is full: nothing was kept
            log_failure(log, "petition form", error)
            return self._form(request, values, words.NOT_TAKEN, 503)

    async def _preview(
        self, request: Request, values: Mapping[str, str], sent: tuple[Attachment, ...], cut: bool
    ) -> Response:
        draft, notes = drafted(self._services, values, sent)
        notes += (Block(words.PHOTOS_CUT.format(count=len(draft.photos)), BlockKind.NOTE),) if cut else ()
        state, spoken = self._with_danger(draft)
        state = replace(state, language=spoken_on(request))
        state, (preview,) = await self._respond(state, Incoming(Channel.WEB, button="intake:", limit=LIMIT))
        shown = replace(
            preview, blocks=(*spoken.blocks, *notes, *preview.blocks), buttons=(*spoken.buttons, *preview.buttons)
        )
        return self._page(request, (state, (shown,)), mint(self._seal))

    async def code(self, request: Request) -> Response:
        """The field for the code."""
        return self._lookup(request)

    async def step(self, request: Request) -> Response:
        """One more message of an open dialogue: words, a button, pictures."""
        waits = self._must_wait(request)
        try:
            form = await read_form(request, LARGEST_TEXT if waits else LARGEST_FORM)
        except FormTooLarge as error:
            return self._too_large(request, error.kept, words.TOO_FAST if waits else words.TOO_BIG)
        token, button, text = field(form, "token"), field(form, "button"), field(form, "text")[:MOST_CHARACTERS]
        if button in ENDING:
            self._engine.states.forget(self._mark(token))
            self._room.leave(address_of(request), self._mark(token))
            return RedirectResponse("/", 303) if button == HOME.id else RedirectResponse("/xoa", 307)
        token = token if is_ours(self._seal, token) else mint(self._seal)
        state = self._engine.states.load(self._mark(token), self._engine.seconds())
        if not button and (shown := last_page(state)):  # the browser loads the receipt again
            return self._page(request, (state, shown), token)
        state = state.waiting("follow") if state.dialogue in {"", ENDED} else state
        state = replace(state, language=state.language or spoken_on(request))
        if waits:
            return self._again(request, state, token, button, text, words.TOO_FAST, 429)
        incoming = Incoming(
            Channel.WEB, "" if button else text, button, limit=LIMIT, attachments=await self._photos(request, form)
        )
        sent, mark = identity(field(form, "key"), incoming), self._mark(token)
        if state.dialogue == INTAKE and self._last_sent.is_again(mark, sent):
            incoming = Incoming(Channel.WEB, button="intake:", limit=LIMIT)  # only the present step once more
        codes, queue = codes_of(state, incoming), self._engine.turns.codes
        if codes and queue.is_full(address_of(request)):
            return self._again(request, state, token, button, text, words.TOO_FAST, 429)
        try:
            for code in codes:
                await queue.run(code, address_of(request), mark)
            outcome = keep_last_page(state, await self._respond(state, incoming))
            page = self._page(request, outcome, token, button, text if button else "")
            self._last_sent.took(mark, sent)
            return page
        except NoRoom:
            return self._again(request, state, token, button, text, words.NO_ROOM, 429)
        except DATABASE_ERRORS as error:  # the disk is full: nothing was kept
            log_failure(log, "petition step", error)
            return self._again(request, state, token, button, text, words.NOT_TAKEN, 503)

    async def note(self, request: Request) -> Response:
        """The code of this page as a small file whose name says nothing; without a code, the field for one."""
        try:
            token = field(await read_form(request, LARGEST_TEXT), "token")
        except FormTooLarge:
            token = ""
        if not is_ours(self._seal, token):
            return self._lookup(request)
        state = self._engine.states.load(self._mark(token), self._engine.seconds())
        code = str(state.secret.get("code", "")) if waits_for(state) == "code" else ""
        if not code:
            return self._again(request, state, token, "", "", "", 200)
        name = {"Content-Disposition": 'attachment; filename="ghi-chep.txt"'}
        return PlainTextResponse(f"{format_code(code)}\n", headers=name)

    def _too_large(self, request: Request, kept: FormData, alert: str) -> Response:
        """The same step with the words that came before the pictures."""
        token = field(kept, "token")
        if not is_ours(self._seal, token):
            return self._lookup(request, alert, 413)
        state = self._engine.states.load(self._mark(token), self._engine.seconds())
        return self._again(request, state, token, "", field(kept, "text"), alert, 413)

    def _with_danger(self, draft: IntakeDraft) -> tuple[State, Reply]:
        """The draft kept, and the first words (or a question) when somebody is in danger."""
        turn = Turn(keep(State(), draft), Incoming(Channel.WEB, draft.text), self._services, self._now())
        if draft.emergency:
            return turn.state, Reply(first_words(turn, EmergencyKind(draft.emergency)))
        state, replies = watch(turn, alarms_in(turn.incoming, turn.state), (turn.state, (Reply(()),)))
        return state, replies[0]

    async def _respond(self, state: State, incoming: Incoming) -> Outcome:
        """The conversation's answer."""
        now = self._now()
        return await self._engine.between_answers(lambda: respond(state, incoming, services=self._services, now=now))

    async def _photos(self, request: Request, form: FormData) -> tuple[Attachment, ...]:
        return await photos(form, partial(self._engine.turns.pictures.run, who=address_of(request), chat=b""))

    def _must_wait(self, request: Request) -> bool:
        return self._allowance.wait(address_of(request)) > 0

    def _mark(self, token: str) -> bytes:
        """The mark of a page; what lies under it opens with the page's own token alone."""
        mark = self._seal.mark("petition page", token)
        self._engine.browsers.learn(mark, token)
        return mark

    def _page(self, request: Request, outcome: Outcome, token: str, button: str = "", typed: str = "") -> Response:
        """Keep the state under the token and draw the replies."""
        state, replies = outcome
        self._make_room(address_of(request), self._mark(token), state)
        self._engine.states.keep(self._mark(token), replace(state, mail=""), self._engine.seconds())
        self._engine.turns.drop_mark(state)
        extra = (Button("intake:", words.CONTINUE),) if button.startswith("article:") and state.draft else ()
        return self._dialogue(request, state, token, {"replies": replies, "extra": extra, "typed": typed})

    def _make_room(self, address: str, mark: bytes, state: State) -> None:
        """Only drafts count: a receipt and a look-up are small, and are never refused."""
        if state.dialogue != INTAKE:
            self._room.leave(address, mark)
            return
        for gone in self._room.take(address, mark, size_of(state), self._engine.seconds()):
            self._engine.states.forget(gone)

    def _again(
        self, request: Request, state: State, token: str, button: str, text: str, alert: str, status: int
    ) -> Response:
        """The same step once more, with what was written. A code is not written into a page."""
        if waits_for(state) == "lookup":
            return self._lookup(request, alert, status, token=token)
        extra = (Button(button, words.AGAIN),) if button else ()
        return self._dialogue(request, state, token, {"alert": alert, "extra": extra, "typed": text}, status)

    def _dialogue(
        self, request: Request, state: State, token: str, facts: Mapping[str, Any], status: int = 200
    ) -> Response:
        waits = waits_for(state)
        language = use(request, state.language) if state.language else spoken_on(request)
        if waits == "lookup":
            return self._lookup(request, facts.get("alert", ""), status, token=token, replies=facts.get("replies", ()))
        code = str(state.secret.get("code", "")) if waits == "code" else ""
        page = {
            **self._facts(request, "/tra-cuu" if state.dialogue == "follow" else "/kien-nghi"),
            "token": token,
            "draft": state.dialogue == INTAKE,
            "waits": waits,
            "label": said(label(state), language),
            "files": waits in {"text", "write"},
            "notes": beside_code(facts.get("replies", ())),
            "said_trial": says_trial(facts.get("replies", ())),
            "code": format_code(code),
            **facts,
        }
        return templates.TemplateResponse(request, "code.html" if code else "dialogue.html", page, status_code=status)

    def _lookup(
        self, request: Request, alert: str = "", status: int = 200, *, token: str = "", replies: Sequence[Reply] = ()
    ) -> Response:
        language = spoken_on(request)
        facts = {
            **self._facts(request, "/tra-cuu"),
            "alert": said(alert, language),
            "token": token,
            "replies": replies,
            "unsent": said(follow_words.UNSENT, language),
            "lost": matters.ANSWERS["lost_code"],
        }
        return templates.TemplateResponse(request, "lookup.html", facts, status_code=status)

    def _form(self, request: Request, values: Mapping[str, str], alert: str = "", status: int = 200) -> Response:
        petitions = self._services.petitions
        language = spoken_on(request)
        notice = [*intake_words.NOTICE_WEB, *(line.format(unit=words.UNIT) for line in intake_words.NOTICE)]
        facts = {
            **self._facts(request, "/kien-nghi"),
            "values": values,
            "alert": said(alert or (intake_words.FULL if self._is_full else ""), language),
            "notice": said(notice, language),
            "more": said((intake_words.NOTICE_WEB_MORE, *intake_words.READ_MORE_TEXT), language),
            "areas": [(s, petitions.areas(s)) for s in AREAS] if petitions else [],
            "branches": petitions.areas(Scope.BRANCH) if petitions else [],
            "concerns": said(intake_words.CONCERNS, language),
            "dangers": said(emergency_words.KINDS, language),
        }
        return templates.TemplateResponse(request, "petition.html", facts, status_code=status)

    def _facts(self, request: Request, here: str) -> dict[str, Any]:
        language = spoken_on(request)
        trial = said(intake_words.TRIAL, language) if self._services.trial else ""
        closed = self._services.petitions is None
        return {"page": Words(words, language), "here": here, "trial": trial, "closed": closed, "alert": ""}
