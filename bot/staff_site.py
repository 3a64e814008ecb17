"""The composition root of the console: the faces of an open submissions half, and the application around them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette

from bot.channels.mail import Mailer, MailFailed
from bot.clock import vietnam_now
from bot.conversation.parts.model import Library
from bot.engine.question_desk import QuestionDesk
from bot.operations.law_desk import LawDesk
from bot.settings import Settings
from bot.web.console.faces import Faces, Post
from bot.web.console.set_up import SetUp
from bot.web.console.site import console
from feedback.assembly import Feedback


def set_up_site(settings: Settings, token: str, *, now: Callable[[], datetime] = vietnam_now) -> Starlette:
    """What stands in the console's place while there is no union: its first start, behind a one-time link."""
    return SetUp(settings, token, now).site()


def build_console(
    settings: Settings,
    library: Library,
    feedback: Feedback,
    *,
    now: Callable[[], datetime] = vietnam_now,
    questions: QuestionDesk | None = None,
    first: str = "",
) -> Starlette:
    """The console of an installation whose submissions half is open; `first` is the one-time link's token."""
    faces = Faces(
        sessions=feedback.sessions,
        office=feedback.office,
        people=feedback.people,
        custody=feedback.custody,
        house=feedback.house,
        survey=feedback.survey,
        record=feedback.record,
        duty=feedback.duty,
        figures=feedback.figures,
        replies=feedback.replies,
        assisted=feedback.assisted,
        library=library,
        trial=feedback.staff.is_trial(),
        questions=questions,
        laws=LawDesk(settings.data / "knowledge.db"),
        post=_post(settings) if settings.mail.host else None,
    )
    return console(faces, now, settings.staff_url, first=first)


def _post(settings: Settings) -> Post:
    def send(to: str, subject: str, text: str) -> None:
        try:
            asyncio.run(Mailer(settings.mail).send(to, subject, text))
        except MailFailed as error:
            raise OSError(str(error)) from None

    return send
