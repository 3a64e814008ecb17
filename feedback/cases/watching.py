"""Which links between chats and cases have to end: those of cases that were closed."""

from __future__ import annotations

from datetime import date

from feedback.cases.store import CaseStore
from feedback.sealing.keys import Secrets, derive


def closed_tokens(cases: CaseStore, secrets: Secrets, since: date) -> list[str]:
    """The watch tokens (`Mover.watch_token`) of cases that were closed on `since` or later, and still are."""
    return [derive(secrets.watch_key, f"watch {case_id}").hex()[:32] for case_id in cases.ended_since(since)]
