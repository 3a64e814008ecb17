"""Reads situation cards: `[name]`, then lines that each begin with a mark.

`=` the answer; `-` a step to take now; `!` an exception; `>` the provisions on which the line above rests (after steps:
all steps since the last `>`), as "45/2019/QH14:137:3, 45/2019/QH14:190"; `@for:` whom it binds; `@topics:`; `?` a
question as workers ask it. Empty lines and lines with `#` are passed over. A mistake names its file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.citations import read_citation
from knowledge.handbook.reader import read_audience
from knowledge.model import Audience, Card, Citation, KnowledgeError, Statement
from knowledge.normalize import clean

HERE = Path(__file__).parent
_NAME = re.compile(r"\[\s*(\S.*?)\s*\]")


def card_files() -> list[Path]:
    """The files of the bundled cards in a fixed order."""
    return sorted(HERE.glob("*.txt"))


def read_bundled_cards() -> list[Card]:
    """Every bundled card, in the order of the files."""
    return [card for path in card_files() for card in read_cards(path)]


def read_cards(path: Path) -> list[Card]:
    """The cards of one file; raises KnowledgeError naming the file and line at fault."""
    drafts: list[_Draft] = []
    for number, raw in enumerate(clean(path.read_text(encoding="utf-8")).splitlines(), 1):
        line, place = raw.strip(), f"{path.name}, dòng {number}"
        if not line or line.startswith("#"):
            continue
        if named := _NAME.fullmatch(line):
            drafts.append(_Draft(named[1], place))
        elif not drafts:
            raise KnowledgeError(f"{place}: hãy bắt đầu bằng tên một thẻ trong ngoặc vuông, như “[nghỉ ốm]”.")
        else:
            drafts[-1].add(line, place)
    return [draft.card() for draft in drafts]


@dataclass(slots=True)
class _Draft:
    """A card while its lines are read: what it says as (mark, text, citations)."""

    name: str
    place: str
    said: list[tuple[str, str, tuple[Citation, ...]]] = field(default_factory=list)
    audience: tuple[Audience, ...] = ()
    topics: tuple[str, ...] = ()
    questions: list[str] = field(default_factory=list)

    def add(self, line: str, place: str) -> None:
        """Take up one line."""
        mark, text = line[0], line[1:].strip()
        if mark not in "=-!>@?" or not text:
            raise KnowledgeError(f"{place}: mỗi dòng bắt đầu bằng =, >, -, !, @ hoặc ? rồi tới nội dung.")
        if mark == ">":
            self._cite(text, place)
        elif mark == "?":
            self.questions.append(text)
        elif mark == "@":
            self._mark(text, place)
        elif (mark == "=") != (not self.said):
            raise KnowledgeError(f"{place}: mỗi thẻ có đúng một dòng “=”, đứng trước các dòng “-” và “!”.")
        else:
            self.said.append((mark, text, ()))

    def _cite(self, text: str, place: str) -> None:
        """Tie provisions to the line above, or to all steps above that have none."""
        named = [(part.strip(), read_citation(part)) for part in text.split(",")]
        if wrong := [part for part, citation in named if citation is None]:
            raise KnowledgeError(f"{place}: không đọc được căn cứ “{wrong[0]}”; ghi dạng 45/2019/QH14:137:3.")
        last = len(self.said) - 1
        if last < 0 or self.said[last][2]:
            raise KnowledgeError(f"{place}: dòng “>” phải đứng ngay dưới điều nó làm căn cứ; gộp hai dòng “>” làm một.")
        first = last
        while self.said[first][0] == "-" and self.said[first - 1][0] == "-" and not self.said[first - 1][2]:
            first -= 1
        citations = tuple(citation for _, citation in named if citation)
        self.said[first:] = [(mark, words, citations) for mark, words, _ in self.said[first:]]

    def _mark(self, text: str, place: str) -> None:
        key, _, value = (part.strip() for part in text.partition(":"))
        if key == "for":
            self.audience = read_audience(value, place)
        elif key == "topics":
            self.topics = tuple(part.strip() for part in value.split(",") if part.strip())
        else:
            raise KnowledgeError(f"{place}: không hiểu “@{key}”; có @for và @topics.")

    def card(self) -> Card:
        """The whole card."""
        if not self.said:
            raise KnowledgeError(f"{self.place}: thẻ “{self.name}” thiếu câu trả lời (dòng “=”).")
        return Card(
            self.name,
            answer=self._statements("=")[0],
            steps=self._statements("-"),
            exceptions=self._statements("!"),
            audience=self.audience,
            topics=self.topics,
            questions=tuple(self.questions),
            place=self.place,
        )

    def _statements(self, wanted: str) -> tuple[Statement, ...]:
        return tuple(Statement(text, citations) for mark, text, citations in self.said if mark == wanted)
