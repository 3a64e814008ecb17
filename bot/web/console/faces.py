"""What the pages of the console may call: the faces of the submissions half, and the search for law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.parts.model import Library
from bot.engine.question_desk import QuestionDesk
from bot.operations.law_desk import LawDesk
from feedback.organisation.sessions import Sessions
from feedback.reports.figures import Figures
from feedback.staff.assisted import Assisted
from feedback.staff.custody import Custody
from feedback.staff.duty import Duty
from feedback.staff.house import House
from feedback.staff.office import Office
from feedback.staff.people import People
from feedback.staff.record import Record
from feedback.staff.replies import Replies
from feedback.staff.survey import Survey

Post = Callable[[str, str, str], None]
"""To whom, the subject, the text; raises OSError when it was not taken."""


@dataclass(frozen=True, slots=True)
class Faces:
    """One of each; `trial` says that the server itself holds the keys."""

    sessions: Sessions
    office: Office
    people: People
    custody: Custody
    house: House
    survey: Survey
    record: Record
    duty: Duty
    figures: Figures
    replies: Replies
    assisted: Assisted
    library: Library
    trial: bool
    questions: QuestionDesk | None = None
    laws: LawDesk | None = None
    post: Post | None = None
    """Sends one e-mail, in a thread of its own; None where no post office is set."""
