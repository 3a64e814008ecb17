"""Rows of what is said in a case, and of the pictures beside it: ciphertext and signatures, nothing clear."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date

from feedback.model.view import Author
from feedback.storage.database import FeedbackDatabase, Row, random_id


class ThreadStore:
    """Reads, writes and destroys threads."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(
        self,
        case_id: int,
        author: Author,
        day: date,
        body: Callable[[Row], bytes] | None,
        sign: Callable[[Row], bytes],
        *,
        message_id: int | None = None,
        staff_id: int | None = None,
        template: str = "",
        internal: bool = False,
        law_refs: Iterable[str] = (),
    ) -> int:
        """Append to the thread; `body` makes the ciphertext of the row, `sign` the signature. Returns the id."""
        n = self._db.value("SELECT COALESCE(MAX(n), 0) + 1 FROM message WHERE submission_id = ?", case_id)
        row: Row = {
            "id": message_id or random_id(),
            "submission_id": case_id,
            "n": n,
            "author": str(author),
            "staff_id": staff_id,
            "template": template,
            "internal": int(internal),
            "day": day.isoformat(),
            "law_refs": json.dumps(list(law_refs), ensure_ascii=False),
            "bound": 1,
        }
        row["body_ct"] = body(row) if body else None
        self._db.insert("message", **row, signature=sign(row))
        new_id = row["id"]
        assert isinstance(new_id, int)
        return new_id

    def sign_old(self, sign: Callable[[Row], bytes]) -> None:
        """Sign what was written before there were signatures: once, when the manifest is begun."""
        for row in self._db.rows("SELECT * FROM message WHERE signature IS NULL AND bound = 0"):
            self._db.update("message", row["id"], signature=sign(row))

    def all(self) -> list[Row]:
        """Every message of every case, for the check of signatures."""
        return self._db.rows("SELECT * FROM message ORDER BY submission_id, n")

    def has(self, message_id: int) -> bool:
        """Whether this message was stored before: a replayed update finds it."""
        return self._db.value("SELECT 1 FROM message WHERE id = ?", message_id) is not None

    def last(self, case_id: int, author: Author) -> int:
        """The number of the newest message by this author, 0 when there is none."""
        sql = "SELECT COALESCE(MAX(n), 0) FROM message WHERE submission_id = ? AND author = ?"
        value = self._db.value(sql, case_id, author)
        assert isinstance(value, int)
        return value

    def of(self, case_id: int, internal: bool) -> list[Row]:
        """The thread in order, with or without internal notes."""
        sql = "SELECT * FROM message WHERE submission_id = ? AND internal <= ? ORDER BY n"
        return self._db.rows(sql, case_id, int(internal))

    def mark_read(self, case_id: int, day: date) -> bool:
        """The worker has seen everything said so far; True when something was new."""
        sql = """UPDATE message SET read_on = ? WHERE submission_id = ? AND read_on IS NULL AND internal = 0
                 AND author <> ?"""
        return self._db.run(sql, day.isoformat(), case_id, Author.WORKER) > 0

    def unread_answer_since(self, case_id: int) -> date | None:
        """The day of the oldest staff message that the worker has not seen."""
        sql = """SELECT MIN(day) FROM message WHERE submission_id = ? AND author = ? AND internal = 0
                 AND read_on IS NULL"""
        day = self._db.value(sql, case_id, Author.STAFF)
        return date.fromisoformat(day) if day else None

    def add_attachment(self, case_id: int, message_id: int, attachment_id: int, content: bytes) -> None:
        """Store an encrypted picture."""
        n = self._db.value("SELECT COALESCE(MAX(n), 0) + 1 FROM attachment WHERE submission_id = ?", case_id)
        self._db.insert(
            "attachment", id=attachment_id, submission_id=case_id, message_id=message_id, content_ct=content, n=n
        )

    def attachment(self, case_id: int, attachment_id: int) -> bytes | None:
        """An encrypted picture of a case."""
        sql = "SELECT content_ct FROM attachment WHERE submission_id = ? AND id = ?"
        value = self._db.value(sql, case_id, attachment_id)
        assert value is None or isinstance(value, bytes)
        return value

    def attachments(self, case_id: int) -> list[Row]:
        """Ids of the pictures of a case and of their messages."""
        return self._db.rows("SELECT id, message_id FROM attachment WHERE submission_id = ? ORDER BY n, id", case_id)

    def destroy_attachments(self, case_id: int) -> int:
        """Remove every picture; returns how many."""
        return self._db.run("DELETE FROM attachment WHERE submission_id = ?", case_id)

    def destroy_messages(self, case_id: int, keep_summary: bool) -> None:
        """Remove what was said and begun; a summary written by staff may stay. secure_delete overwrites the pages."""
        self._db.run("DELETE FROM answer_draft WHERE submission_id = ?", case_id)
        kept = "summary" if keep_summary else ""
        self._db.run("DELETE FROM message WHERE submission_id = ? AND (template <> ? OR ? = '')", case_id, kept, kept)
