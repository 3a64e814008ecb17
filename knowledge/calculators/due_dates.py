"""Until when a right can be claimed: Bộ luật Lao động, Điều 188, 190; Luật Khiếu nại, Điều 9, 33, 48; Luật Việc làm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.days import after_days, after_months
from knowledge.calculators.words import day


@dataclass(frozen=True, slots=True)
class Limit:
    """What can be done until when; `time` in words, `last` the last day after the day on which it begins."""

    what: str
    time: str
    last: Callable[[date], date]
    place: str


def _months(count: int) -> Callable[[date], date]:
    return lambda begins: after_months(begins, count)


def _days(count: int) -> Callable[[date], date]:
    return lambda begins: after_days(begins, count)


MEDIATOR = Limit("Nhờ hòa giải viên lao động", "6 tháng", _months(6), "45/2019/QH14:190:1")
COUNCIL = Limit("Nhờ hội đồng trọng tài lao động", "9 tháng", _months(9), "45/2019/QH14:190:2")
COURT = Limit("Kiện ra tòa", "1 năm", _months(12), "45/2019/QH14:190:3")
DISPUTE = (MEDIATOR, COUNCIL, COURT)
LIMITS = {
    "fired": DISPUTE,
    "allowance": DISPUTE,
    "insurance": DISPUTE,
    "wage": DISPUTE,
    "decision": (Limit("Khiếu nại lần đầu", "90 ngày", _days(90), "02/2011/QH13:9"),),
    "second": (Limit("Khiếu nại lần hai", "30 ngày", _days(30), "02/2011/QH13:33:1"),),
    "official": (Limit("Khiếu nại lần đầu quyết định kỷ luật", "15 ngày", _days(15), "02/2011/QH13:48"),),
    "jobless": (Limit("Nộp hồ sơ trợ cấp thất nghiệp", "3 tháng", _months(3), "74/2025/QH15:38:1:c"),),
    "unpaid": (Limit("Kiện công ty không đóng đủ bảo hiểm thất nghiệp", "3 tháng", _months(3), "374/2025/NĐ-CP:6:2"),),
}
MATTERS = (
    Choice("wage", "Lương, làm thêm, phép, hợp đồng, kỷ luật khác"),
    Choice("fired", "Bị sa thải, bị cho nghỉ việc"),
    Choice("allowance", "Trợ cấp, bồi thường khi nghỉ việc"),
    Choice("insurance", "Công ty không đóng bảo hiểm"),
    Choice("jobless", "Xin trợ cấp thất nghiệp"),
    Choice("unpaid", "Công ty không đóng đủ bảo hiểm thất nghiệp"),
    Choice("decision", "Khiếu nại quyết định của cơ quan nhà nước"),
    Choice("second", "Khiếu nại lần hai"),
    Choice("official", "Công chức bị kỷ luật"),
)
POINTS_WITHOUT_MEDIATION = {"fired": "a", "allowance": "b", "insurance": "d"}  # Điều 188 khoản 1
STOPPED = "Vì ốm đau, thiên tai hay trở ngại khách quan mà trễ thì thời gian đó không tính, nhưng phải chứng minh."


def due_dates(values: Values) -> Result:
    """The last day of each way, the nearest that is left first."""
    matter = values.choice("matter") or "wage"
    limits, begins = LIMITS[matter], values.get("begins", date)
    basis = cited(*(limit.place for limit in limits))
    if matter in POINTS_WITHOUT_MEDIATION:
        basis = (*basis, *cited(f"45/2019/QH14:188:1:{POINTS_WITHOUT_MEDIATION[matter]}"))
    if begins is None:
        times = "; ".join(f"{limit.what.lower()}: {limit.time}" for limit in limits)
        return Result(f"{times[0].upper()}{times[1:]}.", (), basis, (*_mediation(matter), STOPPED))
    lasts = [(limit, limit.last(begins)) for limit in limits]
    working = tuple(_line(limit, begins, last, values.today) for limit, last in lasts)
    left = [(limit, last) for limit, last in lasts if last >= values.today]
    return Result(_answer(left, lasts[-1][1], values.today), working, basis, (*_mediation(matter), STOPPED))


def _answer(left: list[tuple[Limit, date]], final: date, today: date) -> str:
    if not left:
        return f"Đã quá hạn: ngày cuối là {day(final)}."
    limit, last = left[0]
    rest = (last - today).days
    return f"{limit.what}: chậm nhất ngày {day(last)} ({f'còn {rest} ngày' if rest else 'là hôm nay'})."


def _line(limit: Limit, begins: date, last: date, today: date) -> str:
    past = " (đã qua)" if last < today else ""
    return f"{limit.what}: {limit.time} từ {day(begins)}, tới hết {day(last)}{past}."


def _mediation(matter: str) -> tuple[str, ...]:
    if matter in POINTS_WITHOUT_MEDIATION:
        return ("Việc này được kiện thẳng ra tòa, không bắt buộc qua hòa giải.",)
    if matter == "wage":
        return ("Việc này phải qua hòa giải viên lao động trước, rồi mới kiện.",)
    return ()


CALCULATOR = Calculator(
    id="due_dates",
    slug="thoi-han",
    title="Hạn để đòi quyền lợi",
    intro="Xem còn mấy ngày để nhờ hòa giải, kiện, khiếu nại, nộp hồ sơ.",
    questions=(
        Question("matter", "Việc gì?", Kind.CHOICE, choices=MATTERS),
        Question(
            "begins",
            "Bạn biết chuyện, nhận quyết định, hoặc nghỉ việc ngày nào?",
            Kind.DAY,
            "15/10/2026, hôm qua",
        ),
    ),
    work_out=due_dates,
    offered_at=("45/2019/QH14:190", "45/2019/QH14:188", "02/2011/QH13:9", "02/2011/QH13:33", "02/2011/QH13:48"),
)
