-- The ids of all keys that were ever added to api_key by ClaimGraph, which tell keys that another program removed or added.

CREATE TABLE IF NOT EXISTS api_key_register (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO api_key_register SELECT id FROM api_key;
