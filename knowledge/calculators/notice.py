"""How long before leaving a worker must say so, and the last day: Bộ luật Lao động, Điều 35."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.days import SATURDAY, SUNDAY, after_days, after_working_days
from knowledge.calculators.words import day, number, span

DAYS = {"indefinite": 45, "year": 30}  # Điều 35 khoản 1 điểm a, b
SHORT_WORKING_DAYS = 3  # điểm c
SPECIAL_DAYS = 120  # Nghị định 145/2020/NĐ-CP, Điều 7 khoản 2 điểm a
DAYS_OF_MONTH = 30
POINTS = {"indefinite": "a", "year": "b", "short": "c"}
CONTRACTS = (
    Choice("indefinite", "Không xác định thời hạn"),
    Choice("year", "Có thời hạn từ 12 đến 36 tháng"),
    Choice("short", "Có thời hạn dưới 12 tháng"),
)
REASONS = (
    Choice("none", "Không có lý do nào dưới đây"),
    Choice("pay", "Bị trả thiếu lương hoặc trễ lương"),
    Choice("abuse", "Bị đánh, chửi, làm nhục, ép làm"),
    Choice("harassment", "Bị quấy rối tình dục nơi làm việc"),
    Choice("work", "Không đúng việc, chỗ làm, điều kiện đã thỏa thuận"),
    Choice("pregnancy", "Mang thai, bác sĩ yêu cầu nghỉ để dưỡng thai"),
    Choice("retirement", "Đủ tuổi nghỉ hưu"),
    Choice("lie", "Công ty nói sai về công việc khi nhận người"),
)
REASON_POINTS = {
    "work": "a", "pay": "b", "abuse": "c", "harassment": "d", "pregnancy": "đ", "retirement": "e", "lie": "g",
}  # Điều 35 khoản 2  # fmt: skip
JOBS = (
    Choice("usual", "Không"),
    Choice("special", "Có: tổ bay, kỹ thuật máy bay, quản lý doanh nghiệp, thuyền viên ở nước ngoài"),
)


def notice(values: Values) -> Result:
    """The notice, and the day from which the worker need not come."""
    point = REASON_POINTS.get(values.choice("reason"))
    given = values.get("given", date) or values.today
    if point:
        notes = ("Nên báo bằng văn bản, giữ bằng chứng của lý do này.",)
        answer = f"Không phải báo trước: bạn được nghỉ ngay, từ {day(given)}."
        return Result(answer, (), cited(f"45/2019/QH14:35:2:{point}"), notes)
    contract = values.choice("contract")
    if values.choice("job") == "special":
        return _special(contract, values, given)
    if contract == "short":
        return _short(given)
    return _days(contract or "indefinite", given, known=bool(contract))


def _days(contract: str, given: date, *, known: bool) -> Result:
    days = DAYS[contract]
    last = after_days(given, days)
    working = (
        f"Báo ngày {day(given)}; ngày báo không tính.",
        f"Đếm đủ {days} ngày, cả ngày nghỉ: ngày làm cuối cùng là {day(last)}.",
    )
    unknown = () if known else ("Chưa biết loại hợp đồng nên tôi lấy loại không xác định thời hạn, dài nhất.",)
    return Result(_answer(f"{days} ngày", last), working, cited(f"45/2019/QH14:35:1:{POINTS[contract]}"), unknown)


def _short(given: date) -> Result:
    last = after_working_days(given, SHORT_WORKING_DAYS)
    longer = after_working_days(given, SHORT_WORKING_DAYS, (SATURDAY, SUNDAY))
    working = [f"Báo ngày {day(given)}; đếm 3 ngày làm việc, không kể chủ nhật và ngày lễ: {day(last)}."]
    if longer != last:
        working.append(f"Nếu công ty nghỉ cả thứ bảy: {day(longer)}.")
    return Result(_answer("3 ngày làm việc", last), tuple(working), cited("45/2019/QH14:35:1:c"))


def _special(contract: str, values: Values, given: date) -> Result:
    """Named kinds of work: 120 days, or a quarter of a contract of less than 12 months."""
    if contract != "short":
        last = after_days(given, SPECIAL_DAYS)
        line = f"Báo ngày {day(given)}; đếm đủ {SPECIAL_DAYS} ngày: ngày làm cuối cùng là {day(last)}."
        basis = cited("45/2019/QH14:35:1:d", "145/2020/NĐ-CP:7:2:a")
        return Result(_answer(f"{SPECIAL_DAYS} ngày", last), (line,), basis)
    basis = cited("45/2019/QH14:35:1:d", "145/2020/NĐ-CP:7:2:b")
    length = values.get("length", Fraction)
    if not length:
        return Result("Báo trước ít nhất một phần tư thời hạn hợp đồng.", (), basis)
    quarter = length * DAYS_OF_MONTH / 4
    days = -int(-quarter // 1)  # a part of a day is a day
    last = after_days(given, days)
    working = (
        f"Hợp đồng {span(length)} là {number(length * DAYS_OF_MONTH)} ngày (tính 30 ngày một tháng).",
        f"Một phần tư: {number(quarter)} ngày, lấy {days} ngày; ngày làm cuối cùng là {day(last)}.",
    )
    return Result(_answer(f"{days} ngày", last), working, basis)


def _answer(length: str, last: date) -> str:
    return f"Báo trước ít nhất {length}. Ngày làm cuối cùng: {day(last)}."


CALCULATOR = Calculator(
    id="notice",
    slug="bao-truoc",
    title="Báo trước khi nghỉ việc",
    intro="Tính số ngày phải báo trước và ngày làm cuối cùng khi bạn tự xin nghỉ.",
    questions=(
        Question("reason", "Bạn nghỉ vì lý do nào dưới đây không?", Kind.CHOICE, choices=REASONS),
        Question(
            "contract",
            "Hợp đồng của bạn loại nào?",
            Kind.CHOICE,
            choices=CONTRACTS,
            needed=lambda values: values.choice("reason") in ("", "none"),
        ),
        Question(
            "job",
            "Bạn có làm một trong các nghề đặc biệt không?",
            Kind.CHOICE,
            choices=JOBS,
            needed=lambda values: values.choice("reason") in ("", "none"),
        ),
        Question(
            "length",
            "Hợp đồng dài mấy tháng?",
            Kind.SPAN,
            "6 tháng",
            needed=lambda values: values.choice("job") == "special" and values.choice("contract") == "short",
        ),
        Question("given", "Bạn báo nghỉ ngày nào? Bỏ qua thì tôi lấy hôm nay.", Kind.DAY, "5/12/2026, hôm nay, mai"),
    ),
    work_out=notice,
    offered_at=("45/2019/QH14:35", "145/2020/NĐ-CP:7"),
)
