"""Measures over judged questions, and what questions look like when they are damaged."""

import json
import lzma
from pathlib import Path

import pytest

from knowledge.evaluate import by_kind, measures, outcomes
from knowledge.judged import Judged, read_corpus, read_judged, with_telex, with_typos, without_diacritics
from knowledge.model import KnowledgeError
from knowledge.search import Place, Ranked

ANSWERS: dict[str, Ranked] = {
    "một": Ranked([Place("a:1"), Place("b:2")], True),
    "hai": Ranked([Place("b:2"), Place("a:1")], True),
    "ba": Ranked([Place("a:1")], False),
    "chào": Ranked([Place("a:1")], False),
    "mưa": Ranked([Place("a:1")], True),
}


def ask(questions: list[Judged]) -> dict[str, object]:
    return measures(outcomes(ANSWERS.__getitem__, questions))


def judged(question: str, *gold: str) -> Judged:
    return Judged(question, question, frozenset(gold))


def test_rank_of_the_first_right_article_counts() -> None:
    found = ask([judged("một", "a:1"), judged("hai", "a:1")])
    assert (found["hit@1"], found["hit@3"], found["mrr@10"]) == (0.5, 1.0, 0.75)


def test_abstention_counts_as_a_miss() -> None:
    found = ask([judged("ba", "a:1")])
    assert (found["hit@10"], found["recall@20"], found["abstained_answerable"]) == (0.0, 0.0, 1.0)


def test_silence_is_right_where_there_is_no_answer() -> None:
    found = ask([judged("chào"), judged("mưa")])
    assert found["abstained_unanswerable"] == 0.5
    assert found["hit@1"] is None
    assert found["questions"] == 2


def test_contract_names_every_measure() -> None:
    found = ask([judged("một", "a:1")])
    assert list(found) == [
        "questions", "hit@1", "hit@3", "hit@5", "hit@10", "recall@20", "mrr@10", "abstained_answerable",
        "abstained_unanswerable", "clause@1", "ndcg@10", "recall@10", "f2@1", "before_abstaining", "latency_ms",
    ]  # fmt: skip
    assert set(found["latency_ms"]) == {"p50", "p99"}  # type: ignore[call-overload]


def test_no_questions_give_no_rates() -> None:
    assert ask([])["hit@1"] is None


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


def test_clause_shown_first_counts() -> None:
    ranked = Ranked([Place("a:1", "2"), Place("b:2", None)], True)
    asked = [judged("x", "a:1:2"), judged("y", "a:1:3"), judged("z", "b:2"), judged("w", "a:1:2:a", "b:2:1")]
    found = measures(outcomes(lambda _: ranked, asked))
    assert found["clause@1"] == round(2 / 3, 4)


def test_graded_measures_of_a_question_with_two_right_articles() -> None:
    ranked = Ranked([Place("a:1"), Place("x:9"), Place("b:2")], True)
    found = measures(outcomes(lambda _: ranked, [judged("x", "a:1", "b:2")]))
    assert (found["ndcg@10"], found["recall@10"], found["f2@1"]) == (0.9197, 1.0, 0.5556)


def test_hits_before_abstaining_stand_beside_those_after() -> None:
    found = ask([judged("ba", "a:1")])
    assert (found["hit@1"], found["before_abstaining"]) == (0.0, {"hit@1": 1.0, "hit@3": 1.0})


def test_measures_by_kind() -> None:
    asked = [Judged("1", "một", frozenset({"a:1"}), "plain"), Judged("2", "hai", frozenset({"a:1"}), "south")]
    found = by_kind(outcomes(ANSWERS.__getitem__, asked), lambda question: question.register)
    assert {name: part["hit@1"] for name, part in found.items()} == {"plain": 1.0, "south": 0.0}


def test_telex_keys_keep_their_gold() -> None:
    assert with_telex(judged("Được nghỉ mấy ngày?", "a:1")).question == "dduwowcj nghir maays ngayf?"


def test_clause_golds_and_messages_without_answer_are_read(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    rows = [
        {"id": 1, "question": "a", "gold": ["45/2019/QH14:113:1"], "register": "plain", "topic": "leave"},
        {"id": 2, "text": "b", "right": "abstain"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    first, second = read_judged(path)
    assert (first.articles, first.names_clause, first.topic) == (frozenset({"45/2019/QH14:113"}), True, "leave")
    assert (second.question, second.gold) == ("b", frozenset())
