"""Syllables and their usual spelling."""

from __future__ import annotations

import pytest

from knowledge.segment import normal_syllable, syllables


def test_syllables_are_words_and_numbers_in_lower_case() -> None:
    assert syllables("Điều 43, NĐ-CP") == ["điều", "43", "nđ", "cp"]


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("uỷ", "ủy"),
        ("cuả", "của"),
        ("chuỵên", "chuyện"),
        ("nghiã", "nghĩa"),
        ("muà", "mùa"),
        ("thóat", "thoát"),
        ("ngòai", "ngoài"),
        ("tòan", "toàn"),
        ("tìên", "tiền"),
    ],
)
def test_a_tone_mark_has_one_place(typed: str, usual: str) -> None:
    assert normal_syllable(typed) == usual
    assert normal_syllable(usual) == usual


@pytest.mark.parametrize(
    "right",
    [
        "quý",
        "quà",
        "già",
        "giày",
        "giếng",
        "gì",
        "được",
        "người",
        "khuya",
        "khuỷu",
        "thuở",
        "huỳnh",
        "43",
        "zalo",
        "café",
    ],
)
def test_what_is_usual_or_no_syllable_stays(right: str) -> None:
    assert normal_syllable(right) == right
