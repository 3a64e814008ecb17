"""A retelling that loses or bends what the official clause says is named: each gate fails on a planted error."""

from dataclasses import replace

import pytest

from knowledge.handbook.bundled import read_bundled
from knowledge.handbook.exceptions import unused_judgements
from knowledge.handbook.faithful import unfaithful
from knowledge.handbook.numbers import quantities_in
from knowledge.handbook.references import check_references
from knowledge.model import Amendment, Article, Clause, Document, Point, Source

NUMBER = "7/2020/QH-THU"


def article(*texts: str, title: str = "Cổng", **fields: object) -> Article:
    clauses = tuple(Clause(str(n), text) for n, text in enumerate(texts, 1))
    return replace(Article("4", title, clauses), **fields)  # type: ignore[arg-type]


def found(told: str, official: str) -> str:
    return "; ".join(unfaithful(f"{NUMBER}:4", article(told), article(official)))


@pytest.mark.parametrize(
    ("official", "right", "wrong", "named"),
    [
        ("Mở cổng trong 05 ngày.", "Trong 5 ngày thì mở.", "Phải mở cổng sớm. Bảo đảm.", "mất số"),
        ("Mở cổng trong 05 ngày.", "Trong 5 ngày thì mở.", "Trong 5 tháng thì mở.", "mất số"),
        (
            "Mở cổng trong 05 giờ.",
            "5 giờ thì mở.",
            "5 giờ thì mở, nghỉ 2 ngày.",
            "không có trong bản chính thức: 2 ngày",
        ),
        ("Mở trong 05 ngày làm việc.", "5 ngày làm việc thì mở.", "5 ngày thì mở.", "ngày làm việc"),
        ("Mở trong 05 ngày.", "5 ngày thì mở.", "5 ngày làm việc thì mở.", "ngày làm việc"),
        ("Được mở, trừ trường hợp có bão.", "Được mở, trừ lúc bão.", "Được mở cổng.", "trừ"),
        ("Mở ít nhất 02 cánh.", "Mở ít nhất 2 cánh.", "Mở 2 cánh.", "ít nhất"),
        ("Đóng không quá 02 cánh.", "Đóng tối đa 2 cánh.", "Đóng 2 cánh.", "không quá"),
        ("Báo chậm nhất lúc tan ca.", "Báo trước khi tan ca.", "Báo lúc tan ca.", "chậm nhất"),
        ("Bảo vệ phải mở cổng.", "Bảo vệ phải mở.", "Bảo vệ mở cổng.", "phải"),
        ("Bảo vệ được mở cổng.", "Bảo vệ được mở.", "Bảo vệ phải mở cổng.", "phải"),
        ("Bảo vệ có thể mở cổng.", "Bảo vệ có thể mở.", "Bảo vệ mở cổng.", "có thể"),
        ("Bảo vệ mở cổng.", "Bảo vệ mở.", "Bảo vệ có thể mở cổng.", "có thể"),
        ("Có thẻ hoặc giấy.", "Có thẻ hay giấy.", "Có thẻ và giấy.", "hoặc"),
        ("Có thẻ, đồng thời có giấy.", "Có thẻ và giấy.", "Có thẻ giấy", "đồng thời"),
        ("Cấm khóa cổng.", "Không khóa cổng.", "Khóa cổng.", "không được"),
        ("Tổ trưởng có quyền khóa cổng.", "Tổ trưởng được khóa.", "Tổ trưởng khóa cổng.", "có quyền"),
        ("Khi bảo vệ đồng ý.", "Khi bảo vệ chịu.", "Khi bảo vệ biết.", "đồng ý"),
        ("Báo bằng văn bản.", "Báo bằng giấy.", "Báo cho biết.", "bằng văn bản"),
        ("Khuyến khích mở sớm.", "Nên mở sớm.", "Mở sớm.", "khuyến khích"),
        (
            "Tổ trưởng thực hiện kế hoạch mở cổng.",
            "Tổ trưởng làm theo kế hoạch.",
            "Tổ trưởng lập kế hoạch.",
            "lập kế hoạch",
        ),
        ("Báo khi chấm dứt hợp đồng.", "Báo khi hợp đồng chấm dứt.", "Báo khi hết hợp đồng.", "hết hợp đồng"),
    ],
)
def test_each_gate_fails_on_a_planted_error(official: str, right: str, wrong: str, named: str) -> None:
    assert found(right, official) == ""
    assert named in found(wrong, official)


def test_clause_that_is_missing_is_named() -> None:
    lost = list(unfaithful(f"{NUMBER}:4", article("Mở."), article("Mở.", "Đóng.")))
    assert lost == ["các khoản khác bản chính thức: 1 / 1, 2"]


def test_point_that_is_missing_is_named_and_prose_for_points_is_not() -> None:
    points = (Point("a", "cửa trước;"), Point("b", "cửa sau."))
    official = Article("4", "Cổng", (Clause("1", "Mở:", points),))
    told = Article("4", "Cổng", (Clause("1", "Mở:", points[:1]),))
    assert list(unfaithful(f"{NUMBER}:4", told, official)) == ["khoản 1: các điểm khác bản chính thức: a / a, b"]
    assert list(unfaithful(f"{NUMBER}:4", article("Mở cửa trước, cửa sau."), official)) == []


def test_duty_above_the_clauses_counts() -> None:
    lead = Clause(None, "Bảo vệ phải:")
    told = Article("4", "Cổng", (lead, Clause("1", "mở cổng;")))
    official = Article("4", "Cổng", (Clause(None, "Bảo vệ có trách nhiệm:"), Clause("1", "phải mở cổng;")))
    assert list(unfaithful(f"{NUMBER}:4", told, official)) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("trong 05 ngày làm việc", ("5", "ngày làm việc")),
        ("2,5 triệu đồng", ("2500000", "đồng")),
        ("1.500.000 đồng", ("1500000", "đồng")),
        ("0,5%", ("0,5", "%")),
    ],
)
def test_quantities_are_read(text: str, quantity: tuple[str, str]) -> None:
    assert quantities_in(text) == {quantity}


def test_dates_are_no_quantities() -> None:
    assert quantities_in("từ ngày 01 tháng 7 năm 2025, 1/7/2026, năm 2027") == set()


def retold(entry: Article, **fields: object) -> Document:
    return replace(Document(NUMBER, "Luật Cổng", Source.HANDBOOK, (entry,)), **fields)  # type: ignore[arg-type]


def test_dead_reference_and_unknown_law_are_named() -> None:
    entry = article("Mở.", see=(f"{NUMBER}:9",), notes=("Theo Luật 9/2021/QH15.",))
    problems = [p.text for p in check_references([retold(entry)])]
    assert [any(sign in p for p in problems) for sign in ("@see", "9/2021/QH15")] == [True] * 2
    register = retold(entry, amended_by=(Amendment("9/2021/QH15", None, ("4",)),))
    assert not any("9/2021/QH15" in p.text for p in check_references([register]))


def test_amendment_of_nothing_known_is_named() -> None:
    blank = retold(article("Mở."), amended_by=(Amendment("9/2021/QH15", None),))
    assert ["9/2021/QH15" in p.text for p in check_references([blank])] == [True]


def test_judgements_name_entries_that_are_there() -> None:
    assert unused_judgements(read_bundled()) == []
