-- The claim graph. A node's id holds its kind in the lowest five bits (1 actor, 2 source, 3 event, 4 statement, 5 appearance,
-- 6 evidence, 7 review, 9 relation), so one column refers to any kind. Times are milliseconds since 1970 UTC; dates are
-- year << 9 | month << 5 | day with 0 where unknown; enums are the numbers of the C# enums; lists are JSON. status: 0 active, 1 corrected,
-- 2 retracted.

CREATE TABLE actor (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  name TEXT NOT NULL, name_sort_key TEXT NOT NULL, kind INTEGER NOT NULL, aliases TEXT, identifiers TEXT, description TEXT
) STRICT;
CREATE INDEX actor_created ON actor (created_at, id);
CREATE INDEX actor_name ON actor (name, id);
CREATE INDEX actor_name_sort_key ON actor (name_sort_key, id);

CREATE TABLE source (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  url TEXT, canonical_url TEXT, title TEXT, title_sort_key TEXT, publisher INTEGER, kind INTEGER NOT NULL, language TEXT NOT NULL,
  published_on INTEGER, archived_at TEXT, derived_from INTEGER, reliability INTEGER, note TEXT,
  snapshot_sha256 TEXT, snapshot_captured_at INTEGER,
  origin INTEGER NOT NULL, derives_from_retracted INTEGER NOT NULL, evidence_count INTEGER NOT NULL, appearance_count INTEGER NOT NULL,
  snapshot_count INTEGER NOT NULL, earlier_snapshots TEXT -- the first 16 digits of the hash of each snapshot but the present one
) STRICT;
CREATE INDEX source_created ON source (created_at, id);
CREATE INDEX source_publisher ON source (publisher, created_at, id) WHERE publisher IS NOT NULL;
CREATE INDEX source_derived_from ON source (derived_from, created_at, id) WHERE derived_from IS NOT NULL;
CREATE INDEX source_evidence_count ON source (evidence_count, id) WHERE evidence_count > 0;

CREATE TABLE snapshot (source INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;

CREATE TABLE event (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  name TEXT NOT NULL, name_sort_key TEXT NOT NULL, starts_on INTEGER, ends_on INTEGER, place TEXT, description TEXT,
  participations TEXT, sources TEXT
) STRICT;
CREATE INDEX event_created ON event (created_at, id);

CREATE TABLE statement (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  text TEXT NOT NULL, text_sort_key TEXT NOT NULL, language TEXT NOT NULL, kind INTEGER NOT NULL, checkable INTEGER NOT NULL, topics TEXT,
  about TEXT, prior REAL, note TEXT,
  support_count INTEGER NOT NULL, rebut_count INTEGER NOT NULL, context_count INTEGER NOT NULL,
  statement_support_count INTEGER NOT NULL, statement_rebut_count INTEGER NOT NULL, statement_context_count INTEGER NOT NULL,
  retracted_basis_count INTEGER NOT NULL, support_weight INTEGER NOT NULL, rebut_weight INTEGER NOT NULL,
  unsettled_count INTEGER NOT NULL, basis_count INTEGER NOT NULL, superseded_count INTEGER NOT NULL, lost_quote_count INTEGER NOT NULL,
  independent_sources INTEGER NOT NULL, appearance_count INTEGER NOT NULL, review_count INTEGER NOT NULL, verdict INTEGER, claimant INTEGER,
  claimed_on INTEGER, verdicts_disagree INTEGER NOT NULL, strength REAL NOT NULL, converged INTEGER NOT NULL,
  attention INTEGER NOT NULL
) STRICT;
CREATE INDEX statement_created ON statement (created_at, id, status);
CREATE INDEX statement_claimant ON statement (claimant, created_at, id) WHERE claimant IS NOT NULL;
CREATE INDEX statement_support_count ON statement (support_count, id) WHERE support_count > 0;
CREATE INDEX statement_rebut_count ON statement (rebut_count, id) WHERE rebut_count > 0;

CREATE TABLE appearance (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  statement INTEGER NOT NULL, actor INTEGER, source INTEGER, event INTEGER, said_on INTEGER,
  anchor_exact TEXT, anchor_prefix TEXT, anchor_suffix TEXT, anchor_start INTEGER, anchor_end INTEGER, anchor_language TEXT,
  -- Where the quote stands in the newest snapshot. anchor_status: 0 unchecked, 1 exact, 2 moved, 3 fuzzy, 4 ambiguous, 5 lost.
  anchor_status INTEGER, anchor_score REAL, placed_start INTEGER, placed_end INTEGER, placed_prefix TEXT, placed_suffix TEXT
) STRICT;
CREATE INDEX appearance_created ON appearance (created_at, id);
CREATE INDEX appearance_statement ON appearance (statement, created_at, id, status);
CREATE INDEX appearance_actor ON appearance (actor, created_at, id) WHERE actor IS NOT NULL;
CREATE INDEX appearance_source ON appearance (source, created_at, id) WHERE source IS NOT NULL;
CREATE INDEX appearance_event ON appearance (event, created_at, id) WHERE event IS NOT NULL;

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  basis INTEGER NOT NULL, basis_kind INTEGER NOT NULL, target INTEGER NOT NULL, stance INTEGER NOT NULL, joint_with INTEGER,
  strength REAL, confidence REAL, note TEXT,
  anchor_exact TEXT, anchor_prefix TEXT, anchor_suffix TEXT, anchor_start INTEGER, anchor_end INTEGER, anchor_language TEXT,
  support_count INTEGER NOT NULL, rebut_count INTEGER NOT NULL, context_count INTEGER NOT NULL,
  statement_support_count INTEGER NOT NULL, statement_rebut_count INTEGER NOT NULL, statement_context_count INTEGER NOT NULL,
  retracted_basis_count INTEGER NOT NULL, support_weight INTEGER NOT NULL, rebut_weight INTEGER NOT NULL,
  unsettled_count INTEGER NOT NULL, weight INTEGER NOT NULL, converged INTEGER NOT NULL, origin INTEGER,
  basis_retracted INTEGER NOT NULL, joint_count INTEGER NOT NULL,
  -- Where the quote stands in the newest snapshot. anchor_status: 0 unchecked, 1 exact, 2 moved, 3 fuzzy, 4 ambiguous, 5 lost.
  anchor_status INTEGER, anchor_score REAL, placed_start INTEGER, placed_end INTEGER, placed_prefix TEXT, placed_suffix TEXT
) STRICT;
CREATE INDEX evidence_created ON evidence (created_at, id);
CREATE INDEX evidence_basis ON evidence (basis, created_at, id);
-- One index serves every question about a target. An index for each of the last columns would cost each commit another page.
CREATE INDEX evidence_target ON evidence (target, created_at, id, status, basis_kind, stance);
CREATE INDEX evidence_joint_with ON evidence (joint_with, created_at, id) WHERE joint_with IS NOT NULL;
-- Of the evidence of one origin the strongest counts. stance 3 is Context, status 2 is Retracted.
CREATE INDEX evidence_origin ON evidence (target, origin, stance, weight) WHERE stance <> 3 AND status <> 2 AND origin IS NOT NULL;

CREATE TABLE review (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  statement INTEGER NOT NULL, reviewer INTEGER NOT NULL, verdict INTEGER,
  rating_text TEXT, rating_value REAL, rating_best REAL, rating_worst REAL, explanation TEXT, url TEXT, canonical_url TEXT,
  reviewed_on INTEGER, based_on TEXT
) STRICT;
CREATE INDEX review_created ON review (created_at, id);
CREATE INDEX review_statement ON review (statement, created_at, id);
CREATE INDEX review_reviewer ON review (reviewer, created_at, id);

-- How statements relate to each other. kind: 1 contradicts, 2 supersedes, 3 translates.
CREATE TABLE relation (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  statement INTEGER NOT NULL, kind INTEGER NOT NULL, other INTEGER NOT NULL, since INTEGER, note TEXT
) STRICT;
CREATE INDEX relation_created ON relation (created_at, id);
CREATE INDEX relation_statement ON relation (statement, created_at, id);
CREATE INDEX relation_other ON relation (other, created_at, id);

-- The collation that the columns x_sort_key were computed with (Text/Collation.cs). A program with another one computes them anew.
CREATE TABLE collation (version TEXT NOT NULL) STRICT;

-- Callers' keys and identities of content. Each names one node.
CREATE TABLE natural_key (
  kind INTEGER NOT NULL, value TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

-- The entries of the list fields that lists are filtered by, a table for each, named after the noun and the field.
CREATE TABLE actor_identifiers (
  entry TEXT NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_participants (
  entry INTEGER NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_roles (
  entry TEXT NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_sources (
  entry INTEGER NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE statement_topics (
  entry TEXT NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE statement_about (
  entry INTEGER NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE review_based_on (
  entry INTEGER NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;

-- Counts of active nodes by month or day of created_at, updated in the commit that changes them. metric: see Stores/Counting/Metric.cs.
CREATE TABLE tally (
  metric INTEGER NOT NULL, subject INTEGER NOT NULL, period INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (metric, subject, period)
) STRICT, WITHOUT ROWID;

-- The ledger: one entry per commit, each with the hash of the entry before. Its changes are the rows first_change to last_change.
CREATE TABLE ledger (
  revision INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, principal TEXT NOT NULL, reason TEXT, idempotency_key TEXT,
  results BLOB NOT NULL, first_change INTEGER NOT NULL, last_change INTEGER NOT NULL, previous_hash BLOB NOT NULL, hash BLOB NOT NULL,
  affected BLOB NOT NULL, -- ids of the statements of which the commit changed only derived values
  -- How long the texts of its changes are, in bytes of UTF-8, so that they need not be read to know it.
  bytes_before INTEGER NOT NULL, bytes_after INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_idempotency ON ledger (idempotency_key, revision) WHERE idempotency_key IS NOT NULL;
CREATE TABLE change (
  ordinal INTEGER PRIMARY KEY, revision INTEGER NOT NULL, action INTEGER NOT NULL, node INTEGER NOT NULL,
  "before" TEXT, "after" TEXT NOT NULL
) STRICT;
CREATE INDEX change_node ON change (node, revision);

-- API keys. Only the SHA-256 of a key is stored. role: 1 reader, 2 contributor, 3 reviewer, 4 admin. seal: the SHA-256 of the other
-- columns but last_used_at, which tells keys that another program edited.

CREATE TABLE api_key (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, role INTEGER NOT NULL, hash BLOB NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
  expires_at INTEGER, revoked_at INTEGER, last_used_at INTEGER,
  seal BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_created ON api_key (created_at, id);

-- The ids of all keys that were ever added to api_key by ClaimGraph, which tell keys that another program removed or added.
CREATE TABLE api_key_register (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
