"""The guards of the transition table: each refuses a step that the table allows but the facts do not.

A guard gets the case, what the step brings along, and what the database says around it. It returns the sentence that
tells the person what is missing, or "" to let the step pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from feedback.cases.store import Case
from feedback.model.case import REFUSABLE, SPAM_CODES, Category, Kind, Level, Outcome

MAX_ROUNDS = 2
APPEAL_DAYS = 30
REOPEN_DAYS = 180
UNREAD_DAYS = 60
UNNAMED_DENUNCIATION = "Đơn không nêu tên không được xử lý như tố cáo (Luật Tố cáo 2018, Điều 25): chọn phản ánh."


@dataclass(frozen=True, slots=True)
class Facts:
    """What a guard may ask: `given` comes with the step, the rest is read from the database."""

    today: date
    given: Mapping[str, Any] = field(default_factory=dict)
    staff_id: int | None = None
    proposer: int | None = None
    excluded_staff: frozenset[int] = frozenset()
    last_handler: int | None = None
    flooded: bool = False
    unread_since: date | None = None
    open_links: bool = False


Guard = Callable[[Case, Facts], str]


def is_unnamed_denunciation(kind: Kind | None, level: Level) -> bool:
    """Luật Tố cáo 2018, Điều 25: without a name it is not handled as a denunciation."""
    return kind is Kind.DENUNCIATION and level is Level.ANONYMOUS


def _second_person(case: Case, facts: Facts) -> str:
    """§8.3: who proposes a refusal never decides it."""
    return "" if facts.staff_id != facts.proposer else "Người đề xuất từ chối không được tự quyết định."


def _spam_code(case: Case, facts: Facts) -> str:
    return "" if facts.given.get("code") in SPAM_CODES else "Tin ở hàng kiểm tra chỉ được đề xuất với mã N7 hoặc N8."


def _refusal_code(case: Case, facts: Facts) -> str:
    if facts.given.get("code") not in REFUSABLE:
        return "Chọn một mã từ N2, N4 đến N9. N1 thì chuyển hướng, N3 thì liên kết."
    return "" if facts.given.get("reason") else "Hãy ghi lý do; người gửi sẽ đọc lý do này."


def _classified(case: Case, facts: Facts) -> str:
    kind, category = facts.given.get("kind"), facts.given.get("category")
    if kind in {None, Kind.UNCLASSIFIED} or category not in set(Category):
        return "Hãy chọn loại đơn và lĩnh vực trước khi tiếp nhận."
    return UNNAMED_DENUNCIATION if is_unnamed_denunciation(kind, case.level) else ""


def _assignee_allowed(case: Case, facts: Facts) -> str:
    return "Người này có liên quan, không được giao vụ." if facts.given.get("assignee") in facts.excluded_staff else ""


def _other_handler(case: Case, facts: Facts) -> str:
    """T40: the first dispute goes to another handler of the unit."""
    chosen = facts.given.get("assignee")
    if chosen in facts.excluded_staff:
        return "Người này có liên quan, không được giao vụ."
    return "Hãy giao cho người khác với người đã trả lời." if chosen == facts.last_handler else ""


def _forwarding_agreed(case: Case, facts: Facts) -> str:
    if not case.consent_forwarding:
        return "Người gửi chưa đồng ý chuyển. Hãy hỏi trước."
    return "" if facts.given.get("to") else "Hãy ghi nơi nhận."


def _may_archive(case: Case, facts: Facts) -> str:
    """§10: never while an answer is unread, on legal hold, or while a linked case is open."""
    unread = facts.unread_since is not None and facts.today - facts.unread_since < timedelta(days=UNREAD_DAYS)
    return "kept" if case.legal_hold or unread or facts.open_links else ""


def _reopenable(case: Case, facts: Facts) -> str:
    if case.erased_on or case.sealed_on:
        return "Nội dung đã được xóa theo yêu cầu của bạn. Hãy gửi kiến nghị mới."
    if case.outcome is Outcome.NOT_ACCEPTED and case.appealed:
        return "Vụ này đã được xem lại. Có tình tiết mới, hãy gửi kiến nghị mới và nêu số cũ."
    return "" if _within(case.closed_on, REOPEN_DAYS, facts.today) else "Đã quá 180 ngày. Hãy gửi kiến nghị mới."


def _within(since: date | None, days: int, today: date) -> bool:
    return since is not None and today <= since + timedelta(days=days)


def _needs(name: str, sentence: str) -> Guard:
    return lambda case, facts: "" if facts.given.get(name) else sentence


GUARDS: Mapping[str, Guard] = {
    "code_retyped": _needs("code_retyped", "Hãy gõ lại nhóm số cuối của mã."),
    "not_flooded": lambda case, facts: "flooded" if facts.flooded else "",
    "spam_code": _spam_code,
    "not_involved": _needs("not_involved", "Hãy trả lời: bạn có liên quan đến vụ này không?"),
    "rounds_left": lambda case, facts: "" if case.rounds < MAX_ROUNDS else "Đã hỏi hai lần. Hãy phân loại.",
    "classified": _classified,
    "has_parts": _needs("parts", "Hãy ghi ít nhất một phần tách ra."),
    "named_body": _needs("to", "Hãy ghi rõ nơi có trách nhiệm và cách gửi."),
    "refusal_code": _refusal_code,
    "second_person": _second_person,
    "first_appeal": lambda case, facts: (
        "Vụ này đã được xem lại một lần."
        if case.appealed
        else ""
        if _within(facts.given.get("refused_on"), APPEAL_DAYS, facts.today)
        else "Đã quá 30 ngày. Bạn có thể gửi kiến nghị mới và nêu số cũ."
    ),
    "reason_given": _needs("reason", "Hãy ghi lý do."),
    "assignee_allowed": _assignee_allowed,
    "other_handler": _other_handler,
    "forwarding_agreed": _forwarding_agreed,
    "dialogue_dated": _needs("dialogue_on", "Hãy ghi ngày dự kiến đối thoại."),
    "answer_complete": _needs("answer_complete", "Câu trả lời phải đủ năm phần."),
    "not_coerced": lambda case, facts: (
        "Người gửi nói bị ép rút: hãy dùng “bị ép”." if facts.given.get("said_coerced") else ""
    ),
    "reopenable": _reopenable,
    "may_archive": _may_archive,
    "no_hold": lambda case, facts: "kept" if case.legal_hold else "",
}
