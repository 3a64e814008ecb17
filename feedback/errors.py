"""What can go wrong with a submission: a code and facts, never words. `bot/texts/faults.py` says them to people."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Fault(StrEnum):
    """Why a step is refused. Each has its words in the channels' texts; facts never name a worker."""

    ADDRESS_BROKEN = "address_broken"
    ADMINISTRATOR_NEEDED = "administrator_needed"
    AREA_PARENT_MISSING = "area_parent_missing"
    AREA_UNCOVERED = "area_uncovered"
    ARE_YOU_INVOLVED = "are_you_involved"
    ASKED_TWICE = "asked_twice"
    ASSIGNEE_INVOLVED = "assignee_involved"
    BACKUP_BROKEN = "backup_broken"
    BACKUP_FORGED = "backup_forged"
    BACKUP_OF_OTHER_VERSION = "backup_of_other_version"
    BACKUP_WRITTEN_WRONG = "backup_written_wrong"
    BOARD_HEAD_CLOSES_THIS = "board_head_closes_this"
    CANARY_LOST = "canary_lost"
    CASE_WITHOUT_TIER_ABOVE = "case_without_tier_above"
    CODE_IN_TEXT = "code_in_text"
    CODE_NOT_FOUND = "code_not_found"
    CODE_NOT_RETYPED = "code_not_retyped"
    CODE_TWICE = "code_twice"
    COLLEAGUE_HOLDS_KEY = "colleague_holds_key"
    COLLEAGUE_NEEDED = "colleague_needed"
    CONFIRM_NO_CONFLICT = "confirm_no_conflict"
    CONFIRM_RECIPIENTS_FIRST = "confirm_recipients_first"
    CONFLICT = "conflict"
    CONTACT_NEEDED = "contact_needed"
    COVERED_AREA_MISSING = "covered_area_missing"
    COVERED_TWICE = "covered_twice"
    COVERING_UNIT_MISSING = "covering_unit_missing"
    CSV_BROKEN = "csv_broken"
    CUSTODIAN_ONLY_AT_DESK = "custodian_only_at_desk"
    DECIDED_BEFORE = "decided_before"
    DATABASE_ALTERED = "database_altered"
    DATABASE_BROKEN = "database_broken"
    DIALOGUE_DATE_NEEDED = "dialogue_date_needed"
    DISK_FULL = "disk_full"
    DISK_FULL_FOR_PHOTOS = "disk_full_for_photos"
    EMPTY_TEXT = "empty_text"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    ERASED_SEND_ANEW = "erased_send_anew"
    EXTENDED_ONCE_ONLY = "extended_once_only"
    FILES_THERE = "files_there"
    FILE_BROKEN = "file_broken"
    FILE_DOCUMENT = "file_document"
    FILE_EMPTY = "file_empty"
    FILE_NOT_A_PHOTO = "file_not_a_photo"
    FILE_NOT_FETCHED = "file_not_fetched"
    FILE_PDF = "file_pdf"
    FILE_TOO_BIG = "file_too_big"
    FILE_TOO_MANY = "file_too_many"
    FILE_TOO_MANY_PIXELS = "file_too_many_pixels"
    FILE_TOO_SLOW = "file_too_slow"
    FILE_VIDEO = "file_video"
    FILE_VOICE = "file_voice"
    FIVE_PARTS_NEEDED = "five_parts_needed"
    FLOODED = "flooded"
    FLOOD_TOO_LONG = "flood_too_long"
    FORWARDING_NOT_AGREED = "forwarding_not_agreed"
    HOLIDAY_BROKEN = "holiday_broken"
    HELD_ALREADY = "held_already"
    HOLD_TOO_LONG = "hold_too_long"
    HOTLINES_BROKEN = "hotlines_broken"
    IDENTITY_ONLY_IF_CONFIDENTIAL = "identity_only_if_confidential"
    KEY_THERE = "key_there"
    KIND_AND_CATEGORY_NEEDED = "kind_and_category_needed"
    KIT_FIRST = "kit_first"
    LEAD_AND_BOARD_NEEDED = "lead_and_board_needed"
    LAW_REF_UNKNOWN = "law_ref_unknown"
    REPLY_OUT_OF_DATE = "reply_out_of_date"
    DANGER_IN_WORDS = "danger_in_words"
    UNION_IN_WORDS = "union_in_words"
    SHEET_NEEDED = "sheet_needed"
    LEAD_ANSWERS_THIS = "lead_answers_this"
    LEAD_OF_UNIT_NEEDED = "lead_of_unit_needed"
    LEVEL_ONLY_RISES = "level_only_rises"
    LINK_CODE_WRONG = "link_code_wrong"
    LINK_KIND_UNKNOWN = "link_kind_unknown"
    LINK_TO_LEADING_CASE = "link_to_leading_case"
    LOGIN_TAKEN = "login_taken"
    LOG_DOES_NOT_MATCH = "log_does_not_match"
    MEMBER_PASSWORD_NEEDED = "member_password_needed"
    NAMED_BODY_NEEDED = "named_body_needed"
    NOTHING_WRITTEN = "nothing_written"
    NOT_A_BACKUP = "not_a_backup"
    NOT_IN_THIS_STATE = "not_in_this_state"
    NOT_OF_THIS_UNIT = "not_of_this_unit"
    NOT_OPEN = "not_open"
    NOT_READY = "not_ready"
    NOT_YOUR_CASE = "not_your_case"
    NOT_YOUR_STEP = "not_your_step"
    NOT_YOUR_SUPERVISION = "not_your_supervision"
    NO_BOARD = "no_board"
    NO_CUSTODIANS_YET = "no_custodians_yet"
    NO_CUSTODIAN_OF_BACKUP = "no_custodian_of_backup"
    NO_HOLD_PROPOSED = "no_hold_proposed"
    NO_NEUTRAL_BOARD = "no_neutral_board"
    NO_IDENTITY_DESK = "no_identity_desk"
    NO_IDENTITY_DESK_CHOOSE = "no_identity_desk_choose"
    NO_INTAKE_DESK = "no_intake_desk"
    NO_KEY = "no_key"
    NO_LONGER_KEPT = "no_longer_kept"
    NO_NEUTRAL_UNIT = "no_neutral_unit"
    NO_REFUSAL_PROPOSED = "no_refusal_proposed"
    NO_REQUEST_TO_DECIDE = "no_request_to_decide"
    NO_ROLE_THERE = "no_role_there"
    NO_RULE = "no_rule"
    NO_SUCH_LOGIN = "no_such_login"
    NO_SUCH_ROLE = "no_such_role"
    NO_SUCH_UNIT = "no_such_unit"
    NO_TIER_ABOVE = "no_tier_above"
    ONE_TO_FIVE_STARS = "one_to_five_stars"
    ORGANISATION_UNUSABLE = "organisation_unusable"
    OTHER_HANDLER_NEEDED = "other_handler_needed"
    OUTCOME_NOT_FOR_STAFF = "outcome_not_for_staff"
    PARENT_MISSING = "parent_missing"
    PARTS_NEEDED = "parts_needed"
    PART_CANNOT_BE_SPLIT = "part_cannot_be_split"
    PASSWORD_GUESSABLE = "password_guessable"
    INVITATION_OVER = "invitation_over"
    PASSWORD_NEEDED = "password_needed"
    PASSWORD_TOO_SHORT = "password_too_short"
    PERSON_NOT_OF_OWNER = "person_not_of_owner"
    PHOTO_TOO_LARGE = "photo_too_large"
    PROPOSER_CANNOT_DECIDE = "proposer_cannot_decide"
    REASON_FOR_SENDER_NEEDED = "reason_for_sender_needed"
    REASON_NEEDED = "reason_needed"
    RECIPIENT_CHANGED = "recipient_changed"
    RECIPIENT_NEEDED = "recipient_needed"
    RECIPIENT_UNCONFIRMED = "recipient_unconfirmed"
    RECORD_BROKEN = "record_broken"
    RECORD_UNEXPECTED = "record_unexpected"
    RECORD_UNKNOWN = "record_unknown"
    RECOVERY_KEY_EXISTS = "recovery_key_exists"
    REFUSAL_CODE_NEEDED = "refusal_code_needed"
    REVIEWED_ONCE = "reviewed_once"
    REVIEWED_SEND_ANEW = "reviewed_send_anew"
    ROLES_EXCLUDE_EACH_OTHER = "roles_exclude_each_other"
    ROSTER_BROKEN = "roster_broken"
    RULE_BROKEN = "rule_broken"
    SECOND_FACTOR_MISSING = "second_factor_missing"
    SECOND_FACTOR_THERE = "second_factor_there"
    SECOND_FACTOR_UNCONFIRMED = "second_factor_unconfirmed"
    SESSION_ENDED = "session_ended"
    SPAM_CODE_NEEDED = "spam_code_needed"
    STAYING_PASSWORD_NEEDED = "staying_password_needed"
    STILL_KEPT = "still_kept"
    SUCCESSOR_MISSING = "successor_missing"
    SUCCESSOR_WITHOUT_END = "successor_without_end"
    SUCCESSOR_WITHOUT_KEY = "successor_without_key"
    SUPERVISOR_ONLY_AT_BOARD = "supervisor_only_at_board"
    TEXT_TOO_LONG = "text_too_long"
    THREE_CUSTODIANS_NEEDED = "three_custodians_needed"
    TIER_ABOVE_NEEDED = "tier_above_needed"
    TOML_BROKEN = "toml_broken"
    TOO_LATE_TO_APPEAL = "too_late_to_appeal"
    TOO_LATE_TO_REOPEN = "too_late_to_reopen"
    TOO_MANY_LOG_INS = "too_many_log_ins"
    TOO_MANY_PHOTOS = "too_many_photos"
    TREE_CIRCLE = "tree_circle"
    TWO_CUSTODIANS_NEEDED = "two_custodians_needed"
    UNION_CONTACT_TOO_EARLY = "union_contact_too_early"
    UNIT_NOT_ENDED = "unit_not_ended"
    UNIT_STILL_USED = "unit_still_used"
    UNNAMED_DENUNCIATION = "unnamed_denunciation"
    WITHDRAWAL_WAS_COERCED = "withdrawal_was_coerced"
    WRONG_PASSWORD = "wrong_password"


class FeedbackError(Exception):
    """Something that a person can put right. `facts` fill the words; `str(error)` is the code alone."""

    default: Fault | None = None

    def __init__(self, fault: Fault | None = None, **facts: object) -> None:
        chosen = fault or self.default
        assert chosen is not None
        super().__init__(chosen.value)
        self.fault = chosen
        self.facts = facts


class Flaw:
    """One thing wrong with an organisation file."""

    __slots__ = ("facts", "fault")

    def __init__(self, fault: Fault, **facts: object) -> None:
        self.fault = fault
        self.facts = facts


class CodeNotFound(FeedbackError):
    """No case has this code, or the code is mistyped. The two are told apart nowhere."""

    default = Fault.CODE_NOT_FOUND


class CodeInText(FeedbackError):
    """The text holds the secret code; it is refused before anything is stored."""

    default = Fault.CODE_IN_TEXT


class EmptyText(FeedbackError):
    """There is nothing to send."""

    default = Fault.EMPTY_TEXT


class TooLarge(FeedbackError):
    """More text or pictures than a case takes."""


class NoSpace(FeedbackError):
    """The disk is nearly full."""


class NoNeutralUnit(FeedbackError):
    """Every unit that could own the case is named in it (R9): the way leads outside."""

    default = Fault.NO_NEUTRAL_UNIT


class NotOpen(FeedbackError):
    """No unit of the tree can receive submissions yet."""

    default = Fault.NOT_OPEN


class NotAllowed(FeedbackError):
    """The state, the role or a guard does not allow this step."""


class Conflict(FeedbackError):
    """Somebody else changed the case in between, or a form came back with other words; `kept` holds what was asked."""

    default = Fault.CONFLICT

    def __init__(self, fault: Fault | None = None, *, kept: object = None) -> None:
        super().__init__(fault)
        self.kept = kept


class NoKey(FeedbackError):
    """No key in this session opens the case."""

    default = Fault.NO_KEY


class WrongPassword(FeedbackError):
    """The password does not open the key; an unknown login answers the same."""

    default = Fault.WRONG_PASSWORD


class TooManyLogIns(FeedbackError):
    """Too many wrong log-ins of this person, or from this address, in a short time."""

    default = Fault.TOO_MANY_LOG_INS


class SessionEnded(FeedbackError):
    """The session is over: idle, too old, logged out, or its person left or has another password now."""

    default = Fault.SESSION_ENDED


class SecondFactorMissing(FeedbackError):
    """The password is right, but this person has not set up a second factor: that comes first."""

    default = Fault.SECOND_FACTOR_MISSING


class DatabaseAltered(FeedbackError):
    """The database does not say what the verbs wrote about units, people or keys; `subjects` names what differs."""

    default = Fault.DATABASE_ALTERED


class BadOrganisation(FeedbackError):
    """The organisation file cannot be used; `problems` lists each fault."""

    default = Fault.ORGANISATION_UNUSABLE

    def __init__(self, problems: Sequence[Flaw]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class StorageError(Exception):
    """The database did not take or give something: a full disk, a lock, a damaged file, a row that its rules forbid.

    No FeedbackError: no rule of the union refused, and nothing that the person typed is wrong.
    """


class StorageBusy(StorageError):
    """A StorageError that may be over in some seconds: a locked file, a full disk."""


class BadBackup(FeedbackError):
    """A backup cannot be made or read."""
