"""What staff ask for: one value a verb, as a page's form or a command gives it.

Each carries the number of the case, the version that its person saw, and the one-time token of the form: the same token
is the same act, however often it arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from feedback.model.access import Involvement
from feedback.model.answer import Answer as Answer
from feedback.model.case import Category, Kind, Lane, Outcome, RefusalCode
from feedback.staff.handling import STATED_OUTCOMES as STATED_OUTCOMES
from feedback.staff.triage import Part as Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An act in one case."""

    number: str
    version: int
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareUninvolved(Request):
    """ "Tôi không liên quan"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareInvolved(Request):
    """ "Tôi có liên quan"."""

    how: Involvement


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Request):
    """Genuine (T04)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Request):
    """Begin triage (T07)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Request):
    """A question to the worker (T09, T28)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Request):
    """Accept (T10)."""

    kind: Kind
    category: Category
    no_conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Classify(Request):
    """Put right what it is, or how fast it goes."""

    kind: Kind | None = None
    category: Category | None = None
    lane: Lane | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Request):
    """Several matters (T11)."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(Request):
    """Not for the union (T12)."""

    to: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward(Request):
    """A rewritten copy leaves the union (T29; T55 when the case was redirected)."""

    to: str
    copy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRefusal(Request):
    """Propose not to accept (T05, T13)."""

    code: RefusalCode
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRefusal(Request):
    """A second person agrees (T17)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectRefusal(Request):
    """A second person disagrees (T18)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Request):
    """Give it to somebody (T25, T27, T40)."""

    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDialogue(Request):
    """Put it to a dialogue (T30)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Request):
    """What came of it (T33, T35)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAnswer(Request):
    """Answer in five parts (T31)."""

    answer: Answer
    outcome: Outcome | None = None
    law_refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Request):
    """Put an answer right."""

    answer: Answer
    law_refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Request):
    """Words to the worker."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Request):
    """Words that the worker never sees."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnConsent(Request):
    """Nothing more leaves the union; the worker reads why."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(Request):
    """Fifteen days more, once."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate(Request):
    """To the tier above."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarise(Request):
    """What stays when the thread is destroyed."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideWithdrawal(Request):
    """Free (T46) or forced (T47)."""

    coerced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Request):
    """The same matter, or a related one."""

    leading: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeHold(Request):
    """Keep everything until a day."""

    reason: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmHold(Request):
    """A second person agrees to a hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold(Request):
    """End a hold before its day."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskIdentity(Request):
    """Ask the custodians to open a contact."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uphold(Request):
    """The refusal stands (T22)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overturn(Request):
    """The refusal falls (T23)."""

    move_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSample(Request):
    """A sample was read again; `right` says whether it was decided well."""

    right: bool
    text: str
