"""Leave and money when a child is born: Luật Bảo hiểm xã hội 41/2024/QH15, Điều 50, 53, 58, 59; Bộ luật Lao động, Điều
139; from 1/7/2026 the second child by Luật Dân số 113/2025/QH15, Điều 14, 29.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge.calculators.calculator import Calculator, Choice, Kind, Question, Result, Values, cited
from knowledge.calculators.days import after_months, end_of_months
from knowledge.calculators.words import day, dong
from knowledge.figures import shipped

LAW_FROM, SECOND_CHILD_FROM = date(2025, 7, 1), date(2026, 7, 1)
MONTHS, MONTHS_SECOND = 6, 7
DAYS_FATHER, DAYS_HARD, DAYS_TWINS, DAYS_TWINS_SURGERY, DAYS_EACH_MORE = 5, 7, 10, 14, 3
DAYS_OF_MONTH = 24  # a day's money of a father is a month's by so many (Điều 59 khoản 2)
CEILING_TIMES, ONCE_TIMES = 20, 2  # times the reference level (Điều 31, 58 khoản 4)
AVERAGED = 6  # months before the leave
WHO = (Choice("mother", "Người mẹ"), Choice("father", "Người cha"))
YES_NO = (Choice("yes", "Có"), Choice("no", "Không"))
BIRTHS = (
    Choice("usual", "Sinh thường"),
    Choice("surgery", "Sinh mổ (phẫu thuật)"),
    Choice("early", "Sinh non dưới 32 tuần"),
)
PAID = (
    Choice("six", "Có: từ đủ 6 tháng trong 12 tháng trước khi sinh"),
    Choice("three", "Nghỉ dưỡng thai theo bác sĩ: đã đóng đủ 12 tháng, có 3 tháng trong 12 tháng trước khi sinh"),
    Choice("infertility", "Nghỉ chữa vô sinh: có 6 tháng trong 24 tháng trước khi sinh"),
    Choice("no", "Không đủ"),
)
CLAUSES = {"six": "2", "": "2", "three": "3", "infertility": "5"}


def maternity(values: Values) -> Result:
    """What the mother or the father gets."""
    born = values.get("born", date) or values.today
    if born < LAW_FROM:
        answer = "Tôi chỉ tính cho con sinh từ 1/7/2025. Sinh trước ngày đó thì theo luật bảo hiểm xã hội cũ."
        return Result(answer, (), cited("41/2024/QH15:140:1"))
    children = max(int(values.get("children", Fraction) or 1), 1)
    return _father(values, born, children) if values.choice("who") == "father" else _mother(values, born, children)


def _mother(values: Values, born: date, children: int) -> Result:
    paid = values.choice("paid")
    if paid == "no":
        answer = (
            "Mẹ không được tiền thai sản: chưa đóng đủ tháng. Nếu chồng đóng đủ 6 tháng thì chồng nhận khoản một lần."
        )
        return Result(answer, (), cited("41/2024/QH15:50:2", "41/2024/QH15:58:1"))
    second = values.choice("second") == "yes" and born >= SECOND_CHILD_FROM
    base = MONTHS_SECOND if second else MONTHS
    months = base + children - 1
    working = [_months_line(base, months, children, second)]
    end = end_of_months(born, months)
    working.append(f"Nếu nghỉ từ ngày sinh {day(born)} thì nghỉ hết ngày {day(end)}; được nghỉ sớm tới 2 tháng trước.")
    once, once_line = _once(born, children)
    places = (f"41/2024/QH15:50:{CLAUSES[paid]}", "45/2019/QH14:139:1", "41/2024/QH15:58:4")
    basis = cited(*places, *(("168/2026/NĐ-CP:2:1",) if second else ()))
    wage = values.get("wage", int)
    if wage is None:
        working.append(once_line)
        return Result(
            f"Nghỉ {months} tháng. Trợ cấp một lần {dong(once)}.", tuple(working), basis, _notes(values, born)
        )
    monthly, lines = _monthly(wage, born)
    working += [*lines, f"{dong(monthly)} × {months} tháng = {dong(monthly * months)}.", once_line]
    total = monthly * months + once
    answer = f"Nghỉ {months} tháng, nhận {dong(total)}."
    return Result(answer, tuple(working), (*basis, *cited("41/2024/QH15:59:1")), _notes(values, born))


def _months_line(base: int, months: int, children: int, second: bool) -> str:
    first = f"Sinh con thứ hai: {base} tháng" if second else f"Thời gian nghỉ: {base} tháng"
    return (
        f"{first}, thêm {children - 1} tháng vì sinh {children} con = {months} tháng." if children > 1 else f"{first}."
    )


def _father(values: Values, born: date, children: int) -> Result:
    second = values.choice("second") == "yes" and born >= SECOND_CHILD_FROM
    days, reason, point = father_days(children, values.choice("birth"), second=second)
    working = [f"Số ngày nghỉ: {reason}."]
    once, once_line = _once(born, children)
    gets_once = values.choice("wife") == "no" and values.choice("father_paid") == "yes"
    basis = cited(f"41/2024/QH15:53:2:{point}", *(("41/2024/QH15:58:1", "41/2024/QH15:58:4") if gets_once else ()))
    extra = f" Thêm khoản một lần {dong(once)}." if gets_once else ""
    notes = ("Bắt đầu nghỉ trong 60 ngày kể từ ngày vợ sinh; lúc đó bạn phải đang đóng bảo hiểm xã hội bắt buộc.",)
    wage = values.get("wage", int)
    if wage is None:
        working += [once_line] if gets_once else []
        return Result(f"Cha được nghỉ {days} ngày làm việc.{extra}", tuple(working), basis, notes)
    monthly, lines = _monthly(wage, born)
    pay = monthly / DAYS_OF_MONTH * days
    working += [*lines, f"{dong(monthly)} ÷ {DAYS_OF_MONTH} × {days} ngày = {dong(pay)}."]
    working += [once_line] if gets_once else []
    answer = f"Cha được nghỉ {days} ngày làm việc, nhận {dong(pay)}.{extra}"
    return Result(answer, tuple(working), (*basis, *cited("41/2024/QH15:59:2")), notes)


def father_days(children: int, birth: str, *, second: bool) -> tuple[int, str, str]:
    """Working days of the father, the reason, and the point of Điều 53 khoản 2 that gives them."""
    more = max(children - 2, 0) * DAYS_EACH_MORE
    if children > 1:
        surgery = birth == "surgery"
        base = DAYS_TWINS_SURGERY if surgery else DAYS_TWINS
        name = "sinh đôi phải mổ" if surgery else "sinh đôi"
        tail = f" + {DAYS_EACH_MORE} ngày × {children - 2} con từ con thứ ba = {base + more} ngày" if more else ""
        return base + more, f"{name} {base} ngày{tail}", "d" if surgery else "c"
    if second:
        return DAYS_TWINS, f"vợ sinh con thứ hai {DAYS_TWINS} ngày", "c"
    if birth in ("surgery", "early"):
        return DAYS_HARD, f"vợ sinh mổ hoặc sinh non dưới 32 tuần {DAYS_HARD} ngày", "b"
    return DAYS_FATHER, f"{DAYS_FATHER} ngày", "a"


def _once(born: date, children: int) -> tuple[Fraction, str]:
    """The sum paid once for each child: twice the reference level of the month of birth."""
    level = _level(born)
    total = Fraction(level * ONCE_TIMES * children)
    each = f" × {children} con" if children > 1 else ""
    return total, f"Trợ cấp một lần: {ONCE_TIMES} × {dong(level)} (mức tham chiếu tháng sinh){each} = {dong(total)}."


def _monthly(wage: int, born: date) -> tuple[Fraction, list[str]]:
    """A month's money: the average wage of the six months before, in each at most twenty times the reference level."""
    months = [after_months(born.replace(day=1), -n) for n in range(1, AVERAGED + 1)]
    average = Fraction(sum(min(wage, _level(month) * CEILING_TIMES) for month in months), AVERAGED)
    line = f"Một tháng: 100% lương đóng bảo hiểm bình quân 6 tháng trước khi nghỉ = {dong(average)}."
    if average == wage:
        return average, [line]
    return average, [f"Lương đóng bảo hiểm chỉ tính tới {CEILING_TIMES} lần mức tham chiếu của từng tháng.", line]


def _level(on: date) -> int:
    """The reference level; before 1/7/2025 the base salary took its place."""
    figure = shipped().on("reference_level", on) or shipped().on("base_salary", on)
    assert figure is not None
    return round(figure.value)


def _notes(values: Values, born: date) -> tuple[str, ...]:
    notes = []
    if values.choice("paid") == "":
        notes.append("Mẹ phải đóng bảo hiểm xã hội từ đủ 6 tháng trong 12 tháng trước khi sinh.")
    if values.choice("second") == "yes" and born < SECOND_CHILD_FROM:
        notes.append("Nghỉ 7 tháng khi sinh con thứ hai chỉ có từ 1/7/2026.")
    level = _level(born)
    notes.append(
        f"Hết thai sản mà còn yếu, được nghỉ dưỡng sức 5 đến 10 ngày, mỗi ngày {dong(Fraction(level * 30, 100))}."
    )
    return tuple(notes)


def _is_mother(values: Values) -> bool:
    return values.choice("who") != "father"


def _is_father(values: Values) -> bool:
    return values.choice("who") == "father"


CALCULATOR = Calculator(
    id="maternity",
    slug="thai-san",
    title="Thai sản của mẹ và cha",
    intro="Tính thời gian nghỉ và số tiền khi sinh con.",
    questions=(
        Question("who", "Tính cho ai?", Kind.CHOICE, choices=WHO),
        Question("born", "Ngày sinh (hoặc ngày dự sinh) của con?", Kind.DAY, "15/12/2026"),
        Question("children", "Sinh mấy con một lần này?", Kind.COUNT, "1, 2"),
        Question("second", "Đây có phải lần sinh con thứ hai (mẹ đang có một con đẻ)?", Kind.CHOICE, choices=YES_NO),
        Question("birth", "Sinh như thế nào?", Kind.CHOICE, choices=BIRTHS, needed=_is_father),
        Question("paid", "Mẹ đã đóng bảo hiểm xã hội đủ chưa?", Kind.CHOICE, choices=PAID, needed=_is_mother),
        Question("wage", "Lương đóng bảo hiểm, bình quân 6 tháng trước khi nghỉ?", Kind.MONEY, "8tr5, 8.500.000"),
        Question(
            "wife", "Vợ bạn có đủ điều kiện hưởng thai sản không?", Kind.CHOICE, choices=YES_NO, needed=_is_father
        ),
        Question(
            "father_paid",
            "Bạn đã đóng bảo hiểm từ đủ 6 tháng trong 12 tháng trước khi vợ sinh chưa?",
            Kind.CHOICE,
            choices=(Choice("yes", "Rồi"), Choice("no", "Chưa")),
            needed=lambda values: _is_father(values) and values.choice("wife") == "no",
        ),
    ),
    work_out=maternity,
    offered_at=(
        "45/2019/QH14:139",
        "41/2024/QH15:50",
        "41/2024/QH15:53",
        "41/2024/QH15:58",
        "41/2024/QH15:59",
        "168/2026/NĐ-CP:2",
        "113/2025/QH15:14",
    ),
)
