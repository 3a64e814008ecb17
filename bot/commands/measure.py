"""`danbiet knowledge evaluate` and `fit`: how well questions find their articles, and the weights that steer it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from bot import settings
from bot.clock import vietnam_now
from bot.texts import knowledge as words
from knowledge.catalog import Catalog
from knowledge.collection import Entry
from knowledge.evaluate import Outcome, by_kind, measures, outcomes, summary
from knowledge.fit import Example, Trial, clause_examples, examples, fit_clause, fit_ranking, unseen_clauses
from knowledge.judged import DEGRADE, read_corpus, read_judged
from knowledge.library import Library
from knowledge.model import KnowledgeError
from knowledge.search import Ranked, Searcher, ranked
from knowledge.weights import SHIPPED, Weights

LOST = 0.01  # share of answerable questions that may be silenced so that other messages are
LOST_IN_LAW = 0.003  # among texts of all fields of law hardly any question is out of scope
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("questions", type=EXISTING)
@click.option("--corpus", type=EXISTING, help="Tìm trong tệp điều luật này thay cho kho của máy.")
@click.option("--degrade", type=click.Choice(list(DEGRADE)), help="Làm hỏng câu hỏi như người gõ vội.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Theo luật của ngày này.")
@click.option("--misses", type=click.Path(dir_okay=False, path_type=Path), help="Ghi các câu tìm sai vào tệp này.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON cho máy đọc.")
def evaluate(
    questions: Path,
    corpus: Path | None,
    degrade: str | None,
    as_of: datetime | None,
    misses: Path | None,
    as_json: bool,
) -> None:
    """Đo xem câu hỏi đã biết đáp án tìm đúng điều luật, đúng khoản bao nhiêu phần.

    Ví dụ: danbiet knowledge evaluate cau_hoi.jsonl --degrade no-diacritics --misses sai.txt
    """
    try:
        judged = [DEGRADE[degrade](q) if degrade else q for q in read_judged(questions)]
        day = (as_of or vietnam_now()).date()
        found = outcomes(_over(read_corpus(corpus)) if corpus else _library(day), judged)
    except KnowledgeError as error:
        raise click.ClickException(str(error)) from None
    if misses:
        misses.write_text("".join(map(_miss, filter(_is_miss, found))), "utf-8")
    if as_json:
        click.echo(json.dumps(measures(found)))
        return
    for name, value in measures(found).items():
        click.echo(f"{name:24} {value}")
    for kind in (lambda q: q.register, lambda q: q.topic):
        for name, part in by_kind(found, kind).items():
            click.echo(f"{name:24} {part}")


def _is_miss(outcome: Outcome) -> bool:
    """Whether a worker got a wrong article or clause first, nothing, or something where nothing is right."""
    if not outcome.judged.gold:
        return outcome.ranked.answered
    return outcome.shown > 1 or (outcome.judged.names_clause and not outcome.clause_is_right)


def _miss(outcome: Outcome) -> str:
    """One miss for people: the question, what is right, and what came first."""
    first = [":".join(filter(None, place)) for place in outcome.ranked.places[:3]]
    said = ", ".join(first) if outcome.ranked.answered else words.MISS_SILENT.format(places=", ".join(first))
    gold = ", ".join(sorted(outcome.judged.gold)) or words.MISS_NONE
    return words.MISS.format(id=outcome.judged.id, question=outcome.judged.question, gold=gold, found=said)


@click.command()
@click.argument("questions", type=EXISTING, nargs=-1, required=True)
@click.option("--law", type=(EXISTING, EXISTING), help="Tệp điều luật và tệp câu hỏi của nó, để học tìm trong luật.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=SHIPPED, help="Nơi ghi trọng số.")
def fit(questions: Sequence[Path], law: tuple[Path, Path] | None, out: Path) -> None:
    """Học trọng số tìm kiếm từ câu hỏi đã có đáp án; in số đo kiểm chéo (năm phần).

    Học trên sổ tay một mình, cả với câu gõ không dấu, gõ sai, gõ Telex, và trên sổ tay cùng văn bản đã nhập; câu có
    đáp án rỗng dạy khi nào không trả lời, câu có đáp án tới khoản dạy chọn khoản.
    Ví dụ: danbiet knowledge fit cau_hoi.jsonl ngoai_pham_vi.jsonl
    """
    judged = [q for path in questions for q in read_judged(path)]
    start, today = Weights.load(), vietnam_now().date()
    library = Library.open(settings.load().data, _progress)
    bundled = Searcher(Catalog.build(library.bundled(), start.index), start, library.handbook)
    alone = examples(bundled, [*judged, *(damage(q) for damage in DEGRADE.values() for q in judged)])
    beside = examples(library.searcher, judged, library.in_force(today))
    clauses = [*clause_examples(bundled, alone), *clause_examples(library.searcher, beside)]
    clause = fit_clause(clauses) if clauses else start.mixed.clause
    mixed, trials = fit_ranking([*alone, *beside], clause, LOST)
    _report(trials, {"sổ tay một mình": alone, "sổ tay và văn bản đã nhập": beside})
    if clauses:
        click.echo(words.FITTED_CLAUSES.format(count=len(clauses), share=round(unseen_clauses(clauses), 4)))
    ranking = start.law
    if law:
        silent = [q for q in judged if not q.gold]
        texts = examples(_searcher(read_corpus(law[0]), start), [*read_judged(law[1]), *silent])
        ranking, trials = fit_ranking(texts, start.law.clause, LOST_IN_LAW)
        _report(trials, {law[0].name: texts})
    out.write_text(Weights(start.index, mixed, ranking).to_toml(), "utf-8")
    _progress(f"Đã ghi {out.name}.")


def _report(trials: Sequence[Trial], parts: dict[str, list[Example]]) -> None:
    """Print the cross-validated measures of each part."""
    by_example = {id(trial.example): trial for trial in trials}
    for name, part in parts.items():
        tried = [by_example[id(example)] for example in part]
        ranks = [trial.rank for trial in tried if trial.example.judged.gold]
        silent = {
            wanted: [not t.answered for t in tried if bool(t.example.judged.gold) is wanted] for wanted in (True, False)
        }
        click.echo(f"{name}: {json.dumps(summary(ranks, silent))}")


def _searcher(entries: list[Entry], weights: Weights) -> Searcher:
    return Searcher(Catalog.build(entries, weights.index), weights)


def _over(entries: list[Entry]) -> Callable[[str], Ranked]:
    """Ranks with an index over these entries alone."""
    searcher = _searcher(entries, Weights.load())

    def rank(question: str) -> Ranked:
        return ranked(searcher, searcher.search(question))

    return rank


def _library(day: date) -> Callable[[str], Ranked]:
    """Ranks as the installed library answers on a day."""
    library = Library.open(settings.load().data, _progress)

    def rank(question: str) -> Ranked:
        return library.rank(question, day)

    return rank


def _progress(line: str) -> None:
    click.echo(line, err=True)
