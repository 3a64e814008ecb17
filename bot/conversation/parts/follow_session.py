"""A look at a case: the code waits in the sealed conversation, for half an hour after its last use."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta

from bot.conversation.parts.model import State

FOLLOW = "follow"
OPEN_FOR = timedelta(minutes=30)


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

    def at_rest(self) -> Session:
        """The session without any waiting act."""
        return Session(self.code, self.until, self.part)


def open_session(code: str, now: datetime) -> Session:
    """A fresh look."""
    return Session(code, int((now + OPEN_FOR).timestamp()))


def load(state: State, now: datetime) -> Session | None:
    """The open session of a chat, or None when there is none or its time is over."""
    if state.dialogue != FOLLOW or not state.draft.get("code"):
        return None
    known = {f.name: state.draft[f.name] for f in fields(Session) if f.name in state.draft}
    known["photos"] = tuple(known.get("photos", ()))
    session = Session(**known)
    return session if now.timestamp() < session.until else None


def keep(state: State, session: Session, now: datetime) -> State:
    """The state in which this session waits, for another half an hour."""
    until = int((now + OPEN_FOR).timestamp())
    return state.waiting(FOLLOW, **asdict(replace(session, until=until)))
