"""Processes of their own: how long one takes from start to end, and how much memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.texts import ROOT


@dataclass(frozen=True, slots=True)
class Finished:
    """What a process said on stdout (one JSON object), its seconds from start to end, how many of them it computed,
    and its peak memory in MB."""

    said: dict[str, Any]
    seconds: float
    computing: float
    peak: float


def run(module: str, *arguments: object, data: Path | None = None) -> Finished:
    """Run `python -m module arguments…`; `data` is its data folder."""
    command = [sys.executable, "-m", "tests.bench.watched", module, *map(str, arguments)]
    environment = {**os.environ, **({"DANBIET_DATA": str(data)} if data else {})}
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    assert done.returncode == 0, done.stderr[-2000:]
    kilobytes, computing = done.stderr.split()[-2:]
    return Finished(json.loads(done.stdout), seconds, float(computing), int(kilobytes) / 1024)
