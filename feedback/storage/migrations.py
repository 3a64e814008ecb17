"""The tables of `feedback.db`. Columns ending in `_ct` and `sealed*` are ciphertext; nothing else tells what was said.

Ids of submissions, messages and attachments are random 63-bit numbers: a sequence would tell the time. What a worker
does is stamped with a day, never an hour; the event chain is per case, because in one global chain a worker's event
would sit between two staff events with minutes and so betray the hour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from feedback.storage.first_schema import CASES, CLOCKS, ORGANISATION

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("feedback")


def _statements(script: str) -> list[str]:
    """The statements of a script; a trigger's body stays whole."""
    found, current = [], ""
    for piece in script.split(";"):
        current += piece + ";"
        if "BEGIN" in current and not piece.strip().endswith("END"):
            continue
        if current.strip(" \n;"):
            found.append(current.strip())
        current = ""
    return found


@migrations()
def m001_organisation_cases_clocks(db: Database) -> None:
    """The first shape of the database."""
    for statement in _statements(ORGANISATION + CASES + CLOCKS):
        db.execute(statement)


_ORDERS = """
ALTER TABLE area ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE unit ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE coverage ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attachment ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
ALTER TABLE screening ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
UPDATE area SET position = rowid;
UPDATE unit SET position = rowid;
UPDATE coverage SET position = rowid;
UPDATE screening SET n = (SELECT COUNT(*) FROM screening o WHERE o.submission_id = screening.submission_id
  AND (o.proposed_on, o.decided_by IS NULL, o.id) <= (screening.proposed_on, screening.decided_by IS NULL,
  screening.id));
CREATE UNIQUE INDEX screening_n ON screening(submission_id, n);
"""


@migrations()
def m002_orders_are_stored(db: Database) -> None:
    """What has an order says so in a column: an id is random, and row numbers are the engine's own affair.

    Proposals of old cases are numbered by their day, the undecided one last.
    """
    for statement in _statements(_ORDERS):
        db.execute(statement)


_LOG_INS = """
CREATE TABLE second_factor(staff_id INTEGER PRIMARY KEY REFERENCES staff(id), box BLOB NOT NULL,
  last_step INTEGER NOT NULL DEFAULT 0);
ALTER TABLE staff ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
"""


@migrations()
def m003_log_ins(db: Database) -> None:
    """A second factor for everybody, and an epoch that ends a person's open sessions."""
    for statement in _statements(_LOG_INS):
        db.execute(statement)


_DRAFT_MARKS = """
CREATE TABLE draft_mark(mark TEXT PRIMARY KEY, submission_id INTEGER NOT NULL REFERENCES submission(id),
  day TEXT NOT NULL) WITHOUT ROWID;
"""


@migrations()
def m_draft_marks(db: Database) -> None:
    """What tells a repeated last step of a sending, for seconds."""
    for statement in _statements(_DRAFT_MARKS):
        db.execute(statement)


_CONFIRMED_KEYS = """
CREATE TABLE staff_signer(staff_id INTEGER NOT NULL REFERENCES staff(id), verify_key BLOB NOT NULL,
  PRIMARY KEY(staff_id, verify_key)) WITHOUT ROWID;
CREATE TABLE confirmed_recipients(unit TEXT NOT NULL REFERENCES unit(code), epoch INTEGER NOT NULL, box BLOB NOT NULL,
  PRIMARY KEY(unit, epoch));
ALTER TABLE unit_key_grant ADD COLUMN sealed_to BLOB;
"""


@migrations()
def m004_confirmed_keys(db: Database) -> None:
    """Whom a unit has confirmed, whose signature is whose, and to which key of a person a unit's key was sealed."""
    for statement in _statements(_CONFIRMED_KEYS):
        db.execute(statement)


_SPANS = """
ALTER TABLE deadline ADD COLUMN counted_in TEXT NOT NULL DEFAULT 'fixed';
ALTER TABLE deadline ADD COLUMN days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deadline ADD COLUMN shift INTEGER NOT NULL DEFAULT 0;
UPDATE deadline SET days = CAST(julianday(substr(due_at, 1, 10)) - julianday(started_on) AS INTEGER)
  - CASE WHEN paused_on IS NULL THEN 0 ELSE 30 - pause_used END;
UPDATE deadline SET counted_in = CASE WHEN due_at LIKE '%T23:59' THEN 'day' ELSE 'hour' END
  WHERE clock NOT IN ('retention', 'archive', 'attachments', 'erasure');
UPDATE deadline SET counted_in = 'minute' WHERE clock = 'first_look' AND ended_on IS NULL AND submission_id IN
  (SELECT id FROM submission WHERE lane = 'emergency');
UPDATE deadline SET counted_in = 'working_day', days =
  (SELECT r.days FROM rule r WHERE r.clock = deadline.clock AND r.effective_from <= deadline.started_on
  ORDER BY r.effective_from DESC LIMIT 1)
  WHERE counted_in = 'day' AND paused_on IS NULL AND pause_used = 0 AND extended = 0 AND clock <> 'dialogue'
  AND 'working_day' = (SELECT r.unit FROM rule r WHERE r.clock = deadline.clock
  AND r.effective_from <= deadline.started_on ORDER BY r.effective_from DESC LIMIT 1);
CREATE INDEX deadline_late ON deadline(unit, due_at, id) WHERE ended_on IS NULL;
INSERT INTO deadline(id, submission_id, clock, unit, started_on, due_at, next_at, counted_in, days)
  SELECT (random() & 4611686018427387903) + 1, id, 'reopening', owner, closed_on,
  date(closed_on, '+180 days') || 'T23:59', date(closed_on, '+180 days') || 'T23:59', 'day', 180
  FROM submission WHERE state = 'closed' AND closed_on IS NOT NULL AND sealed_on IS NULL;
"""


@migrations()
def m_clocks_know_how_they_count(db: Database) -> None:
    """A clock keeps its unit and its days, so that a pause or a new day off is counted and not guessed.

    Old rows: what a rule counts in working days goes on so; a pause that was used is part of the days. The right to
    reopen a closed case gets its row, with the day that followed from the closing.
    """
    for statement in _statements(_SPANS):
        db.execute(statement)


_INTAKE = """
INSERT INTO setting(name, value) SELECT 'intake_opened', 1
  WHERE EXISTS(SELECT 1 FROM unit WHERE public_key IS NOT NULL);
"""


@migrations()
def m_intake_is_opened(db: Database) -> None:
    """The intake is opened once, at the end of the set-up; a union that receives already has it open."""
    for statement in _statements(_INTAKE):
        db.execute(statement)


_SUBJECTS = """
CREATE TABLE event_of_subject(subject_kind TEXT NOT NULL, subject_id INTEGER NOT NULL, n INTEGER NOT NULL,
  actor TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL, prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL, PRIMARY KEY(subject_kind, subject_id, n)) WITHOUT ROWID;
INSERT INTO event_of_subject SELECT CASE submission_id WHEN 0 THEN 'house' ELSE 'case' END, submission_id, n, actor,
  kind, data, at, prev_hash, hash FROM event;
DROP TABLE event;
ALTER TABLE event_of_subject RENAME TO event;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TABLE deadline_of_subject(id INTEGER PRIMARY KEY, subject_kind TEXT NOT NULL, subject_id INTEGER NOT NULL,
  clock TEXT NOT NULL, unit TEXT NOT NULL, started_on TEXT NOT NULL, counted_in TEXT NOT NULL, days INTEGER NOT NULL,
  shift INTEGER NOT NULL DEFAULT 0, due_at TEXT NOT NULL, next_at TEXT NOT NULL, rung INTEGER NOT NULL DEFAULT 0,
  paused_on TEXT, pause_used INTEGER NOT NULL DEFAULT 0, extended INTEGER NOT NULL DEFAULT 0, ended_on TEXT,
  result TEXT);
INSERT INTO deadline_of_subject SELECT id, 'case', submission_id, clock, unit, started_on, counted_in, days, shift,
  due_at, next_at, rung, paused_on, pause_used, extended, ended_on, result FROM deadline;
DROP TABLE deadline;
ALTER TABLE deadline_of_subject RENAME TO deadline;
CREATE INDEX deadline_next ON deadline(next_at) WHERE ended_on IS NULL;
CREATE UNIQUE INDEX deadline_open ON deadline(subject_kind, subject_id, clock) WHERE ended_on IS NULL;
CREATE INDEX deadline_of ON deadline(subject_kind, subject_id);
CREATE INDEX deadline_late ON deadline(unit, due_at, id) WHERE ended_on IS NULL;
"""


@migrations()
def m_subjects(db: Database) -> None:
    """Clocks and logs belong to a subject, of which a case is one kind."""
    for statement in _statements(_SUBJECTS):
        db.execute(statement)


_SIGNED = """
ALTER TABLE message ADD COLUMN signature BLOB;
ALTER TABLE message ADD COLUMN bound INTEGER NOT NULL DEFAULT 0;
"""


@migrations()
def m_messages_are_signed(db: Database) -> None:
    """A message is signed, and bound to its case, author and visibility; old ones (bound = 0) to their row's id."""
    for statement in _statements(_SIGNED):
        db.execute(statement)


_MODES = """
DROP INDEX case_key_grant_unit;
ALTER TABLE case_key_grant ADD COLUMN mode TEXT NOT NULL DEFAULT 'waiting';
ALTER TABLE case_key_grant ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE case_key_grant ADD COLUMN mark BLOB;
UPDATE case_key_grant SET mode = CASE WHEN unit = (SELECT owner FROM submission s WHERE s.id = submission_id)
  THEN 'work' WHEN active = 0 THEN 'waiting' WHEN reason = 'supervision' THEN 'review' ELSE 'read' END;
UPDATE case_key_grant SET purpose = CASE WHEN (SELECT appealed FROM submission s WHERE s.id = submission_id) = 1
  THEN 'appeal' ELSE 'sample' END WHERE mode = 'review';
ALTER TABLE case_key_grant DROP COLUMN active;
CREATE INDEX case_key_grant_unit ON case_key_grant(unit, mode);
CREATE UNIQUE INDEX case_key_grant_work ON case_key_grant(submission_id) WHERE mode = 'work';
ALTER TABLE submission ADD COLUMN proposal INTEGER;
ALTER TABLE submission ADD COLUMN moved_why TEXT NOT NULL DEFAULT '';
UPDATE submission SET moved_why = 'overdue' WHERE moved_up = 1;
UPDATE submission SET proposal = (SELECT MAX(n) FROM screening r WHERE r.submission_id = submission.id);
CREATE TRIGGER decision_by_no_proposer BEFORE UPDATE OF decided_by ON screening
  WHEN EXISTS(SELECT 1 FROM screening o WHERE o.submission_id = NEW.submission_id AND o.proposed_by = NEW.decided_by)
  BEGIN SELECT RAISE(ABORT, 'proposer decides'); END;
"""


@migrations()
def m_grants_have_a_mode(db: Database) -> None:
    """`active` becomes work, read, review or waiting; a case names its current proposal; no proposer decides."""
    for statement in _statements(_MODES):
        db.execute(statement)


_RETURNS = """
ALTER TABLE submission ADD COLUMN asked_in TEXT;
ALTER TABLE submission ADD COLUMN withdrawn_in TEXT;
ALTER TABLE submission ADD COLUMN held_until TEXT;
UPDATE submission SET asked_in = CASE WHEN assignee IS NULL THEN 'screening' ELSE 'in_progress' END
  WHERE state = 'needs_info';
UPDATE submission SET held_until = date('now', '+180 days') WHERE legal_hold = 1;
CREATE TABLE hold(id INTEGER PRIMARY KEY, submission_id INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
  proposed_by INTEGER NOT NULL, proposed_on TEXT NOT NULL, until TEXT NOT NULL, reason_ct BLOB NOT NULL,
  confirmed_by INTEGER, ended_on TEXT, CHECK(confirmed_by IS NULL OR confirmed_by <> proposed_by));
CREATE UNIQUE INDEX hold_open ON hold(submission_id) WHERE ended_on IS NULL;
INSERT INTO deadline(id, subject_kind, subject_id, clock, unit, started_on, counted_in, days, due_at, next_at)
  SELECT (random() & 4611686018427387903) + 1, 'case', id, 'hold', owner, date('now'), 'fixed', 180,
  held_until || 'T23:59', held_until || 'T23:59' FROM submission WHERE legal_hold = 1;
"""


@migrations()
def m_cases_return_and_holds_end(db: Database) -> None:
    """A case remembers where a question or a withdrawal began; a hold has two people and an end."""
    for statement in _statements(_RETURNS):
        db.execute(statement)


_KEYED_MARKS = """
ALTER TABLE exclusion ADD COLUMN keyed INTEGER NOT NULL DEFAULT 0;
"""


@migrations()
def m_marks_derive_from_the_case(db: Database) -> None:
    """The mark of a barred grassroots union derives from the case's own key; old ones (keyed = 0) until an opening."""
    for statement in _statements(_KEYED_MARKS):
        db.execute(statement)


@migrations()
def m_acts_are_remembered(db: Database) -> None:
    """Marks of forms that were handled: never their words."""
    db.execute(
        """CREATE TABLE act(mark BLOB PRIMARY KEY, request BLOB NOT NULL, result TEXT NOT NULL, day TEXT NOT NULL)
           WITHOUT ROWID"""
    )


_JOURNAL = """
CREATE TABLE journal(id INTEGER PRIMARY KEY, events INTEGER NOT NULL, digest BLOB NOT NULL, columns TEXT NOT NULL,
  witnessed INTEGER NOT NULL);
CREATE TABLE chain_head(subject_kind TEXT NOT NULL, subject_id INTEGER NOT NULL, n INTEGER NOT NULL,
  hash BLOB NOT NULL, state BLOB NOT NULL, last_on TEXT NOT NULL, cut_on TEXT NOT NULL DEFAULT '',
  mark BLOB NOT NULL, PRIMARY KEY(subject_kind, subject_id)) WITHOUT ROWID;
DROP TABLE root_hash;
CREATE TRIGGER grant_never_moved_to_excluded BEFORE UPDATE ON case_key_grant
  WHEN EXISTS(SELECT 1 FROM exclusion e WHERE e.submission_id = NEW.submission_id AND e.unit = NEW.unit)
  BEGIN SELECT RAISE(ABORT, 'excluded unit'); END;
CREATE TRIGGER grant_never_moved_to_grassroots BEFORE UPDATE ON case_key_grant
  WHEN (SELECT tier FROM unit WHERE code = NEW.unit) = 'grassroots'
  BEGIN SELECT RAISE(ABORT, 'grassroots unions never hold a case key'); END;
CREATE TRIGGER exclusion_moved_ends_grant AFTER UPDATE ON exclusion WHEN NEW.unit IS NOT NULL
  BEGIN DELETE FROM case_key_grant WHERE submission_id = NEW.submission_id AND unit = NEW.unit; END;
CREATE TRIGGER grassroots_holds_no_grant BEFORE UPDATE OF tier ON unit
  WHEN NEW.tier = 'grassroots' AND EXISTS(SELECT 1 FROM case_key_grant g WHERE g.unit = NEW.code)
  BEGIN SELECT RAISE(ABORT, 'grassroots unions never hold a case key'); END;
"""


@migrations()
def m_journal(db: Database) -> None:
    """Heads and totals of the log, and triggers that watch changes as they watch new rows.

    Roots of earlier versions were published nowhere and could not be worked out again: they go.
    """
    for statement in _statements(_JOURNAL):
        db.execute(statement)


@migrations()
def m_floods_are_of_a_unit(db: Database) -> None:
    """A flood is declared for a unit; earlier ones (unit = '') held everywhere, ten working days at most."""
    db.execute("ALTER TABLE flood_mode ADD COLUMN unit TEXT NOT NULL DEFAULT ''")


_NOTICES = """
CREATE TABLE notice_to_person(id INTEGER PRIMARY KEY, person INTEGER REFERENCES staff(id),
  watch TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL, subject_kind TEXT, subject_id INTEGER,
  public_no TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '', made_at TEXT NOT NULL, due_at TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0, trouble TEXT NOT NULL DEFAULT '', sent_on TEXT, seen_on TEXT,
  ack TEXT NOT NULL DEFAULT '', dedupe TEXT UNIQUE NOT NULL);
INSERT INTO notice_to_person(id, watch, kind, made_at, due_at, dedupe)
  SELECT id, substr(target, 7), template, made_at, made_at, dedupe FROM notice WHERE target LIKE 'watch:%';
INSERT INTO notice_to_person(id, person, kind, public_no, made_at, due_at, dedupe)
  SELECT n.id, s.id, n.template, n.public_no, n.made_at, n.made_at, s.id || ':' || n.dedupe FROM notice n
  JOIN staff s ON n.target = 'staff:' || s.id WHERE s.active = 1;
INSERT INTO notice_to_person(id, person, kind, public_no, made_at, due_at, dedupe)
  SELECT (random() & 4611686018427387903) + 1, s.id, n.template, n.public_no, n.made_at, n.made_at,
  s.id || ':' || n.dedupe FROM notice n JOIN role_grant r ON n.target = 'unit:' || r.unit || ':' || r.role
  JOIN staff s ON s.id = r.staff_id WHERE s.active = 1 AND r.valid_to IS NULL
  GROUP BY s.id, n.id;
DROP TABLE notice;
ALTER TABLE notice_to_person RENAME TO notice;
CREATE INDEX notice_due ON notice(due_at) WHERE sent_on IS NULL;
CREATE INDEX notice_of ON notice(person);
CREATE TABLE staff_address(staff_id INTEGER NOT NULL REFERENCES staff(id), route TEXT NOT NULL, box BLOB NOT NULL,
  linked_on TEXT NOT NULL, PRIMARY KEY(staff_id, route));
CREATE TABLE link_code(mark TEXT PRIMARY KEY, staff_id INTEGER NOT NULL REFERENCES staff(id), route TEXT NOT NULL,
  box BLOB NOT NULL, until TEXT NOT NULL);
CREATE TABLE roster_shift(id INTEGER PRIMARY KEY, unit TEXT NOT NULL,
  staff_id INTEGER NOT NULL REFERENCES staff(id), starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
  CHECK(starts_at < ends_at));
CREATE INDEX roster_shift_unit ON roster_shift(unit, ends_at);
"""


@migrations()
def m_notices_to_persons(db: Database) -> None:
    """Notices belong to persons, who have addresses and shifts. What waited for a role goes to those who have it."""
    for statement in _statements(_NOTICES):
        db.execute(statement)


@migrations()
def m_invitations(db: Database) -> None:
    """Who was invited and has not chosen a password yet."""
    db.execute("CREATE TABLE invitation(staff_id INTEGER PRIMARY KEY REFERENCES staff(id), until TEXT NOT NULL)")


@migrations()
def n_states_are_looked_up(db: Database) -> None:
    """What waits for a person is counted by state, also where a hundred thousand closed cases stand beside it."""
    db.execute("CREATE INDEX submission_state ON submission(state)")


_SEEING = "g.mode <> 'waiting'"
_CHANGES = f"""
CREATE TABLE unit_change(unit TEXT PRIMARY KEY, n INTEGER NOT NULL);
CREATE TRIGGER unit_changed_by_act AFTER INSERT ON event
WHEN NEW.subject_kind = 'case' AND NEW.kind NOT IN ('viewed', 'read') BEGIN
  INSERT INTO unit_change SELECT g.unit, 1 FROM case_key_grant g WHERE g.submission_id = NEW.subject_id
  AND {_SEEING} ON CONFLICT(unit) DO UPDATE SET n = n + 1; END;
CREATE TRIGGER unit_changed_by_grant AFTER INSERT ON case_key_grant WHEN NEW.mode <> 'waiting' BEGIN
  INSERT INTO unit_change VALUES (NEW.unit, 1) ON CONFLICT(unit) DO UPDATE SET n = n + 1; END;
CREATE TRIGGER unit_changed_by_mode AFTER UPDATE OF mode ON case_key_grant WHEN NEW.mode <> OLD.mode BEGIN
  INSERT INTO unit_change VALUES (NEW.unit, 1) ON CONFLICT(unit) DO UPDATE SET n = n + 1; END;
CREATE TRIGGER unit_changed_by_loss AFTER DELETE ON case_key_grant WHEN OLD.mode <> 'waiting' BEGIN
  INSERT INTO unit_change VALUES (OLD.unit, 1) ON CONFLICT(unit) DO UPDATE SET n = n + 1; END;
"""  # noqa: S608 - our own words


@migrations()
def o_units_tell_that_something_changed(db: Database) -> None:
    """A number for each unit, without time, that grows with what happens to the cases that it sees; reading is none."""
    for statement in _statements(_CHANGES):
        db.execute(statement)


@migrations()
def n_drafts_and_canned_replies(db: Database) -> None:
    """What staff have begun to write, under the key of its case; and replies that a unit writes once."""
    db.execute(
        """CREATE TABLE answer_draft(submission_id INTEGER NOT NULL REFERENCES submission(id),
           staff_id INTEGER NOT NULL REFERENCES staff(id), verb TEXT NOT NULL, box BLOB NOT NULL, kept_on TEXT NOT NULL,
           PRIMARY KEY(submission_id, staff_id, verb))"""
    )
    db.execute(
        """CREATE TABLE canned_reply(id INTEGER PRIMARY KEY, unit TEXT NOT NULL, name TEXT NOT NULL,
           parts TEXT NOT NULL, law_refs TEXT NOT NULL, changed_by INTEGER NOT NULL REFERENCES staff(id),
           changed_on TEXT NOT NULL)"""
    )


_LISTS = """
DROP INDEX submission_state;
CREATE INDEX submission_list ON submission(state, owner, lane, assignee, moved_why, closed_on, sealed_on, version);
CREATE INDEX deadline_due ON deadline(subject_kind, subject_id, due_at, ended_on) WHERE ended_on IS NULL;
CREATE INDEX exclusion_person ON exclusion(staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX exclusion_unit ON exclusion(unit) WHERE unit IS NOT NULL;
CREATE TRIGGER unit_changed_by_bar AFTER INSERT ON exclusion BEGIN
  INSERT INTO unit_change SELECT g.unit, 1 FROM case_key_grant g WHERE g.submission_id = NEW.submission_id
  AND g.mode <> 'waiting' ON CONFLICT(unit) DO UPDATE SET n = n + 1; END;
"""


@migrations()
def o_lists_are_read_from_indexes(db: Database) -> None:
    """Lists and counts of twenty thousand open cases look at no row that they do not show."""
    for statement in _statements(_LISTS):
        db.execute(statement)
