-- Lists of statements are filtered, ordered and counted from one index, which is a tenth of the table. Its first column is no condition
-- that SQLite could begin with, so it stands in the way of no other index.
CREATE INDEX statement_listed ON statement (
  status, verdict, attention, kind, language, rebut_count, support_count, strength, claimed_on, created_at, updated_at
);
-- Which links of a node were changed last is in the index, too.
DROP INDEX evidence_target;
CREATE INDEX evidence_target ON evidence (target, created_at, id, status, basis_kind, stance, updated_at);
