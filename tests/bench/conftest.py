"""One fresh installation for all benchmarks of the bundled handbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.processes import Finished, run

QUESTION = "bị đuổi việc không báo trước có được đền bù gì không"


@dataclass(frozen=True, slots=True)
class Installed:
    """A data folder whose index is saved, and what the first run cost that built it."""

    data: Path
    first: Finished


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    data = tmp_path_factory.mktemp("installed")
    return Installed(data, run("bot.cli", "ask", "--json", QUESTION, data=data))
