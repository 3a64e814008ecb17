"""What the law half speaks of: documents, their provisions, citations and hits.

Standard library only. Article numbers are strings ("12a"); texts are NFC. A document is kept in one of two sources:
`handbook` (our plain-language retelling) or `official` (an imported file). Both cite the same (number, article).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class KnowledgeError(Exception):
    """Something that a person can put right; the message is one clear Vietnamese sentence for them."""


class Source(StrEnum):
    """Where a text comes from."""

    HANDBOOK = "handbook"
    OFFICIAL = "official"


class Trust(StrEnum):
    """How far the copy at hand can be relied on (`do_tin_cay`)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Audience(StrEnum):
    """Whom a rule binds. No audience at all means everybody."""

    PRIVATE = "private"  # a private firm
    STATE = "state"  # a state enterprise
    PUBLIC_UNIT = "public_unit"  # a public unit: school, hospital
    OFFICE = "office"  # a state office
    COMMUNE = "commune"  # the people of a commune, village or quarter
    EMPLOYER = "employer"
    UNION = "union"
    PUBLIC = "public"  # everybody


@dataclass(frozen=True, slots=True)
class Point:
    """A point (điểm): letter "a" … "đ" … and its text without the letter."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause (khoản). `number` is None for text of an article that stands outside numbered clauses.

    In documents without articles it is "-3" (the third dash), "#12" (row 12 of a table) or a letter.
    """

    number: str | None
    text: str
    points: tuple[Point, ...] = ()

    def full_text(self) -> str:
        """The clause with its number and its points, a line each; a dash, a row or a letter stands in the text."""
        head = f"{self.number}. {self.text}" if self.number and self.number[0].isdigit() else self.text
        return "\n".join([head, *(f"{p.letter}) {p.text}" for p in self.points)])


@dataclass(frozen=True, slots=True)
class Question:
    """A question as workers ask it, with the numbers of the clauses that answer it; none means the whole article."""

    text: str
    clauses: tuple[str, ...] = ()


def clause_name(number: str) -> str:
    """ "2" → "khoản 2", "-3" → "gạch đầu dòng thứ 3", "#12" → "dòng 12", "b" → "điểm b"."""
    named = {"-": "gạch đầu dòng thứ ", "#": "dòng "}.get(number[0])
    if named:
        return named + number[1:].partition("'")[0]
    return f"khoản {number}" if number[0].isdigit() else f"điểm {number.partition(chr(39))[0]}"


@dataclass(frozen=True, slots=True)
class Article:
    """An article (điều) with the chapter and section that it stands in.

    `questions`, `see`, `topics`, `notes`, `audience`, `checked_on` and `source_hash` are filled by the handbook only.
    """

    number: str
    title: str
    clauses: tuple[Clause, ...]
    chapter: str = ""
    section: str = ""
    questions: tuple[Question, ...] = ()
    see: tuple[str, ...] = ()  # related provisions as "145/2020/NĐ-CP:43"
    topics: tuple[str, ...] = ()  # topic ids of handbook/topics.toml
    notes: tuple[str, ...] = ()  # what the reader must be told beside the text: amendments, missing texts
    audience: tuple[Audience, ...] = ()  # whom it binds, where that is narrower than the document
    checked_on: date | None = None
    source_hash: str = ""
    own: str = ""  # the place in a plan's own numbering that this retells: "II.2"

    def head_of(self, clause: Clause) -> Clause | None:
        """The heads of the columns above a row of a table ("#12"); None for any other clause, and for the heads."""
        if not (clause.number or "").startswith("#") or clause not in self.clauses:
            return None
        above = self.clauses[: self.clauses.index(clause) + 1]
        head = next((c for c in reversed(above) if (c.number or "").startswith("#0")), None)
        return head if head != clause else None

    def full_text(self) -> str:
        """All clauses, a line per clause or point, without the title."""
        return "\n".join(c.full_text() for c in self.clauses)


@dataclass(frozen=True, slots=True)
class Amendment:
    """What another document does to this one from a day on.

    `articles` empty means the whole document, or articles that are not known. `text` is the amending wording when it
    is at hand, "" when it is missing.
    """

    by: str
    effective_on: date | None
    articles: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A legal document and the days between which it applies.

    `expires_on` is the first day on which it no longer applies. A consolidated text (văn bản hợp nhất) names the
    document that it consolidates in `consolidates`; its provisions are cited under that number.
    """

    number: str
    title: str
    source: Source
    articles: tuple[Article, ...] = ()
    kind: str = ""
    issuer: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    replaces: tuple[str, ...] = ()
    amended_by: tuple[Amendment, ...] = ()
    consolidates: str | None = None
    trust: Trust = Trust.HIGH
    note: str = ""
    short: str = ""  # how people call it: "Nghị định 145"
    full_text_missing: bool = False  # a catalogue entry: "chưa có toàn văn"
    part: str = "Điều"  # what its numbered parts are called: "Mục" in a plan; "" when it has one part without a number
    audience: tuple[Audience, ...] = ()  # whom it binds
    attached_to: str = ""  # number of the document that this regulation or appendix came with

    @property
    def cited_as(self) -> str:
        """The number under which its provisions are cited."""
        return self.consolidates or self.number

    def in_force(self, as_of: date) -> bool:
        """Whether the document applies on that day; unknown dates count as open ends."""
        if self.effective_on and as_of < self.effective_on:
            return False
        return not (self.expires_on and as_of >= self.expires_on)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the law: document number, article, and clause and point where known."""

    document: str
    article: str
    clause: str | None = None
    point: str | None = None
    part: str = "Điều"

    @property
    def article_name(self) -> str:
        """The article as people name it: "Điều 43"; "" in a document without numbered parts."""
        return f"{self.part} {self.article}" if self.part else ""

    @property
    def clause_name(self) -> str:
        """The clause as people name it: "khoản 2", "gạch đầu dòng thứ 3", "dòng 12"; "" when none is meant."""
        return clause_name(self.clause) if self.clause else ""

    @property
    def key(self) -> str:
        """The article-level key that judged questions use: "145/2020/NĐ-CP:43"."""
        return f"{self.document}:{self.article}"

    @property
    def place(self) -> str:
        """The whole place as cards write it: "45/2019/QH14:137:3:a"."""
        return ":".join(filter(None, [self.document, self.article, self.clause, self.point]))


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a card says, and the provisions that it rests on."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What happened to a worker, and what holds then: an answer, what to do now, and the exceptions that matter.

    `name` is unique among all cards. Texts may hold dated figures in braces ("{2*base_salary}"). `place` is the file
    and line on which the card begins.
    """

    name: str
    answer: Statement
    steps: tuple[Statement, ...] = ()
    exceptions: tuple[Statement, ...] = ()
    audience: tuple[Audience, ...] = ()
    topics: tuple[str, ...] = ()  # topic ids of handbook/topics.toml
    questions: tuple[str, ...] = ()
    place: str = ""

    @property
    def mark(self) -> str:
        """A short name for buttons: twelve hex digits."""
        return hashlib.blake2b(self.name.encode(), digest_size=6).hexdigest()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that it says, the answer first."""
        return (self.answer, *self.steps, *self.exceptions)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All provisions that it cites, each once, those of the answer first."""
        return tuple(dict.fromkeys(c for statement in self.statements for c in statement.citations))


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a hit: the words of one source, with the clause that answers first."""

    source: Source
    article: Article  # the whole article in this source
    clause: Clause | None  # the clause that answers, or None when the article has no better part
    point: str | None = None


class NoteKind(StrEnum):
    """What must be said beside a text; the words stand with the channels."""

    EXPIRED = "expired"
    """Since `day`."""
    NOT_YET_IN_FORCE = "not_yet_in_force"
    """Until `day`."""
    AMENDED = "amended"
    """This article, by the one amendment."""
    AMENDED_SOMEWHERE = "amended_somewhere"
    """The document, by amendments whose articles are not known."""
    RETOLD_AS_AMENDED = "retold_as_amended"
    """The plain words tell the law of today, not that of the day asked."""
    TEXT_MISSING = "text_missing"
    UNCHECKED = "unchecked"
    BOOK = "book"
    """The handbook's own words, and sums worked out of its clauses: `text`."""


@dataclass(frozen=True, slots=True)
class Note:
    """One such thing, with its facts."""

    kind: NoteKind
    day: date | None = None
    amendments: tuple[Amendment, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers, in every source that holds it (handbook first); or a card, over the article that it
    cites first.

    `pointed` says that the clause of the passages is likely enough the answering one to be pointed at.
    """

    citation: Citation
    title: str
    document_title: str
    passages: tuple[Passage, ...]
    in_force: bool
    effective_on: date | None
    expires_on: date | None
    trust: Trust
    notes: tuple[Note, ...]  # amendments, expiry, missing text, trust: what must be said beside the text
    score: float
    card: Card | None = None  # with the sums of the day in its words
    audience: tuple[Audience, ...] = ()  # whom it binds; none means everybody
    amendments: tuple[Amendment, ...] = ()  # what amends the article, or may
    pointed: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The articles that it rests on, its own first: all of a card's."""
        cited = self.card.citations if self.card else ()
        return tuple(dict.fromkeys([self.citation.key, *(c.key for c in cited)]))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question got: hits best first, or none and the nearest topics."""

    question: str
    rewritten: str
    as_of: date
    answered: bool
    hits: tuple[Hit, ...]
    topics: tuple[str, ...] = ()  # ids of the nearest topics, to narrow an unclear question or after an abstention
    unclear: bool = False  # a few words that fit several topics: ask which one is meant
    chance: float = 1.0  # how probable it is that the first hit is the right one
    pointer: str = ""  # after an abstention: who answers this neighbour of labour law
    english: bool = False  # asked in English, and so not searched


class QuestionOutcome(StrEnum):
    """What became of a question, and what was said of its answer."""

    ANSWERED = "answered"
    DOUBTFUL = "doubtful"  # answered, and others were offered beside it
    NOT_FOUND = "not_found"
    HELPED = "helped"
    NOT_HELPED = "not_helped"


@dataclass(frozen=True, slots=True)
class WagePlace:
    """A place and its wage region, 1 to 4; `commune` is "" where the region itself was named."""

    region: int
    commune: str = ""  # with its province: "Phường Dĩ An, Thành phố Hồ Chí Minh"
    listed_in: Citation | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject to browse, tied to one part of the motto (`know`, `discuss`, `do`, `check`, `supervise`, `benefit`)."""

    id: str
    title: str
    motto: str
    parent: str | None = None


class Extent(StrEnum):
    """How much of a document a file held, as far as we can know."""

    COMPARED = "compared"  # it equals the copy that the handbook was checked against
    CONSISTENT = "consistent"  # nothing speaks against it being whole; there is no copy to compare it with
    WITHOUT_ENCLOSURES = "without_enclosures"  # the same, but an appendix or a regulation issued with it is missing
    UNCLEAR = "unclear"  # its end is not marked, or a sentence has no stop
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one file: the document it holds, and what its reader should know."""

    file: str
    document: str | None
    title: str = ""
    articles: tuple[str, ...] = ()
    holes: tuple[str, ...] = ()  # article numbers that should stand between the first and the last
    warnings: tuple[str, ...] = ()
    extent: Extent = Extent.PARTIAL
    status: str = "imported"  # imported | unchanged | replaced | kept | refused | skipped
    error: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    part: str = "Điều"  # what `articles` are called

    @property
    def whole(self) -> bool:
        """Whether nothing speaks against the document being whole."""
        return self.extent in {Extent.COMPARED, Extent.CONSISTENT}
