"""Petitions on the web without JavaScript, cookie or account: one form, then the same dialogue as in every channel.

Between two pages the draft (or the open look) lies in the sealed conversation state under a random token that only the
page holds. Nothing of the visitor enters it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web import LIMIT
from bot.channels.web_forms import FormTooLarge, field, photos, read_form
from bot.channels.web_guard import Allowance
from bot.channels.web_templates import templates
from bot.conversation import State, respond
from bot.conversation.danger import first_words, watch
from bot.conversation.follow_acts import BY_WORDS
from bot.conversation.hints import likely_category
from bot.conversation.intake_begin import file_trouble
from bot.conversation.intake_draft import MOST_CHARACTERS, IntakeDraft, keep
from bot.conversation.model import Outcome, Services, Turn
from bot.engine import Engine
from bot.messages import Attachment, Block, BlockKind, Button, Channel, Incoming, Reply
from bot.sealing import Seal
from bot.texts import emergency as emergency_words
from bot.texts import intake as intake_words
from bot.texts import petition_pages as words
from feedback.model.case import Concern, EmergencyKind
from feedback.model.union import Scope

TOKEN_LENGTH = 43
HOME = "welcome:menu"
AREAS = (Scope.INDUSTRIAL_PARK, Scope.COMMUNE)


class PetitionPages:
    """The pages /kien-nghi and /tra-cuu."""

    def __init__(self, engine: Engine, services: Services, seal: Seal, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._services = services
        self._seal = seal
        self._now = now
        self._allowance = Allowance(30)

    def routes(self) -> list[Route]:
        """The addresses of both pages and of their further steps."""
        return [
            Route("/kien-nghi", self.form),
            Route("/kien-nghi", self.preview, methods=["POST"]),
            Route("/tra-cuu", self.code),
            Route("/tra-cuu", self.step, methods=["POST"]),
            Route("/kien-nghi/buoc", self.step, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """The empty form; `?can-cu=145/2020/NĐ-CP:43` carries a legal basis along."""
        return self._form(request, {"basis": request.query_params.get("can-cu", "")[:60]})

    async def preview(self, request: Request) -> Response:
        """The filled form becomes a draft, seen whole; what is missing is said and nothing written is lost."""
        form, refusal = await self._read(request)
        if form is None:
            return self._form(request, {}, refusal, 413)
        values = {name: field(form, name) for name in form}
        if not values.get("text") or not values.get("consent"):
            sentence = words.NEED_CONSENT if values.get("text") else words.NEED_TEXT
            return self._form(request, values, sentence, 422)
        draft, notes = self._drafted(values, await photos(form))
        state, spoken = self._with_danger(draft)
        state, (preview,) = await self._respond(state, Incoming(Channel.WEB, button="intake:", limit=LIMIT))
        shown = replace(
            preview, blocks=(*spoken.blocks, *notes, *preview.blocks), buttons=(*spoken.buttons, *preview.buttons)
        )
        return self._page(request, (state, (shown,)), secrets.token_urlsafe(32))

    async def code(self, request: Request) -> Response:
        """The field for the code."""
        return templates.TemplateResponse(request, "lookup.html", self._facts("/tra-cuu"))

    async def step(self, request: Request) -> Response:
        """One more message of an open dialogue: words, a button, pictures."""
        form, refusal = await self._read(request)
        if form is None:
            facts = {**self._facts("/tra-cuu"), "alert": refusal}
            return templates.TemplateResponse(request, "lookup.html", facts, status_code=413)
        token, button = field(form, "token"), field(form, "button")
        if button == HOME:
            self._engine.states.forget(self._mark(token))
            return RedirectResponse("/", 303)
        known = len(token) == TOKEN_LENGTH
        state = self._engine.states.load(self._mark(token), self._engine.seconds()) if known else State()
        if not state.dialogue:
            state = state.waiting("follow")
        text = field(form, "text")[:MOST_CHARACTERS]
        incoming = Incoming(Channel.WEB, text, button=button, attachments=await photos(form), limit=LIMIT)
        outcome = await self._respond(state, incoming)
        return self._page(request, outcome, token if known else secrets.token_urlsafe(32), button)

    def _drafted(
        self, values: Mapping[str, str], sent: tuple[Attachment, ...]
    ) -> tuple[IntakeDraft, tuple[Block, ...]]:
        """The form as a draft that stands at its preview, and the pictures that were refused."""
        concern = values.get("concern", "")
        scope, _, code = values.get("area", "").partition(":")
        places = {scope: code, Scope.BRANCH.value: values.get("branch", "")}
        draft = IntakeDraft(
            step="concern" if concern == Concern.PERSON else "preview",  # one person is asked for by name
            texts=(("", values["text"][:MOST_CHARACTERS]),),
            category=likely_category(values["text"]).value,
            basis=(values["basis"],) if values.get("basis") else (),
            emergency=values.get("danger", "") if values.get("danger") in list(EmergencyKind) else "",
            place={s: c for s, c in places.items() if self._is_place(s, c)},
            company=values.get("company", "")[:200],
            concerns=(concern if concern in list(Concern) else Concern.UNKNOWN.value,),
        )
        notes = []
        for number, attachment in enumerate(sent, 1):
            reason = file_trouble(self._services, attachment)
            draft = draft if reason else draft.with_photo(attachment.content)
            notes += [Block(words.PHOTO_REFUSED.format(number=number, reason=reason), BlockKind.NOTE)] if reason else []
        return draft, tuple(notes)

    def _with_danger(self, draft: IntakeDraft) -> tuple[State, Reply]:
        """The draft kept, and the first words (or a question) when somebody is in danger."""
        turn = Turn(keep(State(), draft), Incoming(Channel.WEB, draft.text), self._services, self._now())
        if draft.emergency:
            return turn.state, Reply(first_words(turn, EmergencyKind(draft.emergency)))
        state, replies = watch(turn, (turn.state, (Reply(()),)))
        return state, replies[0]

    def _is_place(self, scope: str, code: str) -> bool:
        petitions = self._services.petitions
        known = petitions is not None and bool(code) and scope in list(Scope)
        return known and any(a.code == code for a in petitions.areas(Scope(scope)))  # type: ignore[union-attr]

    async def _respond(self, state: State, incoming: Incoming) -> Outcome:
        """The conversation's answer."""
        now = self._now()
        return await self._engine.between_answers(lambda: respond(state, incoming, services=self._services, now=now))

    async def _read(self, request: Request) -> tuple[FormData | None, str]:
        """The form, or why it is not read."""
        address = request.client.host if request.client else ""
        if self._allowance.wait(address):
            return None, words.TOO_FAST
        try:
            return await read_form(request), ""
        except FormTooLarge:
            return None, words.TOO_BIG

    def _mark(self, token: str) -> bytes:
        return self._seal.mark("petition page", token)

    def _page(self, request: Request, outcome: Outcome, token: str, button: str = "") -> Response:
        """Keep the state under the token and draw the replies."""
        state, replies = outcome
        states, db_now = self._engine.states, self._engine.seconds()
        states.keep(self._mark(token), replace(state, mail=""), db_now)
        extra = (Button("intake:", words.CONTINUE),) if button.startswith("article:") and state.draft else ()
        facts = {
            **self._facts("/tra-cuu" if state.dialogue == "follow" else "/kien-nghi"),
            "replies": replies,
            "extra": extra,
            "token": token,
            "draft": bool(state.draft),
            "label": _label(state),
            "files": _waits_for(state) in {"text", "write"},
        }
        return templates.TemplateResponse(request, "dialogue.html", facts)

    def _form(self, request: Request, values: Mapping[str, str], alert: str = "", status: int = 200) -> Response:
        petitions = self._services.petitions
        facts = {
            **self._facts("/kien-nghi"),
            "values": values,
            "alert": alert,
            "notice": [*intake_words.NOTICE_WEB, *(line.format(unit=words.UNIT) for line in intake_words.NOTICE)],
            "more": intake_words.READ_MORE_TEXT,
            "areas": [(s, petitions.areas(s)) for s in AREAS] if petitions else [],
            "branches": petitions.areas(Scope.BRANCH) if petitions else [],
            "concerns": intake_words.CONCERNS,
            "dangers": emergency_words.KINDS,
        }
        return templates.TemplateResponse(request, "petition.html", facts, status_code=status)

    def _facts(self, here: str) -> dict[str, Any]:
        trial = intake_words.TRIAL if self._services.trial else ""
        return {"page": words, "here": here, "trial": trial, "closed": not self._services.takes_petitions, "alert": ""}


def _waits_for(state: State) -> str:
    """The step that waits for words, "" when only buttons are expected."""
    step = str(state.draft.get("step", ""))
    if state.dialogue == "follow":
        return "lookup" if not state.draft.get("code") else step if step in {*BY_WORDS, "change"} else ""
    return step if state.dialogue == "intake" and step in {"text", "place", "concern", "level", "code"} else ""


def _label(state: State) -> str:
    """What to write into the field below, "" for no field."""
    step = _waits_for(state)
    return words.LABELS.get(step, words.REPLY_LABEL) if step else ""
