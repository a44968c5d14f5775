-- Imports and what was wrong with their inputs: beside the graph, no part of the ledger.
CREATE TABLE import_job (
  id TEXT PRIMARY KEY,
  state INTEGER NOT NULL,
  input TEXT NOT NULL,
  place TEXT,
  fingerprint TEXT,
  format TEXT NOT NULL,
  mapping TEXT,
  verdicts TEXT,
  started_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  saved_at INTEGER NOT NULL,
  ended_at INTEGER,
  position INTEGER,
  total INTEGER,
  processed INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL,
  revision INTEGER,
  failure TEXT,
  run TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX import_job_created ON import_job (created_at, id);
CREATE TABLE import_problem (
  job TEXT NOT NULL,
  is_error INTEGER NOT NULL,
  number INTEGER NOT NULL,
  file TEXT NOT NULL,
  path TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (job, is_error, number)
) STRICT, WITHOUT ROWID;
