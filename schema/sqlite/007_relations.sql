-- How statements relate to each other. kind: 1 contradicts, 2 supersedes, 3 translates.
CREATE TABLE relation (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  statement INTEGER NOT NULL, kind INTEGER NOT NULL, other INTEGER NOT NULL, since INTEGER, note TEXT
) STRICT;
CREATE INDEX relation_created ON relation (created_at, id);
CREATE INDEX relation_statement ON relation (statement, created_at, id);
CREATE INDEX relation_other ON relation (other, created_at, id);
ALTER TABLE statement ADD COLUMN verdicts_disagree INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN superseded_count INTEGER NOT NULL DEFAULT 0;
