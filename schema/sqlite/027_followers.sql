-- Who follows the ledger from outside: webhooks and the archive. Beside the graph, not part of it. settings is JSON (secrets in it are
-- encrypted). position: the revision up to which the follower has been told. holder and held_until: which process tells it at present.
CREATE TABLE follower (
  id TEXT PRIMARY KEY, settings TEXT NOT NULL, created_at INTEGER NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
  failures INTEGER NOT NULL, retry_at INTEGER, holder TEXT, held_until INTEGER
) STRICT, WITHOUT ROWID;

-- What is told apart from the others: at due_at, or never (NULL), such as what could not be delivered.
CREATE TABLE follower_letter (
  follower TEXT NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, attempts INTEGER NOT NULL, due_at INTEGER, at INTEGER NOT NULL,
  error TEXT, PRIMARY KEY (follower, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX follower_letter_due ON follower_letter (due_at, follower, key) WHERE due_at IS NOT NULL;

-- The newest attempts of each follower. outcome: 1 delivered, 2 failed, 3 given up.
CREATE TABLE follower_attempt (
  ordinal INTEGER PRIMARY KEY, follower TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL, status INTEGER, error TEXT, outcome INTEGER NOT NULL
) STRICT;
CREATE INDEX follower_attempt_newest ON follower_attempt (follower, ordinal);
