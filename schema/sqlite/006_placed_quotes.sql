-- Where quotes stand in the newest snapshot of their source. anchor_status: 0 unchecked, 1 exact, 2 moved, 3 fuzzy, 4 ambiguous, 5 lost.
ALTER TABLE appearance ADD COLUMN anchor_status INTEGER;
ALTER TABLE appearance ADD COLUMN anchor_score REAL;
ALTER TABLE appearance ADD COLUMN placed_start INTEGER;
ALTER TABLE appearance ADD COLUMN placed_end INTEGER;
ALTER TABLE appearance ADD COLUMN placed_prefix TEXT;
ALTER TABLE appearance ADD COLUMN placed_suffix TEXT;
ALTER TABLE evidence ADD COLUMN anchor_status INTEGER;
ALTER TABLE evidence ADD COLUMN anchor_score REAL;
ALTER TABLE evidence ADD COLUMN placed_start INTEGER;
ALTER TABLE evidence ADD COLUMN placed_end INTEGER;
ALTER TABLE evidence ADD COLUMN placed_prefix TEXT;
ALTER TABLE evidence ADD COLUMN placed_suffix TEXT;
ALTER TABLE statement ADD COLUMN lost_quote_count INTEGER NOT NULL DEFAULT 0;

-- The snapshots that a source has had. earlier_snapshots: the first 16 digits of the hash of each but the present one.
ALTER TABLE source ADD COLUMN snapshot_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN earlier_snapshots TEXT;
