"""Messages about other subjects are known by their phrases, with or without diacritics."""

import pytest

from knowledge.scope import other_subjects


def share(typed: str) -> float:
    words = typed.lower().split()
    return other_subjects(words, words)


@pytest.mark.parametrize("typed", ["xin chào", "thủ tục ly hôn", "thu tuc ly hon", "thoi tiet hom nay", "hi"])
def test_other_subjects_are_seen(typed: str) -> None:
    assert share(typed) > 0.3


@pytest.mark.parametrize("typed", ["công ty nợ lương", "cong ty no luong", "nghỉ thai sản", "boi thuong tai nan", ""])
def test_work_is_not_another_subject(typed: str) -> None:
    assert share(typed) == 0


def test_one_bare_syllable_is_not_enough() -> None:
    """ "bói" is another subject, but "boi" typed bare may be the beginning of "bồi thường"."""
    assert share("xem bói") > 0
    assert share("boi thuong") == 0
