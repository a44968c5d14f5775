-- Sources are counted and listed by their dates from one index, not from their rows.
CREATE INDEX source_published ON source (published_on, id, status);
