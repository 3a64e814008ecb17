"""Social insurance taken out at once: Luật Bảo hiểm xã hội 41/2024/QH15, Điều 70; Nghị định 158/2025/NĐ-CP, Điều 14."""

from __future__ import annotations

from fractions import Fraction

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.words import dong, number, span

EARLY_RATE, RATE = Fraction(3, 2), Fraction(2)  # months of wage a year: before 2014, from 2014 on (Điều 70 khoản 3)
PAID_PERCENT = 22  # 8 of the worker and 14 of the employer (Điều 33, 34)
MOST_BELOW_A_YEAR = 2  # months of wage
MOST_MONTHS = 20 * 12  # of those who stopped a year ago (Điều 70 khoản 1 điểm đ)
PENSION_MONTHS = 15 * 12
CASES = (
    Choice("year", "Nghỉ đã đủ 12 tháng, không đóng nữa, có đóng trước 1/7/2025"),
    Choice("retired", "Đủ tuổi nghỉ hưu mà chưa đủ 15 năm đóng"),
    Choice("abroad", "Ra nước ngoài định cư"),
    Choice("ill", "Ung thư, bại liệt, xơ gan mất bù, lao nặng, AIDS"),
    Choice("disabled", "Suy giảm khả năng lao động từ 81%, khuyết tật đặc biệt nặng"),
    Choice("soon", "Mới nghỉ, chưa đủ 12 tháng"),
    Choice("new", "Chỉ bắt đầu đóng từ 1/7/2025"),
)
POINTS = {"year": "đ", "retired": "a", "abroad": "b", "ill": "c", "disabled": "d"}
LOSS = "Rút một lần thì mất hết thời gian đã đóng. Giữ lại: đủ 15 năm và đủ tuổi thì có lương hưu và thẻ bảo hiểm y tế."
ESTIMATE = "Đây là số ước tính: cơ quan bảo hiểm còn nhân hệ số trượt giá của từng năm vào lương đã đóng."


def one_off(values: Values) -> Result:
    """Whether the insurance may be taken out at once, and how much it is."""
    before, after = values.get("before", Fraction), values.get("after", Fraction)
    total = int(before or 0) + int(after or 0)
    refusal = _refusal(values.choice("case"), total)
    if refusal:
        return refusal
    point = POINTS.get(values.choice("case"), "")
    basis = cited(f"41/2024/QH15:70:1:{point}" if point else "41/2024/QH15:70:1")
    wage = values.get("wage", int)
    if not total:
        answer = "Mỗi năm đóng trước 2014 được 1,5 tháng lương bình quân, từ 2014 được 2 tháng."
        return Result(answer, (), (*basis, *cited("41/2024/QH15:70:3")), (LOSS,))
    months, working, places = _months(int(before or 0), int(after or 0))
    basis = (*basis, *cited(*places))
    if wage is None:
        return Result(f"{number(months)} tháng lương bình quân.", tuple(working), basis, (LOSS,))
    working.append(f"{number(months)} × {dong(wage)} = {dong(months * wage)}.")
    return Result(f"Khoảng {dong(months * wage)}.", tuple(working), basis, (ESTIMATE, LOSS))


def _refusal(case: str, total: int) -> Result | None:
    if case == "soon":
        answer = "Chưa rút được: phải 12 tháng liền không đóng bảo hiểm xã hội bắt buộc và không đóng tự nguyện."
        return Result(answer, (), cited("41/2024/QH15:70:1:đ", "158/2025/NĐ-CP:14:1:b"), (LOSS,))
    if case == "new":
        answer = "Không rút được vì nghỉ việc: chỉ người có đóng trước 1/7/2025 mới được."
        notes = ("Vẫn rút được khi đủ tuổi mà chưa đủ 15 năm, ra nước ngoài định cư, hoặc mắc bệnh nặng.", LOSS)
        return Result(answer, (), cited("41/2024/QH15:70:1:đ", "158/2025/NĐ-CP:14:1:a"), notes)
    if case == "year" and total >= MOST_MONTHS:
        return Result("Không rút được: đã đóng đủ 20 năm.", (), cited("41/2024/QH15:70:1:đ"), (LOSS,))
    if case == "retired" and total >= PENSION_MONTHS:
        answer = "Không rút được: đã đóng đủ 15 năm thì hưởng lương hưu."
        return Result(answer, (), cited("41/2024/QH15:70:1:a", "41/2024/QH15:64:1:a"))
    return None


def _months(before: int, after: int) -> tuple[Fraction, list[str], tuple[str, ...]]:
    """Months of wage, how they come about, and where that stands."""
    if before + after < 12:
        return _below_a_year(before + after)
    early, odd = divmod(before, 12)
    later = years_of(after + odd)
    working = []
    if before:
        moved = f"; {odd} tháng lẻ chuyển sang sau 2014" if odd else ""
        working.append(f"Trước 2014: {span(before)}, tính {early} năm{moved}.")
    working.append(f"Từ 2014: {span(after + odd)}, lẻ 1 đến 6 tháng tính nửa năm: {number(later)} năm.")
    months = early * EARLY_RATE + later * RATE
    parts = [f"{early} × 1,5"] if early else []
    working.append(f"{' + '.join([*parts, f'{number(later)} × 2'])} = {number(months)} tháng lương bình quân.")
    places = ("41/2024/QH15:70:3:a",) if before else ()
    return months, working, (*places, "41/2024/QH15:70:3:b", "41/2024/QH15:5:6")


def years_of(months: int) -> Fraction:
    """Years of paying: one to six odd months are half a year, seven to eleven a whole one (Điều 5 khoản 6)."""
    whole, odd = divmod(months, 12)
    half = Fraction(0) if not odd else Fraction(1, 2) if odd <= 6 else Fraction(1)
    return whole + half


def _below_a_year(total: int) -> tuple[Fraction, list[str], tuple[str, ...]]:
    """Less than a year brings what was paid, at most two months of wage."""
    paid = Fraction(total * PAID_PERCENT, 100)
    months = min(paid, Fraction(MOST_BELOW_A_YEAR))
    line = f"Đóng chưa đủ một năm thì nhận lại số đã đóng: {total} tháng × {PAID_PERCENT}% = {number(paid)} tháng lương"
    top = f"; nhiều nhất {MOST_BELOW_A_YEAR} tháng lương." if paid > MOST_BELOW_A_YEAR else "."
    return months, [line + top], ("41/2024/QH15:70:3:c", "41/2024/QH15:33:1", "41/2024/QH15:34:1")


def _may(values: Values) -> bool:
    return values.choice("case") not in ("soon", "new")


CALCULATOR = Calculator(
    id="one_off",
    slug="bao-hiem-mot-lan",
    title="Bảo hiểm xã hội một lần",
    intro="Xem có được rút bảo hiểm xã hội một lần không, và được khoảng bao nhiêu.",
    questions=(
        Question("case", "Bạn thuộc trường hợp nào?", Kind.CHOICE, choices=CASES),
        Question(
            "before",
            "Trước năm 2014 bạn đóng được bao lâu? Không có thì gõ 0.",
            Kind.SPAN,
            "2 năm 5 tháng, 0",
            needed=_may,
        ),
        Question("after", "Từ năm 2014 tới nay bạn đóng được bao lâu?", Kind.SPAN, "8 năm 7 tháng", needed=_may),
        Question("wage", "Lương đóng bảo hiểm, bình quân cả thời gian?", Kind.MONEY, "6tr5, 6.500.000", needed=_may),
    ),
    work_out=one_off,
    offered_at=("41/2024/QH15:70", "158/2025/NĐ-CP:14"),
)
