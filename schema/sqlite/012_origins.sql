-- Sources that are copies of each other, and how many sources of each stance a statement has.

ALTER TABLE source ADD COLUMN not_copy_of TEXT;
-- What a source has in common with its copies, and what of that somebody contests (Provenance/Trace.cs).
ALTER TABLE source ADD COLUMN traces TEXT;
ALTER TABLE source ADD COLUMN contested_traces TEXT;
ALTER TABLE source ADD COLUMN publisher_group INTEGER;
CREATE INDEX source_origin ON source (origin, created_at, id);
CREATE TABLE source_not_copy_of (
  entry INTEGER NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;
-- The traces that count, by which a copy is found without reading other sources.
CREATE TABLE source_trace (trace INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (trace, source)) STRICT, WITHOUT ROWID;

ALTER TABLE statement DROP COLUMN independent_sources;
ALTER TABLE statement ADD COLUMN support_source_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN rebut_source_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN context_source_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN independent_support_source_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN independent_rebut_source_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN independent_context_source_count INTEGER NOT NULL DEFAULT 0;

ALTER TABLE evidence ADD COLUMN publisher_group INTEGER;
CREATE INDEX evidence_publisher_group ON evidence (target, publisher_group, stance) WHERE publisher_group IS NOT NULL;
-- As before, with what gives context. status 2 is Retracted.
DROP INDEX evidence_origin;
CREATE INDEX evidence_origin ON evidence (target, origin, stance, weight) WHERE status <> 2 AND origin IS NOT NULL;
