"""What stands for a case beside a chat that wants its news, and which of these links have to end."""

from __future__ import annotations

from datetime import date

from feedback.cases.store import CaseStore
from feedback.sealing.keys import Secrets, derive


def closed_tokens(cases: CaseStore, secrets: Secrets, since: date) -> list[str]:
    """The watch tokens of cases that were closed on `since` or later, and still are."""
    return [watch_token(secrets, case_id) for case_id in cases.ended_since(since)]


def watch_token(secrets: Secrets, case_id: int) -> str:
    """What the channel keeps beside a chat that asked for notices: useless without the server's secret."""
    return derive(secrets.watch_key, f"watch {case_id}").hex()[:32]
