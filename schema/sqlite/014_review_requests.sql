-- Who asked that a statement be reviewed.
CREATE TABLE review_request (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  statement INTEGER NOT NULL, by TEXT NOT NULL, after INTEGER, note TEXT
) STRICT;
CREATE INDEX review_request_created ON review_request (created_at, id);
CREATE INDEX review_request_statement ON review_request (statement, created_at, id);

ALTER TABLE statement ADD COLUMN last_reviewed_at INTEGER;
ALTER TABLE statement ADD COLUMN later_evidence_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN review_request_count INTEGER NOT NULL DEFAULT 0;
CREATE INDEX statement_review_request_count ON statement (review_request_count, id) WHERE review_request_count > 0;
UPDATE statement SET last_reviewed_at = (SELECT max(created_at) FROM review WHERE review.statement = statement.id AND review.status <> 2);
UPDATE statement SET later_evidence_count = (
  SELECT count(*) FROM evidence WHERE target = statement.id AND evidence.status <> 2 AND evidence.created_at > last_reviewed_at
) WHERE last_reviewed_at IS NOT NULL;
UPDATE statement SET attention = attention | 512 WHERE later_evidence_count > 0;
INSERT INTO tally (metric, subject, period, n)
SELECT 13, 512, strftime('%Y', created_at / 1000.0, 'unixepoch') * 12 + strftime('%m', created_at / 1000.0, 'unixepoch') - 1, count(*)
FROM statement WHERE attention & 512 AND status <> 2 GROUP BY 3;
INSERT INTO tally (metric, subject, period, n)
SELECT 14, 512, CAST(floor(created_at / 86400000.0) AS INTEGER), count(*)
FROM statement WHERE attention & 512 AND status <> 2 GROUP BY 3;
