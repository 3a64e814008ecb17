"""The main run of articles: the one that begins in the body and ends at the signature, "Nơi nhận" or "Phụ lục".

Tables of contents, model contracts and attached regulations number their own "Điều 1." again. The first run is the
document's unless a later one only repeats its titles with text below them. Inside it numbering is trusted more than
quotation marks, except in texts that amend others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.headings import Heading, candidates, letter_rank, split_number
from knowledge.normalize import fold
from knowledge.quotes import closed_blocks

MAX_GAP = 10  # how many article headings may be lost in a row (bad scans) before the next ones must confirm a number
_MAX_RUNS = 12
_CONFIRMED = 2  # headings that go on after a mark of the end, before it is taken for a false one
_LOST = 3  # headings that a scan may lose just after such a false mark
_SAME_TITLE = 25  # letters by which a line of a table of contents is known

# what follows the last article: signature, recipients, appendices
_CLOSING = re.compile(
    r"[\W_]*(?:PHỤ LỤC|Phụ lục(?: (?:số )?[IVX\d]+[A-Z]?)?$|MẪU SỐ|Mẫu số:? ?\d+[^.]{0,40}$|BIỂU MẪU|Nơi nhận"
    r"|\(Xem tiếp"
    r"|(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết) này (?:đã )?được .{0,120}thông qua"
    r"|\|? ?(?:TM|KT|TUQ|TL)\. ?[A-ZĐ]|(?:CHỦ TỊCH|CHỦ NHIỆM|THỦ TƯỚNG|BỘ TRƯỞNG)(?: QUỐC HỘI)?\b(?!.*[.;]$)"
    r"|VĂN PHÒNG QUỐC HỘI|XÁC THỰC VĂN BẢN|HỢP ĐỒNG(?: [A-ZĐÀ-Ỹ ]+)?$"
    r"|Văn bản liên quan|HIỆU LỰC VĂN BẢN|MỤC LỤC|FILE ĐƯỢC ĐÍNH KÈM)"  # web pages
)
_ATTACHED = re.compile(
    r"[\W_]*(?P<kind>QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|QUY TRÌNH|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|CHIẾN LƯỢC|HƯỚNG DẪN"
    r"|QUY CHUẨN|BỘ TIÊU CHÍ|QUY TẮC|DANH MỤC|BẢNG|MẪU)\b"
)
_COMES_WITH = re.compile(r"\W*(?:(?i:được )?(?i:ban hành|phê duyệt) )?(?i:kèm theo)\b")
_REPEALED = re.compile(r"\W*(?:được |bị )?bãi bỏ\W*$")
_PART_LINE = re.compile(r"(?:Phần|Chương|Mục|Tiểu mục)\s+(?:thứ \w+|[IVXLC]+|\d+|[A-Z])\W*$", re.IGNORECASE)
_TITLE_LINES = 4
_WITHIN = 10  # lines between an attached text's name and "(Ban hành kèm theo …)"


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
    if not starts or not _ends_between(ends, found[0].line, found[starts[0]].line):
        starts = starts or [0]
    else:
        starts = [0, *(s for s in starts if s)]
    runs = [_run(found[start:], ends, quoted, amending) for start in starts]
    main = _choose([run for run in runs if run], ends)
    end = _end_of(lines, main, ends)
    used = {h.line for h in main}
    unused = [
        h.number for h in found if h.sure and main[0].line < h.line < end and h.line not in used and not quoted[h.line]
    ]
    return MainRun(tuple(main), end, tuple(unused))


def _without_repealed_twins(found: Sequence[Heading]) -> list[Heading]:
    """The headings but for "Điều 33. (được bãi bỏ)" where another article has that number now."""
    held = {h.number for h in found if not _REPEALED.match(h.rest)}
    return [h for h in found if h.number not in held or not _REPEALED.match(h.rest)]


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


def is_end(lines: Sequence[str], index: int) -> bool:
    """Whether a line can be the first after the articles; below "Chương III" it is a title."""
    if _in_title_of_part(lines, index):
        return False
    return bool(_CLOSING.match(lines[index])) or is_attached(lines, index)


def _in_title_of_part(lines: Sequence[str], index: int) -> bool:
    """Whether a line belongs to the name, in capitals, of a chapter or section that begins above it."""
    above = index - 1
    while above > max(0, index - _TITLE_LINES) and lines[above].isupper() and not _PART_LINE.match(lines[above]):
        above -= 1
    return above >= 0 and bool(_PART_LINE.match(lines[above]))


def is_attached(lines: Sequence[str], index: int) -> bool:
    """Whether a text that was issued with this one begins at a line: "QUY CHẾ", then "(Ban hành kèm theo …)"."""
    match = _ATTACHED.match(lines[index])
    if not match or not match["kind"].isupper() or lines[index].endswith((".", ";")) or len(lines[index]) > 250:
        return False
    head = lines[index : index + _WITHIN]
    return any(_COMES_WITH.match(line) or re.search(r"\((?:Ban hành )?[Kk]èm theo", line) for line in head)


def _ends_between(ends: Sequence[int], first: int, last: int) -> bool:
    return bisect_right(ends, first) < bisect_right(ends, last)


def _choose(runs: Sequence[list[Heading]], ends: Sequence[int]) -> list[Heading]:
    """The first run, unless it is a table of contents, or a lone line before the real one."""
    for place, run in enumerate(runs[:-1]):
        following = runs[place + 1]
        stray = len(run) == 1 and len(following) > 2 and not _ends_between(ends, run[0].line, following[0].line)
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


def _run(found: Sequence[Heading], ends: Sequence[int], quoted: Sequence[bool], amending: bool) -> list[Heading]:
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
            if _ends_between(ends, region[-1].line, heading.line) and not _goes_on(found[index:], highest + 1):
                break
            highest = max(highest, value) if value <= highest + MAX_GAP else highest
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
    return lost and (gap <= MAX_GAP or confirmed)


def _end_of(lines: Sequence[str], run: Sequence[Heading], ends: Sequence[int]) -> int:
    """The line after the last article's: at a mark of the end, or after "./."."""
    last, marks = run[-1].line, set(ends)
    for index in range(last, len(lines)):
        if index > last and index in marks:
            return index
        if lines[index].endswith("./."):
            return index + 1
    return len(lines)
