-- What names a node since a moment is counted in indexes alone: all that is active, less the little that rests on what was withdrawn.
DROP INDEX evidence_basis;
CREATE INDEX evidence_basis ON evidence (basis, created_at, id, status);
CREATE INDEX evidence_target_withdrawn ON evidence (target, created_at, stance, status) WHERE basis_retracted;
CREATE INDEX evidence_basis_withdrawn ON evidence (basis, created_at, stance, status) WHERE basis_retracted;
-- Counts by year, under the negative year, beside those by month.
INSERT INTO tally (metric, subject, period, n)
SELECT metric, subject, -(period / 12), sum(n) FROM tally WHERE metric % 2 = 1 GROUP BY 1, 2, 3;
-- Whether a candidate of a ranking counts is in the index, too.
DROP INDEX statement_support_count;
CREATE INDEX statement_support_count ON statement (support_count, id, status) WHERE support_count > 0;
DROP INDEX statement_rebut_count;
CREATE INDEX statement_rebut_count ON statement (rebut_count, id, status) WHERE rebut_count > 0;
DROP INDEX source_evidence_count;
CREATE INDEX source_evidence_count ON source (evidence_count, id, status, derives_from_retracted) WHERE evidence_count > 0;
