"""Which "Điều N." lines are the document's own: contracts, quotations, wrapped references, forms of headings."""

from __future__ import annotations

import pytest

from knowledge.parsing.main_run import find_main_run
from knowledge.parsing.parse import parse_articles


def numbers(text: str) -> list[str]:
    return [a.number for a in parse_articles(text.strip().splitlines()).articles]


def decree(count: int, start: int = 1) -> str:
    return "\n".join(f"Điều {n}. Việc {n}\nLời của điều {n} về vườn cây." for n in range(start, start + count))


@pytest.mark.parametrize(
    "heading",
    [
        "Điều {n}. Tên",
        "Điều {n}.Tên",
        "Điều {n}: Tên",
        "Điều {n} : Tên",
        "Điều {n} - Tên",
        "Điều {n} – Tên",
        "ĐIỀU {n}. TÊN",
        "Điểu {n}. Tên",
        "Điều {n}",
        "Điều {n}.",
        "**Điều {n}.** Tên",
        "### Điều {n}. Tên",
        "**Điều {n}. Tên**",
        "> Điều {n}. Tên",
        "Ðiều {n}. Tên",
        "Điều {n}.12 Tên",
    ],
)
def test_every_form_of_heading(heading: str) -> None:
    text = "\n".join(f"{heading.format(n=n)}\nMột câu đủ dài của điều này về vườn cây." for n in range(1, 5))
    assert numbers(text) == ["1", "2", "3", "4"]


def test_a_heading_that_lost_its_stop_is_found_where_its_number_is_missing() -> None:
    text = "Điều 1. Một\nA.\nĐiều 2 Người trồng cây trong vườn\nB.\nĐiều 3. Ba\nC."
    assert numbers(text) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "before", ["theo quy định tại", "theo khoản 1 và", "của Luật này hoặc", "nêu tại điểm a khoản 2"]
)
def test_a_wrapped_reference_is_text(before: str) -> None:
    parsed = parse_articles(f"Điều 1. Một\nViệc này {before}\nĐiều 2. Luật này nói.\nĐiều 2. Hai\nB.".splitlines())
    assert [a.number for a in parsed.articles] == ["1", "2"]
    assert f"{before} Điều 2." in parsed.articles[0].full_text()
    assert parsed.unused == ()


@pytest.mark.parametrize("end", ["Nơi nhận:", "PHỤ LỤC I", "TM. CHÍNH PHỦ", "Mẫu số 01", "HỢP ĐỒNG LAO ĐỘNG"])
def test_a_model_contract_after_the_end_is_no_article(end: str) -> None:
    contract = decree(9).replace("vườn cây", "hợp đồng mẫu")
    parsed = parse_articles(f"{decree(5)}\n{end}\n{contract}".splitlines())
    assert [a.number for a in parsed.articles] == ["1", "2", "3", "4", "5"]
    assert "hợp đồng mẫu" not in "".join(a.full_text() for a in parsed.articles)


def test_a_mark_of_the_end_that_is_none_does_not_stop_the_run() -> None:
    assert numbers(f"{decree(5)}\nTM. CHÍNH PHỦ\n{decree(5, 6)}") == [str(n) for n in range(1, 11)]


def test_a_chapter_on_contracts_is_no_end_even_where_a_heading_is_lost() -> None:
    text = f"{decree(3)}\nChương II\nHỢP ĐỒNG LAO ĐỘNG\n{decree(4, 5)}\nTHỦ TƯỚNG CHÍNH PHỦ\n{decree(3, 11)}"
    assert numbers(text) == ["1", "2", "3", "5", "6", "7", "8", "11", "12", "13"]


@pytest.mark.parametrize("mark", ['" Chương II', '"9', "“ 12", "‘ Mục 1", '"'])
def test_an_odd_quotation_mark_swallows_nothing(mark: str) -> None:
    text = f"{decree(3)}\n{mark}\n{decree(4, 4)}\nSố trang {mark}\n{decree(3, 8)}\nNơi nhận:\n{decree(6)}"
    assert numbers(text) == [str(n) for n in range(1, 11)]


def test_quoted_articles_of_an_amending_text_are_anothers() -> None:
    text = """LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT CÂY
Điều 1. Sửa đổi, bổ sung một số điều của Luật Cây
1. Sửa đổi Điều 2 như sau:
“Điều 2. Người trồng
Người trồng tưới cây.”.
Điều 2. Sửa đổi Điều 3 của Luật Hoa như sau
“Điều 3. Hoa
Hoa nở.
Điều 4. Lá
Lá rụng.”."""
    parsed = parse_articles(text.splitlines())
    assert [a.number for a in parsed.articles] == ["1", "2"]
    assert parsed.unused == ()


def test_a_stray_number_in_the_body_is_reported() -> None:
    parsed = parse_articles(f"{decree(3)}\nĐiều 2. Lạc vào đây\nx\n{decree(2, 4)}".splitlines())
    assert [a.number for a in parsed.articles] == ["1", "2", "3", "4", "5"]
    assert parsed.unused == ("2",)


def test_a_gap_of_any_size_where_numbering_goes_on() -> None:
    assert numbers(f"{decree(1)}\n{decree(2, 30)}") == ["1", "30", "31"]


def test_a_long_title_of_a_chapter_with_its_own_sentence() -> None:
    title = "\n".join(["THẨM QUYỀN XỬ LÝ VÀ LẬP", "BIÊN BẢN; THỦ TỤC,", "CÁC BIỆN PHÁP"] * 2)
    text = (
        f"Chương I\nCHUNG\n{decree(1)}\nChương II\n{title}\nCâu mở đầu của chương này, trước điều đầu.\n{decree(1, 2)}"
    )
    first, second = parse_articles(text.splitlines()).articles
    assert first.full_text() == "Lời của điều 1 về vườn cây."
    assert second.chapter.startswith("Chương II THẨM QUYỀN")


def test_an_inserted_article_before_its_number_does_not_end_the_body() -> None:
    head = ["Điều 1. A", "Lời.", "Mục 2", "QUỸ", "KẾ HOẠCH, TẠM ỨNG"]
    lines = [*head, "Điều 2a. B", "Lời kèm theo.", "Điều 2. C", "Lời.", "Điều 3. D", "Lời."]
    assert [h.number for h in find_main_run(lines).headings][-2:] == ["2", "3"]


def test_a_repealed_heading_that_comes_twice_is_no_lost_article() -> None:
    lines = ["Điều 1. A", "Lời.", "Điều 2. (được bãi bỏ)", "Điều 2. B", "Lời.", "Điều 3. C", "Lời."]
    assert find_main_run(lines).unused == ()


def test_a_repealed_article_stays_although_a_form_below_has_its_number() -> None:
    lines = ["Điều 1. A", "Lời.", "Điều 2. (được bãi bỏ)", "Điều 3. C", "Lời.", "Nơi nhận:", "HỢP ĐỒNG"]
    assert numbers("\n".join([*lines, "Điều 1. X", "Lời.", "Điều 2. Y", "Lời."])) == ["1", "2", "3"]


def test_quotations_in_the_notes_of_a_consolidation_take_no_article() -> None:
    head = "Thông tư số 1/2030/TT-BNV được sửa đổi, bổ sung bởi:\nThông tư sửa đổi, bổ sung Thông tư 1/2030/TT-BNV.\n"
    note = "Thông tư số 2/2031/TT-BNV có căn cứ như sau:\n“Căn cứ Luật Vườn cây;\n"
    rest = "Điều 1. A\nLời.\nĐiều 2. B\nLời.\nsố nội dung về cây.”\nĐiều 3. C\nLời.\nĐiều 4. D\nLời."
    assert numbers(head + note + rest) == ["1", "2", "3", "4"]
