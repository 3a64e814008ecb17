"""Weights are learnt from judged questions, and a confidence tells answerable ones from others."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.fit import examples, fit_confidence, fit_ranking
from knowledge.judged import FOLDS, Judged
from knowledge.weights import Weights
from tests.knowledge.small_collection import searcher

QUESTIONS = [
    ("cửa thoát hiểm bị khóa", "01/2021/NĐ-THU:8"),
    ("lối đi chất đầy hàng", "01/2021/NĐ-THU:8"),
    ("cơm ca dở", "01/2021/NĐ-THU:7"),
    ("thực đơn không dán", "01/2021/NĐ-THU:7"),
    ("xe đưa đón trễ", "05/2019/TT-THU:3"),
    ("xe đón nhồi nhét", "05/2019/TT-THU:3"),
]
CHAT = ["chào bạn", "trời mưa", "ăn gì ngon", "phim hay", "mấy giờ rồi"]


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    asked = [Judged(f"q{i}", text, frozenset({gold})) for i, (text, gold) in enumerate(QUESTIONS * 20)]
    return [replace(q, id=f"{q.id}-{i}") for i, q in enumerate(asked)] + [
        Judged(f"c{i}", text, frozenset()) for i, text in enumerate(CHAT * 20)
    ]


def test_fitted_ranking_answers_questions_and_not_chat(judged: list[Judged], tmp_path: Path) -> None:
    search = searcher()
    ranking, trials = fit_ranking(examples(search, judged), Weights.load().mixed.clause, lost=0.04)
    answerable = [t for t in trials if t.example.judged.gold]
    assert np.mean([t.rank == 1 for t in answerable]) > 0.8
    path = tmp_path / "weights.toml"
    path.write_text(replace(Weights.load(), mixed=ranking).to_toml(), "utf-8")
    again = Weights.load(path).mixed
    assert again.rank == pytest.approx(ranking.rank, rel=1e-3)
    assert again.threshold == ranking.threshold


def test_questions_whose_article_is_missing_are_left_out(judged: list[Judged]) -> None:
    elsewhere = Judged("x", "cửa", frozenset({"77/2077/NĐ-CP:1"}))
    assert examples(searcher(), [elsewhere]) == []


def test_variants_of_a_question_stay_in_one_part(judged: list[Judged]) -> None:
    search = searcher()
    pair = examples(search, [judged[0], replace(judged[0], question="cua thoat hiem bi khoa")])
    assert pair[0].judged.fold == pair[1].judged.fold < FOLDS


def test_no_signal_counts_against_an_answer_but_other_subjects() -> None:
    chance = np.random.default_rng(3)
    rows = [{"score": float(a), "other_subject": float(b)} for a, b in chance.random((200, 2))]
    weights = fit_confidence(rows, [row["score"] < 0.5 for row in rows])
    assert weights["score"] >= 0
    assert weights["other_subject"] <= 0
