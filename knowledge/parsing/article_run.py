"""One believable sequence of articles: numbers that count on, with what scans lose and what amending texts quote."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.parsing.body_end import ends_between
from knowledge.parsing.headings import Heading, letter_rank, split_number

_MAX_GAP = 10  # how many article headings may be lost in a row (bad scans) before the next ones must confirm a number
_CONFIRMED = 2  # headings that go on after a mark of the end, before it is taken for a false one
_LOST = 3  # headings that a scan may lose just after such a false mark


def read_run(found: Sequence[Heading], ends: Sequence[int], quoted: Sequence[bool], amending: bool) -> list[Heading]:
    """The believable sequence of articles from the first heading on, up to the end of the body."""
    region = _region(found, ends, quoted)
    plain = {h.number: h.line for h in region if h.sure and not quoted[h.line]}
    later = max((split_number(h.number)[0] for h in region if not quoted[h.line]), default=0)
    run: list[Heading] = []
    for index, heading in enumerate(region):
        if not _may_follow(run[-1].number if run else None, heading, region[index + 1 :], plain):
            continue
        if quoted[heading.line]:
            needed = heading.line > plain.get(heading.number, -1) and split_number(heading.number)[0] < later
            if amending or not needed:
                continue
        run.append(heading)
    return run


def _region(found: Sequence[Heading], ends: Sequence[int], quoted: Sequence[bool]) -> list[Heading]:
    """The headings up to where numbering begins anew, or where an end is followed by nothing that goes on."""
    region = [found[0]]
    highest = split_number(found[0].number)[0]
    for index, heading in enumerate(found[1:], 1):
        value = split_number(heading.number)[0]
        if not quoted[heading.line]:
            if heading.number == "1" and _goes_on(found[index:], 1):
                break
            if ends_between(ends, region[-1].line, heading.line) and not _goes_on(found[index:], highest + 1):
                break
            highest = max(highest, value) if value <= highest + _MAX_GAP else highest
        region.append(heading)
    return region


def _goes_on(found: Sequence[Heading], value: int) -> bool:
    """Whether the next headings are `value`, `value` + 1 …; past the first article a few may be lost."""
    numbers = (split_number(h.number) for h in found)
    counts = [n for n, letter in numbers if not letter][:_CONFIRMED]
    first = counts[0] if counts else 0
    steady = bool(counts) and counts == list(range(first, first + len(counts)))
    if value == 1:
        return steady and first == 1 and len(counts) == _CONFIRMED
    return steady and (first == value or (value < first <= value + _LOST and len(counts) == _CONFIRMED))


def _may_follow(last: str | None, heading: Heading, following: Sequence[Heading], plain: dict[str, int]) -> bool:
    """Whether an article may come after number `last`; `plain` says where each number is seen last, unquoted."""
    value, letter = split_number(heading.number)
    if last is None:
        return True
    last_value, last_letter = split_number(last)
    if value == last_value:
        return bool(letter) and (not last_letter or letter_rank(letter) > letter_rank(last_letter))
    gap = value - last_value
    if letter or gap < 1 or (not heading.sure and (gap > 1 or heading.number in plain)):
        return False
    if gap == 1:
        return True
    lost = all(plain.get(str(n), -1) < heading.line for n in range(last_value + 1, min(value, last_value + 4)))
    confirmed = any(split_number(h.number)[0] == value + 1 for h in following[:2])
    return lost and (gap <= _MAX_GAP or confirmed)
