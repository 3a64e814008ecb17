"""The values of a conversation: what a chat remembers, one turn of it, and what a dialogue is.

Everything here is pure. A dialogue gets a Turn and returns the new State and the replies; it never sees who
is talking.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Protocol

from bot.messages import Incoming, Reply
from feedback.model.case import EmergencyKind, Level
from feedback.model.draft import Draft, Person, Photo
from feedback.model.lifecycle import Clock
from feedback.model.lifecycle import State as CaseState
from feedback.model.limits import LEAST_DISK, LEAST_DISK_FOR_PHOTOS
from feedback.model.union import Scope
from feedback.model.view import CaseView, Slip
from knowledge.model import Answer, Audience, Citation, Hit, QuestionOutcome, Topic, WagePlace


class Library(Protocol):
    """What the conversation asks of the knowledge half."""

    def answer(
        self,
        question: str,
        as_of: date,
        topic: str | None = None,
        most: int = 10,
        reader: Audience | None = None,
        before: str = "",
    ) -> Answer: ...
    def article(self, document: str, article: str, as_of: date, cited: Citation | None = None) -> Hit | None: ...
    def marked_card(self, mark: str, as_of: date) -> Hit | None: ...
    def wage_places(self, text: str, day: date) -> Sequence[WagePlace]: ...
    def topics(self) -> tuple[Topic, ...]: ...
    def topic_articles(self, topic_id: str, as_of: date) -> tuple[Hit, ...]: ...


class UnansweredDesk(Protocol):
    """Where questions go that were not answered, or not well; it strips identities before it stores."""

    def add(self, question: str, reason: str, day: date) -> None: ...


class QuestionLog(Protocol):
    """Counts questions by day, topic and outcome; it gets nothing else."""

    def add(self, day: date, topic: str, outcome: QuestionOutcome) -> None: ...


class Named(Protocol):
    """A unit or an area, as people call it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


class Routed(Protocol):
    """Where a draft would go."""

    @property
    def owner(self) -> Named: ...


class Petitions(Protocol):
    """What the conversation asks of the submissions half; `feedback.worker.service` says what each verb does.

    Every verb may raise a FeedbackError, whose text is shown.
    """

    def new_code(self) -> str: ...
    def route(self, draft: Draft, now: datetime) -> Routed: ...
    def people(self, draft: Draft, now: datetime) -> Sequence[Person]: ...
    def areas(self, scope: Scope, parent: str = "") -> Sequence[Named]: ...
    def note_message(self, sender: str, now: datetime) -> None: ...
    def promised(self, clock: Clock, now: datetime) -> int: ...
    def submit(self, draft: Draft, code: str, now: datetime, *, mark: str = "") -> Slip: ...
    def prepare(self, code: str) -> None: ...
    def sent(self, mark: str) -> tuple[str, CaseState] | None: ...
    def forget_mark(self, mark: str) -> None: ...
    def look_up(self, code: str, now: datetime, sender: str = "") -> CaseView: ...
    def add_message(
        self,
        code: str,
        text: str,
        now: datetime,
        *,
        token: str,
        photos: tuple[Photo, ...] = (),
        part: str | None = None,
        danger: EmergencyKind | None = None,
    ) -> CaseView: ...
    def confirm(
        self, code: str, now: datetime, *, stars: int | None = None, text: str = "", part: str | None = None
    ) -> CaseView: ...
    def dispute(self, code: str, now: datetime, *, text: str = "", part: str | None = None) -> CaseView: ...
    def appeal(self, code: str, now: datetime, *, text: str = "", part: str | None = None) -> CaseView: ...
    def withdraw(
        self, code: str, now: datetime, *, coerced: bool | None = None, part: str | None = None
    ) -> CaseView: ...
    def keep(self, code: str, now: datetime, *, part: str | None = None) -> CaseView: ...
    def needs_help(self, code: str, now: datetime, *, text: str = "", part: str | None = None) -> CaseView: ...
    def report_retaliation(
        self, code: str, text: str, now: datetime, *, token: str, part: str | None = None
    ) -> CaseView: ...
    def raise_level(self, code: str, level: Level, contact: str, now: datetime) -> CaseView: ...
    def agree_to_forwarding(self, code: str, now: datetime, *, grassroots: bool = False) -> CaseView: ...
    def change_code(self, code: str, new_code: str, now: datetime) -> CaseView: ...
    def delete(self, code: str, now: datetime) -> CaseView: ...
    def watch_token(self, code: str, now: datetime) -> str: ...
    def verify_slip(self, text: str) -> bool: ...


class StaffDesk(Protocol):
    """What a chat may do for the people of the union: link itself, acknowledge, ask for counts; and who is on duty."""

    def link(self, code: str, now: datetime) -> str: ...
    def acknowledge(self, token: str) -> int: ...
    def answer(self, sender: str, command: str, now: datetime) -> str | None: ...
    def unlink(self, sender: str) -> bool: ...
    def minutes_until_seen(self, unit: str, now: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Services:
    """What dialogues may call.

    A part that is None does not exist in this installation, and is not offered.
    """

    library: Library
    desk: UnansweredDesk | None = None
    counts: QuestionLog | None = None
    unit: Callable[[str], Named | None] | None = None  # the place or the union of a poster's code
    hotline: str = ""
    public_url: str = ""  # of this installation's pages
    zalo_link: str = ""
    telegram_link: str = ""  # known once Telegram told the bot its own name
    petitions: Petitions | None = None
    staff: StaffDesk | None = None
    trial: bool = False  # the server holds the union's keys: said wherever something is sent
    free_disk: Callable[[], float] | None = None  # the free share of the disk, 0 to 1
    watched_until: Callable[[str, str], date | None] | None = None  # of a sender and the watch token of a case
    number: Callable[[str, date], str] | None = None  # an emergency number with its hours; None: the bundled ones

    @property
    def takes_petitions(self) -> bool:
        """Whether new petitions are taken: not on a disk that is nearly full."""
        return self.petitions is not None and self._free() >= LEAST_DISK

    @property
    def takes_photos(self) -> bool:
        """Whether pictures are taken: words keep the last tenth of the disk for themselves."""
        return self._free() >= LEAST_DISK_FOR_PHOTOS

    def count(self, day: date, topic: str, outcome: QuestionOutcome) -> None:
        """Count a question, where counts are kept."""
        if self.counts:
            self.counts.add(day, topic, outcome)

    def _free(self) -> float:
        return self.free_disk() if self.free_disk else 1.0


@dataclass(frozen=True, slots=True)
class State:
    """What one chat remembers for 24 hours. `draft` holds JSON values of the dialogue that waits."""

    dialogue: str = ""  # the dialogue that waits for the next message
    draft: Mapping[str, Any] = field(default_factory=dict)
    question: str = ""  # the last question, for follow-ups
    asked_at: float = 0.0  # when, in seconds since 1970
    topic: str = ""  # of the last answer, to count what was said of it
    reader: str = (
        ""  # where the worker said they work (an Audience), "unsaid" once they would not; "" before it was asked
    )
    told: str = ""  # words that a petition button of the last reply takes along; gone with the next message
    cited: tuple[str, ...] = ()  # keys of the last answer, "145/2020/NĐ-CP:43"
    options: tuple[str, ...] = ()  # button ids that "1", "2" … stand for
    rest: tuple[str, ...] = ()  # packed pages of the last reply that were not shown yet
    unit: str = ""  # code of the worker's unit, from a deep link or typed
    unfinished: Mapping[str, Any] = field(default_factory=dict)  # a petition that another dialogue interrupted
    mail: str = ""  # a wish for the mailbox ("remind", "watch:<token>", "unwatch"); the engine takes it out
    language: str = ""  # that the worker chose; "" before, which is Vietnamese
    secret: Mapping[str, Any] = field(default_factory=dict)  # what opens a case: in memory alone, lost at a restart
    sent: str = ""  # the mark of a draft that was stored with this turn; the engine drops it once that is committed

    def waiting(self, dialogue: str, **draft: Any) -> State:
        """The state in which `dialogue` gets the next message."""
        return replace(self, dialogue=dialogue, draft=draft, secret={})

    def idle(self) -> State:
        """The state in which nothing waits."""
        return replace(self, dialogue="", draft={}, secret={})

    def pack(self) -> str:
        """The state as JSON."""
        return json.dumps({f.name: getattr(self, f.name) for f in fields(self)}, ensure_ascii=False)

    @classmethod
    def unpack(cls, packed: str) -> State:
        """The state that `pack` wrote, also when another version of the program wrote it."""
        raw: dict[str, Any] = json.loads(packed)
        known: dict[str, Any] = {f.name: raw[f.name] for f in fields(cls) if f.name in raw}
        for name, value in known.items():
            known[name] = tuple(value) if isinstance(value, list) else value
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message, what came before it, and what the dialogue may call.

    `now` carries the time zone of Việt Nam.
    """

    state: State
    incoming: Incoming
    services: Services
    now: datetime

    @property
    def today(self) -> date:
        """The day as of which the law is read."""
        return self.now.date()


Outcome = tuple[State, tuple[Reply, ...]]


def never(state: State, incoming: Incoming) -> bool:
    """A dialogue that begins only by a command or one of its buttons."""
    return False


def always(state: State, incoming: Incoming) -> bool:
    """A dialogue that gets every message while it waits."""
    return True


def no_numbers(state: State) -> bool:
    """A dialogue in which a typed number presses a button."""
    return False


def no_codes(state: State, incoming: Incoming) -> tuple[str, ...]:
    """A dialogue that opens nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One subject of conversation.

    `name` is the prefix of its button ids ("ask:…") and the value of State.dialogue while it waits for a
    message;
    `commands` are whole messages, folded (lower case, no diacritics), that begin it; `accepts` claims other
    messages.
    """

    name: str
    answer: Callable[[Turn], Outcome]
    commands: frozenset[str] = frozenset()
    takes_files: bool = False  # while it waits, attachments come with their content
    takes_long: bool = False  # it derives keys from codes, or seals files
    accepts: Callable[[State, Incoming], bool] = never
    codes: Callable[[State, Incoming], tuple[str, ...]] = no_codes  # whose keys its next turn derives
    takes: Callable[[State, Incoming], bool] = always  # while it waits, whether a text is meant for it
    reads_numbers: Callable[[State], bool] = no_numbers  # while it waits, whether a typed number is a value
