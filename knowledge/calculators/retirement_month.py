"""The month of retirement: Nghị định 135/2020/NĐ-CP, Điều 3 đến 5 and its lists; Luật BHXH 41/2024/QH15, Điều 64."""

from __future__ import annotations

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.retirement import Conditions, Month, retirement

SEXES = (Choice("man", "Nam"), Choice("woman", "Nữ"))
CONDITIONS = (
    Choice("normal", "Không"),
    Choice("lower", "Có: đủ 15 năm nặng nhọc, độc hại hoặc ở vùng đặc biệt khó khăn"),
)
PENSION = "Muốn có lương hưu, phải đóng bảo hiểm xã hội bắt buộc từ đủ 15 năm."


def retirement_month(values: Values) -> Result:
    """The age, the month in which it is reached, and the month of the first pension."""
    born, sex = values.get("born", Month), values.choice("sex")
    is_lower = values.choice("conditions") == "lower"
    article = "5:2" if is_lower else "4:2"
    basis = cited(f"135/2020/NĐ-CP:{article}", "135/2020/NĐ-CP:3:1")
    if born is None or not sex:
        answer = "Năm 2026: nam 61 tuổi 6 tháng, nữ 57 tuổi. Từ 2028 nam 62 tuổi, từ 2035 nữ 60 tuổi."
        return Result(answer, (), cited("135/2020/NĐ-CP:4:2"), (PENSION,))
    found = retirement(born, sex == "woman", Conditions.LOWER if is_lower else Conditions.NORMAL)
    if found is None:
        answer = "Bạn đã đủ tuổi nghỉ hưu trước năm 2021, khi tuổi nghỉ hưu chưa tăng."
        return Result(answer, (), cited("135/2020/NĐ-CP:4:1"), (PENSION,))
    age = f"{found.years} tuổi{f' {found.months} tháng' if found.months else ''}"
    working = (
        f"Sinh {_month(born)}: tuổi nghỉ hưu là {age}.",
        f"Đủ tuổi trong {_month(found.reached_in)}; nghỉ hết ngày cuối của tháng đó.",
        f"Lương hưu tính từ {_month(found.pension_from)}, nếu đã đóng đủ năm.",
    )
    notes = [PENSION]
    if is_lower:
        notes.append("Tuổi này là thấp nhất: bạn được nghỉ từ lúc đó, không bắt buộc.")
    answer = f"Đủ tuổi nghỉ hưu trong {_month(found.reached_in)} ({age})."
    return Result(answer, working, (*basis, *cited("41/2024/QH15:64:1")), tuple(notes))


def _month(month: Month) -> str:
    return f"tháng {month.number}/{month.year}"


CALCULATOR = Calculator(
    id="retirement",
    slug="nghi-huu",
    title="Tháng nghỉ hưu",
    intro="Xem bạn đủ tuổi nghỉ hưu tháng nào.",
    questions=(
        Question("born", "Bạn sinh tháng, năm nào? Giấy tờ chỉ có năm thì gõ năm.", Kind.MONTH, "3/1970, 1970"),
        Question("sex", "Nam hay nữ?", Kind.CHOICE, choices=SEXES),
        Question("conditions", "Bạn có được nghỉ sớm hơn vì công việc không?", Kind.CHOICE, choices=CONDITIONS),
    ),
    work_out=retirement_month,
    offered_at=("45/2019/QH14:169", "135/2020/NĐ-CP:3", "135/2020/NĐ-CP:4", "135/2020/NĐ-CP:5", "41/2024/QH15:64"),
)
