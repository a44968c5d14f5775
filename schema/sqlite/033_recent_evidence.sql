-- The evidence of a time is counted and ranked from one index, not from its rows.
DROP INDEX evidence_created;
CREATE INDEX evidence_created ON evidence (created_at, id, status, stance, basis_retracted, target, basis);
