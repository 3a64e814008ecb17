"""The secret code as people write it."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.sealing import receipt

digits18 = st.integers(0, 10**18 - 1).map(lambda n: receipt.with_check_digits(f"{n:018d}"))


def test_known_check_digits() -> None:
    """ISO 7064 MOD 97-10: the standard's own example 794 gets 44."""
    assert receipt.with_check_digits("794") == "79444"


@given(digits18)
def test_a_code_reads_back_however_it_is_typed(code: str) -> None:
    shown = receipt.format_code(code)
    assert receipt.read_code(shown) == code
    assert receipt.read_code(shown.replace(" ", "-")) == code
    assert receipt.read_code(f"  {shown.replace(' ', '.')}\n") == code
    assert receipt.read_code(code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == code
    assert receipt.read_code(shown.replace("0", "O").replace("1", "l")) == code


@given(digits18, st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(code: str, place: int, shift: int) -> None:
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert receipt.read_code(wrong) is None


@given(digits18, st.integers(0, 18))
def test_two_swapped_digits_are_always_noticed(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or receipt.read_code(swapped) is None


@pytest.mark.parametrize("typed", ["", "mã của tôi", "1234", "4821 7730 0295 1164 3751 99", "không nhớ"])
def test_other_text_is_no_code(typed: str) -> None:
    assert receipt.read_code(typed) is None


def test_new_codes_are_valid_and_differ() -> None:
    codes = {receipt.new_code(secrets.randbelow) for _ in range(200)}
    assert len(codes) == 200
    assert all(receipt.is_valid(code) for code in codes)


def test_the_last_group_is_enough() -> None:
    code = receipt.with_check_digits("123456789012345678")
    assert receipt.last_group_matches(code, code[-4:])
    assert receipt.last_group_matches(code, f" {code[-4:-2]} {code[-2:]} ")
    assert not receipt.last_group_matches(code, code[:4])


@given(digits18)
def test_a_code_in_a_text_is_found(code: str) -> None:
    groups = receipt.format_code(code).split()
    assert receipt.contains_code(f"mã tôi là {receipt.format_code(code)} nhé", code)
    assert receipt.contains_code(f"{groups[0]} rồi {groups[2]} và {groups[4]}", code)
    assert receipt.contains_any_code(f"của bạn tôi: {code[:10]}-{code[10:]}.")


def test_wages_and_telephone_numbers_are_no_code() -> None:
    text = "Lương 8.500.000 đồng, thiếu 2.300.000, gọi 0912 345 678, ngày 12/10/2026, 13/10/2026, 14/10/2026."
    assert not receipt.contains_any_code(text)


def test_public_numbers_have_no_lookalikes() -> None:
    number = receipt.new_public_no(2026, secrets.randbelow)
    assert number.startswith("KN26-")
    assert not set(number[5:]) & set("O0I1L")


@pytest.mark.parametrize("typed", ["KN26-7F3KQ", "kn26-7f3kq", "Kn26 7F3kq", "KN 26 - 7F3KQ"])
def test_a_quoted_public_number_is_found(typed: str) -> None:
    assert receipt.find_public_numbers(f"Vụ cũ số {typed}, và {typed} nữa") == ["KN26-7F3KQ"]


@pytest.mark.parametrize("text", ["KN26", "kn26 7f3kqx", "xkn26-7f3kq", "công nhân 26 người", "KN26-0OIL1"])
def test_other_words_are_no_public_number(text: str) -> None:
    assert receipt.find_public_numbers(text) == []
