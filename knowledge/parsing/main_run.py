"""The main run of articles: the one that begins in the body and ends at the signature, "Nơi nhận" or "Phụ lục".

Tables of contents, model contracts and attached regulations number their own "Điều 1." again. The first run is the
document's unless a later one only repeats its titles with text below them. Inside it numbering is trusted more than
quotation marks, except in texts that amend others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.normalize import fold
from knowledge.parsing.article_run import read_run
from knowledge.parsing.body_end import ends_between, is_end
from knowledge.parsing.headings import Heading, candidates, letter_rank, split_number
from knowledge.parsing.quotes import closed_blocks

_MAX_RUNS = 12
_SAME_TITLE = 25  # letters by which a line of a table of contents is known
_BESIDE = 2  # headings between which an article and its repealed twin stand
_REPEALED = re.compile(r"\W*(?:được |bị )?bãi bỏ\W*$")


@dataclass(frozen=True, slots=True)
class MainRun:
    """The headings of the main run, the line where the body ends, and headings in the body that fit nowhere."""

    headings: tuple[Heading, ...] = ()
    end: int = 0
    unused: tuple[str, ...] = ()


def find_main_run(lines: Sequence[str], *, amending: bool = False, marked: bool = False) -> MainRun:
    """The articles of the document itself.

    `amending` says that it quotes the articles of others, `marked` that the source itself marked every article.
    """
    found = _without_repealed_twins(candidates(lines))
    if not found:
        return MainRun()
    if marked:
        return _marked_run(found, len(lines))
    ends = [i for i in range(len(lines)) if is_end(lines, i)]
    quoted = closed_blocks(lines)
    starts = [i for i, h in enumerate(found) if h.number == "1" and h.sure and not quoted[h.line]][:_MAX_RUNS]
    if not starts or not ends_between(ends, found[0].line, found[starts[0]].line):
        starts = starts or [0]
    else:
        starts = [0, *(s for s in starts if s)]
    runs = [read_run(found[start:], ends, quoted, amending) for start in starts]
    main = _choose([run for run in runs if run], ends)
    end = _end_of(lines, main, ends)
    used = {h.line for h in main}
    unused = [
        h.number for h in found if h.sure and main[0].line < h.line < end and h.line not in used and not quoted[h.line]
    ]
    return MainRun(tuple(main), end, tuple(unused))


def _without_repealed_twins(found: Sequence[Heading]) -> list[Heading]:
    """The headings but for "Điều 33. (được bãi bỏ)" where an article beside it has that number now."""
    return [h for i, h in enumerate(found) if not (_REPEALED.match(h.rest) and _has_twin(found, i))]


def _has_twin(found: Sequence[Heading], place: int) -> bool:
    beside = found[max(0, place - _BESIDE) : place + _BESIDE + 1]
    return any(h.number == found[place].number and not _REPEALED.match(h.rest) for h in beside)


def _marked_run(found: Sequence[Heading], end: int) -> MainRun:
    """Every heading that counts on, with gaps of any size."""
    run: list[Heading] = []
    for heading in found:
        if not run or _order(heading.number) > _order(run[-1].number):
            run.append(heading)
    return MainRun(tuple(run), end)


def _order(number: str) -> tuple[int, int]:
    value, letter = split_number(number)
    return value, letter_rank(letter) + 1 if letter else 0


def _choose(runs: Sequence[list[Heading]], ends: Sequence[int]) -> list[Heading]:
    """The first run, unless it is a table of contents, or a lone line before the real one."""
    for place, run in enumerate(runs[:-1]):
        following = runs[place + 1]
        stray = len(run) == 1 and len(following) > 2 and not ends_between(ends, run[0].line, following[0].line)
        if not stray and not any(_lists_titles_of(run, later) for later in runs[place + 1 :]):
            return run
    return runs[-1]


def _lists_titles_of(contents: Sequence[Heading], run: Sequence[Heading]) -> bool:
    if len(run) < len(contents) * 0.6 or _with_text(contents) > max(1, len(contents) / 2):
        return False
    titles = {h.number: _start(h.rest) for h in run}
    same = sum(titles.get(h.number) == _start(h.rest) != "" for h in contents)
    return same >= 0.7 * len(contents)


def _start(title: str) -> str:
    return re.sub(r"[\W\d_]+", "", fold(title))[:_SAME_TITLE]


def _with_text(run: Sequence[Heading]) -> int:
    return len(run) - sum(b.line == a.line + 1 for a, b in pairwise(run))


def _end_of(lines: Sequence[str], run: Sequence[Heading], ends: Sequence[int]) -> int:
    """The line after the last article's: at a mark of the end, or after "./."."""
    last, marks = run[-1].line, set(ends)
    for index in range(last, len(lines)):
        if index > last and index in marks:
            return index
        if lines[index].endswith("./."):
            return index + 1
    return len(lines)
