"""A look at a case: the code lives in memory, for half an hour after its last use; waiting words lie sealed beside it.

A restart, or the end of the half hour, loses the code and keeps the words: they are offered once it is typed again.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta

from bot.conversation.parts.model import State

FOLLOW = "follow"
OPEN_FOR = timedelta(minutes=30)
WATCHED_DAYS = 90  # how long a link between a chat and its case is kept at most


@dataclass(frozen=True, slots=True)
class Session:
    """What a chat remembers while a case is open. `step` is the act that waits for words."""

    code: str
    until: int  # seconds since 1970
    part: str = ""
    step: str = ""
    token: str = ""  # makes the waiting act the same act when its message is repeated
    text: str = ""  # words that wait for a "send"
    level: str = ""
    new_code: str = ""
    photos: tuple[str, ...] = ()  # clean JPEGs in base64
    said: str = ""  # a question that was answered beside the case, and may still be sent into it
    awaits: bool = False  # the union asked something and waits for the reply

    def at_rest(self) -> Session:
        """The session without any waiting act."""
        return Session(self.code, self.until, self.part, awaits=self.awaits)


def open_session(code: str, now: datetime) -> Session:
    """A fresh look."""
    return Session(code, int((now + OPEN_FOR).timestamp()))


def load(state: State, now: datetime) -> Session | None:
    """The open session of a chat, or None when there is none or its time is over."""
    if state.dialogue != FOLLOW or not state.secret.get("code"):
        return None
    known = {f.name: state.secret[f.name] for f in fields(Session) if f.name in state.secret}
    session = Session(**known)
    return session if now.timestamp() < session.until else None


def keep(state: State, session: Session, now: datetime) -> State:
    """The state in which this session waits, for another half an hour."""
    return keep_beside(state, replace(session, until=int((now + OPEN_FOR).timestamp())))


def keep_beside(state: State, session: Session) -> State:
    """The state in which this session waits for the rest of its half hour: it was not looked at."""
    waiting = {"text": session.text, "photos": list(session.photos)} if session.text or session.photos else {}
    kept = state.waiting(FOLLOW, open=True, **waiting)
    return replace(kept, secret=asdict(session))


def was_open(state: State) -> bool:
    """Whether a case was open here whose code is no longer known."""
    return state.dialogue == FOLLOW and bool(state.draft.get("open"))


def keep_words(state: State, text: str) -> State:
    """The state that keeps words typed after the code was forgotten, with those that waited before."""
    words = "\n\n".join(t for t in (str(state.draft.get("text", "")), text.strip()) if t)
    return state.waiting(FOLLOW, **{**state.draft, "open": True, "text": words})


def with_words(state: State, session: Session) -> Session:
    """The session with words (and pictures) that waited for its code."""
    text, photos = str(state.draft.get("text", "")), tuple(state.draft.get("photos", ()))
    if not (text or photos):
        return session
    return replace(session, step="pending", token=secrets.token_hex(8), text=text, photos=photos)
