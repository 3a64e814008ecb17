"""Holds every entry of the handbook to its rules, and to the official text where that is at hand.

The rules of an entry: a title, at least one clause and none empty, no long sentence, known topics, a day on which it
was checked, and questions, none asked twice. Against the official article: the same clauses, no number that the article
(or what amends it) lacks, no long run of its words, and no change of it since the entry was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.handbook.exceptions import strange_numbers
from knowledge.handbook.faithful import unfaithful
from knowledge.handbook.numbers import digits_in, numbers_in
from knowledge.handbook.problem import Problem
from knowledge.handbook.readable import LONGEST, long_sentences
from knowledge.handbook.references import check_references
from knowledge.model import Article, Document
from knowledge.segment import syllables

FEWEST_QUESTIONS = 6
LONGEST_RUN = 24  # syllables that an entry may have in a row as in the official article


def check_rules(documents: Sequence[Document], topics: set[str]) -> list[Problem]:
    """Problems that can be seen without any official text."""
    asked: dict[str, str] = {}
    problems = list(check_references(documents))
    for document in documents:
        for article in document.articles:
            place = f"{document.number}:{article.number}"
            problems += [Problem(place, text) for text in _rules(article, topics)]
            for question in article.questions:
                words = " ".join(syllables(question.text))
                if asked.setdefault(words, place) != place:
                    problems.append(Problem(place, f"câu hỏi đã có ở {asked[words]}: {question.text}"))
    return problems


def _rules(article: Article, topics: set[str]) -> Iterator[str]:
    if not article.title:
        yield "thiếu tên điều"
    if not article.clauses or any(not clause.full_text().strip(" .0123456789") for clause in article.clauses):
        yield "thiếu nội dung, hoặc có khoản trống"
    for sentence in long_sentences(article.full_text()):
        yield f"câu dài quá {LONGEST} chữ: {sentence}"
    if len({question.text for question in article.questions}) < FEWEST_QUESTIONS:
        yield f"cần ít nhất {FEWEST_QUESTIONS} câu hỏi khác nhau"
    numbers = {clause.number for clause in article.clauses}
    for question in article.questions:
        if strange := set(question.clauses) - numbers:
            yield f"câu hỏi gắn với khoản không có ({', '.join(sorted(strange))}): {question.text}"
    if not article.topics or set(article.topics) - topics:
        yield f"chủ đề thiếu hoặc không có trong danh mục: {', '.join(article.topics)}"
    if article.checked_on is None:
        yield "thiếu ngày đối chiếu (@checked_on)"


def check_sources(documents: Iterable[Document], official: Sequence[Document], today: date) -> list[Problem]:
    """Problems of entries beside the official texts at hand; documents without one are passed over."""
    exceptions = strange_numbers()
    numbers_of = cache(lambda number: _numbers_of(number, official))
    problems = []
    for document in (d for d in documents if not d.full_text_missing):
        versions = [v for v in official if v.cited_as == document.number]
        source = current(versions)
        if source is None:
            continue
        if source.expires_on and source.expires_on <= today:
            problems.append(Problem(document.number, f"văn bản đã hết hiệu lực từ {source.expires_on}"))
        originals = {article.number: article for article in source.articles}
        for article in document.articles:
            place = f"{document.number}:{article.number}"
            if article.number not in originals:
                problems.append(Problem(place, "không có trong văn bản chính thức"))
                continue
            beside = _amending(article.number, versions, numbers_of) | exceptions.get(place, set())
            original = originals[article.number]
            found = [
                *_compare(article, original, beside),
                *unfaithful(place, article, original, _is_amended(article.number, versions)),
            ]
            problems += [Problem(place, text) for text in found]
    return problems


def current(versions: Sequence[Document]) -> Document | None:
    """The text to hold a retelling to: the consolidated one where there is one."""
    return max(versions, key=lambda version: bool(version.consolidates), default=None)


def source_hash(article: Article) -> str:
    """Changes when the words of an official article do; white space, marks and case do not count."""
    return hashlib.sha256(" ".join(syllables(article.full_text())).encode()).hexdigest()[:16]


def _compare(entry: Article, original: Article, beside: set[str]) -> Iterator[str]:
    if entry.source_hash and entry.source_hash != source_hash(original):
        yield f"văn bản chính thức đã khác từ lần đối chiếu {entry.checked_on}"
    allowed = numbers_in(f"{entry.number} {original.title} {original.full_text()}") | beside
    if strange := digits_in(entry.full_text()) - allowed:
        yield f"có số không thấy trong văn bản chính thức: {', '.join(sorted(strange))}"
    if run := copied(entry.full_text(), original.full_text()):
        yield f"chép nguyên văn quá dài: “{run}”"


def copied(text: str, original: str) -> str:
    """The first run of more than `LONGEST_RUN` syllables that both texts share, or ""."""
    size = LONGEST_RUN + 1
    theirs = syllables(original)
    runs = {tuple(theirs[i : i + size]) for i in range(len(theirs) - size + 1)}
    ours = syllables(text)
    shared = (ours[i : i + size] for i in range(len(ours) - size + 1) if tuple(ours[i : i + size]) in runs)
    return " ".join(next(shared, []))


def _amending(number: str, versions: Sequence[Document], numbers_of: Callable[[str], set[str]]) -> set[str]:
    """The numbers in the wording that amends an article, as far as it is at hand."""
    amendments = [a for version in versions for a in version.amended_by if number in a.articles or not a.articles]
    quoted = numbers_in("\n".join(amendment.text for amendment in amendments))
    return quoted.union(*(numbers_of(amendment.by) for amendment in amendments))


def _is_amended(number: str, versions: Sequence[Document]) -> bool:
    """Whether words at hand amend the article: its quantities are then no longer those of the text."""
    return any(number in a.articles and a.text for version in versions for a in version.amended_by)


def _numbers_of(number: str, official: Sequence[Document]) -> set[str]:
    """Every number in a document."""
    return numbers_in("\n".join(a.full_text() for d in official if d.number == number for a in d.articles))


def stamp(path: Path, document: Document, official: Sequence[Document]) -> int:
    """Write the hash of the official article into each entry of a handbook file; the number of entries stamped."""
    source = current([v for v in official if v.cited_as == document.number])
    hashes = {a.number: source_hash(a) for a in source.articles} if source else {}
    lines, stamped = [], 0
    article = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@source_hash:"):
            continue
        if line.startswith("Điều "):
            article = line.removeprefix("Điều ").partition(".")[0]
        lines.append(line)
        if line.startswith("@checked_on:") and article in hashes:
            lines.append(f"@source_hash: {hashes[article]}")
            stamped += 1
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return stamped
