"""Unemployment benefit: Luật Việc làm 74/2025/QH15, Điều 38, 39; Nghị định 374/2025/NĐ-CP, Điều 8, 14, 15."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.days import after_months
from knowledge.calculators.words import day, dong, span
from knowledge.figures import shipped
from knowledge.model import Citation, WagePlace

IN_FORCE_FROM = date(2026, 1, 1)
LEAST_MONTHS, FIRST_MONTHS, FIRST_BENEFIT = 12, 36, 3  # Điều 39 khoản 2
MOST_BENEFIT = 12  # months
KEPT_UP_TO = 144  # months paid: beyond, odd months are lost (Nghị định 374/2025/NĐ-CP, Điều 8 khoản 1)
MONTHS_TO_FILE = 3  # Điều 38 khoản 1 điểm c
TIMES_MINIMUM = 5  # Điều 39 khoản 1
ENDINGS = (
    Choice("lawful", "Hết hạn, thỏa thuận, bị cho nghỉ, hoặc tôi nghỉ đúng luật"),
    Choice("unlawful", "Tôi nghỉ ngang, trái luật"),
    Choice("pension", "Tôi nghỉ khi đủ điều kiện hưởng lương hưu"),
)


def unemployment_benefit(values: Values) -> Result:
    """Months and sum of the benefit, and the last day to file."""
    if values.choice("ending") in ("unlawful", "pension"):
        return Result("Không được hưởng trợ cấp thất nghiệp.", (), cited("74/2025/QH15:38:1:a"))
    paid = values.get("paid", Fraction)
    if paid is None:
        answer = "Đóng 12 đến 36 tháng được 3 tháng trợ cấp, thêm mỗi 12 tháng được thêm 1 tháng, nhiều nhất 12 tháng."
        return Result(answer, (), cited("74/2025/QH15:39:2"), _notes(None, values))
    months = benefit_months(int(paid))
    if not months:
        answer = "Chưa được hưởng: phải đóng từ đủ 12 tháng trong 24 tháng trước khi nghỉ."
        notes = ("Hợp đồng dưới 12 tháng thì xét 36 tháng trước khi nghỉ. Thời gian đã đóng được giữ lại cho lần sau.",)
        return Result(answer, (), cited("74/2025/QH15:38:1:b"), notes)
    working = [f"Đã đóng {span(int(paid))}: {_months_line(int(paid), months)}."]
    monthly, lines, basis = _monthly(values)
    basis = (*cited("74/2025/QH15:39:2", "74/2025/QH15:39:1", "74/2025/QH15:38:1:c"), *basis)
    working += [*lines, *_filing(values)]
    if monthly is None:
        return Result(f"{months} tháng trợ cấp.", tuple(working), basis, _notes(int(paid), values))
    answer = f"{months} tháng, mỗi tháng {dong(monthly)}. Cộng lại: {dong(monthly * months)}."
    return Result(answer, tuple(working), basis, _notes(int(paid), values))


def benefit_months(paid: int) -> int:
    """Three months for 12 to 36 months paid, one more for each further 12, at most twelve."""
    if paid < LEAST_MONTHS:
        return 0
    return min(FIRST_BENEFIT + max(paid - FIRST_MONTHS, 0) // 12, MOST_BENEFIT)


def _months_line(paid: int, months: int) -> str:
    if paid <= FIRST_MONTHS:
        return "đóng đủ 12 đến 36 tháng được 3 tháng"
    more = (paid - FIRST_MONTHS) // 12
    top = f", nhiều nhất {MOST_BENEFIT} tháng" if FIRST_BENEFIT + more > MOST_BENEFIT else ""
    rest = f"{paid - FIRST_MONTHS} tháng sau có {more} lần đủ 12 tháng"
    return f"36 tháng đầu được {FIRST_BENEFIT} tháng, {rest}: {FIRST_BENEFIT} + {more}{top} = {months} tháng"


def _monthly(values: Values) -> tuple[Fraction | None, list[str], tuple[Citation, ...]]:
    """60% of the average wage, at most five times the minimum wage of the region; with its lines and sources."""
    wage = values.get("wage", int)
    if wage is None:
        return None, [], ()
    benefit = Fraction(wage * 60, 100)
    lines = [f"60% × {dong(wage)} (lương đóng bảo hiểm bình quân 6 tháng cuối) = {dong(benefit)} một tháng."]
    region = values.get("region", WagePlace)
    if region is None:
        lines.append("Mức cao nhất là 5 lần lương tối thiểu tháng của vùng nơi bạn làm.")
        return benefit, lines, ()
    ended = values.get("ended", date) or values.today
    least = shipped().on(f"minimum_wage_{region.region}", ended)
    if least is None:
        return benefit, lines, ()
    most = Fraction(round(least.value) * TIMES_MINIMUM)
    where = f" ({region.commune})" if region.commune else ""
    lines.append(f"Mức cao nhất, vùng {region.region}{where}: 5 × {dong(round(least.value))} = {dong(most)}.")
    if benefit > most:
        lines.append(f"{dong(benefit)} vượt mức cao nhất nên lấy {dong(most)}.")
    listed = (region.listed_in,) if region.listed_in else ()
    return min(benefit, most), lines, (*cited(least.source), *listed)


def _filing(values: Values) -> list[str]:
    ended = values.get("ended", date)
    if ended is None:
        return ["Nộp hồ sơ trong 3 tháng kể từ ngày nghỉ."]
    last = after_months(ended, MONTHS_TO_FILE)
    past = " Ngày đó đã qua." if last < values.today else ""
    return [f"Nghỉ ngày {day(ended)}: nộp hồ sơ chậm nhất ngày {day(last)}.{past}"]


def _notes(paid: int | None, values: Values) -> tuple[str, ...]:
    notes = ["Trong 24 tháng trước khi nghỉ phải có đủ 12 tháng đóng (hợp đồng dưới 12 tháng: trong 36 tháng)."]
    if paid and FIRST_MONTHS < paid <= KEPT_UP_TO and paid % 12:
        notes.append(f"{paid % 12} tháng lẻ được giữ lại cho lần sau.")
    if (values.get("ended", date) or values.today) < IN_FORCE_FROM:
        notes.append("Bạn nghỉ trước 1/1/2026: khi đó áp dụng Luật Việc làm cũ, số tiền có thể khác.")
    return tuple(notes)


CALCULATOR = Calculator(
    id="unemployment",
    slug="that-nghiep",
    title="Trợ cấp thất nghiệp",
    intro="Tính số tháng, số tiền và hạn nộp hồ sơ trợ cấp thất nghiệp.",
    questions=(
        Question("ending", "Bạn nghỉ việc như thế nào?", Kind.CHOICE, choices=ENDINGS),
        Question(
            "paid", "Bạn đã đóng bảo hiểm thất nghiệp bao lâu mà chưa hưởng?", Kind.SPAN, "3 năm 4 tháng, 40 tháng"
        ),
        Question("wage", "Lương đóng bảo hiểm, bình quân 6 tháng cuối?", Kind.MONEY, "8tr5, 8.500.000"),
        Question(
            "region",
            "Công ty ở xã, phường nào, tỉnh nào? Hoặc gõ vùng lương nếu biết.",
            Kind.PLACE,
            "phường Dĩ An, thành phố Hồ Chí Minh; vùng 2",
        ),
        Question("ended", "Ngày nghỉ việc?", Kind.DAY, "30/11/2026, hôm nay"),
    ),
    work_out=unemployment_benefit,
    offered_at=("74/2025/QH15:38", "74/2025/QH15:39", "374/2025/NĐ-CP:15", "374/2025/NĐ-CP:14"),
)
