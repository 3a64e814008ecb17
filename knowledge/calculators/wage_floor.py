"""The minimum wage where somebody works, and whether their wage reaches it: Nghị định 293/2025/NĐ-CP, Điều 3, 4."""

from __future__ import annotations

from fractions import Fraction

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.words import day, dong, number
from knowledge.figures import shipped
from knowledge.model import Citation, WagePlace

USUAL_DAYS = 26
WEEKS, MONTHS = 52, 12  # a week's wage in a month: Điều 4 khoản 3 điểm a
PAID = (
    Choice("month", "Lương tháng"),
    Choice("week", "Lương tuần"),
    Choice("day", "Lương ngày"),
    Choice("hour", "Lương giờ"),
)


def wage_floor(values: Values) -> Result:
    """The sums of the region, and how far a wage is above or below."""
    region = values.get("region", WagePlace)
    if region is None:
        return Result(_all_regions(values), (), cited("293/2025/NĐ-CP:3:1"), ("Gõ xã, phường để tôi tìm vùng.",))
    month = shipped().on(f"minimum_wage_{region.region}", values.today)
    hour = shipped().on(f"minimum_wage_hour_{region.region}", values.today)
    assert month is not None
    assert hour is not None
    least_month, least_hour = round(month.value), round(hour.value)
    where = f"{region.commune} thuộc vùng {region.region}" if region.commune else f"Vùng {region.region}"
    line = f"{where}: {dong(least_month)} một tháng, {dong(least_hour)} một giờ, từ {day(month.begins_on)}."
    basis: tuple[Citation, ...] = cited(month.source)
    basis += (region.listed_in,) if region.listed_in else ()
    wage = values.get("wage", int)
    if wage is None:
        return Result(f"{dong(least_month)} một tháng, {dong(least_hour)} một giờ.", (line,), basis, _notes())
    paid, working = _converted(values, wage)
    least = least_hour if values.choice("paid") == "hour" else least_month
    basis += cited("293/2025/NĐ-CP:4:3" if values.choice("paid") in ("week", "day") else "293/2025/NĐ-CP:4:1")
    if paid < least:
        answer = f"Thấp hơn lương tối thiểu {dong(least - paid)}."
    else:
        answer = f"Không thấp hơn lương tối thiểu (hơn {dong(paid - least)})."
    return Result(answer, (line, *working), basis, _notes())


def _converted(values: Values, wage: int) -> tuple[Fraction, tuple[str, ...]]:
    """The wage of a month (or of an hour), and how it comes about."""
    if values.choice("paid") == "week":
        month = Fraction(wage * WEEKS, MONTHS)
        return month, (f"Lương tuần quy ra tháng: {dong(wage)} × {WEEKS} ÷ {MONTHS} = {dong(month)}.",)
    if values.choice("paid") == "day":
        days = values.get("days", Fraction) or Fraction(USUAL_DAYS)
        return wage * days, (f"Lương ngày quy ra tháng: {dong(wage)} × {number(days)} ngày = {dong(wage * days)}.",)
    return Fraction(wage), (f"Lương của bạn: {dong(wage)}.",)


def _all_regions(values: Values) -> str:
    sums = [shipped().on(f"minimum_wage_{n}", values.today) for n in (1, 2, 3, 4)]
    listed = ", ".join(f"vùng {n} {dong(round(f.value))}" for n, f in enumerate(sums, 1) if f)
    return f"Lương tối thiểu tháng: {listed}."


def _notes() -> tuple[str, ...]:
    return ("Tính theo nơi công ty hoạt động, cho người làm đủ giờ; không kể tiền làm thêm, thưởng.",)


CALCULATOR = Calculator(
    id="wage_floor",
    slug="luong-toi-thieu",
    title="Lương tối thiểu nơi tôi làm",
    intro="Xem lương tối thiểu của xã, phường nơi công ty hoạt động.",
    questions=(
        Question(
            "region",
            "Công ty ở xã, phường nào, tỉnh nào? Hoặc gõ vùng lương nếu biết.",
            Kind.PLACE,
            "phường Dĩ An, thành phố Hồ Chí Minh; vùng 2",
        ),
        Question("paid", "Bạn lĩnh lương theo gì?", Kind.CHOICE, choices=PAID),
        Question("wage", "Lương làm đủ giờ bình thường của bạn bao nhiêu?", Kind.MONEY, "5tr2, 210k"),
        Question(
            "days",
            "Một tháng có mấy ngày công bình thường? Bỏ qua thì tôi lấy 26.",
            Kind.COUNT,
            "26, 24",
            needed=lambda values: values.choice("paid") == "day",
        ),
    ),
    work_out=wage_floor,
    offered_at=("293/2025/NĐ-CP:3", "293/2025/NĐ-CP:4", "45/2019/QH14:91", "45/2019/QH14:90"),
)
