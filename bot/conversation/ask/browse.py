"""Browse the topics: parts of a topic first, then its articles, eight lines at a time."""

from collections.abc import Sequence

from bot.conversation.parts.labels import article_button, short
from bot.conversation.parts.menu import HOME
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.messages import Button, Reply, say
from bot.texts import answers
from knowledge.model import Topic

PER_PAGE = 8
ALL = Button("browse:", answers.ALL_TOPICS)


def answer(turn: Turn) -> Outcome:
    """`browse:` lists the topics, `browse:ID` one topic, `browse:ID@8` goes on from its ninth line."""
    topic_id, _, offset = turn.incoming.button.removeprefix("browse:").partition("@")
    start = int(offset) if offset.isdecimal() and len(offset) < 5 else 0
    return turn.state.idle(), (_listing(turn, topic_id, start),)


def goes_on(button: str) -> bool:
    """Whether a button shows the next lines of a list."""
    return button.startswith("browse:") and "@" in button


def topic_button(topic: Topic) -> Button:
    """The button that opens a topic."""
    return Button(f"browse:{topic.id}", short(topic.title))


def _listing(turn: Turn, topic_id: str, start: int) -> Reply:
    topics = turn.services.library.topics()
    topic = next((t for t in topics if t.id == topic_id), None)
    lines = [topic_button(t) for t in topics if t.parent == (topic.id if topic else None)]
    if topic is None:
        return _page(answers.TOPICS, lines, "", start, (HOME,))
    hits = turn.services.library.topic_articles(topic.id, turn.today)
    lines += [button for hit in hits if (button := article_button(hit))]
    text = answers.TOPIC_ARTICLES.format(title=topic.title) if lines else answers.TOPIC_EMPTY
    return _page(text, lines, topic.id, start, (ALL, HOME))


def _page(text: str, lines: Sequence[Button], topic_id: str, start: int, ends: tuple[Button, ...]) -> Reply:
    after = start + PER_PAGE
    more = (Button(f"browse:{topic_id}@{after}", answers.NEXT_TOPICS),) if after < len(lines) else ()
    return say(text, buttons=(*lines[start:after], *more, *ends), in_place=True)


DIALOGUE = Dialogue("browse", answer, frozenset({"/chude", "chu de", "xem theo chu de", "danh muc"}))
