"""`danbiet serve` as a process of its own, to be stopped in any way."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.doubles.server import free_port

ROOT = Path(__file__).parents[2]


class Serve:
    """A process that serves; `small` uses the tests' library, which starts faster."""

    def __init__(self, data: Path, environment: dict[str, str], *, small: bool = True) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.staff_port = free_port()
        self.staff_address = f"http://127.0.0.1:{self.staff_port}"
        self.data = data
        self.errors = data.parent / "stderr.log"
        self._module = "tests.doubles.small_serve" if small else "bot"
        self._arguments = [] if small else ["serve"]
        kept = {k: v for k, v in os.environ.items() if not k.startswith("DANBIET_")}
        self.environment = {
            **kept,
            "DANBIET_DATA": str(data),
            "DANBIET_PORT": str(self.port),
            "DANBIET_STAFF_PORT": str(self.staff_port),
            "TMPDIR": str(data.parent),  # token locks of tests that run side by side do not meet
            **environment,
        }
        self.folder = ROOT
        self.process: subprocess.Popen[bytes] | None = None
        atexit.register(self._leave_nothing)

    def start(self) -> None:
        """Start without waiting; a folder that was not begun becomes a trial, as `make run` makes it."""
        if not (self.data / "feedback.db").exists():
            begin = [sys.executable, "-m", "bot", "trial", "--if-new"]
            subprocess.run(begin, cwd=self.folder, env=self.environment, capture_output=True, check=False)
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self._module, *self._arguments],
                cwd=self.folder,
                env=self.environment,
                stdout=errors,
                stderr=errors,
            )

    def wait_until_ready(self, seconds: float = 120.0) -> None:
        """Wait until the page answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process
            assert self.process.poll() is None, self.errors.read_text(encoding="utf-8")[-2000:]
            try:
                httpx.get(f"{self.address}/healthz", timeout=5)
                return
            except httpx.HTTPError:
                time.sleep(0.02)
        raise AssertionError("the process did not become ready")

    def _leave_nothing(self) -> None:
        """A test that failed may not have ended its process."""
        if self.process and self.process.poll() is None:
            self.process.kill()

    def kill(self) -> None:
        """kill -9."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; the exit status."""
        assert self.process
        self.process.send_signal(how)
        return self.process.wait(30)
