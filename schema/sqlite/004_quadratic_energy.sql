-- Strength follows from other strengths, in cycles too: whether it came to rest. Of the evidence of one origin the strongest counts.
ALTER TABLE statement ADD COLUMN unsettled_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN converged INTEGER NOT NULL DEFAULT 1;
ALTER TABLE evidence ADD COLUMN unsettled_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE evidence ADD COLUMN converged INTEGER NOT NULL DEFAULT 1;
ALTER TABLE evidence ADD COLUMN joint_with INTEGER;
ALTER TABLE evidence ADD COLUMN joint_count INTEGER NOT NULL DEFAULT 0;
CREATE INDEX evidence_joint_with ON evidence (joint_with, created_at, id) WHERE joint_with IS NOT NULL;
DROP INDEX evidence_support;
-- stance 3 is Context, status 2 is Retracted.
CREATE INDEX evidence_origin ON evidence (target, origin, stance, weight) WHERE stance <> 3 AND status <> 2 AND origin IS NOT NULL;
