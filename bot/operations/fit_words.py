"""Texts written for it → the weights of the word models: `python -m bot.operations.fit_words [intents|danger]`.

A line of the texts may hold choices, "(gửi|nộp) đơn (cho công đoàn|)": some of its readings are drawn. Questions of law
(the samples of the handbook and of the cards) teach what is neither a message to the bot nor danger.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.conversation.intents.recognise import LONGEST, told
from bot.conversation.parts.words import fold
from feedback.worker.danger import ANY, folded, words_of
from feedback.worker.emergency import phrases_of_danger
from feedback.worker.word_model import BIAS, features_of
from knowledge.handbook.bundled import read_bundled
from knowledge.situations.reader import read_bundled_cards

DRAWN = 14  # readings of one line
FEWEST = 3  # texts in which a feature must stand
LEAST = 0.08  # a smaller weight is left out
PENALTY = 0.1
STEPS = 90
QUESTIONS = 5000  # questions of law that are drawn
Floats = npt.NDArray[np.float32]
_CHOICE = re.compile(r"\(([^()]*)\)")
_FRONT = ("", "", "", "", "ad ơi ", "alo ", "cho em hỏi ", "bạn ơi ", "dạ ", "trời ơi ")
_BACK = ("", "", "", "", " ạ", " với", " giờ sao", " rồi", " nha", " vậy")


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text in one or two readings, and the labels it has."""

    labels: frozenset[str]
    readings: tuple[tuple[str, ...], ...]


def readings(line: str, luck: random.Random, most: int = DRAWN) -> list[str]:
    """Readings of a line with choices, at most so many."""
    found = {_one(line, luck) for _ in range(most if "(" in line else 1)}
    return sorted(" ".join(reading.split()) for reading in found)


def _one(line: str, luck: random.Random) -> str:
    while match := _CHOICE.search(line):
        line = line[: match.start()] + luck.choice(match[1].split("|")) + line[match.end() :]
    return line


def labelled(path: str) -> Iterator[tuple[str, str]]:
    """(labels, line) of a file of texts: a "[label, label]" above its lines."""
    labels = ""
    package, _, name = path.partition("/")
    for raw in (files(package) / "data" / name).read_text("utf-8").splitlines():
        line = raw.strip()
        if line.startswith("["):
            labels = line.strip("[]")
        elif line and not line.startswith("#"):
            yield labels, line.lstrip("~")


def questions() -> list[str]:
    """Every sample question of law that comes with the program."""
    cards = [question for card in read_bundled_cards() for question in card.questions]
    articles = [q.text for d in read_bundled() for a in d.articles for q in a.questions]
    return random.Random(5).sample(sorted({*cards, *articles}), QUESTIONS)


def danger_texts(luck: random.Random) -> Iterator[Text]:
    """Texts of danger and of none, each with its marks and without."""
    for labels, line in labelled("feedback/danger_texts.txt"):
        wanted = frozenset(filter(None, (part.strip() for part in labels.split(","))))
        for reading in readings(line, luck):
            dressed = luck.choice(_FRONT) + reading + luck.choice(_BACK)
            for typed in {reading, dressed, fold(reading), fold(dressed)}:
                yield _marked_text(typed, _of_danger(wanted))
    for kind, phrase in phrases_of_danger():
        for typed in {phrase, f"{luck.choice(_FRONT)}{phrase}{luck.choice(_BACK)}", fold(phrase)}:
            yield _marked_text(typed, _of_danger(frozenset({kind})))
    matters = [one for _, line in labelled("bot/intents.txt") for one in readings(line, luck, 2)]
    for question in [*questions(), *matters]:
        yield _marked_text(question)


def intent_texts(luck: random.Random) -> Iterator[Text]:
    """Messages to the bot, and questions and cries for help, which are none."""
    for intent, line in labelled("bot/intents.txt"):
        for reading in readings(line, luck):
            for typed in {reading, luck.choice(_FRONT) + reading + luck.choice(_BACK)}:
                yield _bare_text(typed, frozenset({intent}) - {"none"})
    for question in questions():
        yield _bare_text(question)
    for _, line in labelled("feedback/danger_texts.txt"):
        for reading in readings(line, luck, 2):
            yield _bare_text(reading)


def _of_danger(kinds: frozenset[str]) -> frozenset[str]:
    """Kinds of danger, and that there is any at all."""
    found = kinds - {"none"}
    return found | {ANY} if found else found


def _bare_text(text: str, labels: frozenset[str] = frozenset()) -> Text:
    return Text(labels, (tuple(told(text, raw_keys=False)[:LONGEST]),))


def _marked_text(text: str, labels: frozenset[str] = frozenset()) -> Text:
    words = words_of(text)
    return Text(labels, (tuple(words), tuple(folded(words))))


def fit(texts: Sequence[Text]) -> dict[str, dict[str, float]]:
    """One logistic regression a label, with a quadratic penalty."""
    counts = Counter(feature for text in texts for feature in set(features_of(*text.readings)))
    names = [BIAS, *sorted(feature for feature, count in counts.items() if count >= FEWEST)]
    places = {name: place for place, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    for row, text in enumerate(texts):
        held = {0, *(places[f] for f in features_of(*text.readings) if f in places)}
        rows += [row] * len(held)
        columns += held
    table = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(texts), len(names)))
    labels = sorted({label for text in texts for label in text.labels})
    right = np.array([[label in text.labels for label in labels] for text in texts], dtype=np.float32)
    weights: dict[str, dict[str, float]] = {}
    for place, row_of_weights in enumerate(_logistic(table, right)):
        for label, value in zip(labels, row_of_weights.tolist(), strict=True):
            if abs(value) >= LEAST:
                weights.setdefault(names[place], {})[label] = value
    return weights


def _logistic(table: csr_matrix, right: Floats) -> Floats:
    """The weights, a row a feature and a column a label; all labels are fitted at once, each for itself."""
    sign = 2 * right - 1
    shape = (table.shape[1], right.shape[1])
    turned = table.T.tocsr()

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(shape).astype(np.float32)
        margin = np.clip(sign * (table @ weights), -50, 50)
        slope = turned @ (-sign / (1 + np.exp(margin))) + PENALTY * weights
        value = float(np.logaddexp(0, -margin).sum()) + 0.5 * PENALTY * float((weights * weights).sum())
        return value, slope.ravel().astype(np.float64)

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x, dtype=np.float32).reshape(shape)


def write(path: Path, weights: dict[str, dict[str, float]]) -> None:
    """The table, sorted, so that a new fit shows as a small change."""
    lines = (
        "\t".join([feature, *(f"{label}:{value:.2f}" for label, value in sorted(columns.items()))])
        for feature, columns in sorted(weights.items())
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


FITS: dict[str, tuple[Callable[[random.Random], Iterator[Text]], Path]] = {
    "intents": (intent_texts, Path("bot/data/intent_weights.tsv")),
    "danger": (danger_texts, Path("feedback/data/danger_weights.tsv")),
}


def main(names: Sequence[str]) -> None:
    """Fit the models that are named, or both."""
    for name in names or FITS:
        texts, path = FITS[name]
        write(path, fit(list({(t.readings, t.labels): t for t in texts(random.Random(11))}.values())))


if __name__ == "__main__":
    main(sys.argv[1:])
