"""Forty ways to weaken the product, and the tests that must notice each.

A mutant is some text of a file and what stands in its place. A refactoring that loses the place fails loudly: put the
mutant where the rule now stands. `test_mutants.py` applies them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """One weakening. `tests` are addresses below tests/; at least one of them fails on it."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]
    also: tuple[str, str] | None = None  # a second place of the same file that belongs to it


KEYS = "feedback/sealing/keys.py"
POLICY = "feedback/staff/policy.py"
GUARD = "bot/web/guard.py"
AT_REST = "bot/test_at_rest.py"
ATTACKS = "feedback/test_attacks.py"

MUTANTS = (
    # --- what lies on the disk
    Mutant(
        "argon2 at 8 MiB",
        KEYS,
        "memory: int = 128 * 1024 * 1024",
        "memory: int = 8 * 1024 * 1024",
        ("feedback/test_access.py::test_a_code_and_a_password_cost_128_mib",),
    ),
    Mutant(
        "deleted petitions stay in their pages",
        "feedback/storage/database.py",
        "secure_delete=ON",
        "secure_delete=OFF",
        ("feedback/test_privacy.py::test_what_is_deleted_is_gone_from_the_pages",),
    ),
    Mutant(
        "deleted chats stay in their pages",
        "bot/engine/database.py",
        "secure_delete = ON",
        "secure_delete = OFF",
        (f"{AT_REST}::test_deleted_rows_leave_the_pages",),
    ),
    Mutant(
        "deleted rows stay in the log",
        "bot/engine/database.py",
        'db.execute("PRAGMA wal_checkpoint(TRUNCATE)")',
        "pass",
        (f"{AT_REST}::test_deleted_rows_leave_the_write_ahead_log",),
    ),
    Mutant(
        "typed codes kept in lines",
        "bot/web/chat/pages.py",
        "said = words.CODE_TYPED if find_code(sent.text) else said",
        "said = str(said)",
        ("bot/test_web_petition.py::test_a_typed_code_stands_in_no_line",),
    ),
    Mutant(
        "an open look-up is stored",
        "bot/engine/state.py",
        'kept = replace(state, secret={}, sent="")',
        'kept = replace(state, sent="")',
        (f"{AT_REST}::test_an_open_look_up_lies_in_memory_alone",),
    ),
    Mutant(
        "replies with a code are stored",
        "bot/engine/outbox.py",
        'content = "" if kind else letter.reply.pack()',
        "content = letter.reply.pack()",
        (f"{AT_REST}::test_a_reply_with_a_code_or_a_case_is_stored_as_its_kind",),
    ),
    Mutant(
        "the server's key alone opens browsers",
        "bot/engine/sealing.py",
        'return Seal(blake2b(b"browser " + token.encode(), key=self._key, encoder=RawEncoder))',
        "return self",
        (f"{AT_REST}::test_the_server_cannot_read_a_browser_without_its_token",),
    ),
    Mutant(
        "rows move between chats",
        "bot/engine/sealing.py",
        'return purpose.encode() + (b"\\0" + chat if chat else b"")',
        "return purpose.encode()",
        (f"{AT_REST}::test_a_row_copied_to_another_chat_opens_nothing",),
    ),
    Mutant(
        "the draft's mark stays",
        "bot/engine/turns.py",
        "self.services.petitions.forget_mark(state.sent)",
        "pass",
        ("bot/test_web_petition.py::test_nothing_ties_the_draft_to_its_case_once_the_receipt_is_out",),
    ),
    Mutant(
        "a code known by heart for a day",
        "feedback/worker/known_codes.py",
        "KEPT_SECONDS = 30 * 60",
        "KEPT_SECONDS = 24 * 3600",
        ("feedback/test_service.py::test_the_keys_of_a_code_are_known_for_half_an_hour",),
    ),
    Mutant(
        "seconds in rows that stay",
        "bot/engine/database.py",
        "return second - second % 3600",
        "return second",
        (f"{AT_REST}::test_rows_that_outlive_their_answer_tell_no_finer_time_than_the_hour",),
    ),
    # --- the channels
    Mutant(
        "telegram acknowledged before the commit",
        "bot/channels/telegram_feed.py",
        "        self._take([storable(raw) for raw in raws])\n        ids = [_identity(raw) for raw in raws]\n"
        "        self._offset = max((i + 1 for i in ids if i is not None), default=self._offset)\n",
        "        ids = [_identity(raw) for raw in raws]\n"
        "        self._offset = max((i + 1 for i in ids if i is not None), default=self._offset)\n"
        "        self._take([storable(raw) for raw in raws])\n",
        ("bot/test_telegram.py::test_what_could_not_be_committed_is_not_acknowledged",),
    ),
    Mutant(
        "the inbox not durable",
        "bot/engine/inbox.py",
        "with durably(self._db):",
        "with self._db.atomic():",
        ("bot/test_engine.py::test_an_accepted_update_is_on_the_disk",),
    ),
    Mutant(
        "a webhook without its secret",
        "bot/channels/telegram_feed.py",
        "if not hmac.compare_digest(given.encode(), self._secret.encode()):",
        "if not given:",
        ("bot/test_telegram.py::test_webhook_checks_its_secret_and_answers_afterwards",),
    ),
    # --- pictures and the kit
    Mutant(
        "photo worker unconfined",
        "feedback/sealing/photo_worker.py",
        "    confine()\n    from PIL",
        "    from PIL",
        ("feedback/test_files.py::test_the_worker_confines_itself_before_it_reads",),
    ),
    Mutant(
        "uploads spooled to disk",
        "bot/web/forms.py",
        "spool_max_size = LARGEST_FORM + 1",
        "spool_max_size = 1024 * 1024",
        ("bot/test_web_petition.py::test_an_upload_never_becomes_a_file",),
    ),
    Mutant(
        "the raw key left beside the kit",
        "feedback/backup.py",
        "[_Packed.held(KIT_KEY, installation_key)]",
        "[_Packed.of(KIT_KEY, target.parent / KIT_KEY)]",
        ("feedback/test_backup.py::test_the_kit_never_lies_in_clear_on_the_medium",),
        also=(
            '_write_sealed(target, _header(db, now, "kit")',
            "(target.parent / KIT_KEY).write_bytes(installation_key)\n"
            '    _write_sealed(target, _header(db, now, "kit")',
        ),
    ),
    Mutant(
        "the backup packed in clear on the medium",
        "feedback/backup.py",
        "dir=db.path.parent if db.path else None) as scratch",
        "dir=directory) as scratch",
        ("feedback/test_backup.py::test_a_backup_is_never_in_clear_on_the_medium",),
    ),
    Mutant(
        "a backup that others may read",
        "feedback/backup.py",
        "os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)",
        "os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)",
        ("feedback/test_backup.py::test_a_backup_is_never_in_clear_on_the_medium",),
    ),
    Mutant(
        "a backup of anybody is believed",
        "feedback/backup.py",
        "if not keys.verify(line + signed, signature, keys.verify_key(keys.Secrets.derive(installation_key))):",
        "if not signature:",
        ("feedback/test_backup.py::test_a_forged_backup_is_refused_and_nothing_written",),
    ),
    # --- codes and floods
    Mutant(
        "check digits not tested before argon2",
        "feedback/worker/door.py",
        "        if not receipt.is_valid(code):\n            raise CodeNotFound\n",
        "",
        ("feedback/test_service.py::test_a_mistyped_code_costs_no_derivation",),
    ),
    Mutant(
        "one address fills the queue of codes",
        "bot/engine/fair_queue.py",
        "who, chats = self._waiting.popitem(last=False)",
        "who, chats = self._waiting.popitem()",
        ("bot/test_fair_queue.py::test_nobody_is_overtaken_by_a_later_flood",),
    ),
    Mutant(
        "bodies without a cap",
        "bot/web/bodies.py",
        "            raise Crowded\n",
        "            pass\n",
        ("bot/test_bodies.py::test_unfinished_bodies_of_one_address_have_a_cap",),
    ),
    Mutant(
        "bodies read as fast as they come",
        "bot/web/bodies.py",
        "                await asyncio.sleep(wait)\n",
        "",
        ("bot/test_bodies.py::test_what_an_address_sends_over_its_pace_is_read_later",),
    ),
    Mutant(
        "requests let in as fast as they come",
        "bot/web/turnstile.py",
        "await asyncio.sleep(self._pace.take(address_of(request)))",
        "await asyncio.sleep(0)",
        ("bot/test_turnstile.py::test_an_address_waits_for_its_turn_and_the_others_do_not",),
    ),
    Mutant(
        "argon2 beside the answers",
        "bot/engine/beside.py",
        "            step_back()\n",
        "            pass\n",
        ("bot/test_fair_queue.py::test_the_runs_leave_the_processor_to_the_answers",),
    ),
    Mutant(
        "chats without a cap",
        "bot/web/chat/pages.py",
        "            self._make_room(address_of(request), chat, sent)\n",
        "",
        ("bot/test_address_room.py::test_a_flood_of_chats_keeps_no_more_than_its_address_may",),
    ),
    Mutant(
        "any salt is taken",
        "feedback/organisation/manifest.py",
        "            raise DatabaseAltered(subjects=SALT)\n",
        "            pass\n",
        ("bot/test_stage.py::test_a_salt_that_was_changed_is_refused_at_the_start",),
    ),
    Mutant(
        "a backup keeps the desk for longer than was promised",
        "bot/commands/backup.py",
        "        drop_before(scratch / DESK, day - KEPT + timedelta(days=backups.KEPT_DAYS))\n",
        "        pass\n",
        ("feedback/test_commands.py::test_custodians_backup_and_restore",),
    ),
    Mutant(
        "a code in the words is stored",
        "feedback/worker/intake.py",
        "        raise CodeInText\n",
        "        pass\n",
        ("feedback/test_service.py::test_the_code_is_refused_in_every_text",),
    ),
    # --- the site
    Mutant(
        "forms of other sites",
        GUARD,
        'return site in {"same-origin", "none"}',
        "return True",
        ("bot/test_web.py::test_forms_of_other_sites_are_refused",),
    ),
    Mutant(
        "any name of the host",
        GUARD,
        "if self._hosts and urlsplit",
        "if not self._hosts and urlsplit",
        ("bot/test_web.py::test_another_host_name_is_refused_once_we_have_one",),
    ),
    Mutant(
        "a cookie for scripts",
        "bot/web/chat/cookie.py",
        '"httponly": True}',
        '"httponly": False}',
        ("bot/test_web.py::test_cookie_is_random_short_lived_and_not_for_scripts",),
    ),
    Mutant(
        "a neighbour's cookie",
        "bot/web/tokens.py",
        'return f"__Host-{name}" if secure else name',
        "return name",
        ("bot/test_web.py::test_cookie_goes_over_https_only_where_the_address_does",),
    ),
    Mutant(
        "a token that we did not make",
        "bot/web/tokens.py",
        "return len(raw) == RANDOM + CHECK and hmac.compare_digest(_check(seal, raw[:RANDOM]), raw[RANDOM:])",
        "return len(raw) == RANDOM + CHECK",
        ("bot/test_web.py::test_a_planted_cookie_is_not_taken",),
    ),
    Mutant(
        "any text in can-cu",
        "bot/web/petition/pages.py",
        'return key if document and self._services.library.article(document, article, self._now().date()) else ""',
        "return key",
        ("bot/test_web_petition.py::test_a_basis_that_the_library_has_not_is_dropped",),
    ),
    # --- who may act, and for whom is sealed
    Mutant(
        "who proposed decides",
        POLICY,
        "if verb in _SECOND_PERSON and facts.proposed:",
        "if verb in _SECOND_PERSON and facts.barred:",
        ("feedback/test_policy.py::test_who_proposed_decides_in_no_round",),
    ),
    Mutant(
        "a unit that handed a case up goes on",
        POLICY,
        "_WORKING = frozenset({Mode.WORK})",
        "_WORKING = frozenset({Mode.WORK, Mode.READ})",
        ("feedback/test_policy.py::test_a_unit_that_handed_a_case_up_only_reads_it",),
    ),
    Mutant(
        "matters of the union closed by any supervisor",
        POLICY,
        "    if facts.conflict and verb in CLOSING:\n        return HEAD\n",
        "    if facts.conflict and verb in CLOSING:\n        return LEADING\n",
        ("feedback/test_policy.py::test_matters_of_the_union_are_closed_by_the_head_alone",),
    ),
    Mutant(
        "old cases sealed to unconfirmed keys",
        "feedback/cases/vault.py",
        "if confirmed is None or takes(confirmed, code, public[0]):",
        "if public:",
        (f"{ATTACKS}::test_an_opening_seals_nothing_old_to_a_tier_that_nobody_confirmed",),
    ),
    Mutant(
        "the manifest compares nothing",
        "feedback/organisation/manifest.py",
        "        if found:\n            raise DatabaseAltered(subjects=",
        "        if found and self._depth:\n            raise DatabaseAltered(subjects=",
        (f"{ATTACKS}::test_a_replaced_recovery_key_gets_no_new_case",),
    ),
    Mutant(
        "staff words without a signature",
        "feedback/cases/signatures.py",
        "return any(keys.verify(text, signature, signer) for signer in signers)",
        "return bool(signers)",
        (f"{ATTACKS}::test_a_forged_answer_is_not_shown_and_named",),
    ),
    Mutant(
        "content bound to no place",
        KEYS,
        "source.read(CHUNK + _OVERHEAD), place.encode()",
        'source.read(CHUNK + _OVERHEAD), b""',
        ("feedback/test_access.py::test_rows_cannot_be_swapped",),
        also=("push(state, data, place.encode(), tag)", 'push(state, data, b"", tag)'),
    ),
    Mutant(
        "a rewritten chain agrees with itself",
        "feedback/journal/audit.py",
        'if row["hash"] != line_mark(self._key, row):',
        'if not row["hash"]:',
        ("feedback/test_audit.py::test_tampering_is_found",),
    ),
    Mutant(
        "an older database is taken",
        "feedback/journal/witness.py",
        "if altered or (known and not known.agrees(before)):",
        "if altered:",
        ("feedback/test_audit.py::test_an_older_file_that_is_written_on_is_found",),
    ),
    Mutant(
        "a second factor used twice",
        "feedback/organisation/sessions.py",
        "return self._logins.take_step(session.member.id, step)",
        "return bool(self._logins.take_step(session.member.id, step)) or True",
        ("feedback/test_sessions.py::test_a_code_opens_once_and_a_replay_is_refused",),
    ),
    # --- the start
    Mutant(
        "a lost feedback.db is made anew",
        "bot/operations/stage.py",
        "if stage_of(data) is not Stage.NONE and not",
        "if stage_of(data) is Stage.TRIAL and not",
        ("bot/test_stage.py::test_a_feedback_db_that_is_gone_is_refused_in_earnest_too",),
    ),
    Mutant(
        "trial by a row",
        "bot/operations/stage.py",
        '    if (data / "keys" / TRIAL_KEY).exists():\n        return Stage.TRIAL\n'
        '    return Stage.EARNEST if (data / "keys" / NOTE).exists() else Stage.NONE\n',
        "    return Stage.TRIAL\n",
        ("bot/test_stage.py::test_serving_and_asking_begin_no_trial",),
    ),
    Mutant(
        "an open .env is well",
        "bot/operations/doctor.py",
        "is_open = bool(path.stat().st_mode & 0o077)",
        "is_open = bool(path.stat().st_mode & 0o007)",
        ("bot/test_doctor.py::test_an_env_file_that_others_may_read_is_named",),
    ),
    Mutant(
        "a key file that others may read",
        "bot/engine/sealing.py",
        "os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)",
        "os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)",
        ("bot/test_sealing.py::test_key_file_is_made_once_for_its_owner_only",),
    ),
)
