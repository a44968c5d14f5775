-- What identifies a source elsewhere, such as its DOI, and the notice that it is retracted or corrected.
ALTER TABLE source ADD COLUMN identifiers TEXT;
ALTER TABLE source ADD COLUMN notice_on INTEGER;
ALTER TABLE source ADD COLUMN notice_url TEXT;
CREATE TABLE source_identifiers (
  entry TEXT NOT NULL, node_created_at INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (entry, node_created_at, node)
) STRICT, WITHOUT ROWID;
