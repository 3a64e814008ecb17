"""Paging, over every article of the bundled handbook and over invented replies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import VIETNAM
from bot.conversation import Services, State, respond
from bot.conversation.parts.paging import MORE_ROOM, fit, next_page
from bot.conversation.parts.plain import as_plain
from bot.messages import Block, BlockKind, Button, Channel, Incoming, Reply, say
from bot.texts import talk
from knowledge.answer import make_hit
from knowledge.handbook.bundled import read_bundled
from knowledge.model import Citation, Document, Hit
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
LIMITS = (640, 1900, 3500)  # the last two are Zalo's and Telegram's


class Bundled(SmallLibrary):
    """The articles of the bundled handbook, without its index."""

    def __init__(self) -> None:
        self.bundled = {document.cited_as: document for document in read_bundled()}

    def article(self, document: str, article: str, as_of: date, cited: Citation | None = None) -> Hit | None:
        found = self.bundled.get(document)
        return make_hit([found], Citation(document, article), as_of) if found else None

    def articles(self) -> Iterator[tuple[Document, str]]:
        """Every article, with its document."""
        return ((d, f"{d.cited_as}:{a.number}") for d in self.bundled.values() for a in d.articles)


@pytest.fixture(scope="module")
def services() -> Services:
    return Services(Bundled(), petitions=trial_feedback(NOW).submissions)


def pages_of(state: State, shown: tuple[Reply, ...]) -> list[Reply]:
    """What is read when "Xem tiếp" is pressed until there is no more."""
    pages = list(shown)
    while pages[-1].buttons and pages[-1].buttons[-1].id.startswith("more:"):
        following = next_page(state, pages[-1].buttons[-1].id.removeprefix("more:"))
        assert following is not None
        state, (page,) = following
        pages.append(page)
    return pages


def opened(services: Services, key: str, limit: int) -> list[Reply]:
    """The pages of an article."""
    incoming = Incoming(Channel.ZALO_BOT, button=f"article:{key}", limit=limit)
    state, shown = respond(State(), incoming, services=services, now=NOW)
    return pages_of(state, shown)


@pytest.mark.parametrize("limit", LIMITS)
def test_every_article_of_the_handbook_is_paged_well(services: Services, limit: int) -> None:
    assert isinstance(services.library, Bundled)
    for document, key in services.library.articles():
        pages = opened(services, key, limit)
        assert all(page.text.strip() for page in pages), f"{key}: an empty page"
        assert max(len(as_plain(page)) for page in pages) <= limit, key
        cited = [any(b.kind is BlockKind.CITATION for b in page.blocks) for page in pages]
        assert cited == [True] + [False] * (len(pages) - 1), key
        assert [b.id for b in pages[-1].buttons][-3:] == ["helpful:yes", "helpful:no", "welcome:menu"], key
        article = next(a for a in document.articles if f"{document.cited_as}:{a.number}" == key)
        for clause in (c.full_text() for c in article.clauses):
            whole = any(block.text == clause for page in pages for block in page.blocks)
            assert whole or len(clause) > limit - MORE_ROOM, f"{key}: {clause[:40]}"


def test_on_one_page_the_citation_stands_once_below_the_words(services: Services) -> None:
    (page,) = opened(services, "145/2020/NĐ-CP:43", 100_000)
    kinds = [block.kind for block in page.blocks]
    assert kinds.count(BlockKind.CITATION) == 1
    assert kinds.index(BlockKind.CITATION) > kinds.index(BlockKind.TEXT)


def test_a_related_article_is_offered_by_its_title(services: Services) -> None:
    labels = [b.label for b in opened(services, "45/2019/QH14:24", 3500)[-1].buttons]
    assert "➡ Điều 26: Tiền lương thử việc" in labels


def test_words_of_danger_come_before_the_citation() -> None:
    danger = (Block("Nguy hiểm", BlockKind.HEADING), Block("Ra ngoài ngay. " * 20))
    title, plain = Block("Điều 1", BlockKind.HEADING), Block("Nói dễ hiểu", BlockKind.HEADING)
    reply = Reply((*danger, title, plain, Block("Lời. " * 80), Block("Căn cứ: Điều 1.", BlockKind.CITATION)))
    text = "\n".join(page.text for page in pages_of(*fit((State(), (reply,)), 640)))
    assert text.index("Ra ngoài") < text.index("Điều 1") < text.index("Căn cứ") < text.index("Lời.")


BLOCKS = st.lists(
    st.builds(Block, st.text("ấ b.\n", min_size=1, max_size=900).filter(str.strip), st.sampled_from(BlockKind)),
    min_size=1,
    max_size=12,
)
BUTTONS = st.integers(0, 6).map(lambda n: tuple(Button(f"a:{i}", "Lựa chọn " + "x" * 40) for i in range(n)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.builds(Reply, BLOCKS.map(tuple), BUTTONS), min_size=1, max_size=3))
def test_any_replies_lose_nothing_in_pages(replies: list[Reply]) -> None:
    state, shown = fit((State(), tuple(replies)), 640)
    pages = pages_of(state, shown)
    assert all(page.text.strip() for page in pages)
    assert max(len(as_plain(page)) for page in pages) <= 640
    letters = sorted("".join(r.text for r in replies).replace("\n", "").replace(" ", ""))
    read = "".join(p.text for p in pages).replace("\n", "").replace(" ", "")
    assert len(read) >= len(letters)
    buttons = [b.id for page in pages for b in page.buttons if not b.id.startswith("more:")]
    assert buttons == [b.id for reply in replies for b in reply.buttons]


def test_a_reply_behind_a_long_one_is_paged_too() -> None:
    long = say(*(f"Dòng {n} của một lời rất dài." for n in range(40)))
    pages = pages_of(*fit((State(), (long, long)), 300))
    assert max(len(as_plain(page)) for page in pages) <= 300


def test_the_last_words_move_over_to_the_buttons() -> None:
    blocks = (*(Block(f"{n}. " + "Lời. " * 30) for n in range(1, 4)), Block("Lưu ý.", BlockKind.NOTE))
    reply = Reply(blocks, tuple(Button(f"a:{n}", "Lựa chọn " + "x" * 40) for n in range(4)))
    *_, last = pages_of(*fit((State(), (reply,)), len(reply.text) + MORE_ROOM))
    assert last.text.startswith("3. Lời.")
    assert last.text.endswith("Lưu ý.")


def test_a_question_stands_above_buttons_that_leave_no_room() -> None:
    reply = Reply((Block("Lời. " * 110),), tuple(Button(f"a:{n}", "Lựa chọn " + "x" * 40) for n in range(4)))
    *_, last = pages_of(*fit((State(), (reply,)), 640))
    assert last.text == talk.WHAT_NEXT
