"""The form of each verb of a case, and the request that it becomes.

A field is asked for in a page; `build` turns what was typed into the request of the office, and raises ValueError when
something that must be chosen is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.texts import console_verbs as words
from bot.texts import submissions as terms
from feedback.model.access import Verb
from feedback.model.case import REFUSABLE, Category, Kind, Lane, Outcome, RefusalCode
from feedback.staff import requests as ask
from feedback.staff.requests import Request

Values = Mapping[str, str]
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a verb asks: "text", "line", "choice", "date", "check" or "person"."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    choices: Mapping[str, str] | None = None
    rows: int = 4
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A verb's form; `template` names the sentence under which the worker reads `told`."""

    fields: tuple[Field, ...]
    build: Callable[[Values, dict[str, Any]], Request]
    template: str = ""
    told: Callable[[Values], str] | None = None


KINDS = {k.value: v for k, v in terms.KINDS.items() if k is not Kind.UNCLASSIFIED}
CATEGORIES = {c.value: v for c, v in terms.CATEGORIES.items()}
LANES = {lane.value: v for lane, v in terms.LANES.items()}
CODES = {code.value: terms.REFUSALS[code] for code in RefusalCode if code in REFUSABLE}
OUTCOMES = {outcome.value: terms.OUTCOMES[outcome] for outcome in Outcome if outcome in ask.STATED_OUTCOMES}
FIVE = tuple(Field(name, label, hint=hint, rows=3) for name, label, hint in words.PARTS)
TO_WORKER = Field("text", "Lời gửi người lao động", hint="Câu ngắn, từ thường ngày. Không hỏi tên.")
REASON = Field("reason", "Lý do", rows=3)
COPY = (
    Field("to", "Gửi tới", "line", "Tên cơ quan hoặc công ty."),
    Field("copy", "Bản viết lại", hint="Viết bằng lời của bạn. Người gửi đọc được đúng bản này.", rows=7),
    Field("checked", "Tôi đã xem: không ai đoán ra người gửi từ bản này", "check"),
)


def _bare(kind: type[Request], **fixed: Any) -> Step:
    return Step((), lambda v, base: kind(**base, **fixed))


def _text(kind: type[Request], field: Field, template: str = "") -> Step:
    return Step(
        (field,),
        lambda v, base: kind(**{**base, field.name: v[field.name]}),
        template,
        (lambda v: v[field.name]) if template else None,
    )


def _answer(v: Values) -> Any:
    return ask.Answer(*(v.get(name, "") for name, _, _ in words.PARTS))


def _law(v: Values) -> tuple[str, ...]:
    return tuple(v.get("law", "").split())


def _forward(v: Values, base: dict[str, Any]) -> Request:
    if not v.get("checked"):
        raise ValueError
    return ask.Forward(**base, to=v["to"], copy=v["copy"])


def _parts(v: Values, base: dict[str, Any]) -> Request:
    texts = [(v.get(f"part{n}", ""), v.get(f"category{n}", "")) for n in range(1, MOST_PARTS + 1)]
    parts = tuple(ask.Part(text, Category(category or Category.OTHER)) for text, category in texts if text)
    return ask.Split(**base, parts=parts)


def _classify(v: Values, base: dict[str, Any]) -> Request:
    kind, category, lane = v.get("kind"), v.get("category"), v.get("lane")
    return ask.Classify(
        **base,
        kind=Kind(kind) if kind else None,
        category=Category(category) if category else None,
        lane=Lane(lane) if lane else None,
    )


_FORWARD = Step(COPY, _forward, "forwarded", lambda v: f"{v['to']}\n{v['copy']}")
STEPS: Mapping[Verb, Step] = {
    Verb.OPEN: _bare(ask.Open),
    Verb.RELEASE: _bare(ask.Release),
    Verb.ASK: _text(ask.Ask, TO_WORKER, "question"),
    Verb.ACCEPT: Step(
        (
            Field("kind", "Loại đơn", "choice", choices=KINDS),
            Field("category", "Lĩnh vực", "choice", choices=CATEGORIES),
            Field(
                "no_conflict",
                "Đã xem: không có xung đột lợi ích",
                "check",
                "Chỉ cần đánh dấu khi lời kể nhắc đến cán bộ hoặc quỹ công đoàn.",
                needed=False,
            ),
        ),
        lambda v, base: ask.Accept(
            **base, kind=Kind(v["kind"]), category=Category(v["category"]), no_conflict=bool(v.get("no_conflict"))
        ),
    ),
    Verb.CLASSIFY: Step(
        (
            Field("kind", "Loại đơn", "choice", choices=KINDS, needed=False),
            Field("category", "Lĩnh vực", "choice", choices=CATEGORIES, needed=False),
            Field("lane", "Mức khẩn", "choice", "Báo động nhầm thì chọn “thường”.", LANES, needed=False),
        ),
        _classify,
    ),
    Verb.SPLIT: Step(
        tuple(
            field
            for n in range(1, MOST_PARTS + 1)
            for field in (
                Field(f"part{n}", f"Việc thứ {n}", rows=3, needed=n <= 2),
                Field(f"category{n}", f"Lĩnh vực của việc thứ {n}", "choice", choices=CATEGORIES, needed=False),
            )
        ),
        _parts,
    ),
    Verb.REDIRECT: Step(
        (
            Field("to", "Nơi có trách nhiệm", "line", "Tên đầy đủ, thí dụ Bảo hiểm xã hội tỉnh."),
            Field("how", "Cách gửi", hint="Địa chỉ, quầy, giờ tiếp, cần mang gì.", rows=3),
        ),
        lambda v, base: ask.Redirect(**base, to=v["to"], how=v["how"]),
        "redirected",
        lambda v: f"{v['to']}\n{v['how']}",
    ),
    Verb.FORWARD: _FORWARD,
    Verb.FORWARD_REDIRECTED: _FORWARD,
    Verb.PROPOSE_REFUSAL: Step(
        (
            Field(
                "code",
                "Mã lý do",
                "choice",
                "Ẩn danh, thiếu bằng chứng, viết sai hay nặng lời không bao giờ là lý do.",
                CODES,
            ),
            Field("reason", "Lý do người gửi sẽ đọc, khi người thứ hai đồng ý", rows=3),
        ),
        lambda v, base: ask.ProposeRefusal(**base, code=RefusalCode(v["code"]), reason=v["reason"]),
        "refusal_reason",
        lambda v: v["reason"],
    ),
    Verb.CONFIRM_REFUSAL: _bare(ask.ConfirmRefusal),
    Verb.REJECT_REFUSAL: _bare(ask.RejectRefusal),
    Verb.ASSIGN: Step((Field("login", "Giao cho", "person"),), lambda v, base: ask.Assign(**base, login=v["login"])),
    Verb.TO_DIALOGUE: Step(
        (Field("on", "Ngày đối thoại", "date"),),
        lambda v, base: ask.ToDialogue(**base, on=date.fromisoformat(v["on"])),
    ),
    Verb.RESULT: _text(ask.Result, Field("text", "Kết quả", hint="Ai trả lời, trả lời thế nào."), "result"),
    Verb.ANSWER: Step(
        (
            *FIVE,
            Field("outcome", "Nếu chưa giải quyết trọn vẹn, kết quả là", "choice", choices=OUTCOMES, needed=False),
        ),
        lambda v, base: ask.GiveAnswer(
            **base,
            answer=_answer(v),
            outcome=Outcome(v["outcome"]) if v.get("outcome") else None,
            law_refs=_law(v),
        ),
        "answer",
        lambda v: str(_answer(v).pack()),
    ),
    Verb.CORRECT: Step(
        FIVE,
        lambda v, base: ask.Correct(**base, answer=_answer(v), law_refs=_law(v)),
        "answer_corrected",
        lambda v: str(_answer(v).pack()),
    ),
    Verb.MESSAGE: _text(ask.Message, TO_WORKER, "message"),
    Verb.NOTE: _text(ask.Note, Field("text", "Ghi chú", hint="Người gửi không thấy.")),
    Verb.RETURN_CONSENT: _text(ask.ReturnConsent, Field("text", "Lời giải thích cho người gửi"), "consent_returned"),
    Verb.EXTEND: _text(ask.Extend, Field("reason", "Lý do người gửi sẽ đọc", rows=3), "extended"),
    Verb.ESCALATE: _text(ask.Escalate, Field("reason", "Lý do, cấp trên sẽ đọc", rows=3)),
    Verb.SUMMARISE: _text(ask.Summarise, Field("text", "Bản tóm tắt", hint="Không ghi tên ai.")),
    Verb.CONFIRM_FREE: _bare(ask.DecideWithdrawal, coerced=False),
    Verb.COERCED: _bare(ask.DecideWithdrawal, coerced=True),
    Verb.LINK: Step(
        (
            Field("leading", "Số vụ kia", "line", "Nếu trùng: vụ đứng đầu, câu trả lời của vụ đó gửi cho cả hai."),
            Field("kind", "Quan hệ", "choice", choices={"related": "liên quan", "duplicate": "cùng một việc (trùng)"}),
        ),
        lambda v, base: ask.Link(**base, leading=v["leading"].strip().upper(), kind=v["kind"]),
    ),
    Verb.PROPOSE_HOLD: Step(
        (REASON, Field("until", "Giữ tới ngày", "date", "Nhiều nhất sáu tháng.")),
        lambda v, base: ask.ProposeHold(**base, reason=v["reason"], until=date.fromisoformat(v["until"])),
    ),
    Verb.CONFIRM_HOLD: _bare(ask.ConfirmHold),
    Verb.LIFT_HOLD: _text(ask.LiftHold, REASON),
    Verb.ASK_IDENTITY: _text(
        ask.AskIdentity,
        Field("reason", "Vì sao cần biết người gửi là ai", hint="Người gửi đọc lý do này nếu được đồng ý.", rows=3),
    ),
    Verb.UPHOLD: _text(ask.Uphold, Field("reason", "Lý do, và nơi khác người gửi có thể đến", rows=4), "appeal_upheld"),
    Verb.OVERTURN: Step(
        (Field("move_up", "Đơn vị cấp trên giữ vụ từ đây", "check", needed=False),),
        lambda v, base: ask.Overturn(**base, move_up=bool(v.get("move_up"))),
    ),
    Verb.MARK_SAMPLE: Step(
        (
            Field("right", "Đã làm đúng chưa", "choice", choices={"1": "đúng", "0": "chưa đúng"}),
            Field("text", "Nhận xét", rows=3),
        ),
        lambda v, base: ask.MarkSample(**base, right=v["right"] == "1", text=v["text"]),
    ),
}
ORDER: tuple[Verb, ...] = (
    Verb.OPEN,
    Verb.RELEASE,
    Verb.ACCEPT,
    Verb.CONFIRM_REFUSAL,
    Verb.REJECT_REFUSAL,
    Verb.OVERTURN,
    Verb.UPHOLD,
    Verb.CONFIRM_FREE,
    Verb.COERCED,
    Verb.ANSWER,
    Verb.RESULT,
    Verb.ASSIGN,
    Verb.CORRECT,
    Verb.ASK,
    Verb.MESSAGE,
    Verb.NOTE,
    Verb.TO_DIALOGUE,
    Verb.FORWARD,
    Verb.FORWARD_REDIRECTED,
    Verb.REDIRECT,
    Verb.SPLIT,
    Verb.LINK,
    Verb.EXTEND,
    Verb.ESCALATE,
    Verb.CLASSIFY,
    Verb.PROPOSE_REFUSAL,
    Verb.MARK_SAMPLE,
    Verb.ASK_IDENTITY,
    Verb.RETURN_CONSENT,
    Verb.PROPOSE_HOLD,
    Verb.CONFIRM_HOLD,
    Verb.LIFT_HOLD,
    Verb.SUMMARISE,
)
"""The expected thing of each state first."""
