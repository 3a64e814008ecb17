"""What the submissions half speaks of. Standard library only; stored values are English, day counts live in data.

A worker's submission becomes a *case*: a row of dates and states in clear, and content that only keys open. `Kind`
decides the legal path and is chosen by staff, never by the worker.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a submission is in law (PETITIONS.md §7.2)."""

    UNCLASSIFIED = "unclassified"
    PETITION = "petition"
    """Kiến nghị."""
    CONCERN = "concern"
    """Phản ánh."""
    COMPLAINT = "complaint"
    """Khiếu nại: asks to review a decision that hurts the sender's own rights."""
    DENUNCIATION = "denunciation"
    """Tố cáo: unnamed, it is handled as information (Luật Tố cáo 2018, Điều 25)."""
    DISPUTE = "dispute"
    """Tranh chấp lao động cá nhân."""
    QUESTION = "question"
    """Hỏi đáp."""


class State(StrEnum):
    """Where a case stands. A draft lives in the channel's sealed conversation, never in this database."""

    DRAFT = "draft"
    RECEIVED = "received"
    QUARANTINED = "quarantined"
    SCREENING = "screening"
    NEEDS_INFO = "needs_info"
    REFUSAL_PROPOSED = "refusal_proposed"
    NOT_ACCEPTED = "not_accepted"
    APPEAL = "appeal"
    REDIRECTED = "redirected"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    WAITING_EXTERNAL = "waiting_external"
    IN_DIALOGUE = "in_dialogue"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    WITHDRAW_CHECK = "withdraw_check"
    CLOSED = "closed"
    ARCHIVED = "archived"
    PURGED = "purged"


FINAL_STATES = frozenset({State.PURGED})
ENDED_STATES = frozenset({State.CLOSED, State.ARCHIVED, State.PURGED})
TRIAGE_STATES = frozenset(
    {State.RECEIVED, State.QUARANTINED, State.SCREENING, State.NEEDS_INFO, State.REFUSAL_PROPOSED}
)
WORKING_STATES = frozenset({State.ACCEPTED, State.IN_PROGRESS, State.WAITING_EXTERNAL, State.IN_DIALOGUE})


class Event(StrEnum):
    """What moves a case (the "Event" column of PETITIONS.md §5)."""

    SEND = "send"
    SEND_FLOOD = "send_flood"
    EXPIRE = "expire"
    RELEASE = "release"
    PROPOSE_SPAM = "propose_spam"
    OVERDUE = "overdue"
    OPEN = "open"
    ASK = "ask"
    ACCEPT = "accept"
    SPLIT = "split"
    REDIRECT = "redirect"
    PROPOSE_REFUSAL = "propose_refusal"
    REPLY = "reply"
    TIMEOUT = "timeout"
    CONFIRM = "confirm"
    REJECT = "reject"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    FORWARD = "forward"
    TO_DIALOGUE = "to_dialogue"
    ANSWER = "answer"
    RESULT = "result"
    DISPUTE = "dispute"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    CONFIRM_FREE = "confirm_free"
    COERCED = "coerced"
    NEEDS_HELP = "needs_help"
    RETENTION = "retention"
    REPORTER_REPLY = "reporter_reply"
    FORWARDED_BY_UNION = "forwarded_by_union"
    KEEP = "keep"


class Actor(StrEnum):
    """Who may cause an event (the "Who" column)."""

    REPORTER = "reporter"
    STAFF = "staff"
    OTHER_STAFF = "other_staff"
    """A second person: never the one who proposed."""
    LEAD = "lead"
    NEXT_TIER = "next_tier"
    """The supervision board (UBKT) of the next tier."""
    TIMER = "timer"
    SYSTEM = "system"


class Lane(StrEnum):
    """How fast a case moves; any state may have any lane."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Level(StrEnum):
    """How much of an identity is kept; raised by the worker only, never lowered."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    """The contact opens only when a handler asks and a custodian agrees."""
    NAMED = "named"


class Outcome(StrEnum):
    """How a case was closed (§4.2). Only the first counts as solved."""

    SOLVED_CONFIRMED = "solved_confirmed"
    SOLVED_UNCONFIRMED = "solved_unconfirmed"
    SOLVED_PARTLY = "solved_partly"
    EMPLOYER_REFUSED = "employer_refused"
    OTHER_BODY_ANSWERED = "other_body_answered"
    ADVISED = "advised"
    BROUGHT_TO_DIALOGUE = "brought_to_dialogue"
    NOT_ENOUGH_INFORMATION = "not_enough_information"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    NOT_ACCEPTED = "not_accepted"
    REDIRECTED = "redirected"


class RefusalCode(StrEnum):
    """Why a submission is not accepted (§8.2); shown to the worker."""

    OUTSIDE_COMPETENCE = "N1"
    NOT_UNDERSTOOD = "N2"
    SAME_AS_OPEN = "N3"
    ALREADY_ANSWERED = "N4"
    PRIVATE_MATTER = "N5"
    UNLAWFUL_CONTENT = "N6"
    ADVERTISING = "N7"
    MACHINE_FLOOD = "N8"
    BEFORE_STATE_BODY = "N9"


# N1 and N2 and N3 are not refusals: they redirect, close as "thiếu thông tin", and link.
REFUSABLE = frozenset(set(RefusalCode) - {RefusalCode.OUTSIDE_COMPETENCE, RefusalCode.SAME_AS_OPEN})
SPAM_CODES = frozenset({RefusalCode.ADVERTISING, RefusalCode.MACHINE_FLOOD})


class Role(StrEnum):
    """What a staff member may do at one unit (§4.3)."""

    INTAKE = "intake"
    HANDLER = "handler"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    """A member of a supervision board (UBKT)."""
    CUSTODIAN = "custodian"
    DUTY = "duty"
    ANALYST = "analyst"
    ADMIN = "admin"


CONTENT_ROLES = frozenset({Role.INTAKE, Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.DUTY})


class Tier(StrEnum):
    """How high a unit stands (Luật 97/2025/QH15, Điều 2 khoản 3; the shape of the tree itself is data)."""

    GRASSROOTS = "grassroots"
    SUPERIOR = "superior"
    PROVINCE = "province"
    CENTRAL = "central"


class UnitKind(StrEnum):
    """What a union unit is."""

    GRASSROOTS_UNION = "grassroots_union"
    GRASSROOTS_SYNDICATE = "grassroots_syndicate"
    COMMUNE_UNION = "commune_union"
    DISTRICT_UNION = "district_union"
    INDUSTRIAL_PARK_UNION = "industrial_park_union"
    BRANCH_UNION = "branch_union"
    PROVINCIAL_FEDERATION = "provincial_federation"
    CENTRAL_BRANCH_UNION = "central_branch_union"
    GENERAL_CONFEDERATION = "general_confederation"
    SUPERVISION_BOARD = "supervision_board"
    SPECIALIST_DESK = "specialist_desk"
    """A women's or legal desk that owns a category."""
    INTAKE_DESK = "intake_desk"
    """The central desk, where everything without another owner lands."""
    CUSTODIAN_DESK = "custodian_desk"
    """Holds the outer key of confidential contacts; reads no case."""


class Scope(StrEnum):
    """What a unit covers, the most precise first."""

    COMPANY = "company"
    INDUSTRIAL_PARK = "industrial_park"
    COMMUNE = "commune"
    DISTRICT = "district"
    BRANCH = "branch"
    PROVINCE = "province"


class Category(StrEnum):
    """What a submission is about."""

    WAGE = "wage"
    WORKING_TIME = "working_time"
    SOCIAL_INSURANCE = "social_insurance"
    SAFETY = "safety"
    CONTRACT = "contract"
    DISCIPLINE = "discipline"
    WELFARE = "welfare"
    DEMOCRACY = "democracy"
    """Dialogue, workers' conference, what must be made public."""
    UNION_AFFAIRS = "union_affairs"
    HARASSMENT = "harassment"
    OTHER = "other"


class EmergencyKind(StrEnum):
    """Why a case is in the emergency lane (§11)."""

    ACCIDENT = "accident"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    SEXUAL_HARASSMENT = "sexual_harassment"
    CHILD = "child"
    STOPPAGE = "stoppage"


class Concern(StrEnum):
    """Whom in the union a submission is about: the answers of step 5 (§9)."""

    GRASSROOTS = "grassroots"
    SUPERIOR = "superior"
    PROVINCE = "province"
    PERSON = "person"
    COMPANY_PRESSURE = "company_pressure"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


class Clock(StrEnum):
    """Every deadline a case can have. The first four are promises with a ladder, the others end one state."""

    FIRST_LOOK = "first_look"
    CLASSIFICATION = "classification"
    HANDLING_NOTICE = "handling_notice"
    ANSWER = "answer"
    QUARANTINE = "quarantine"
    REFUSAL_DECISION = "refusal_decision"
    APPEAL_WINDOW = "appeal_window"
    APPEAL_DECISION = "appeal_decision"
    INFO_REPLY = "info_reply"
    EXTERNAL_REPLY = "external_reply"
    DIALOGUE = "dialogue"
    CONFIRMATION = "confirmation"
    DISPUTE_REVIEW = "dispute_review"
    WITHDRAWAL_CHECK = "withdrawal_check"
    REDIRECT_FOLLOW_UP = "redirect_follow_up"
    ASSIGNEE_SILENCE = "assignee_silence"
    RETENTION = "retention"
    ARCHIVE = "archive"
    ATTACHMENTS = "attachments"
    ERASURE = "erasure"


PROMISES = (Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE, Clock.ANSWER)


class Author(StrEnum):
    """Who wrote a message of the thread."""

    WORKER = "worker"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the matter is: area and branch codes of the organisation file, each may be missing."""

    province: str = ""
    district: str = ""
    commune: str = ""
    industrial_park: str = ""
    branch: str = ""
    company: str = ""

    def code(self, scope: Scope) -> str:
        """The code in that scope, "" when unknown."""
        value = getattr(self, scope.value)
        assert isinstance(value, str)
        return value


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that was already re-encoded and stripped of metadata."""

    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Person:
    """A staff member as a worker may name one at step 5: `id` for `Draft.people_concerned`, name and unit to read."""

    id: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a worker gives before sending; only `text` is required.

    `company_name` and `contact` are sealed. `units_concerned` are unit codes and `people_concerned` staff ids named at
    step 5. `legal_basis` are keys like "145/2020/NĐ-CP:43", carried along from an answer. `sender` is an opaque value
    for the flood limit: it is kept in memory only, hashed, and never stored.
    """

    text: str
    place: Place = Place()
    category: Category = Category.OTHER
    company_name: str = ""
    photos: tuple[Photo, ...] = ()
    concerns: frozenset[Concern] = frozenset()
    units_concerned: tuple[str, ...] = ()
    people_concerned: tuple[int, ...] = ()
    emergency: EmergencyKind | None = None
    urgent: bool = False
    level: Level = Level.ANONYMOUS
    contact: str = ""
    consent_forwarding: bool = False
    consent_grassroots: bool = False
    legal_basis: tuple[str, ...] = ()
    channel: str = "web"
    sender: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Slip:
    """The signed proof of submission (phiếu tiếp nhận). It proves that the union was told, and names nobody.

    `text` is the whole slip as people keep it, its last line the signature; `Submissions.verify_slip(text)` checks it.
    """

    public_no: str
    day: date
    unit_name: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a thread, decrypted. `template` names a system sentence whose words live with the channel."""

    id: int
    author: Author
    day: date
    text: str
    template: str = ""
    law_refs: tuple[str, ...] = ()
    photos: tuple[int, ...] = ()  # attachment ids
    internal: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A promise to the worker: the last day, and whether it has passed."""

    clock: Clock
    due_on: date
    overdue: bool
    paused: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """What the code shows its worker. `can` holds the events that the worker may cause now."""

    public_no: str
    state: State
    lane: Lane
    level: Level
    kind: Kind
    category: Category
    unit_name: str
    created_on: date
    outcome: Outcome | None
    refusal: RefusalCode | None
    deadlines: tuple[DeadlineView, ...]
    messages: tuple[Message, ...]
    parts: tuple[CaseView, ...]
    can: frozenset[Event]
    register_no: str = ""
    text_id: str = ""  # the sentence of the last transition, e.g. "received"
    erase_on: date | None = None
    moved_up: bool = False
    duplicate_of: str = ""  # public number of the leading case
