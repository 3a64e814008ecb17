"""Sums that change by date, wage regions by commune, and retirement months."""

from datetime import date

import pytest

from knowledge.figures import Figures, amount, shipped
from knowledge.retirement import Conditions, Month, retirement
from knowledge.wage_regions import Commune, RegionList, WageRegions
from knowledge.wage_regions import shipped as shipped_regions

TODAY = date(2026, 11, 30)
BUS = {"name": "bus", "title": "Vé xe", "unit": "đồng/lượt", "source": "1/2020/NĐ-THU:2"}
TAXI = BUS | {"name": "taxi", "title": "Giá xe riêng", "value": "3*bus", "from": date(2020, 1, 1)}
FIGURES = Figures(
    [
        BUS | {"value": 9000, "from": date(2025, 1, 1), "check_by": date(2026, 1, 1)},
        BUS | {"value": 7000, "from": date(2020, 1, 1)},
        TAXI,
        BUS | {"name": "ferry", "title": "Vé phà", "value": 1.5, "from": date(2020, 1, 1), "until": date(2021, 1, 1)},
    ]
)


def test_newest_figure_that_has_begun_counts() -> None:
    assert [f.value for day in ("2019-12-31", "2020-01-01", "2025-01-01") if (f := FIGURES.on("bus", day_(day)))] == [
        7000,
        9000,
    ]
    ended = FIGURES.on("bus", day_("2020-05-05"))
    assert ended is not None
    assert ended.ends_on == date(2025, 1, 1)
    assert FIGURES.on("ferry", day_("2021-01-01")) is None


def test_figure_of_another_moves_with_it() -> None:
    taxi = FIGURES.on("taxi", TODAY)
    assert taxi is not None
    assert (taxi.value, taxi.begins_on) == (27000, date(2025, 1, 1))


def test_sums_in_a_text_with_their_day_told_once() -> None:
    filled = FIGURES.fill("Đi hai lượt {2*bus}, xe riêng {taxi}. {none}", TODAY)
    assert filled == "Đi hai lượt 18.000 đồng (theo mức từ 1/1/2025), xe riêng 27.000 đồng. {none}"


def test_figure_unknown_on_that_day_stays_words() -> None:
    assert FIGURES.fill("Đền {2*bus}", date(2019, 1, 1)) == "Đền 2 lần vé xe"


def test_figures_past_their_date_are_named() -> None:
    assert [f.name for f in FIGURES.past(date(2025, 12, 31))] == ["ferry"]
    assert [f.name for f in FIGURES.past(date(2026, 1, 1))] == ["bus", "ferry"]


def test_shipped_figures() -> None:
    told = shipped().fill("{2*reference_level}; {20*base_salary}; {minimum_wage_hour_4}", TODAY)
    assert told == ("5.060.000 đồng (theo mức từ 1/7/2026); 50.600.000 đồng; 17.800 đồng (theo mức từ 1/1/2026)")
    assert shipped().past(TODAY) == []
    assert amount(1.5) == "1,5"


def test_sums_that_a_text_says_in_words() -> None:
    text = "Được 2 lần mức tham chiếu, thêm 30% lương cơ sở, và 2 lần mức tham chiếu nữa; 5 lần trong năm."
    assert shipped().sums_in(text, TODAY) == [
        "2 lần mức tham chiếu là 5.060.000 đồng, theo mức từ 1/7/2026.",
        "30% lương cơ sở là 759.000 đồng, theo mức từ 1/7/2026.",
    ]


@pytest.mark.parametrize("text", ["{base_wage}", "{2*}", "{base_salary", "{2 lần base_salary}"])
def test_braces_that_name_no_figure(text: str) -> None:
    assert shipped().unknown(f"{text} và {{base_salary}}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("phường Đông Hòa", {("Tỉnh Đắk Lắk", 3), ("Thành phố Hồ Chí Minh", 1)}),
        ("luong toi thieu o phuong dong hoa tphcm", {("Thành phố Hồ Chí Minh", 1)}),
        ("phường Đông Hòa, Bình Dương cũ", {("Thành phố Hồ Chí Minh", 1)}),
        ("xa tan phu dong nai", {("Tỉnh Đồng Nai", 2)}),
        ("xã Tân Phú Đông, Đồng Tháp", {("Tỉnh Đồng Tháp", 4)}),
        ("Gào", {("Tỉnh Gia Lai", 3)}),
        ("p. Láng hn", {("Thành phố Hà Nội", 1)}),
        ("phường Hòa Bình tỉnh Hòa Bình", {("Tỉnh Phú Thọ", 2)}),
        ("lương tối thiểu vùng 1 là bao nhiêu", set()),
        ("công ty em ở Bình Dương", set()),
    ],
)
def test_communes_that_a_text_names(text: str, found: set[tuple[str, int]]) -> None:
    regions = WageRegions([shipped_regions()])
    assert {(c.province, c.region) for c in regions.find(text, TODAY)} == found


def test_whole_country_is_listed() -> None:
    communes = shipped_regions().communes
    assert (len(communes), len({c.province for c in communes})) == (3321, 34)


def test_later_list_counts_from_its_day() -> None:
    later = RegionList(date(2027, 1, 1), "1/2026/NĐ-THU", (Commune("Tỉnh Gia Lai", "Xã Gào", 2),))
    regions = WageRegions([later, shipped_regions()])
    assert [c.region for c in regions.find("xã Gào", date(2026, 12, 31))] == [3]
    assert [c.region for c in regions.find("xã Gào", date(2027, 1, 1))] == [2]
    assert regions.find("xã Gào", date(2025, 1, 1)) == ()


@pytest.mark.parametrize(
    ("born", "woman", "conditions", "age", "pension_from"),
    [
        (Month(1961, 1), False, Conditions.NORMAL, (60, 3), Month(2021, 5)),
        (Month(1966, 3), False, Conditions.NORMAL, (61, 9), Month(2028, 1)),
        (Month(1966, 4), False, Conditions.NORMAL, (62, 0), Month(2028, 5)),
        (Month(1975, 5), True, Conditions.NORMAL, (60, 0), Month(2035, 6)),
        (Month(1971, 1), True, Conditions.LOWER, (50, 4), Month(2021, 6)),
        (Month(1990, 12), False, Conditions.LOWER, (57, 0), Month(2048, 1)),
    ],
)
def test_month_of_retirement(
    born: Month, woman: bool, conditions: Conditions, age: tuple[int, int], pension_from: Month
) -> None:
    found = retirement(born, woman, conditions)
    assert found is not None
    assert ((found.years, found.months), found.pension_from) == (age, pension_from)


def test_who_reached_the_age_before_the_lists_begin() -> None:
    assert retirement(Month(1960, 12), woman=False) is None


def day_(text: str) -> date:
    return date.fromisoformat(text)
