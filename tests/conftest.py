"""What all tests share: an index of a collection is built once and found again by what it was built from."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

import knowledge
from knowledge.catalog import Catalog
from knowledge.handbook.bundled import read_bundled
from knowledge.handbook.reader import read_handbook
from knowledge.library import Library
from knowledge.minimum_wage import GENERAL_CARD
from knowledge.situations.reader import read_bundled_cards

ONE_BOOK = "293/2025/NĐ-CP"
KEPT = 8  # indexes of earlier runs


@pytest.fixture(scope="session", autouse=True)
def shared_indexes(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The index of the bundled books takes seconds to build, and dozens of tests open it in a folder of their own.

    It is kept in pytest's cache under the digest of the program's law half and of the collection.
    """
    kept = getattr(pytestconfig, "cache", None)
    shelf = kept.mkdir("indexes") if kept else tmp_path_factory.getbasetemp() / "indexes"
    with pytest.MonkeyPatch.context() as patch:
        _share(patch, shelf, _digest_of_program())
        yield


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Read once in a process: the certificate authorities, 30 ms for each HTTP client, and the bundled handbook, 450 ms
    for each command of the operator. Tests make hundreds of the one and dozens of the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ssl.create_default_context", cache(ssl.create_default_context))
        patch.setattr("knowledge.handbook.bundled.read_handbook", cache(read_handbook))
        yield


@pytest.fixture(scope="module")
def one_book() -> Iterator[None]:
    """A short document and one card: an index of them costs 0.2 s, one of everything that is bundled twenty."""
    books = [document for document in read_bundled() if document.number == ONE_BOOK]
    cards = [card for card in read_bundled_cards() if card.name == GENERAL_CARD]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("knowledge.library.read_bundled", lambda: books)
        patch.setattr("knowledge.library.read_bundled_cards", lambda: cards)
        yield


def _share(patch: pytest.MonkeyPatch, shelf: Path, program: bytes) -> None:
    build = Library._catalog

    def catalog(library: Library) -> Catalog:
        books = [document.number for document in library.handbook]  # a test may leave most of them out
        parts = f"{library._fingerprint()} {sorted(library._cards)} {books}"
        key = hashlib.sha256(program + parts.encode()).hexdigest()[:32]
        with _alone(shelf, key):
            if not library._index_folder.exists() and (shelf / key).exists():
                _link(shelf / key, library._index_folder)
            found = build(library)
            if not (shelf / key).exists():
                _link(library._index_folder, shelf / key)
                _forget_old(shelf)
        return found

    patch.setattr(Library, "_catalog", catalog)


def _digest_of_program() -> bytes:
    folder = Path(knowledge.__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*folder.rglob("*.py"), *folder.glob("data/*")]):
        digest.update(path.read_bytes())
    return digest.digest()


@contextmanager
def _alone(shelf: Path, key: str) -> Iterator[None]:
    """Tests run side by side: of those that want the same index one builds it and the others wait."""
    shelf.mkdir(parents=True, exist_ok=True)
    with (shelf / f"{key}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _link(source: Path, target: Path) -> None:
    """A folder of its own; the arrays, which nobody writes into, are the same files."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(source, scratch, copy_function=lambda a, b: os.link(a, b) if a.endswith(".npy") else _copy(a, b))
    scratch.rename(target)


def _copy(source: str, target: str) -> None:
    shutil.copyfile(source, target)


def _forget_old(shelf: Path) -> None:
    folders = sorted((path for path in shelf.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for old in folders[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
        old.with_name(f"{old.name}.lock").unlink(missing_ok=True)
