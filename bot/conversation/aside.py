"""A question about this service amid a petition ("ai đọc cái này?"): answered, then the step is asked again.

Where the petition's own words are wanted every message is one of them; at the other steps such a question would have
become a word of it, or a wrong answer.
"""

from __future__ import annotations

from bot.conversation.intake import dialogue as intake
from bot.conversation.intake import draft as intake_draft
from bot.conversation.intake.draft import INTAKE
from bot.conversation.intents import own_matters
from bot.conversation.intents.recognise import recognise
from bot.conversation.parts.model import Dialogue, Outcome, Turn

STEPS = frozenset({"notice", "danger", "preview", "code"})
ASKED = frozenset(
    {"anonymous_how", "cost", "hours", "how_long_until_answer", "human", "is_it_official", "lost_code", "photo"}
    | {"other_channel", "retaliation", "telephone", "voice", "who_are_you", "who_reads", "withdraw"}
)


def answered_by(turn: Turn, dialogue: Dialogue) -> Dialogue:
    """Who answers: the intake, or for such a question the dialogue of questions about the bot."""
    asks = dialogue.name == INTAKE and turn.state.dialogue == INTAKE and not turn.incoming.button
    if not asks or turn.incoming.attachments or intake_draft.load(turn.state).step not in STEPS:
        return dialogue
    return own_matters.DIALOGUE if recognise(turn.incoming.text) in ASKED else dialogue


def and_on(turn: Turn, dialogue: Dialogue, outcome: Outcome) -> Outcome:
    """The answer, and below it the step of the petition that waits."""
    state, replies = outcome
    if dialogue.name != own_matters.DIALOGUE.name or state.dialogue != INTAKE:
        return outcome
    return state, (*replies, intake.prompt(turn))
