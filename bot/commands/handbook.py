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
from knowledge.importer import ImportOptions, import_paths
from knowledge.model import Document
from knowledge.situations.check import check_cards
from knowledge.situations.reader import read_bundled_cards
from knowledge.store import KnowledgeStore
from knowledge.units import find_units


def check_handbook(official: Path | None, stamp: bool) -> bool:
    """Print what is to be mended, beside the texts of a folder or those imported; True when there is nothing."""
    documents = {path: read_handbook(path) for path in handbook_files()}
    originals = _official(official)
    held = {d.cited_as for d in originals}
    beside = sum(d.number in held for d in documents.values())
    if stamp:
        count = sum(write_stamp(path, document, originals) for path, document in documents.items())
        click.echo(words.STAMPED.format(count=count))
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


def _official(folder: Path | None) -> list[Document]:
    """The official documents of a folder, or those imported."""
    store = KnowledgeStore() if folder else open_store()
    try:
        if folder:
            units = find_units(folder)
            for _ in import_paths(units, store, ImportOptions(), lambda line: click.echo(line, err=True)):
                pass
        return store.load()
    finally:
        store.close()
