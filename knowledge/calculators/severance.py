"""Severance and job-loss allowance: Bộ luật Lao động, Điều 46, 47; Nghị định 145/2020/NĐ-CP, Điều 8."""

from __future__ import annotations

from fractions import Fraction

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.words import dong, number, span
from knowledge.model import Citation

LEAST_MONTHS = 12  # of regular work for the employer
ENDED, LOST = "ended", "lost"
MONTHS_A_YEAR = {ENDED: Fraction(1, 2), LOST: Fraction(1)}
LEAST_JOB_LOSS = 2  # months of wage
NAMES = {ENDED: "trợ cấp thôi việc", LOST: "trợ cấp mất việc làm"}
ARTICLES = {ENDED: "46", LOST: "47"}
REASONS = (
    Choice(ENDED, "Hết hạn hợp đồng, hai bên thỏa thuận, hoặc một bên cho nghỉ đúng luật"),
    Choice(LOST, "Công ty cắt giảm vì đổi cơ cấu, công nghệ, kinh tế, chia tách, sáp nhập"),
    Choice("dismissed", "Bị kỷ luật sa thải"),
    Choice("unlawful", "Tôi nghỉ ngang, không báo trước đủ ngày"),
    Choice("absent", "Bỏ việc từ 5 ngày liền không có lý do"),
    Choice("pension", "Tôi đã đủ điều kiện hưởng lương hưu"),
)
NOTHING = {
    "dismissed": ("Không có trợ cấp thôi việc khi bị kỷ luật sa thải.", ("45/2019/QH14:46:1",)),
    "unlawful": (
        "Không có trợ cấp thôi việc khi tự nghỉ trái luật, trừ khi thuộc trường hợp không phải báo trước.",
        ("45/2019/QH14:40:1",),
    ),
    "absent": ("Không có trợ cấp thôi việc.", ("45/2019/QH14:46:1", "145/2020/NĐ-CP:8:1:b")),
    "pension": ("Không có trợ cấp thôi việc khi đủ điều kiện hưởng lương hưu.", ("145/2020/NĐ-CP:8:1:a",)),
}


def severance(values: Values) -> Result:
    """The allowance that the employer pays for the time without unemployment insurance."""
    reason = values.choice("reason") or ENDED
    if reason in NOTHING:
        answer, places = NOTHING[reason]
        return Result(answer, (), cited(*places), _wages_due())
    basis = cited(f"45/2019/QH14:{ARTICLES[reason]}:1", f"45/2019/QH14:{ARTICLES[reason]}:2", "145/2020/NĐ-CP:8:3")
    worked = values.get("worked", Fraction)
    if worked is None:
        return Result(_rule(reason), (), basis, _wages_due())
    if worked < LEAST_MONTHS:
        return Result(f"Không có {NAMES[reason]}: phải làm từ đủ 12 tháng.", (), basis, _wages_due())
    insured = min(values.get("insured", Fraction) or Fraction(0), worked)
    counted = worked - insured
    years = years_of(counted)
    working = [
        f"Thời gian tính: {span(worked)} làm việc − {span(insured)} có bảo hiểm thất nghiệp = {span(counted)}.",
        f"Tháng lẻ tới 6 tháng tính nửa năm, trên 6 tháng tính một năm: {number(years)} năm.",
    ]
    return _sum(values, reason, years, working, basis)


def years_of(months: Fraction) -> Fraction:
    """Years for the allowance: odd months up to six are half a year, more are a whole one (Điều 8 khoản 3 điểm c)."""
    whole, odd = divmod(months, 12)
    half = Fraction(0) if not odd else Fraction(1, 2) if odd <= 6 else Fraction(1)
    return Fraction(whole) + half


def _sum(values: Values, reason: str, years: Fraction, working: list[str], basis: tuple[Citation, ...]) -> Result:
    months = years * MONTHS_A_YEAR[reason]
    notes = _wages_due()
    working.append(f"{number(years)} năm × {number(MONTHS_A_YEAR[reason])} tháng lương = {number(months)} tháng lương.")
    if reason == LOST and months < LEAST_JOB_LOSS:
        working.append(f"Ít hơn mức thấp nhất nên lấy {LEAST_JOB_LOSS} tháng lương.")
        notes = (*_unsettled(years), *notes)
        months, basis = Fraction(LEAST_JOB_LOSS), (*basis, *cited("145/2020/NĐ-CP:8:2"))
    if not months:
        answer = "Công ty không phải trả: cả thời gian làm đã có bảo hiểm thất nghiệp. Bạn hưởng trợ cấp thất nghiệp."
        return Result(answer, tuple(working[:1]), basis, notes)
    wage = values.get("wage", int)
    if wage is None:
        return Result(f"{number(months)} tháng lương ({NAMES[reason]}).", tuple(working), basis, notes)
    working.append(
        f"{number(months)} × {dong(wage)} (lương bình quân 6 tháng cuối theo hợp đồng) = {dong(months * wage)}."
    )
    basis = (*basis, *cited(f"45/2019/QH14:{ARTICLES[reason]}:3"))
    return Result(f"{dong(months * wage)} ({NAMES[reason]}).", tuple(working), basis, notes)


def _rule(reason: str) -> str:
    if reason == LOST:
        return "Mỗi năm không có bảo hiểm thất nghiệp được 1 tháng lương, ít nhất 2 tháng lương."
    return "Mỗi năm không có bảo hiểm thất nghiệp được nửa tháng lương."


def _unsettled(years: Fraction) -> tuple[str, ...]:
    """Where the whole time was insured, the least sum is what the decree says, and not paid everywhere."""
    if years:
        return ()
    return ("Cả thời gian đã có bảo hiểm thất nghiệp: nghị định vẫn ghi ít nhất 2 tháng lương, có nơi hiểu khác.",)


def _wages_due() -> tuple[str, ...]:
    return ("Lương, tiền phép chưa nghỉ phải được trả trong 14 ngày làm việc kể từ ngày nghỉ (Điều 48).",)


CALCULATOR = Calculator(
    id="severance",
    slug="thoi-viec",
    title="Trợ cấp thôi việc, mất việc làm",
    intro="Tính khoản công ty phải trả khi bạn nghỉ, cho thời gian chưa đóng bảo hiểm thất nghiệp.",
    questions=(
        Question("reason", "Vì sao bạn nghỉ?", Kind.CHOICE, choices=REASONS),
        Question(
            "worked",
            "Bạn làm cho công ty này bao lâu (kể cả thử việc, nghỉ thai sản)?",
            Kind.SPAN,
            "5 năm 4 tháng",
            needed=lambda values: values.choice("reason") not in NOTHING,
        ),
        Question(
            "insured",
            "Trong đó có bao lâu đóng bảo hiểm thất nghiệp? Không có thì gõ 0.",
            Kind.SPAN,
            "5 năm, 62 tháng, 0",
            needed=lambda values: values.choice("reason") not in NOTHING,
        ),
        Question(
            "wage",
            "Lương theo hợp đồng, bình quân 6 tháng cuối?",
            Kind.MONEY,
            "8tr5, 8.500.000",
            needed=lambda values: values.choice("reason") not in NOTHING,
        ),
    ),
    work_out=severance,
    offered_at=("45/2019/QH14:46", "45/2019/QH14:47", "145/2020/NĐ-CP:8", "45/2019/QH14:48"),
)
