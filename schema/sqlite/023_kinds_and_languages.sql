-- Statements are counted by kind (metric 17, by day 18) and by language (19, by day 20), too. The subject of a language holds the
-- characters of its tag (Stores/Counting/LanguageSubject.cs).
INSERT INTO tally (metric, subject, period, n)
SELECT 17, kind, strftime('%Y', created_at / 1000.0, 'unixepoch') * 12 + strftime('%m', created_at / 1000.0, 'unixepoch') - 1, count(*)
FROM statement WHERE status <> 2 GROUP BY 2, 3;
INSERT INTO tally (metric, subject, period, n)
SELECT 18, kind, CAST(floor(created_at / 86400000.0) AS INTEGER), count(*) FROM statement WHERE status <> 2 GROUP BY 2, 3;

CREATE TEMP TABLE language_subject AS
WITH RECURSIVE tag (language, at, subject) AS (
  SELECT DISTINCT language, 1, 0 FROM statement
  UNION ALL
  SELECT language, at + 1, subject * 38 + instr('abcdefghijklmnopqrstuvwxyz0123456789-', lower(substr(language, at, 1))) FROM tag
  WHERE at <= length(language) AND length(language) <= 12
)
SELECT language, subject FROM tag WHERE at > length(language) OR length(language) > 12;
INSERT INTO tally (metric, subject, period, n)
SELECT 19, subject, strftime('%Y', created_at / 1000.0, 'unixepoch') * 12 + strftime('%m', created_at / 1000.0, 'unixepoch') - 1, count(*)
FROM statement JOIN language_subject USING (language) WHERE status <> 2 GROUP BY 2, 3;
INSERT INTO tally (metric, subject, period, n)
SELECT 20, subject, CAST(floor(created_at / 86400000.0) AS INTEGER), count(*)
FROM statement JOIN language_subject USING (language) WHERE status <> 2 GROUP BY 2, 3;
DROP TABLE language_subject;
