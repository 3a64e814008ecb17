"""`danbiet knowledge evaluate` and `fit`: how well questions find their articles, and the weights that steer it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from bot import settings
from bot.clock import vietnam_now
from knowledge.catalog import Catalog
from knowledge.collection import Entry, collect
from knowledge.evaluate import Ranked, evaluate as measure
from knowledge.fit import cross_validate, examples, fit_weights
from knowledge.judged import DEGRADE, Judged, read_corpus, read_judged
from knowledge.library import Library
from knowledge.model import KnowledgeError
from knowledge.search import Searcher
from knowledge.weights import SHIPPED, Weights

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("questions", type=EXISTING)
@click.option("--corpus", type=EXISTING, help="Tìm trong tệp điều luật này thay cho kho của máy.")
@click.option("--degrade", type=click.Choice(list(DEGRADE)), help="Làm hỏng câu hỏi như người gõ vội.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Theo luật của ngày này.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON cho máy đọc.")
def evaluate(questions: Path, corpus: Path | None, degrade: str | None, as_of: object, as_json: bool) -> None:
    """Đo xem câu hỏi đã biết đáp án tìm đúng điều luật bao nhiêu phần.

    Ví dụ: danbiet knowledge evaluate cau_hoi.jsonl --degrade no-diacritics
    """
    try:
        judged = [DEGRADE[degrade](q) if degrade else q for q in read_judged(questions)]
        measures = _over_corpus(corpus, judged) if corpus else _over_library(judged, as_of)
    except KnowledgeError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(measures))
        return
    for name, value in measures.items():
        click.echo(f"{name:24} {value}")


@click.command()
@click.argument("questions", type=EXISTING, nargs=-1, required=True)
@click.option("--corpus", "law", type=(EXISTING, EXISTING), multiple=True, help="Tệp điều luật và câu hỏi của nó.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=SHIPPED, help="Nơi ghi trọng số.")
def fit(questions: Sequence[Path], law: Sequence[tuple[Path, Path]], out: Path) -> None:
    """Học trọng số tìm kiếm từ câu hỏi đã có đáp án, kiểm bằng cách chia năm phần.

    Câu hỏi được học trên sổ tay một mình, và trên sổ tay cùng các văn bản đã nhập.
    Ví dụ: danbiet knowledge fit cau_hoi.jsonl ngoai_pham_vi.jsonl
    """
    judged = [q for path in questions for q in read_judged(path)]
    start, library = Weights.load(), Library.open(settings.load().data, _progress)
    handbook = _covered(library.handbook_entries(), judged)
    everything = _covered(collect([*library.handbook, *library.store.load()]), judged)
    given = [e for entries, asked in (handbook, everything) for e in _examples(entries, asked, start)]
    weights = fit_weights(given, start)
    _report("sổ tay, và sổ tay cùng văn bản", cross_validate(lambda part: fit_weights(part, start), given))
    for corpus, path in law:
        alone = _examples(read_corpus(corpus), read_judged(path), start)
        weights = weights.with_law(fit_weights(alone, start))
        _report(corpus.name, cross_validate(lambda part: fit_weights(part, start), alone))
    out.write_text(weights.to_toml(), "utf-8")
    _progress(f"Đã ghi {out.name}.")
