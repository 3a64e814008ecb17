"""Days of annual leave: Bộ luật Lao động, Điều 113, 114; Nghị định 145/2020/NĐ-CP, Điều 65, 66."""

from __future__ import annotations

from fractions import Fraction

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.words import number, span
from knowledge.model import Citation

BASE = {"normal": 12, "heavy": 14, "special": 16}  # Điều 113 khoản 1
YEARS_FOR_A_DAY = 5  # Điều 114
JOBS = (
    Choice("normal", "Công việc bình thường"),
    Choice("heavy", "Nặng nhọc, độc hại; hoặc dưới 18 tuổi; hoặc khuyết tật"),
    Choice("special", "Đặc biệt nặng nhọc, độc hại, nguy hiểm"),
)


def annual_leave(values: Values) -> Result:
    """The days of this year, and those that are left."""
    job, service = values.choice("job") or "normal", values.get("service", Fraction)
    seniority = int((service or Fraction(0)) // (12 * YEARS_FOR_A_DAY))
    full = BASE[job] + seniority
    months = _months(values, service)
    days = Fraction(full * months, 12)
    working = [f"Ngày nghỉ của một năm: {BASE[job]} ngày{_seniority(service, seniority)} = {full} ngày."]
    if months < 12:
        working.append(f"Làm {months} tháng: {full} ngày ÷ 12 × {months} = {number(days)} ngày.")
    used = values.get("used", Fraction)
    if used is not None:
        working.append(f"Đã nghỉ {number(used)} ngày: {number(days)} − {number(used)} = {number(days - used)} ngày.")
    return Result(_answer(days, used), tuple(working), _basis(months, seniority, job), _notes(days, values))


def _seniority(service: Fraction | None, days: int) -> str:
    if not days or service is None:
        return ""
    return f" + {days} ngày thâm niên (làm {span(service)}, cứ đủ {YEARS_FOR_A_DAY} năm thêm 1 ngày)"


def _months(values: Values, service: Fraction | None) -> int:
    """Months worked in this year; a part of a month counts from half of it on (Điều 66 khoản 2)."""
    said = values.get("months", Fraction)
    worked = min(said if said is not None else Fraction(12), service if service is not None else Fraction(12))
    whole = int(worked)
    return min(whole + (worked - whole >= Fraction(1, 2)), 12)


def _answer(days: Fraction, used: Fraction | None) -> str:
    if used is None:
        return f"{number(days)} ngày nghỉ hằng năm, hưởng nguyên lương."
    left = days - used
    if left < 0:
        return f"Bạn đã nghỉ quá {number(-left)} ngày so với {number(days)} ngày được nghỉ."
    return f"Còn {number(left)} ngày nghỉ hằng năm, trong {number(days)} ngày của năm nay."


def _basis(months: int, seniority: int, job: str) -> tuple[Citation, ...]:
    point = {"normal": "a", "heavy": "b", "special": "c"}[job]
    part = ("45/2019/QH14:113:2", "145/2020/NĐ-CP:66:1") if months < 12 else ()
    return cited(f"45/2019/QH14:113:1:{point}", *(("45/2019/QH14:114",) if seniority else ()), *part)


def _notes(days: Fraction, values: Values) -> tuple[str, ...]:
    notes = []
    if days.denominator > 1:
        notes.append("Luật không nói làm tròn số lẻ; hỏi nội quy hoặc thỏa ước của công ty.")
    if values.get("used", Fraction) is not None:
        notes.append("Thôi việc mà chưa nghỉ hết thì được trả tiền những ngày còn lại (khoản 3 Điều 113).")
    return tuple(notes)


CALCULATOR = Calculator(
    id="leave",
    slug="nghi-hang-nam",
    title="Số ngày nghỉ hằng năm",
    intro="Tính số ngày phép năm, kể cả khi làm chưa đủ năm hoặc làm lâu năm.",
    questions=(
        Question("job", "Công việc của bạn thuộc loại nào?", Kind.CHOICE, choices=JOBS),
        Question(
            "service",
            "Bạn làm cho công ty này được bao lâu rồi?",
            Kind.SPAN,
            "3 năm 2 tháng, 8 tháng",
        ),
        Question(
            "months",
            "Năm nay bạn làm mấy tháng (tính tới cuối năm, hoặc tới ngày nghỉ việc)? Bỏ qua thì tôi tính cả năm.",
            Kind.SPAN,
            "7 tháng, 12 tháng",
        ),
        Question("used", "Năm nay bạn đã nghỉ mấy ngày phép?", Kind.COUNT, "4, 2,5, 0"),
    ),
    work_out=annual_leave,
    offered_at=("45/2019/QH14:113", "45/2019/QH14:114", "145/2020/NĐ-CP:65", "145/2020/NĐ-CP:66"),
)
