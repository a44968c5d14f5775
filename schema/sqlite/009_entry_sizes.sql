-- How long the texts of an entry's changes are, in bytes of UTF-8, so that they need not be read to know it.

ALTER TABLE ledger ADD COLUMN bytes_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN bytes_after INTEGER NOT NULL DEFAULT 0;
UPDATE ledger SET (bytes_before, bytes_after) = (
  SELECT coalesce(sum(length(CAST("before" AS BLOB))), 0), coalesce(sum(length(CAST("after" AS BLOB))), 0)
  FROM change WHERE ordinal BETWEEN first_change AND last_change
);
