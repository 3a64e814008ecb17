"""A click group whose subcommands are imported on first use, so that small commands start fast."""

import importlib
from typing import Any

import click

from bot.settings import SettingsError
from bot.texts.faults import sentence
from feedback.errors import FeedbackError
from knowledge.model import KnowledgeError


class LazyGroup(click.Group):
    """`lazy` maps a subcommand's name to where it is defined, as "module:name"."""

    def __init__(self, *args: Any, lazy: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._lazy[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can put right is one sentence and exit status 1, not a traceback."""
        try:
            return super().invoke(ctx)
        except (SettingsError, KnowledgeError) as error:
            raise click.ClickException(str(error)) from None
        except FeedbackError as error:
            raise click.ClickException(sentence(error)) from None
