"""Raw Telex and VNI keys, and other habits of typing."""

import pytest

from knowledge.keystrokes import decoded, telex
from knowledge.shorthand import is_syllable, written_out

WORDS = "được nghỉ mấy ngày hoặc trừ lương của người đuổi việc quá thuê chưa ốm giữ hưởng xã quỹ khuyết ưu"


@pytest.mark.parametrize("word", WORDS.split())
def test_telex_keys_come_back_as_the_word(word: str) -> None:
    assert decoded(telex(word)) in {word, None if word.isascii() else word}


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("dduwowcj", "được"), ("dduowcj", "được"), ("duowcdj", "được"), ("d9u7o7c5", "được"), ("vie65c", "việc"),
        ("tieefn", "tiền"), ("tieenf", "tiền"), ("tiene", "tiên"), ("owr", "ở"), ("hoawcj", "hoặc"), ("quaf", "quà"),
    ],
)  # fmt: skip
def test_keys_in_any_order(keys: str, word: str) -> None:
    assert decoded(keys) == word


@pytest.mark.parametrize("word", ["lao", "123", "được", "", "bhtn", "12a"])
def test_what_are_no_keys_stays(word: str) -> None:
    assert not word or decoded(word) is None


def test_only_what_is_no_syllable_and_becomes_a_known_one_is_decoded() -> None:
    written = written_out("ban bij ddooi luwowng zzf", {"bị", "lương"}.__contains__)
    assert written.words == ["ban", "bị", "ddooi", "lương", "zzf"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("làm 3năm 6tháng", "làm 3 năm 6 tháng"),
        ("cơm 18k", "cơm 18 nghìn"),
        ("lương 5 tr", "lương 5 triệu"),
        ("1tr5 một tháng", "1 triệu 5 một tháng"),
        ("làm 8h", "làm 8 giờ"),
        ("điều 12a", "điều 12a"),
        ("k trả", "không trả"),
    ],
)
def test_units_glued_to_numbers(typed: str, words: str) -> None:
    assert " ".join(written_out(typed).words) == words


def test_short_forms_do_not_say_whether_a_text_is_marked() -> None:
    assert not written_out("cty ko dong bhxh thi nlđ kien o dau").marked
    assert written_out("cty không đóng bhxh").marked


@pytest.mark.parametrize(("word", "formed"), [("nghiêng", True), ("gắng", True), ("company", False), ("thág", False)])
def test_form_of_a_syllable(word: str, formed: bool) -> None:
    assert is_syllable(word) is formed
