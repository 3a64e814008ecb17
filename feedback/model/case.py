"""What a case is: its kind in law, its lane, what it is about and how it ends. Stored values are English.

`Kind` decides the legal path and is chosen by staff, never by the worker.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a submission is in law (docs/rules.md §7.2)."""

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


class Lane(StrEnum):
    """How fast a case moves; any state may have any lane."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    def at_least_urgent(self) -> Lane:
        """The lane of a case whose worker is under pressure."""
        return Lane.URGENT if self is Lane.NORMAL else self


class Level(StrEnum):
    """How much of an identity is kept; raised by the worker only, never lowered."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    """The contact opens only when a handler asks and a custodian agrees."""
    NAMED = "named"


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


SILENT_OUTCOMES = frozenset({Outcome.SOLVED_UNCONFIRMED, Outcome.NOT_ENOUGH_INFORMATION})
"""How the clock closes a case whose worker said nothing."""


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
