"""`danbiet ask`, with the small library of the tests."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.library import SmallLibrary


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr("bot.commands.ask._open_library", SmallLibrary)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return call


def test_json_follows_its_contract(run) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(run("ask", "--json", "--as-of", "2025-06-30", "bữa ăn giữa ca").output)
    assert set(found) == {"question", "rewritten", "as_of", "answered", "chance", "pointer", "hits"}
    assert found["as_of"] == "2025-06-30"
    hit = found["hits"][0]
    assert set(hit) == {
        "document", "article", "clause", "point", "title", "text", "source", "in_force", "score",
        "notes", "references", "audience", "amendments", "card",
    }  # fmt: skip
    assert (hit["document"], hit["article"], hit["clause"]) == ("01/2021/NĐ-THU", "7", "1")
    assert hit["source"] == "handbook"


def test_json_of_nothing_found(run) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(run("ask", "--json", "thời tiết").output)
    assert (found["answered"], found["hits"]) == (False, [])


def test_plain_answer_cites(run) -> None:  # type: ignore[no-untyped-def]
    assert "Căn cứ: khoản 1 Điều 7" in run("ask", "bữa ăn giữa ca").output


@pytest.mark.parametrize("question", ["", "   "])
def test_an_empty_question_shows_an_example(run, question: str) -> None:  # type: ignore[no-untyped-def]
    result = run("ask", question)
    assert result.exit_code == 1
    assert "danbiet ask" in result.output


def test_a_bad_date_is_refused(run) -> None:  # type: ignore[no-untyped-def]
    assert run("ask", "--as-of", "hôm nay", "bữa ăn").exit_code == 2


def test_every_command_has_help_with_an_example() -> None:
    from bot.cli import COMMANDS

    for name in COMMANDS:
        text = CliRunner().invoke(main, [name, "--help"]).output
        assert "Ví dụ" in text, name
