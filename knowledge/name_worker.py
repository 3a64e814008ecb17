"""A process of its own that finds names of people: a text a line (JSON) in, its names a line (JSON) out; see names.py.

It is started as a file and imports nothing of ours. underthesea brings libraries that speak to networks and unpack
models; here they hold no key, no setting and no connection. It ends when it is idle or when nobody listens.
"""

from __future__ import annotations

import json
import os
import select
import sys
from contextlib import suppress

IDLE_SECONDS = 60.0


def main() -> None:
    """Answer until the input ends or rests."""
    from underthesea import ner

    os.nice(10)
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0]:
        line = sys.stdin.readline()
        if not line:
            return
        print(json.dumps(names_of(ner(json.loads(line)))), flush=True)  # noqa: T201 - the answer


def names_of(tagged: list[tuple[str, str, str, str]]) -> list[str]:
    """The names in words that carry tags, longest first."""
    names: list[str] = []
    current: list[str] = []
    for word, _pos, _chunk, tag in [*tagged, ("", "", "", "O")]:
        if tag == "I-PER" and current:
            current.append(word)
            continue
        if current:
            names.append(" ".join(current))
        current = [word] if tag.endswith("-PER") else []
    return sorted(names, key=len, reverse=True)


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt):
        main()
