"""`danbiet serve` with the small library of the tests: `python -m tests.doubles.small_serve`."""

from bot.commands.serve import serve
from knowledge import library
from tests.library import SmallLibrary


class Opened(SmallLibrary):
    """Opens like the real library."""

    own_questions = staticmethod(library.Library.own_questions)

    def __init__(self, *_: object) -> None:
        super().__init__()

    @classmethod
    def open(cls, *_: object) -> SmallLibrary:
        return cls()


library.Library = Opened  # type: ignore[assignment,misc]
serve()
