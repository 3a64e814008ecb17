""" "Đủ văn bản" is said of whole texts only: what speaks against it, and real texts that were cut, mixed, swallowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from knowledge.importing.filing import known_articles
from knowledge.importing.honesty import Doubts, doubts
from knowledge.importing.outlines import known_outlines, write_outlines
from knowledge.parsing.reading import read_document
from tests.knowledge.cuts import HARD_CUTS, Cut

LEGAL = Path(__file__).parents[3] / "shared" / "legal"
HEAD = "CHÍNH PHỦ\nSố: 5/2030/NĐ-CP\nHà Nội, ngày 2 tháng 3 năm 2030\nChính phủ ban hành Nghị định về cây.\n"
FIRST = "Điều 1. Cây\n1. Trồng cây:\na) to;\nb) nhỏ.\n2. Tưới cây theo Điều 2 của Nghị định này.\n"
SECOND = "Điều 2. Hoa\nHoa nở trong vườn của nơi làm việc.\n"
LAST = "Điều 3. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2030.\n"
ACTS = "Các Bộ trưởng chịu trách nhiệm thi hành Nghị định này.\n"
SIGNED = "Nơi nhận:\nTM. CHÍNH PHỦ\n"
WHOLE = HEAD + FIRST + SECOND + LAST + ACTS + SIGNED


def said(text: str, expected: int | None = None, at_least: int | None = None) -> str:
    document, parsed, _ = read_document(text.splitlines())
    return " ".join(chain(*doubts(document, parsed, expected, at_least)))


def test_nothing_speaks_against_a_whole_text() -> None:
    assert said(WHOLE) == ""
    assert said(WHOLE, expected=3, at_least=3) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + SECOND + LAST + SIGNED, "bắt đầu từ Điều 2"),
        (HEAD + FIRST + LAST + SIGNED, "Thiếu Điều 2"),
        (HEAD + FIRST + SECOND + SECOND + LAST + SIGNED, "không khớp thứ tự"),
        (HEAD + FIRST + SECOND + SIGNED, "hiệu lực thi hành"),
        (HEAD + FIRST + SECOND + LAST, "chữ ký"),
        (HEAD + FIRST + SECOND.strip() + " " + LAST + SIGNED, "nằm lẫn"),
        (WHOLE.replace("2. Tưới", "4. Tưới"), "các khoản của Điều 1"),
        (WHOLE.replace("b) nhỏ", "d) nhỏ"), "các điểm của khoản 1 Điều 1"),
        (WHOLE.replace("2. Tưới cây theo Điều 2", "19. Tưới cây theo Điều 2"), "Số thứ tự bị đứt"),
        (WHOLE.replace("nơi làm việc.\n", "nơi làm việc,\n"), "dừng giữa câu"),
        (WHOLE.replace("của nơi làm việc.\n", "của nơi làm\n"), "dừng giữa câu"),
        (WHOLE.replace("theo Điều 2 của", "theo Điều 7 của"), "Điều 7"),
        (WHOLE.replace("theo Điều 2 của", "theo khoản 9 Điều 2 của"), "khoản 9 Điều 2"),
        (WHOLE.replace("Nghị định này có", "Luật này có"), "loại văn bản khác"),
        (WHOLE.replace("01 tháng 5 năm 2030", "01 tháng 5 năm 2041"), "2030"),
        (WHOLE.replace(SECOND, SECOND + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"), "phần đầu của một văn bản khác"),
        (WHOLE + WHOLE.replace("5/2030", "6/2030"), "6/2030/NĐ-CP"),
        (
            WHOLE.replace("Điều 2. Hoa", "Chương II\nHOA\nĐiều 2. Hoa").replace("Điều 3.", "Chương IV\nX\nĐiều 3."),
            "chương",
        ),
    ],
)
def test_every_doubt_says_what_and_where(text: str, words: str) -> None:
    assert words in said(text)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("theo khoản 2, khoản 7 Điều 1 của", "khoản 7 Điều 1"),
        ("theo các điểm a, b và c khoản 1 Điều 1 của", "điểm c khoản 1 Điều 1"),
        ("theo điểm d khoản 1 và khoản 2 Điều này và Điều 2 của", "điểm d khoản 1 Điều 1"),
    ],
)
def test_places_that_a_text_calls_its_own_are_in_it(words: str, place: str) -> None:
    assert said(WHOLE.replace("theo Điều 2 của", "theo các điểm a, b khoản 1 và khoản 2 Điều 1 của")) == ""
    assert place in said(WHOLE.replace("theo Điều 2 của", words))


def test_a_last_point_that_promises_another_one() -> None:
    found = doubts_of(WHOLE.replace("b) nhỏ.", "b) nhỏ;"))
    assert "khoản 1 Điều 1" in found.unclear[0]
    assert found.missing == []


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("theo Điều 2 của", "và khoản 1 Điều 4.\n3. Bón cây theo Điều 2 của"),  # no heading swallowed
        WHOLE.replace("theo Điều 2 của", "theo Điều 1 và Điều 4. Bón cây theo Điều 2 của"),
        WHOLE + "Mẫu số 1. Giấy ủy quyền\nĐiều 1. Công việc\n",  # a form, no second document
        WHOLE.replace(SECOND, "Điều 2. Đề án\n1. Nội dung:\nI. Mục tiêu\n1. Trồng cây.\n2. Tưới cây.\n"),
    ],
)
def test_what_only_looks_like_a_loss_is_none(text: str) -> None:
    assert doubts_of(text).missing == []


def test_the_day_of_a_signature_is_no_word_of_the_last_article() -> None:
    text = HEAD + FIRST + SECOND + LAST + ACTS + "Hà Nội, ngày 22 tháng 3 năm 2030\nKT. BỘ TRƯỞNG\n"
    document, _, _ = read_document(text.splitlines())
    assert document.articles[-1].full_text().endswith("thi hành Nghị định này.")


def test_numbers_that_an_amending_text_quotes_leave_it_unclear() -> None:
    amending = WHOLE.replace("Nghị định về cây", "Nghị định sửa đổi, bổ sung một số điều của Nghị định về cây")
    found = doubts_of(amending.replace("2. Tưới", "4. Tưới"))
    assert found.missing == []
    assert "các khoản của Điều 1" in found.unclear[0]


def test_a_sentence_may_lack_its_stop_and_may_not_break_off() -> None:
    long = "Hoa nở trong vườn của nơi làm việc, và cây trồng ở nơi làm việc.\n"
    whole = WHOLE.replace("Hoa nở trong vườn của nơi làm việc.\n", long)
    assert said(whole) == ""
    bare = doubts_of(whole.replace("ở nơi làm việc.\n", "ở nơi làm việc\n"))
    assert bare.missing == []
    assert "Không có dấu chấm ở cuối Điều 2" in bare.unclear[0]
    assert "Điều 2" in said(whole.replace("ở nơi làm việc.\n", "ở làm việc nơi\n"))


def test_a_known_text_is_held_to_its_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "outlines.txt"
    monkeypatch.setattr("knowledge.importing.outlines.FILE", file)
    try:
        assert write_outlines([read_document(WHOLE.splitlines())[0]], file) == 1
        assert said(WHOLE) == ""
        assert "thiếu khoản 2 Điều 1" in said(WHOLE.replace("2. Tưới cây theo Điều 2 của Nghị định này.\n", ""))
        assert "ở Điều 2:" in said(WHOLE.replace("trong vườn của nơi làm việc", ""))
        assert "thừa Điều 4" in said(WHOLE.replace(SIGNED, "Điều 4. Cỏ\nCỏ mọc ở nơi làm việc.\n" + SIGNED))
    finally:
        known_outlines.cache_clear()


def test_counts_that_others_know_must_agree() -> None:
    assert "ghi 4 điều" in said(WHOLE, expected=4)
    assert "ít nhất 9 điều" in said(WHOLE, at_least=9)


def doubts_of(text: str) -> Doubts:
    document, parsed, _ = read_document(text.splitlines())
    return doubts(document, parsed, None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + FIRST + SECOND + LAST, "chữ ký"),
        (HEAD + FIRST + SECOND + LAST + SIGNED, "ai chịu trách nhiệm thi hành"),
    ],
)
def test_what_no_mark_shows_to_be_whole_is_unclear_and_not_partial(text: str, words: str) -> None:
    missing, unclear = doubts_of(text)
    assert missing == []
    assert words in " ".join(unclear)


def test_a_law_ends_with_its_adoption_and_names_nobody() -> None:
    head = HEAD.replace("5/2030/NĐ-CP", "5/2030/QH20").replace("Chính phủ ban hành Nghị định", "Quốc hội ban hành Luật")
    law = (head + FIRST + SECOND + LAST).replace("Nghị định", "Luật")
    adopted = "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam thông qua ngày 2 tháng 3 năm 2030.\n"
    assert not any(doubts_of(law + adopted))
    assert doubts_of(law).unclear


def test_where_many_articles_lack_a_stop_it_is_a_habit() -> None:
    third = "Điều 3. Lá\nLá xanh, theo Nghị định này\n"
    text = WHOLE.replace("của Nghị định này.\n", "của Nghị định này\n").replace("Điều 3", "Điều 4")
    assert doubts_of(text).unclear
    assert not any(doubts_of(text.replace("Điều 4", third + "Điều 4")))


def test_a_text_that_counts_its_end_in_words_ends() -> None:
    final = "Điều 4. Trách nhiệm\nCác Bộ trưởng chịu trách nhiệm thi hành Nghị định này."
    assert said(HEAD + FIRST + SECOND + LAST + final) == ""


def test_the_outline_of_a_plan() -> None:
    head = "LIÊN ĐOÀN LAO ĐỘNG TỈNH A\nSố: 5/KH-LĐLĐ\nKẾ HOẠCH\nTrồng cây\n"
    assert said(head + "I. MỘT\n1. A\nx.\n2. B\ny.\nII. HAI\nz.\nNơi nhận:") == ""
    assert "chữ ký" in said(head + "I. MỘT\n1. A\nx.\n2. B\ny.")


# real texts


def lines_of(folder: str) -> list[str]:
    return [line for line in (LEGAL / folder / "text.txt").read_text("utf-8").splitlines() if line.strip()]


def starts(lines: list[str]) -> list[int]:
    return [i for i, line in enumerate(lines) if re.match(r"Điều \d+\.", line)]


def without_last(lines: list[str], _: list[str]) -> list[str]:
    return lines[: starts(lines)[-1]]


def half(lines: list[str], _: list[str]) -> list[str]:
    return lines[: len(lines) // 2]


def without_middle(lines: list[str], _: list[str]) -> list[str]:
    places = starts(lines)
    middle = len(places) // 2
    return lines[: places[middle]] + lines[places[middle + 1] :]


def swallowed(lines: list[str], _: list[str]) -> list[str]:
    place = starts(lines)[-1]
    return [*lines[: place - 1], f"{lines[place - 1]} | {lines[place]}", *lines[place + 1 :]]


def without_twenty_lines(lines: list[str], _: list[str]) -> list[str]:
    third = len(lines) // 3
    return lines[:third] + lines[third + 20 :]


def two_in_one(lines: list[str], other: list[str]) -> list[str]:
    return lines + other


def mixed(lines: list[str], other: list[str]) -> list[str]:
    middle = min(len(starts(lines)), len(starts(other))) // 2
    return lines[: starts(lines)[middle]] + other[starts(other)[middle] :]


REAL = [
    "45-2019-QH14",
    "10-2022-QH15",
    "145-2020-ND-CP",
    "74-2025-QH15",
    "12-2022-ND-CP",
    "84-2015-QH13",
    "08-2026-TT-BNV",
]
Plain = Callable[[list[str], list[str]], list[str]]
# a text each here, all of them in tests/slow/test_cut_texts.py
CUTS: list[Plain] = [
    without_last, half, without_middle, swallowed, without_twenty_lines, two_in_one, mixed,
]  # fmt: skip
real = pytest.mark.skipif(not LEGAL.is_dir(), reason="no official texts beside the project")


def is_called_whole(lines: list[str]) -> bool:
    document, parsed, _ = read_document(lines)
    if not document.articles or not document.number:
        return False
    return not any(doubts(document, parsed, None, known_articles().get(document.cited_as)))


@real
@pytest.mark.parametrize(("place", "cut"), [(n % len(REAL), cut) for n, cut in enumerate(HARD_CUTS)])
def test_a_hard_cut_of_a_known_text_is_never_called_whole(place: int, cut: Cut) -> None:
    lines, other = lines_of(REAL[place]), lines_of(REAL[(place + 1) % len(REAL)])
    damaged = cut(lines, other, Random(place))
    assert damaged is None or damaged == lines or not is_called_whole(damaged)


@real
@pytest.mark.parametrize("folder", REAL)
def test_whole_texts_are_called_whole(folder: str) -> None:
    assert is_called_whole(lines_of(folder))


@real
@pytest.mark.parametrize(("place", "cut"), list(enumerate(CUTS)))
def test_a_cut_or_mixed_text_is_never_called_whole(place: int, cut: Plain) -> None:
    assert is_seen(place, cut)


def is_seen(place: int, cut: Plain) -> bool:
    lines, other = lines_of(REAL[place]), lines_of(REAL[(place + 1) % len(REAL)])
    return not is_called_whole(cut(lines, other))
