-- Changes that wait for a reviewer. input: the JSON of a mutation's input, in which {"$record": n} is entry n of concerns. state: 1 open,
-- 2 accepted, 3 refused, 4 withdrawn.
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY, key TEXT, version INTEGER NOT NULL, created_at INTEGER NOT NULL, status INTEGER NOT NULL, status_reason TEXT,
  other_keys TEXT, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  mutation TEXT NOT NULL, input TEXT NOT NULL, concerns TEXT, note TEXT, source_url TEXT, tool TEXT, state INTEGER NOT NULL,
  decision_by TEXT, decision_at INTEGER, decision_reason TEXT, results TEXT
) STRICT;
CREATE INDEX proposal_created ON proposal (created_at, id);
CREATE INDEX proposal_state ON proposal (state, created_at, id);
CREATE INDEX proposal_proposer ON proposal (created_by, state);

CREATE TABLE proposal_concerns (
  entry INTEGER NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal_results (
  entry INTEGER NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;

-- Statements are counted by what asks for attention, too (metric 13, by day 14). The flags of attention are 1, 2, 4 … 32768.
WITH RECURSIVE flag (bit) AS (SELECT 1 UNION ALL SELECT bit * 2 FROM flag WHERE bit < 32768)
INSERT INTO tally (metric, subject, period, n)
SELECT 13, bit, strftime('%Y', created_at / 1000.0, 'unixepoch') * 12 + strftime('%m', created_at / 1000.0, 'unixepoch') - 1, count(*)
FROM statement, flag WHERE attention & bit AND status <> 2 GROUP BY 2, 3;
WITH RECURSIVE flag (bit) AS (SELECT 1 UNION ALL SELECT bit * 2 FROM flag WHERE bit < 32768)
INSERT INTO tally (metric, subject, period, n)
SELECT 14, bit, CAST(floor(created_at / 86400000.0) AS INTEGER), count(*)
FROM statement, flag WHERE attention & bit AND status <> 2 GROUP BY 2, 3;
