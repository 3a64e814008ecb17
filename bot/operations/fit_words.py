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

DRAWN = 8  # readings of one line
FEWEST = 2  # texts in which a feature must stand
LEAST = 0.08  # a smaller weight is left out
PENALTY = 0.15
STEPS = 80
QUESTIONS = 11000  # questions of law that are drawn
NONE = "none"  # the label of what is no message to the bot
Floats = npt.NDArray[np.float32]
Solver = Callable[[csr_matrix, Floats], Floats]
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
    """Texts of danger and of none, each with its marks and without; the label `ANY` beside the kinds."""
    for labels, line in [*labelled("feedback/danger_texts.txt"), *labelled("feedback/danger_more.txt")]:
        wanted = frozenset(filter(None, (part.strip() for part in labels.split(","))))
        for reading in readings(line, luck):
            dressed = luck.choice(_FRONT) + reading + luck.choice(_BACK)
            for typed in {reading, dressed, fold(reading), fold(dressed)}:
                yield _marked_text(typed, _of_danger(wanted))
    for kind, phrase in phrases_of_danger():
        for typed in {phrase, f"{luck.choice(_FRONT)}{phrase}{luck.choice(_BACK)}", fold(phrase)}:
            yield _marked_text(typed, _of_danger(frozenset({kind})))
    matters = [one for _, line in intent_lines() for one in readings(line, luck, 2)]
    for question in [*questions(), *matters]:
        yield _marked_text(question)


def intent_texts(luck: random.Random) -> Iterator[Text]:
    """Messages to the bot, and questions and cries for help, which are none."""
    for intent, line in intent_lines():
        for reading in readings(line, luck):
            for typed in {reading, luck.choice(_FRONT) + reading + luck.choice(_BACK)}:
                yield _bare_text(typed, intent)
    for question in questions():
        yield _bare_text(question)
    for _, line in [*labelled("feedback/danger_texts.txt"), *labelled("feedback/danger_more.txt")]:
        for reading in readings(line, luck, 2):
            yield _bare_text(reading)


def intent_lines() -> list[tuple[str, str]]:
    """Every line that teaches intents: lines with choices, and messages as people type them."""
    return [*labelled("bot/intents.txt"), *labelled("bot/intent_texts.txt")]


def _of_danger(kinds: frozenset[str]) -> frozenset[str]:
    """Kinds of danger, and that there is any at all."""
    found = kinds - {"none"}
    return found | {ANY} if found else found


def _bare_text(text: str, label: str = NONE) -> Text:
    return Text(frozenset({label}), (tuple(told(text, raw_keys=False)[:LONGEST]),))


def _marked_text(text: str, labels: frozenset[str] = frozenset()) -> Text:
    words = words_of(text)
    return Text(labels, (tuple(words), tuple(folded(words))))


def fit(texts: Sequence[Text], solve: Solver) -> dict[str, dict[str, float]]:
    """A logistic regression with a quadratic penalty, one a label or one for both."""
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
    for place, row_of_weights in enumerate(solve(table, right)):
        for label, value in zip(labels, row_of_weights.tolist(), strict=True):
            if abs(value) >= LEAST:
                weights.setdefault(names[place], {})[label] = value
    return weights


def each_for_itself(table: csr_matrix, right: Floats) -> Floats:
    """The weights, a row a feature and a column a label, where a text may have several labels or none."""
    sign = 2 * right - 1

    def loss(totals: Floats) -> tuple[float, Floats]:
        margin = np.clip(sign * totals, -50, 50)
        return float(np.logaddexp(0, -margin).sum()), -sign / (1 + np.exp(margin))

    return _minimum(table, right.shape[1], loss)


def one_of_all(table: csr_matrix, right: Floats) -> Floats:
    """The weights, a row a feature and a column a label, where each text has exactly one label."""

    def loss(totals: Floats) -> tuple[float, Floats]:
        totals = totals - totals.max(axis=1, keepdims=True)
        sums = np.exp(totals).sum(axis=1, keepdims=True)
        return float(np.log(sums).sum() - (right * totals).sum()), np.exp(totals) / sums - right

    return _minimum(table, right.shape[1], loss)


def _minimum(table: csr_matrix, labels: int, loss: Callable[[Floats], tuple[float, Floats]]) -> Floats:
    """The weights of the least loss of the totals, a row a text, with the penalty."""
    shape = (table.shape[1], labels)
    turned = table.T.tocsr()

    def whole(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(shape).astype(np.float32)
        value, slope = loss(table @ weights)
        slopes = turned @ slope + PENALTY * weights
        return value + 0.5 * PENALTY * float((weights * weights).sum()), slopes.ravel().astype(np.float64)

    found = minimize(whole, np.zeros(shape[0] * labels), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x, dtype=np.float32).reshape(shape)


def write(path: Path, weights: dict[str, dict[str, float]]) -> None:
    """The table, sorted, so that a new fit shows as a small change."""
    lines = (
        "\t".join([feature, *(f"{label}:{value:.2f}" for label, value in sorted(columns.items()))])
        for feature, columns in sorted(weights.items())
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


FITS: dict[str, tuple[Callable[[random.Random], Iterator[Text]], Solver, Path]] = {
    "intents": (intent_texts, one_of_all, Path("bot/data/intent_weights.tsv")),
    "danger": (danger_texts, each_for_itself, Path("feedback/data/danger_weights.tsv")),
}


def main(names: Sequence[str]) -> None:
    """Fit the models that are named, or both."""
    for name in names or FITS:
        texts, solve, path = FITS[name]
        write(path, fit(list({(t.readings, t.labels): t for t in texts(random.Random(11))}.values()), solve))


if __name__ == "__main__":
    main(sys.argv[1:])
