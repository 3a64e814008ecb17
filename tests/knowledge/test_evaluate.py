"""Measures over judged questions, and what questions look like when they are damaged."""

import json
import lzma
from pathlib import Path

import pytest

from knowledge.evaluate import Ranked, evaluate
from knowledge.judged import Judged, read_corpus, read_judged, with_typos, without_diacritics
from knowledge.model import KnowledgeError

ANSWERS: dict[str, Ranked] = {
    "một": (["a:1", "b:2"], True),
    "hai": (["b:2", "a:1"], True),
    "ba": (["a:1"], False),
    "chào": (["a:1"], False),
    "mưa": (["a:1"], True),
}


def judged(question: str, *gold: str) -> Judged:
    return Judged(question, question, frozenset(gold))


def test_rank_of_the_first_right_article_counts() -> None:
    measures = evaluate(ANSWERS.__getitem__, [judged("một", "a:1"), judged("hai", "a:1")])
    assert (measures["hit@1"], measures["hit@3"], measures["mrr@10"]) == (0.5, 1.0, 0.75)


def test_abstention_counts_as_a_miss() -> None:
    measures = evaluate(ANSWERS.__getitem__, [judged("ba", "a:1")])
    assert (measures["hit@10"], measures["recall@20"], measures["abstained_answerable"]) == (0.0, 0.0, 1.0)


def test_silence_is_right_where_there_is_no_answer() -> None:
    measures = evaluate(ANSWERS.__getitem__, [judged("chào"), judged("mưa")])
    assert measures["abstained_unanswerable"] == 0.5
    assert measures["hit@1"] is None
    assert measures["questions"] == 2


def test_contract_names_every_measure() -> None:
    measures = evaluate(ANSWERS.__getitem__, [judged("một", "a:1")])
    assert list(measures) == [
        "questions", "hit@1", "hit@3", "hit@5", "hit@10", "recall@20", "mrr@10", "abstained_answerable",
        "abstained_unanswerable", "latency_ms",
    ]  # fmt: skip
    assert set(measures["latency_ms"]) == {"p50", "p99"}  # type: ignore[call-overload]


def test_no_questions_give_no_rates() -> None:
    assert evaluate(ANSWERS.__getitem__, [])["hit@1"] is None


def test_questions_without_diacritics_keep_their_gold() -> None:
    damaged = without_diacritics(judged("Đổi ca Được không?", "a:1"))
    assert damaged.question == "doi ca duoc khong?"
    assert damaged.gold == {"a:1"}


def test_typos_are_the_same_each_time_and_change_two_words() -> None:
    question = judged("người quản lý phòng nhân sự trả lời chậm", "a:1")
    damaged = with_typos(question)
    assert damaged == with_typos(question)
    pairs = zip(question.question.split(), damaged.question.split(), strict=True)
    assert 1 <= sum(a != b for a, b in pairs) <= 2


def test_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "1", "question": "a", "gold": []}\n{"id": "2"}\n', "utf-8")
    with pytest.raises(KnowledgeError, match="dòng 2"):
        read_judged(path)


def test_corpus_ids_and_golds_agree(tmp_path: Path) -> None:
    row = {
        "did": "1/2020/tt-thu+12a",
        "law_title": "Thông tư về cổng",
        "title": "Điều 12a. Giờ mở cổng",
        "text": "Chung.\n1. Cổng mở sớm.\n2. Cổng đóng muộn.\nKhông khóa.",
    }
    path = tmp_path / "c.jsonl.xz"
    path.write_bytes(lzma.compress((json.dumps(row) + "\n").encode()))
    questions = tmp_path / "q.jsonl"
    questions.write_text(json.dumps({"id": 1, "question": "cổng", "gold": [row["did"]]}), "utf-8")
    entry = read_corpus(path)[0]
    assert (entry.title, [u.clause for u in entry.units]) == ("Giờ mở cổng", [None, "1", "2"])
    assert read_judged(questions)[0].gold == {entry.key}
