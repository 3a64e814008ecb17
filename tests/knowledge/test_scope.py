"""Messages about other subjects are known by their phrases, with or without diacritics."""

import pytest

from knowledge.language import is_english
from knowledge.scope import Outside, outside


def about(typed: str) -> Outside:
    words = typed.lower().split()
    return outside(words, words)


@pytest.mark.parametrize("typed", ["thủ tục ly hôn", "thu tuc ly hon", "thoi tiet hom nay", "xem bói"])
def test_other_subjects_are_seen(typed: str) -> None:
    assert about(typed).other > 0.3


@pytest.mark.parametrize(
    "typed",
    [
        "quyết toán thuế",
        "quyet toan thue",
        "sổ đỏ bị mất",
        "khám nghĩa vụ quân sự",
        "tiền nuôi con sau ly hôn",
        "bảo hiểm nhân thọ",
    ],
)
def test_neighbours_point_to_who_answers(typed: str) -> None:
    found = about(typed)
    assert found.near > 0.3
    assert found.neighbour
    assert "hỏi" in found.neighbour.pointer


@pytest.mark.parametrize("typed", ["công ty nợ lương", "cong ty no luong", "nghỉ thai sản", "boi thuong tai nan", ""])
def test_work_is_not_another_subject(typed: str) -> None:
    assert about(typed).other == about(typed).near == 0


def test_words_of_work_are_seen_beside_another_subject() -> None:
    assert about("nội quy công ty cấm điện thoại").work > 0.4


def test_greetings_are_no_other_subject() -> None:
    assert about("xin chào cho hỏi").other == 0


def test_one_bare_syllable_is_not_enough() -> None:
    """ "bói" is another subject, but "boi" typed bare may be the beginning of "bồi thường"."""
    assert about("boi thuong").other == 0


@pytest.mark.parametrize(
    "typed",
    [
        "how many days of leave do I get",
        "my boss fired me",
        "Can I quit without notice?",
        "visa extension for my wife",
        "Does it cost anything?",
        "i am from nepal and work here",
    ],
)
def test_english_is_recognised(typed: str) -> None:
    assert is_english(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "do ai quyet dinh",
        "lam lai the bhyt online",
        "may ngay phep",
        "em xin off 2 ngay",
        "ban oi",
        "ot",
        "hello ad",
        "công ty",
        "can bo cong doan",
        "",
    ],
)
def test_bare_vietnamese_is_not_english(typed: str) -> None:
    assert not is_english(typed)
