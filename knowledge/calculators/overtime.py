"""Pay for overtime and for work at night: Bộ luật Lao động, Điều 98; Nghị định 145/2020/NĐ-CP, Điều 55 đến 57."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.words import dong, number
from knowledge.model import Citation

NORMAL, REST, HOLIDAY, SHIFT = "normal", "rest", "holiday", "shift"
DAY_PERCENT = {NORMAL: 150, REST: 200, HOLIDAY: 300}  # Điều 98 khoản 1
NIGHT_PERCENT = 30  # Điều 98 khoản 2
NIGHT_OVERTIME_PERCENT = 20  # Điều 98 khoản 3, of the daytime hour of that day
HOURS_A_DAY = 8  # Điều 105 khoản 1
USUAL_DAYS = 26  # of work in a month, where the question is left out
NAMES = {NORMAL: "ngày thường", REST: "ngày nghỉ hằng tuần", HOLIDAY: "ngày lễ, tết"}
KINDS = (
    Choice(NORMAL, "Ngày thường"),
    Choice(REST, "Ngày nghỉ hằng tuần (thường là chủ nhật)"),
    Choice(HOLIDAY, "Ngày lễ, tết"),
    Choice(SHIFT, "Ca đêm bình thường, không làm thêm"),
)
PAID = (Choice("month", "Lương tháng"), Choice("day", "Lương ngày"), Choice("hour", "Lương giờ"))


@dataclass(frozen=True, slots=True)
class _Rates:
    """Percent of the hour's pay, by day and by night, and how the latter comes about."""

    by_day: int
    by_night: int
    reason: str


def overtime(values: Values) -> Result:
    """What the hours worked must bring at least."""
    kind = values.choice("kind") or NORMAL
    if kind == SHIFT:
        return _night_shift(values)
    by_day, by_night = values.get("hours", Fraction), values.get("night", Fraction)
    rates = _rates(kind, after_day=bool(by_day))
    hour = _hour(values)
    if not (by_day or by_night) or hour is None:
        return _rates_alone(kind, rates, hour)
    working, total = [_hour_line(values, hour)], Fraction(0)
    for hours, percent, when in ((by_day, rates.by_day, "ban ngày"), (by_night, rates.by_night, "ban đêm")):
        if hours:
            pay = hour * hours * percent / 100
            working.append(f"Làm thêm {when}: {number(hours)} giờ × {percent}% × {dong(hour)} = {dong(pay)}.")
            total += pay
    working[1:1] = [rates.reason] if by_night else []
    answer = f"Ít nhất {dong(total)} cho {number((by_day or 0) + (by_night or 0))} giờ làm thêm {NAMES[kind]}."
    return Result(answer, tuple(working), _basis(kind, bool(by_night)), _notes(kind, values))


def _rates(kind: str, *, after_day: bool) -> _Rates:
    """Overtime by night adds 30% of a normal hour, and 20% of the daytime hour of that day.

    That hour is 100% on a normal day, 150% where overtime was worked before the night, 200% on a day of rest, 300% on a
    holiday (Nghị định 145/2020/NĐ-CP, Điều 57 khoản 1 điểm b).
    """
    by_day = DAY_PERCENT[kind]
    base = 100 if kind == NORMAL and not after_day else by_day
    extra = base * NIGHT_OVERTIME_PERCENT // 100
    by_night = by_day + NIGHT_PERCENT + extra
    reason = (
        f"Tỷ lệ ban đêm: {by_day}% + {NIGHT_PERCENT}% + {NIGHT_OVERTIME_PERCENT}% của {base}% ({extra}%) = {by_night}%."
    )
    return _Rates(by_day, by_night, reason)


def _rates_alone(kind: str, rates: _Rates, hour: Fraction | None) -> Result:
    """Without a wage or without hours: what one hour brings."""
    answer = (
        f"Một giờ làm thêm {NAMES[kind]} ít nhất bằng {rates.by_day}% tiền lương giờ; "
        f"ban đêm (22 giờ đến 6 giờ) ít nhất {rates.by_night}%."
    )
    lines = [rates.reason]
    if hour is not None:
        by_day, by_night = hour * rates.by_day / 100, hour * rates.by_night / 100
        lines.append(f"Lương giờ {dong(hour)}: một giờ ban ngày {dong(by_day)}, một giờ ban đêm {dong(by_night)}.")
    return Result(answer, tuple(lines), _basis(kind, True), ())


def _night_shift(values: Values) -> Result:
    """Normal hours at night: the hour's pay and 30% of it."""
    hour, hours = _hour(values), values.get("night", Fraction)
    basis = cited("45/2019/QH14:98:2", "45/2019/QH14:106", "145/2020/NĐ-CP:56:1")
    if hour is None or not hours:
        return Result("Giờ làm ca đêm (22 giờ đến 6 giờ) được trả ít nhất 130% tiền lương giờ.", (), basis)
    pay, extra = hour * hours * 130 / 100, hour * hours * 30 / 100
    working = (
        _hour_line(values, hour),
        f"{number(hours)} giờ × 130% × {dong(hour)} = {dong(pay)}, trong đó phần thêm vì làm đêm là {dong(extra)}.",
    )
    return Result(f"Ít nhất {dong(pay)} cho {number(hours)} giờ ca đêm.", working, basis)


def _hour(values: Values) -> Fraction | None:
    """What a normal hour is paid: the wage by the hours that are normally worked for it."""
    wage = values.get("wage", int)
    if wage is None:
        return None
    hours = {"hour": Fraction(1), "day": Fraction(HOURS_A_DAY)}.get(values.choice("paid"), _days(values) * HOURS_A_DAY)
    return wage / hours


def _hour_line(values: Values, hour: Fraction) -> str:
    wage = dong(values.get("wage", int) or 0)
    if values.choice("paid") == "hour":
        return f"Lương giờ: {wage}."
    if values.choice("paid") == "day":
        return f"Lương giờ: {wage} ÷ {HOURS_A_DAY} giờ = {dong(hour)}."
    return f"Lương giờ: {wage} ÷ {number(_days(values))} ngày công ÷ {HOURS_A_DAY} giờ = {dong(hour)}."


def _days(values: Values) -> Fraction:
    return values.get("days", Fraction) or Fraction(USUAL_DAYS)


def _basis(kind: str, by_night: bool) -> tuple[Citation, ...]:
    point = {NORMAL: "a", REST: "b", HOLIDAY: "c"}[kind]
    night = ("45/2019/QH14:98:3", "145/2020/NĐ-CP:57:1") if by_night else ()
    return cited(f"45/2019/QH14:98:1:{point}", "145/2020/NĐ-CP:55:1", *night)


def _notes(kind: str, values: Values) -> tuple[str, ...]:
    hours = (values.get("hours", Fraction) or Fraction(0)) + (values.get("night", Fraction) or Fraction(0))
    notes = []
    if kind == HOLIDAY and values.choice("paid") in ("day", "hour"):
        notes.append("Chưa kể tiền lương của chính ngày lễ: bạn lĩnh lương theo ngày nên còn được trả thêm khoản đó.")
    if kind == NORMAL and hours > Fraction(HOURS_A_DAY, 2):
        notes.append("Ngày thường chỉ được làm thêm tối đa nửa số giờ làm bình thường (4 giờ nếu làm 8 giờ).")
    if kind != NORMAL and hours > 12:
        notes.append("Ngày nghỉ, ngày lễ cũng chỉ được làm tối đa 12 giờ.")
    return tuple(notes)


def _overtime(values: Values) -> bool:
    return values.choice("kind") != SHIFT


CALCULATOR = Calculator(
    id="overtime",
    slug="lam-them-gio",
    title="Tiền làm thêm giờ, làm đêm",
    intro="Tính số tiền ít nhất phải được trả khi làm thêm giờ hoặc làm ca đêm.",
    questions=(
        Question("kind", "Bạn làm vào lúc nào?", Kind.CHOICE, choices=KINDS),
        Question(
            "hours",
            "Làm thêm mấy giờ vào ban ngày (6 giờ đến 22 giờ)? Không có thì gõ 0.",
            Kind.HOURS,
            "3, 2h30, 2 tiếng rưỡi",
            needed=_overtime,
        ),
        Question("night", "Làm mấy giờ vào ban đêm (22 giờ đến 6 giờ)? Không có thì gõ 0.", Kind.HOURS, "2, 1h30"),
        Question("paid", "Bạn lĩnh lương theo gì?", Kind.CHOICE, choices=PAID),
        Question(
            "wage",
            "Lương đó bao nhiêu tiền? Đừng tính tiền ăn, xăng xe, nhà ở, thưởng, tiền làm thêm.",
            Kind.MONEY,
            "8tr5, 8.500.000, 350k",
        ),
        Question(
            "days",
            "Tháng đó có mấy ngày công bình thường? Bỏ qua thì tôi lấy 26.",
            Kind.COUNT,
            "26, 24",
            needed=lambda values: values.choice("paid") in ("", "month"),
        ),
    ),
    work_out=overtime,
    offered_at=("45/2019/QH14:98", "145/2020/NĐ-CP:55", "145/2020/NĐ-CP:56", "145/2020/NĐ-CP:57", "45/2019/QH14:106"),
)
