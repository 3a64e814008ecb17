"""Holds situation cards to their rules and to the provisions that they cite.

A card has one short answer with its citations, at most five steps, known topics and 12 to 20 questions; no name and no
question stands twice. What it cites is in the handbook and in force; each number in it (dated figures in braces aside)
stands in a provision that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from knowledge import figures
from knowledge.handbook.exceptions import harmless_exceptions
from knowledge.handbook.numbers import digits_in, numbers_in
from knowledge.handbook.problem import Problem
from knowledge.handbook.readable import LONGEST, long_sentences
from knowledge.model import Article, Card, Citation, Document, Source, Statement
from knowledge.segment import syllables

MOST_STEPS = 5
FEWEST_QUESTIONS, MOST_QUESTIONS = 12, 20

_FIGURE = re.compile(r"\{[^}]*\}")
_EXCEPTION = re.compile(r"(?<!loại )(?<!được )(?<!khấu )\btrừ (?:trường hợp|khi|các|những|hợp đồng|người|việc)\b")
_TOLD_EXCEPTION = re.compile(r"\b(?:trừ|ngoại lệ|không áp dụng|riêng|nếu không|chỉ|không kể)\b")
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")

Held = Mapping[str, Mapping[str, list[Article]]]  # document → article → its texts


def check_cards(cards: Sequence[Card], documents: Iterable[Document], topics: set[str], today: date) -> list[Problem]:
    """What is to be mended; `documents` are the handbook's and, beside them, official texts at hand."""
    documents = list(documents)
    held = _held(documents)
    ended = {d.cited_as: d.expires_on for d in documents if d.expires_on and d.expires_on <= today}
    starts = {d.cited_as: d.effective_on for d in documents if d.effective_on}
    bundled = {(d.number, a.number) for d in documents if d.source is Source.HANDBOOK for a in d.articles}
    problems = list(_twice(cards))
    for card in cards:
        texts = [*_form(card, topics)]
        for citation in card.citations:
            if (citation.document, citation.article) not in bundled:
                texts.append(f"sổ tay không có {citation.place}")
            elif not _cited(citation, held):
                texts.append(f"không có khoản hoặc điểm này: {citation.place}")
            if citation.document in ended:
                texts.append(f"{citation.document} đã hết hiệu lực từ {ended[citation.document]}")
        texts += _numbers(card, held, {day for c in card.citations if (day := starts.get(c.document))})
        texts += _exceptions(card, held)
        problems += [Problem(f"{card.place} [{card.name}]", text) for text in texts]
    return problems


def _twice(cards: Sequence[Card]) -> Iterator[Problem]:
    """Names and questions that an earlier card has already."""
    names: dict[str, str] = {}
    asked: dict[str, str] = {}
    for card in cards:
        name = " ".join(syllables(card.name))
        if names.setdefault(name, card.place) != card.place:
            yield Problem(card.place, f"tên thẻ đã có ở {names[name]}: {card.name}")
        for question in card.questions:
            words = " ".join(syllables(question))
            if asked.setdefault(words, card.place) != card.place:
                yield Problem(card.place, f"câu hỏi đã có ở {asked[words]}: {question}")


def _form(card: Card, topics: set[str]) -> Iterator[str]:
    """Problems that can be seen without any law."""
    if not card.answer.citations:
        yield "câu trả lời thiếu căn cứ (dòng “>” ngay dưới dòng “=”)"
    if len(syllables(card.answer.text)) > LONGEST:
        yield f"câu trả lời dài quá {LONGEST} chữ"
    if len(card.steps) > MOST_STEPS:
        yield f"có {len(card.steps)} việc cần làm, nhiều nhất {MOST_STEPS}"
    if not card.topics or set(card.topics) - topics:
        yield f"chủ đề thiếu hoặc không có trong danh mục: {', '.join(sorted(set(card.topics) - topics))}"
    different = len({" ".join(syllables(question)) for question in card.questions})
    if not FEWEST_QUESTIONS <= different <= MOST_QUESTIONS:
        yield f"có {different} câu hỏi khác nhau, cần {FEWEST_QUESTIONS} đến {MOST_QUESTIONS}"
    for statement in card.statements:
        if unknown := figures.shipped().unknown(statement.text):
            yield f"không có mức tiền tên {', '.join(unknown)}; xem danbiet knowledge figures"
        for sentence in long_sentences(statement.text):
            yield f"câu dài quá {LONGEST} chữ: {sentence}"


def _numbers(card: Card, held: Held, starts: set[date]) -> Iterator[str]:
    """Numbers that stand in no provision that the card cites; the day on which a cited document began may be told."""
    allowed = numbers_in("\n".join(text for citation in card.citations for text in _cited(citation, held)))
    named = {part for c in card.citations for part in (c.article, c.clause) if part}
    said = "\n".join(_without_days(statement, starts) for statement in card.statements)
    if strange := digits_in(said) - allowed - {re.sub(r"\D", "", part) for part in named}:
        yield f"số không có trong điều luật được dẫn: {', '.join(sorted(strange))}"


def _exceptions(card: Card, held: Held) -> Iterator[str]:
    """An exception in a clause on which the answer rests, of which the card says nothing."""
    told = "\n".join(statement.text for statement in card.statements).lower()
    judged = harmless_exceptions()
    if card.exceptions or _TOLD_EXCEPTION.search(told) or card.name in judged:
        return
    clauses = [c for c in card.answer.citations if c.clause and c.place not in judged]
    if excepted := [c.place for c in clauses if any(map(_EXCEPTION.search, _own_words(c, held)))]:
        yield f"điều luật được dẫn có ngoại lệ mà thẻ không nhắc: {', '.join(excepted)}"


def _own_words(citation: Citation, held: Held) -> Iterator[str]:
    """A cited clause in every source; where a point is cited, that point with what stands above the points."""
    for article in held.get(citation.document, {}).get(citation.article, []):
        for clause in (c for c in article.clauses if c.number == citation.clause):
            points = [p for p in clause.points if citation.point in {None, p.letter}]
            yield " ".join([clause.text, *(point.text for point in points)]).lower()


def _without_days(statement: Statement, starts: set[date]) -> str:
    """The words without dated figures and without the days on which cited documents began."""

    def known(day: re.Match[str]) -> str:
        return "" if (int(day[3]), int(day[2]), int(day[1])) in {(d.year, d.month, d.day) for d in starts} else day[0]

    return _DAY.sub(known, _FIGURE.sub(" ", statement.text))


def _held(documents: Iterable[Document]) -> Held:
    held: dict[str, dict[str, list[Article]]] = {}
    for document in documents:
        for article in document.articles:
            held.setdefault(document.cited_as, {}).setdefault(article.number, []).append(article)
    return held


def _cited(citation: Citation, held: Held) -> list[str]:
    """The texts of a cited provision in every source that has it."""
    texts = []
    for article in held.get(citation.document, {}).get(citation.article, []):
        if citation.clause is None:
            texts.append(f"{article.title}\n{article.full_text()}")
        for clause in (c for c in article.clauses if citation.clause and c.number == citation.clause):
            if citation.point is None or citation.point in {p.letter for p in clause.points}:
                texts.append(clause.full_text())
    return texts
