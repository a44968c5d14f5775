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
