"""`danbiet knowledge check --handbook`: entries that break their rules or no longer match the official texts."""

from __future__ import annotations

from pathlib import Path

import click

from bot.clock import vietnam_now
from bot.commands.knowledge import open_store
from bot.texts import handbook as words
from knowledge.handbook.bundled import handbook_files, read_topics
from knowledge.handbook.check import check_rules, check_sources
from knowledge.handbook.check import stamp as write_stamp
from knowledge.handbook.reader import read_handbook
from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.importing.outlines import write_outlines
from knowledge.model import Document, Extent
from knowledge.situations.check import check_cards
from knowledge.situations.reader import read_bundled_cards
from knowledge.store import KnowledgeStore


def check_handbook(official: Path | None, stamp: bool) -> bool:
    """Print what is to be mended, beside the texts of a folder or those imported; True when there is nothing."""
    documents = {path: read_handbook(path) for path in handbook_files()}
    if stamp:
        write_outlines([])  # a copy is not held to the one whose place it takes
    originals, whole = _official(official)
    held = {d.cited_as for d in originals}
    beside = sum(d.number in held for d in documents.values())
    if stamp:
        count = sum(write_stamp(path, document, originals) for path, document in documents.items())
        outlines = write_outlines(d for d in originals if d.number in whole)
        click.echo(words.STAMPED.format(count=count, outlines=outlines))
        return True
    topics, today = {topic.id for topic in read_topics()}, vietnam_now().date()
    cards = read_bundled_cards()
    problems = check_rules(list(documents.values()), topics)
    problems += check_sources(documents.values(), originals, today)
    problems += check_cards(cards, [*documents.values(), *originals], topics, today)
    for problem in problems:
        click.echo(words.PROBLEM.format(place=problem.place, text=problem.text))
    entries = sum(len(document.articles) for document in documents.values())
    counts = {"entries": entries, "documents": len(documents), "cards": len(cards)}
    click.echo(words.CHECKED.format(**counts, beside=beside, problems=len(problems)))
    return not problems


def _official(folder: Path | None) -> tuple[list[Document], set[str]]:
    """The official documents of a folder, or those imported; and the numbers of those with metadata that came whole."""
    store = KnowledgeStore() if folder else open_store()
    whole: set[str] = set()
    try:
        if folder:
            reports = import_paths([folder], store, ImportOptions(), lambda line: click.echo(line, err=True))
            whole = {str(r.document) for r in reports if Path(r.file).is_dir() and r.extent != Extent.PARTIAL}
        return store.load(), whole
    finally:
        store.close()
