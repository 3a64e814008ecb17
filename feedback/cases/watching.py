"""Which links between chats and cases have to end: those of cases that were closed."""

from __future__ import annotations

from datetime import date

from feedback.model.lifecycle import ENDED_STATES
from feedback.sealing.keys import Secrets, derive
from feedback.storage.database import FeedbackDatabase


def closed_tokens(db: FeedbackDatabase, secrets: Secrets, since: date) -> list[str]:
    """The watch tokens (`Mover.watch_token`) of cases that were closed on `since` or later, and still are."""
    rows = db.rows("SELECT id, state FROM submission WHERE closed_on >= ?", since.isoformat())
    return [derive(secrets.watch_key, f"watch {r['id']}").hex()[:32] for r in rows if r["state"] in ENDED_STATES]
