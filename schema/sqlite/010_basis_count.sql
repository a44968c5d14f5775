-- How much evidence argues from a statement.
ALTER TABLE statement ADD COLUMN basis_count INTEGER NOT NULL DEFAULT 0;
UPDATE statement SET basis_count = (SELECT count(*) FROM evidence WHERE basis = statement.id);
