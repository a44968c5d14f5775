-- API keys. Only the SHA-256 of a key is stored. role: 1 reader, 2 contributor, 3 reviewer, 4 admin. seal: the SHA-256 of the other
-- columns but last_used_at, which tells keys that another program edited.

CREATE TABLE api_key (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, role INTEGER NOT NULL, hash BLOB NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
  expires_at INTEGER, revoked_at INTEGER, last_used_at INTEGER,
  seal BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_created ON api_key (created_at, id);
