"""What a worker does with a case: each act is a question (or none) and one verb of the submissions half."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.conversation.parts.follow_session import Session
from bot.conversation.parts.model import Petitions, Turn
from bot.messages import Button
from bot.texts import emergency as emergency_words
from bot.texts import follow as words
from bot.texts import intake as intake_words
from feedback.model.case import EmergencyKind, Level
from feedback.model.draft import Photo
from feedback.model.view import CaseView

BACK = Button("follow:back", words.BACK)
SKIP = Button("follow:skip", words.SKIP)
LOCK = Button("follow:leave", words.LEAVE)
SEND_SAID = Button("follow:said", words.SEND_SAID)
Verb = Callable[[Petitions, Session, str, Turn], CaseView]


@dataclass(frozen=True, slots=True)
class Act:
    """`ask` is what is asked first and `buttons` its choices; `needs_text` False lets it go without words."""

    verb: Verb
    ask: str = ""
    buttons: tuple[Button, ...] = (BACK,)
    needs_text: bool = True


def _write(petitions: Petitions, session: Session, text: str, turn: Turn) -> CaseView:
    photos = tuple(Photo(base64.b64decode(photo)) for photo in session.photos)
    words_with = text or words.PHOTO_ALONE
    return petitions.add_message(
        session.code, words_with, turn.now, token=session.token, photos=photos, part=session.part or None
    )


def _danger(petitions: Petitions, session: Session, kind: str, turn: Turn) -> CaseView:
    """A "yes" to the question about danger goes into the thread, together with words that still waited."""
    danger = EmergencyKind(kind)
    text = "\n\n".join(
        t for t in (session.text, emergency_words.CONFIRMED.format(kind=emergency_words.KINDS[danger])) if t
    )
    return petitions.add_message(
        session.code,
        text,
        turn.now,
        token=session.token or f"danger {kind} {session.until}",  # the same when the press is repeated
        photos=tuple(Photo(base64.b64decode(photo)) for photo in session.photos),
        part=session.part or None,
        danger=danger,
    )


def _dispute(petitions: Petitions, session: Session, text: str, turn: Turn) -> CaseView:
    return petitions.dispute(session.code, turn.now, text=text, part=session.part or None)


def _appeal(petitions: Petitions, session: Session, text: str, turn: Turn) -> CaseView:
    return petitions.appeal(session.code, turn.now, text=text, part=session.part or None)


def _help(petitions: Petitions, session: Session, text: str, turn: Turn) -> CaseView:
    return petitions.needs_help(session.code, turn.now, text=text, part=session.part or None)


def _retaliation(petitions: Petitions, session: Session, text: str, turn: Turn) -> CaseView:
    part = session.part or None
    return petitions.report_retaliation(session.code, text, turn.now, token=session.token, part=part)


def _keep(petitions: Petitions, session: Session, text: str, turn: Turn) -> CaseView:
    return petitions.keep(session.code, turn.now, part=session.part or None)


def _confirm(petitions: Petitions, session: Session, stars: str, turn: Turn) -> CaseView:
    count = int(stars) if stars.isdecimal() else None
    return petitions.confirm(session.code, turn.now, stars=count, part=session.part or None)


def _withdraw(petitions: Petitions, session: Session, coerced: str, turn: Turn) -> CaseView:
    return petitions.withdraw(session.code, turn.now, coerced=coerced == "yes", part=session.part or None)


def _delete(petitions: Petitions, session: Session, text: str, turn: Turn) -> CaseView:
    return petitions.delete(session.code, turn.now)


def _agree(petitions: Petitions, session: Session, text: str, turn: Turn) -> CaseView:
    return petitions.agree_to_forwarding(session.code, turn.now)


def _level(petitions: Petitions, session: Session, contact: str, turn: Turn) -> CaseView:
    return petitions.raise_level(session.code, Level(session.level), contact, turn.now)


def _choice(value: str, label: str) -> Button:
    return Button(f"follow:choose:{value}", label)


_STARS = tuple(_choice(str(n), words.STARS.format(count=n)) for n in range(1, 6))
_SURE = (_choice("yes", words.SURE), BACK)
_LEVELS = tuple(_choice(level, intake_words.LEVELS[level]) for level in (Level.CONFIDENTIAL, Level.NAMED))

BY_WORDS: Mapping[str, Act] = {
    "write": Act(_write, words.WRITE_ASK),
    "dispute": Act(_dispute, words.DISPUTE_ASK, (SKIP, BACK), needs_text=False),
    "appeal": Act(_appeal, words.APPEAL_ASK, (SKIP, BACK), needs_text=False),
    "help": Act(_help, words.NEEDS_HELP_ASK, (SKIP, BACK), needs_text=False),
    "retaliation": Act(_retaliation, words.RETALIATION_ASK),
    "contact": Act(_level, words.CONTACT_ASK),
}
"""Acts that wait for words (or for a photo, when writing)."""

BY_CHOICE: Mapping[str, Act] = {
    "confirm": Act(_confirm, words.CONFIRM_ASK, (*_STARS, _choice("none", words.NO_STARS), BACK)),
    "withdraw": Act(
        _withdraw,
        words.WITHDRAW_ASK,
        (_choice("no", words.WITHDRAW_FREE), _choice("yes", words.WITHDRAW_COERCED), BACK),
    ),
    "agree": Act(_agree, words.AGREE_ASK, _SURE),
    "delete": Act(_delete, words.DELETE_ASK, _SURE),
    "level": Act(_level, words.LEVEL_ASK, (*_LEVELS, BACK)),
}
"""Acts that wait for one of their buttons."""

AT_ONCE: Mapping[str, Act] = {"keep": Act(_keep)}
DANGER = Act(_danger)
