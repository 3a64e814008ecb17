"""Several commands open a fresh data folder at the same moment."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from bot.engine.desk_beside import DeskBox
from bot.engine.sealing import Seal
from knowledge.catalog import Catalog
from knowledge.collection import collect
from knowledge.desk import Desk
from knowledge.handbook.bundled import read_bundled
from knowledge.store import KnowledgeStore
from knowledge.weights import Weights

AT_ONCE = 6
BOX = DeskBox(Seal(bytes(32)))


def test_many_open_a_fresh_folder_at_once(tmp_path: Path) -> None:
    together = Barrier(AT_ONCE)

    def opens(number: int) -> tuple[list[object], tuple[object, ...]]:
        together.wait()
        folder = tmp_path / str(number % 2)
        return list(KnowledgeStore(folder / "knowledge.db").documents()), Desk(folder / "desk.db", BOX).open()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(opens, range(AT_ONCE))) == [([], ())] * AT_ONCE


def test_many_save_the_same_index_at_once(tmp_path: Path) -> None:
    built = Catalog.build(collect(read_bundled()[:1]), Weights.load().index)
    together = Barrier(AT_ONCE)

    def saves(_: int) -> bool:
        together.wait()
        built.save(tmp_path / "data" / "index", "mark")
        return Catalog.load(tmp_path / "data" / "index", "mark") is not None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert all(pool.map(saves, range(AT_ONCE)))


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    Desk(tmp_path / "desk.db", BOX)
    assert stat.S_IMODE((tmp_path / "desk.db").stat().st_mode) == 0o600
