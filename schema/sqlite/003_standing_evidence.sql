-- Evidence on a withdrawn basis is not counted as support, rebuttal or use. Counts of evidence by stance hold it apart: stance + 8.
DROP INDEX statement_support_count;
DROP INDEX statement_rebut_count;
ALTER TABLE statement DROP COLUMN all_support_count;
ALTER TABLE statement DROP COLUMN all_rebut_count;
ALTER TABLE evidence DROP COLUMN all_support_count;
ALTER TABLE evidence DROP COLUMN all_rebut_count;
CREATE INDEX statement_support_count ON statement (support_count, id) WHERE support_count > 0;
CREATE INDEX statement_rebut_count ON statement (rebut_count, id) WHERE rebut_count > 0;

-- What was in the database before is counted anew: metrics 5 and 6 by month and day, 7, 9 and 11 by month.
DELETE FROM tally WHERE metric IN (5, 6, 7, 9, 11);
CREATE TEMP TABLE counted AS
  SELECT stance, basis_retracted, target, basis,
    CAST(strftime('%Y', created_at / 1000.0, 'unixepoch') AS INTEGER) * 12
      + CAST(strftime('%m', created_at / 1000.0, 'unixepoch') AS INTEGER) - 1 AS month,
    (created_at - (created_at % 86400000 + 86400000) % 86400000) / 86400000 AS day
  FROM evidence WHERE status <> 2;
INSERT INTO tally SELECT 5, stance + 8 * basis_retracted, month, count(*) FROM counted GROUP BY 2, 3;
INSERT INTO tally SELECT 6, stance + 8 * basis_retracted, day, count(*) FROM counted GROUP BY 2, 3;
INSERT INTO tally SELECT 7, target, month, count(*) FROM counted WHERE stance = 1 AND NOT basis_retracted GROUP BY 2, 3;
INSERT INTO tally SELECT 9, target, month, count(*) FROM counted WHERE stance = 2 AND NOT basis_retracted GROUP BY 2, 3;
INSERT INTO tally SELECT 11, basis, month, count(*) FROM counted WHERE NOT basis_retracted GROUP BY 2, 3;
DROP TABLE temp.counted;
