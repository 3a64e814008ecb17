"""Runs a module as `python -m` does and then says on stderr what it cost: peak memory in kB, seconds of processor time.

The kernel's mark for this process alone (VmHWM) is read, because the one that a parent gets counts the parent's own
memory at the time of the start too.
"""

from __future__ import annotations

import atexit
import runpy
import sys
import time
from pathlib import Path


def _say_cost() -> None:
    status = Path("/proc/self/status").read_text("ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(kilobytes, time.process_time(), file=sys.stderr)


if __name__ == "__main__":
    atexit.register(_say_cost)
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
