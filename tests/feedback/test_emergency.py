"""Words of danger: found with and without diacritics; what may be harmless is only asked about."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from feedback.model.case import EmergencyKind
from feedback.worker.emergency import Alarm, find_alarm, syllables

ROWS = [json.loads(line) for line in (Path(__file__).parents[1] / "data" / "emergency.jsonl").open(encoding="utf-8")]
DANGER = [row for row in ROWS if row["kind"]]
HARMLESS = [row for row in ROWS if not row["kind"]]
RECALL = 0.96


def bare(text: str) -> str:
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in marked if not unicodedata.combining(c))


@pytest.mark.parametrize("typed", [str, bare, str.upper, lambda t: unicodedata.normalize("NFD", t)])
def test_at_least_96_of_100_phrases_of_danger_are_found(typed: object) -> None:
    assert callable(typed)
    missed = [row["text"] for row in DANGER if not find_alarm(typed(row["text"]))]
    assert len(DANGER) >= 200
    assert 1 - len(missed) / len(DANGER) >= RECALL, missed


@pytest.mark.parametrize("typed", [str, bare])
def test_a_false_alarm_is_only_a_question(typed: object) -> None:
    assert callable(typed)
    alarms = [(row["text"], alarm) for row in HARMLESS if (alarm := find_alarm(typed(row["text"])))]
    assert len(HARMLESS) >= 300
    assert [text for text, alarm in alarms if alarm.sure] == []
    assert len(alarms) <= 20  # counted: 9 marked, 15 bare when this was written


def test_most_kinds_are_named_right() -> None:
    right = sum(find_alarm(row["text"]).kind == row["kind"] for row in DANGER if find_alarm(row["text"]))  # type: ignore[union-attr]
    assert right / len(DANGER) >= 0.95


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("em muốn tự tử", Alarm(EmergencyKind.SELF_HARM, True)),
        ("em muon tu tu", Alarm(EmergencyKind.SELF_HARM, False)),
        ("tu tu", Alarm(EmergencyKind.SELF_HARM, False)),
        ("tu van", Alarm(EmergencyKind.SELF_HARM, False)),
        ("từ từ đã nhé", None),
        ("tư vấn giúp em", None),
        ("cần tu van luat", None),
        ("em tự tữ đây", Alarm(EmergencyKind.SELF_HARM, True)),  # hỏi and ngã mixed up
        ("chay roi", Alarm(EmergencyKind.ACCIDENT, False)),
        ("chạy rồi", None),
        ("cháy rồi", Alarm(EmergencyKind.ACCIDENT, True)),
        ("kho dang chay lon, keu xe chua chay", Alarm(EmergencyKind.ACCIDENT, False)),
        ("cứuuuu vớiiii", Alarm(EmergencyKind.ACCIDENT, True)),
        ("ko muon song nua", Alarm(EmergencyKind.SELF_HARM, True)),
        ("bồi thường khi bị điện giật tính thế nào", None),
        ("anh ấy vừa bị điện giật, có được bồi thường không", Alarm(EmergencyKind.ACCIDENT, True)),
        ("tự tử có được hưởng bảo hiểm không", Alarm(EmergencyKind.SELF_HARM, True)),
        ("", None),
        ("👍", None),
    ],
)
def test_what_is_sure_and_what_is_asked(text: str, alarm: Alarm | None) -> None:
    assert find_alarm(text) == alarm


def test_sure_danger_wins_over_an_unclear_word_elsewhere() -> None:
    assert find_alarm("Tháng trước tôi bị trừ lương. Có người vừa bị máy cuốn tay!") == Alarm(
        EmergencyKind.ACCIDENT, True
    )


def test_long_texts_are_read_quickly_enough_to_be_read_always() -> None:
    assert find_alarm("công ty trả lương chậm và không công khai định mức " * 400) is None


def test_old_and_new_places_of_marks_are_one_word() -> None:
    assert syllables("hỏa hoả") == [syllables("hỏa")[0]] * 2
