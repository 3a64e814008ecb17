"""Rows of proposals not to accept a case, numbered per case: an id is random and tells no order."""

from __future__ import annotations

from datetime import date

from feedback.model.case import RefusalCode
from feedback.storage.database import FeedbackDatabase, Row


class ProposalStore:
    """Reads and writes proposals and what a second person made of them."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(
        self, proposal_id: int, case_id: int, proposed_by: int, day: date, code: RefusalCode, reason_ct: bytes
    ) -> None:
        """Add the next proposal of a case; its reason is ciphertext."""
        n = self._db.value("SELECT COALESCE(MAX(n), 0) + 1 FROM screening WHERE submission_id = ?", case_id)
        self._db.insert(
            "screening",
            id=proposal_id,
            submission_id=case_id,
            n=n,
            proposed_by=proposed_by,
            proposed_on=day.isoformat(),
            code=code,
            reason_ct=reason_ct,
        )
        self._db.update("submission", case_id, proposal=n)

    def current(self, case_id: int) -> Row | None:
        """The proposal that the case names as its current one."""
        return self._db.row(
            """SELECT r.* FROM screening r JOIN submission s ON s.id = r.submission_id AND s.proposal = r.n
               WHERE s.id = ?""",
            case_id,
        )

    def proposers(self, case_id: int) -> frozenset[int]:
        """Everybody who proposed in any round."""
        rows = self._db.rows("SELECT proposed_by FROM screening WHERE submission_id = ?", case_id)
        return frozenset(row["proposed_by"] for row in rows)

    def deciders(self, case_id: int) -> frozenset[int]:
        """Everybody who decided in any round."""
        sql = "SELECT decided_by FROM screening WHERE submission_id = ? AND decided_by IS NOT NULL"
        return frozenset(row["decided_by"] for row in self._db.rows(sql, case_id))

    def decide(self, proposal_id: int, decided_by: int | None, day: date, decision: str) -> None:
        """`confirmed` or `rejected`, by a second person."""
        self._db.update("screening", proposal_id, decided_by=decided_by, decided_on=day.isoformat(), decision=decision)

    def confirmed_between(self, first: date, after: date) -> list[Row]:
        """Cases (id, public_no) whose refusal was confirmed in these days and not drawn for a sample yet."""
        return self._db.rows(
            """SELECT s.id, s.public_no FROM screening r JOIN submission s ON s.id = r.submission_id
               WHERE r.decision = 'confirmed' AND r.decided_on >= ? AND r.decided_on < ? AND r.sampled_on IS NULL
               GROUP BY s.id, s.public_no ORDER BY s.id""",
            first.isoformat(),
            after.isoformat(),
        )

    def mark_sampled(self, case_id: int, day: date) -> None:
        """A board reads this refusal again."""
        self._db.run("UPDATE screening SET sampled_on = ? WHERE submission_id = ?", day.isoformat(), case_id)

    def forget_reasons(self, case_id: int) -> None:
        """The words go with the case; code and people stay as counts."""
        self._db.run("UPDATE screening SET reason_ct = ? WHERE submission_id = ?", b"", case_id)
