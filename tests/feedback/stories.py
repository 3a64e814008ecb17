"""How a case gets into each state, by the public verbs; each returns the code and the public number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from feedback.model.answer import Answer
from feedback.model.case import RefusalCode
from tests.feedback.union import Union, opened

ANSWER = Answer("Lương chậm.", "Đã làm việc với công ty.", "Công ty trả đủ.", "Điều 97.", "Bấm chưa giải quyết.")


def flooded(u: Union) -> tuple[str, str]:
    for _ in range(4):
        code, number = u.send(sender="một máy")
    u.meet(number)
    return code, number


def screened(u: Union, **values: Any) -> tuple[str, str]:
    code, number = u.send(**values)
    opened(u.feedback, u.first, number, u.now)
    return code, number


def proposed(u: Union) -> tuple[str, str]:
    code, number = screened(u)
    u.meet(number)
    u.feedback.triage.propose_refusal(u.first, number, RefusalCode.PRIVATE_MATTER, "Việc riêng.", u.now)
    return code, number


def refused(u: Union) -> tuple[str, str]:
    code, number = proposed(u)
    u.feedback.triage.confirm_refusal(u.second, number, u.now)
    return code, number


def appealed(u: Union) -> tuple[str, str]:
    code, number = refused(u)
    u.feedback.submissions.appeal(code, u.now, text="Đây là việc của công ty.")
    return code, number


def redirected(u: Union, **values: Any) -> tuple[str, str]:
    code, number = screened(u, **values)
    u.feedback.triage.redirect(u.first, number, "Bảo hiểm xã hội tỉnh", "Đến quầy số 3.", u.now)
    return code, number


def asked(u: Union) -> tuple[str, str]:
    code, number = screened(u)
    u.feedback.triage.ask(u.first, number, "Từ tháng nào?", u.now)
    return code, number


def answered(u: Union) -> tuple[str, str]:
    code, number = u.working()
    u.feedback.handling.answer(u.first, number, ANSWER, u.now)
    return code, number


def disputed(u: Union) -> tuple[str, str]:
    code, number = answered(u)
    u.feedback.submissions.dispute(code, u.now, text="Chưa trả.")
    return code, number


def external(u: Union) -> tuple[str, str]:
    code, number = u.working(consent_forwarding=True)
    u.feedback.handling.forward(u.first, number, "Công ty", "Có phản ánh chậm lương.", u.now)
    return code, number


def in_dialogue(u: Union) -> tuple[str, str]:
    code, number = u.working()
    u.feedback.handling.to_dialogue(u.first, number, (u.now + timedelta(days=7)).date(), u.now)
    return code, number


def withdrawing(start: Callable[[Union], tuple[str, str]]) -> Callable[[Union], tuple[str, str]]:
    def go(u: Union) -> tuple[str, str]:
        code, number = start(u)
        u.feedback.submissions.withdraw(code, u.now)
        return code, number

    return go


def closed(u: Union) -> tuple[str, str]:
    code, number = answered(u)
    u.feedback.submissions.confirm(code, u.now, stars=5)
    return code, number


STARTS: tuple[Callable[[Union], tuple[str, str]], ...] = (
    flooded,
    proposed,
    refused,
    appealed,
    redirected,
    asked,
    answered,
    disputed,
    external,
    in_dialogue,
    closed,
)
