-- Ids of the statements of which a commit changed only what is computed. Entries from before do not tell.

ALTER TABLE ledger ADD COLUMN affected BLOB NOT NULL DEFAULT x'';
