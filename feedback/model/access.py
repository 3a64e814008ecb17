"""How a unit holds a case, and what a person can do in one: the words of the policy (`staff/policy.py`)."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """What a sealed case key is for. Exactly one unit works on a case at any moment: its owner."""

    WORK = "work"
    READ = "read"
    """A unit that handed the case up."""
    REVIEW = "review"
    """A supervision board for an appeal or a sample, or a unit above that was asked for a decision."""
    WAITING = "waiting"
    """Sealed in advance, not usable."""


class Purpose(StrEnum):
    """Why a unit was given `review`."""

    APPEAL = "appeal"
    SAMPLE = "sample"
    DECISION = "decision"
    """The owner has nobody who may decide; ends with the decision."""


class Involvement(StrEnum):
    """How somebody is involved in a case that reached them."""

    PERSON = "person"
    """Themselves, or somebody near to them: they are out, nobody else."""
    UNIT = "unit"
    """Their unit is what the case is about: the whole house is out, and a neutral board gets the case."""


class Verb(StrEnum):
    """What staff can do in a case."""

    READ = "read"
    NOTE = "note"
    DECLARE_UNINVOLVED = "declare_uninvolved"
    DECLARE_INVOLVED = "declare_involved"
    OPEN = "open"
    RELEASE = "release"
    ASK = "ask"
    ACCEPT = "accept"
    CLASSIFY = "classify"
    LEAVE_LEAD_CATEGORY = "leave_lead_category"
    """Take a case out of a category whose answer only a lead sends."""
    SPLIT = "split"
    REDIRECT = "redirect"
    FORWARD_REDIRECTED = "forward_redirected"
    PROPOSE_REFUSAL = "propose_refusal"
    CONFIRM_REFUSAL = "confirm_refusal"
    REJECT_REFUSAL = "reject_refusal"
    ASSIGN = "assign"
    FORWARD = "forward"
    TO_DIALOGUE = "to_dialogue"
    RESULT = "result"
    ANSWER = "answer"
    CORRECT = "correct"
    MESSAGE = "message"
    RETURN_CONSENT = "return_consent"
    EXTEND = "extend"
    ESCALATE = "escalate"
    SUMMARISE = "summarise"
    CONFIRM_FREE = "confirm_free"
    COERCED = "coerced"
    LINK = "link"
    PROPOSE_HOLD = "propose_hold"
    CONFIRM_HOLD = "confirm_hold"
    LIFT_HOLD = "lift_hold"
    ASK_IDENTITY = "ask_identity"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    MARK_SAMPLE = "mark_sample"
