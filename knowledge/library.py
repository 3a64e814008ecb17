"""The law half in one object: everything known, asked by question, by citation or by topic.

`Library.open` reads the bundled handbook, opens knowledge.db and the saved index (built on first use and after every
change). Official documents are read from the database when an answer needs them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.answer import make_hit, with_card
from knowledge.catalog import Catalog
from knowledge.citations import find_citation
from knowledge.collection import Entry, collect, without_superseded
from knowledge.follow_up import search_after
from knowledge.handbook.bundled import handbook_files, read_bundled, read_topics
from knowledge.language import is_english
from knowledge.minimum_wage import MinimumWage, asks_minimum_wage, minimum_wages, wage_card, wage_places
from knowledge.model import Answer, Audience, Citation, Document, Hit, Source, Topic, WagePlace
from knowledge.questions import OwnQuestions
from knowledge.region_appendix import holds_regions, region_list
from knowledge.search import Found, Place, Ranked, Result, Searcher, ranked
from knowledge.situations.reader import card_files, read_bundled_cards
from knowledge.store import KnowledgeStore
from knowledge.wage_regions import RegionList, WageRegions
from knowledge.wage_regions import shipped as shipped_regions
from knowledge.weights import Weights

SHOWN = 10  # hits of one answer, best first; their topics are what the question may be about
UNCLEAR_WORDS = 3  # a question of so few syllables names a subject rather than asks
MADE_KEPT = 4_000  # hits that are kept as they were made, a few hundred bytes each
POINTED = 0.6  # how probable a clause must be among those of its article before an answer points at it
NEAREST = 3  # topics offered when nothing was found


class Library:
    """All documents of one installation. Opens no network and writes only the saved index."""

    def __init__(self, data: Path, progress: Callable[[str], None] = lambda _: None) -> None:
        self.store = KnowledgeStore(data / "knowledge.db")
        self.questions = self.own_questions(data)
        self.handbook = read_bundled()
        self._topics = read_topics()
        self._cards = {card.name: card for card in read_bundled_cards()}
        self._topics_of = {f"{d.number}:{a.number}": a.topics for d in self.handbook for a in d.articles}
        self._topics_of |= {name: card.topics for name, card in self._cards.items()}
        self._topics_of |= {f"{d.number}:{a.own}": a.topics for d in self.handbook for a in d.articles if a.own}
        self._weights = Weights.load()
        self._official: dict[str, Document | None] = {}
        self._index_folder, self._progress = data / "index", progress
        self.reload()

    @classmethod
    def open(cls, data: Path, progress: Callable[[str], None] = lambda _: None) -> Library:
        """Open the library kept under a data folder; `progress` hears what takes long."""
        data.mkdir(parents=True, exist_ok=True)
        return cls(data, progress)

    @staticmethod
    def own_questions(data: Path) -> OwnQuestions:
        """The operator's own sample questions under a data folder."""
        return OwnQuestions(data / "questions.jsonl")

    def reload(self) -> None:
        """Take up changes of the database and of the operator's questions."""
        self._official.clear()
        self._regions: WageRegions | None = None
        self._numbers: dict[str, list[Document]] = {}
        for document in without_superseded([*self.handbook, *self.store.documents()]):
            self._numbers.setdefault(document.cited_as, []).append(document)
        named = [versions[0] for versions in self._numbers.values()]
        self.searcher = Searcher(self._catalog(), self._weights, named)
        self._masks: dict[date, npt.NDArray[np.bool_]] = {}
        self._made: dict[tuple[str | Citation, bool, date], Hit | None] = {}  # many ask about the same few articles

    def bundled(self) -> list[Entry]:
        """What comes with the program alone: the handbook and the cards."""
        return collect(self.handbook, cards=self._cards.values())

    def prepare(self) -> None:
        """Build and save the index of what stands on the disk now, so that `reload` only opens it.

        It may run beside `answer`, in another thread.
        """
        self._catalog()

    def answer(
        self,
        question: str,
        as_of: date,
        topic: str | None = None,
        most: int = SHOWN,
        reader: Audience | None = None,
        before: str = "",
    ) -> Answer:
        """The best cards and articles for a question on a day (`most` of them), or none and the nearest topics.

        With a topic only what stands under it is looked at, and the best is shown even for a doubtful question.
        `reader` is where the asker works, when that is known; `before` the question that this one follows up.
        """
        if is_english(question):
            return Answer(question, question, as_of, False, (), english=True)
        direct = None if topic else self._wage(f"{before} {question}", as_of) or self._cited(question, as_of)
        allowed = self.in_force(as_of)
        allowed = allowed & self._of_topic(topic) if topic else allowed
        result = self._search(question, before, allowed, reader)
        best = self._without_twins(result.found[:SHOWN], direct)
        names = [self.searcher.catalog.entries.name(found.entry) for found in best]
        topics = self._nearest([*([direct.citation.key] if direct else []), *names])
        answered = bool(direct) or ((result.answered or bool(topic)) and bool(best))
        few_words = len(result.asked.words) <= UNCLEAR_WORDS
        unclear = answered and few_words and len(topics) > 1 and not (topic or direct)
        hits = [direct] if direct else []
        if answered:
            hits += [hit for found in best[: most - len(hits)] if (hit := self._hit(found, as_of))]
        chance = 1.0 if direct else result.chance
        pointer = result.about.neighbour.pointer if result.about.neighbour and not answered else ""
        return Answer(question, result.asked.text, as_of, answered, tuple(hits), topics, unclear, chance, pointer)

    def _search(self, question: str, before: str, allowed: npt.NDArray[np.bool_], reader: Audience | None) -> Result:
        if before:
            return search_after(self.searcher, before, question, allowed, reader)
        return self.searcher.search(question, allowed, reader)

    def _without_twins(self, found: Sequence[Found], direct: Hit | None) -> list[Found]:
        """What was found without articles that a card above them, or the article asked for, shows already."""
        entries = self.searcher.catalog.entries
        seen = {direct.citation.key} if direct else set()
        kept = []
        for one in found:
            key = entries.key(one.entry)
            if key not in seen or (entries.cards[one.entry] and not direct):
                kept.append(one)
            seen.add(key)
        return kept

    def rank(self, question: str, as_of: date) -> Ranked:
        """All that was found, best first, and whether it would be shown: `answer` without the texts."""
        direct = self._cited(question, as_of)
        found = ranked(self.searcher, self.searcher.search(question, self.in_force(as_of)))
        if not direct:
            return found
        first = Place(direct.citation.key, direct.citation.clause)
        return Ranked([first, *(place for place in found.places if place.article != first.article)], True)

    def _cited(self, question: str, as_of: date) -> Hit | None:
        """The article that a question names, if it names one that we hold."""
        cited = find_citation(question, [versions[0] for versions in self._numbers.values()])
        return self.article(cited.document, cited.article, as_of, cited) if cited else None

    def article(self, document: str, article: str, as_of: date, cited: Citation | None = None) -> Hit | None:
        """One article by its number, whether or not it is in force, or None when no source holds it."""
        return make_hit(self._versions(document), cited or Citation(document, article), as_of)

    def find_article(self, text: str) -> str | None:
        """The key of the article that a text names, as "45/2019/QH14:98" or "Điều 98 Bộ luật Lao động"."""
        number, _, article = text.strip().rpartition(":")
        if not number:
            cited = find_citation(text, [versions[0] for versions in self._numbers.values()])
            number, article = (cited.document, cited.article) if cited else ("", "")
        found = any(a.number == article for version in self._versions(number) for a in version.articles)
        return f"{number}:{article}" if found else None

    def topics(self) -> tuple[Topic, ...]:
        """All topics in the order in which they are browsed."""
        return self._topics

    def topic_articles(self, topic: str, as_of: date) -> tuple[Hit, ...]:
        """The handbook's articles of a topic, in the order of their documents."""
        cited = ((d.number, a) for d in self.handbook for a in d.articles if topic in a.topics)
        found = (self.article(number, a.number, as_of) or self.article(number, a.own, as_of) for number, a in cited)
        return tuple({hit.citation.key: hit for hit in found if hit}.values())

    def documents(self) -> list[Document]:
        """Every document, handbook first; official ones without their articles."""
        return [document for versions in self._numbers.values() for document in versions]

    def _versions(self, number: str) -> list[Document]:
        """The documents cited under a number, with their articles."""
        found = []
        for version in self._numbers.get(number, []):
            if version.source is Source.OFFICIAL:
                if version.number not in self._official:
                    self._official[version.number] = self.store.document(version.number)
                full = self._official[version.number]
                found += [full] if full else []
            else:
                found.append(version)
        return found

    def card(self, name: str, as_of: date) -> Hit | None:
        """A card by its name, or None when there is none or no source holds what it cites."""
        card = self._cards.get(name)
        if card is None or not card.answer.citations:
            return None
        cited = card.answer.citations[0]
        hit = make_hit(self._versions(cited.document), cited, as_of)
        return with_card(hit, card, as_of) if hit else None

    def marked_card(self, mark: str, as_of: date) -> Hit | None:
        """The card that a mark names, or None when there is none (any more)."""
        name = next((name for name, card in self._cards.items() if card.mark == mark), None)
        return self.card(name, as_of) if name else None

    def minimum_wages(self, text: str, day: date) -> tuple[MinimumWage, ...]:
        """The minimum wage of each commune that a text names."""
        if self._regions is None:
            self._regions = WageRegions([shipped_regions(), *self._imported_regions()])
        return minimum_wages(self._regions, text, day)

    def wage_places(self, text: str, day: date) -> tuple[WagePlace, ...]:
        """Each commune that a text names, with its wage region."""
        return wage_places(self.minimum_wages(text, day))

    def minimum_wage(self, commune: str, province: str, as_of: date) -> tuple[MinimumWage, ...]:
        """The same by name; without a province ("") all communes of that name are meant."""
        return self.minimum_wages(f"{commune} {province}".strip(), as_of)

    def _imported_regions(self) -> Iterator[RegionList]:
        """The lists of wage regions among the imported documents."""
        for document in self.store.documents():
            base = next(iter(self._numbers.get(document.attached_to, [])), None)
            if holds_regions(document, base) and (whole := self.store.document(document.number)):
                found = region_list(whole, shipped_regions(), base)
                if found:
                    yield found

    def _wage(self, question: str, as_of: date) -> Hit | None:
        """The minimum wage of the commune that a question names."""
        wages = self.minimum_wages(question, as_of) if asks_minimum_wage(question) else ()
        if not wages:
            return None
        card = wage_card(wages)
        cited = card.answer.citations[0]
        hit = make_hit(self._versions(cited.document), cited, as_of)
        return with_card(hit, card, as_of) if hit else None

    def topic_cards(self, topic: str) -> tuple[str, ...]:
        """The names of the cards of a topic, in the order of their files."""
        return tuple(name for name, card in self._cards.items() if topic in card.topics)

    def _hit(self, found: Found, as_of: date) -> Hit | None:
        entries = self.searcher.catalog.entries
        name, pointed = entries.cards[found.entry], found.sure >= POINTED
        cited = Citation(entries.documents[found.entry], entries.articles[found.entry], found.clause)
        key = (name or cited, pointed, as_of)
        if key not in self._made:
            if len(self._made) >= MADE_KEPT:
                self._made.clear()
            self._made[key] = (
                self.card(name, as_of)
                if name
                else make_hit(self._versions(cited.document), cited, as_of, pointed=pointed)
            )
        hit = self._made[key]
        return replace(hit, score=found.score) if hit else None

    def _nearest(self, names: Iterable[str]) -> tuple[str, ...]:
        """The topics of articles and cards, the most frequent first."""
        counts = Counter(topic for name in names for topic in self._topics_of.get(name, ()))
        return tuple(topic for topic, _ in counts.most_common(NEAREST))

    def _of_topic(self, topic: str) -> npt.NDArray[np.bool_]:
        """Which entries the handbook puts under a topic."""
        entries = self.searcher.catalog.entries
        return np.array([topic in self._topics_of.get(entries.name(i), ()) for i in range(len(entries))], dtype=bool)

    def in_force(self, as_of: date) -> npt.NDArray[np.bool_]:
        """Which entries are in force on a day."""
        if as_of not in self._masks:
            in_force = {number: any(v.in_force(as_of) for v in vs) for number, vs in self._numbers.items()}
            self._masks = {as_of: np.array([in_force[d] for d in self.searcher.catalog.entries.documents], dtype=bool)}
        return self._masks[as_of]

    def _catalog(self) -> Catalog:
        fingerprint = self._fingerprint()
        saved = Catalog.load(self._index_folder, fingerprint)
        if saved is not None:
            return saved
        self._progress("Đang lập chỉ mục tìm kiếm, chỉ cần làm một lần…")
        documents = [*self.handbook, *self.store.load()]
        entries = collect(documents, self.questions.by_article(), self._cards.values())
        built = Catalog.build(entries, self._weights.index)
        built.save(self._index_folder, fingerprint)
        return Catalog.load(self._index_folder, fingerprint) or built

    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        for path in [*handbook_files(), *card_files()]:
            digest.update(path.read_bytes())
        for part in (self.store.fingerprint(), self.questions.fingerprint(), repr(self._weights.index)):
            digest.update(part.encode())
        return digest.hexdigest()
