// Evidence on a withdrawn basis is not counted as support, rebuttal or use. Counts of evidence by stance hold it apart: 8 more.
// What was in the database before is counted anew.

DROP INDEX statement_supported IF EXISTS;
DROP INDEX statement_rebutted IF EXISTS;
CREATE INDEX statement_support_count IF NOT EXISTS FOR (n:Statement) ON (n.supportCount);
CREATE INDEX statement_rebut_count IF NOT EXISTS FOR (n:Statement) ON (n.rebutCount);

MATCH (n:Statement|Source|Evidence) REMOVE n.allSupportCount, n.allRebutCount, n.supportsByMonth, n.rebutsByMonth, n.usesByMonth;

MATCH (n:Evidence) WHERE n.basisRetracted IS NULL SET n.basisRetracted = false;

MATCH (t:Tally {metric: 'STANCES'}) DELETE t;

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED'
WITH 'STANCES' AS metric, {SUPPORTS: 1, REBUTS: 2, CONTEXT: 3}[n.stance] + CASE WHEN n.basisRetracted THEN 8 ELSE 0 END AS subject,
  datetime({epochMillis: n.createdAt}) AS at
WITH metric, subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: metric, subject: subject, month: month})
SET t.n = size(days), t.days = [d IN range(1, 31) | size([x IN days WHERE x = d])];

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED' AND n.stance = 'SUPPORTS' AND NOT n.basisRetracted
WITH n.target AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.supportsByMonth = months;

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED' AND n.stance = 'REBUTS' AND NOT n.basisRetracted
WITH n.target AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.rebutsByMonth = months;

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED' AND NOT n.basisRetracted
WITH n.basis AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.usesByMonth = months;
