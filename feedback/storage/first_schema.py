"""The first shape of `feedback.db`, as it was laid down once: migrations change it, nothing changes this file.

What each column means today stands in docs/schema.md.
"""

ORGANISATION = """
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
);

CREATE TABLE area (
  scope TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  parent TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(scope, code)
);

CREATE TABLE unit (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  tier TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent TEXT REFERENCES unit(code) DEFERRABLE INITIALLY DEFERRED,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  replaced_by TEXT REFERENCES unit(code) DEFERRABLE INITIALLY DEFERRED,
  hours TEXT NOT NULL DEFAULT '',
  public_key BLOB,
  epoch INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE coverage (
  unit TEXT NOT NULL REFERENCES unit(code) DEFERRABLE INITIALLY DEFERRED,
  scope TEXT NOT NULL,
  scope_code TEXT NOT NULL,
  category TEXT NOT NULL DEFAULT '',
  valid_from TEXT NOT NULL,
  valid_to TEXT
);

CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  login TEXT UNIQUE NOT NULL,
  name TEXT NOT NULL,
  public_key BLOB NOT NULL,
  private_key_ct BLOB NOT NULL,
  salt BLOB NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  trial INTEGER NOT NULL DEFAULT 0,
  other_posts TEXT NOT NULL DEFAULT '[]'
);

CREATE TABLE role_grant (
  staff_id INTEGER NOT NULL REFERENCES staff(id),
  role TEXT NOT NULL,
  unit TEXT NOT NULL REFERENCES unit(code),
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  granted_by INTEGER,
  PRIMARY KEY(staff_id, role, unit, valid_from)
);

CREATE TABLE unit_key_grant (
  unit TEXT NOT NULL REFERENCES unit(code),
  staff_id INTEGER NOT NULL REFERENCES staff(id),
  epoch INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY(unit, staff_id, epoch)
);

CREATE TABLE recovery_share (
  first INTEGER NOT NULL REFERENCES staff(id),
  second INTEGER NOT NULL REFERENCES staff(id),
  sealed BLOB NOT NULL,
  PRIMARY KEY(first, second)
);
"""

CASES = """
CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  public_no TEXT UNIQUE NOT NULL,
  register_no TEXT,
  lookup_id BLOB UNIQUE,
  public_key BLOB NOT NULL,
  sealed_for_worker BLOB,
  sealed_for_parent BLOB,
  sealed_for_recovery BLOB,
  level TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  lane TEXT NOT NULL,
  emergency TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  owner TEXT NOT NULL REFERENCES unit(code),
  assignee INTEGER REFERENCES staff(id),
  channel TEXT NOT NULL,
  created_on TEXT NOT NULL,
  closed_on TEXT,
  outcome TEXT,
  refusal TEXT,
  place TEXT NOT NULL DEFAULT '{}',
  company_ct BLOB,
  contact_ct BLOB,
  contact_opened INTEGER NOT NULL DEFAULT 0,
  consent_forwarding INTEGER NOT NULL DEFAULT 0,
  consent_grassroots INTEGER NOT NULL DEFAULT 0,
  conflict INTEGER NOT NULL DEFAULT 0,
  legal_basis TEXT NOT NULL DEFAULT '[]',
  legal_hold INTEGER NOT NULL DEFAULT 0,
  sealed_on TEXT,
  erased_on TEXT,
  rounds INTEGER NOT NULL DEFAULT 0,
  disputes INTEGER NOT NULL DEFAULT 0,
  appealed INTEGER NOT NULL DEFAULT 0,
  moved_up INTEGER NOT NULL DEFAULT 0,
  retaliation INTEGER NOT NULL DEFAULT 0,
  opened INTEGER NOT NULL DEFAULT 0,
  text_id TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX submission_queue ON submission(
  owner,
  (CASE lane WHEN 'emergency' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END),
  created_on,
  id
)
  WHERE state NOT IN ('closed', 'archived', 'purged');
CREATE INDEX submission_closed ON submission(owner, closed_on);
CREATE INDEX submission_assignee ON submission(assignee) WHERE assignee IS NOT NULL;

CREATE TABLE register (
  unit TEXT NOT NULL REFERENCES unit(code),
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY(unit, year)
) WITHOUT ROWID;

CREATE TABLE exclusion (
  submission_id INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
  unit TEXT,
  mark BLOB,
  staff_id INTEGER,
  source TEXT NOT NULL,
  CHECK(unit IS NOT NULL OR mark IS NOT NULL OR staff_id IS NOT NULL)
);
CREATE INDEX exclusion_of ON exclusion(submission_id);

CREATE TABLE case_key_grant (
  submission_id INTEGER NOT NULL REFERENCES submission(id),
  unit TEXT NOT NULL REFERENCES unit(code),
  epoch INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  active INTEGER NOT NULL,
  reason TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY(submission_id, unit)
) WITHOUT ROWID;
CREATE INDEX case_key_grant_unit ON case_key_grant(unit, active);
CREATE TRIGGER grant_never_to_excluded BEFORE INSERT ON case_key_grant
WHEN EXISTS(SELECT 1 FROM exclusion e WHERE e.submission_id = NEW.submission_id AND e.unit = NEW.unit)
BEGIN
  SELECT RAISE(ABORT, 'excluded unit');
END;
CREATE TRIGGER grant_never_to_grassroots BEFORE INSERT ON case_key_grant
WHEN (SELECT tier FROM unit WHERE code = NEW.unit) = 'grassroots'
BEGIN
  SELECT RAISE(ABORT, 'grassroots unions never hold a case key');
END;
CREATE TRIGGER exclusion_ends_grant AFTER INSERT ON exclusion
WHEN NEW.unit IS NOT NULL
BEGIN
  DELETE FROM case_key_grant WHERE submission_id = NEW.submission_id AND unit = NEW.unit;
END;

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission(id),
  n INTEGER NOT NULL,
  author TEXT NOT NULL,
  staff_id INTEGER,
  template TEXT NOT NULL DEFAULT '',
  internal INTEGER NOT NULL DEFAULT 0,
  day TEXT NOT NULL,
  body_ct BLOB,
  law_refs TEXT NOT NULL DEFAULT '[]',
  read_on TEXT,
  UNIQUE(submission_id, n)
);

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission(id),
  message_id INTEGER NOT NULL REFERENCES message(id),
  content_ct BLOB NOT NULL
);
CREATE INDEX attachment_of ON attachment(submission_id);

CREATE TABLE link (
  a INTEGER NOT NULL REFERENCES submission(id),
  b INTEGER NOT NULL REFERENCES submission(id),
  kind TEXT NOT NULL,
  PRIMARY KEY(a, b, kind)
);
CREATE INDEX link_b ON link(b);

CREATE TABLE screening (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission(id),
  proposed_by INTEGER NOT NULL,
  proposed_on TEXT NOT NULL,
  code TEXT NOT NULL,
  reason_ct BLOB NOT NULL,
  decided_by INTEGER,
  decided_on TEXT,
  decision TEXT,
  sampled_on TEXT,
  CHECK(decided_by IS NULL OR decided_by <> proposed_by)
);
CREATE INDEX screening_of ON screening(submission_id);

CREATE TABLE identity_request (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission(id),
  asked_by INTEGER NOT NULL,
  asked_on TEXT NOT NULL,
  reason_ct BLOB NOT NULL,
  decided_by INTEGER,
  decision TEXT,
  CHECK(decided_by IS NULL OR decided_by <> asked_by)
);
"""

CLOCKS = """
CREATE TABLE rule (
  clock TEXT NOT NULL,
  days INTEGER NOT NULL,
  unit TEXT NOT NULL,
  source TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  effective_to TEXT,
  verified_on TEXT,
  binding INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(clock, effective_from)
);

CREATE TABLE holiday (
  day TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  working INTEGER NOT NULL DEFAULT 0,
  source TEXT NOT NULL
);

CREATE TABLE deadline (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission(id),
  clock TEXT NOT NULL,
  unit TEXT NOT NULL,
  started_on TEXT NOT NULL,
  due_at TEXT NOT NULL,
  next_at TEXT NOT NULL,
  rung INTEGER NOT NULL DEFAULT 0,
  paused_on TEXT,
  pause_used INTEGER NOT NULL DEFAULT 0,
  extended INTEGER NOT NULL DEFAULT 0,
  ended_on TEXT,
  result TEXT
);
CREATE INDEX deadline_next ON deadline(next_at) WHERE ended_on IS NULL;
CREATE UNIQUE INDEX deadline_open ON deadline(submission_id, clock) WHERE ended_on IS NULL;
CREATE INDEX deadline_of ON deadline(submission_id);

CREATE TABLE event (
  submission_id INTEGER NOT NULL,
  n INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  at TEXT NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(submission_id, n)
) WITHOUT ROWID;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN
  SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN
  SELECT RAISE(ABORT, 'append only');
END;

CREATE TABLE root_hash (
  day TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  cases INTEGER NOT NULL
);

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL,
  template TEXT NOT NULL,
  public_no TEXT NOT NULL DEFAULT '',
  made_at TEXT NOT NULL,
  dedupe TEXT UNIQUE NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX notice_made ON notice(made_at);

CREATE TABLE stat_day (
  day TEXT NOT NULL,
  unit TEXT NOT NULL,
  measure TEXT NOT NULL,
  dim TEXT NOT NULL DEFAULT '',
  n INTEGER NOT NULL,
  PRIMARY KEY(day, unit, measure, dim)
) WITHOUT ROWID;

CREATE TABLE flood_mode (
  id INTEGER PRIMARY KEY,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  lead INTEGER NOT NULL,
  supervisor INTEGER NOT NULL,
  CHECK(lead <> supervisor)
);
"""
