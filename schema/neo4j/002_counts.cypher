// Counts of active nodes by month of createdAt (UTC), updated in every commit.
// (:Tally) counts nodes by kind, statements by verdict and evidence by stance. subject is the number of the kind, verdict or stance
// (0: none); month is year * 12 + month - 1; n is the count of the month; days are the counts of its days, always 31 of them.
// Sources and statements have lists of the evidence that supports, rebuts or rests on them; each entry is month * 10^9 + count.
// What was in the database before is counted here once.

CREATE CONSTRAINT tally_month IF NOT EXISTS FOR (t:Tally) REQUIRE (t.metric, t.subject, t.month) IS UNIQUE;
CREATE INDEX statement_supported IF NOT EXISTS FOR (n:Statement) ON (n.allSupportCount);
CREATE INDEX statement_rebutted IF NOT EXISTS FOR (n:Statement) ON (n.allRebutCount);
CREATE INDEX source_used IF NOT EXISTS FOR (n:Source) ON (n.evidenceCount);

MATCH (n:Node) WHERE n.status <> 'RETRACTED'
WITH 'NODES' AS metric, n.id % 32 AS subject, datetime({epochMillis: n.createdAt}) AS at
WITH metric, subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: metric, subject: subject, month: month})
SET t.n = size(days), t.days = [d IN range(1, 31) | size([x IN days WHERE x = d])];

MATCH (n:Statement) WHERE n.status <> 'RETRACTED'
WITH 'VERDICTS' AS metric, datetime({epochMillis: n.createdAt}) AS at, coalesce(
  {SUPPORTED: 1, MOSTLY_SUPPORTED: 2, MIXED: 3, MOSTLY_UNSUPPORTED: 4, UNSUPPORTED: 5, UNVERIFIED: 6}[n.verdict], 0) AS subject
WITH metric, subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: metric, subject: subject, month: month})
SET t.n = size(days), t.days = [d IN range(1, 31) | size([x IN days WHERE x = d])];

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED'
WITH 'STANCES' AS metric, {SUPPORTS: 1, REBUTS: 2, CONTEXT: 3}[n.stance] AS subject, datetime({epochMillis: n.createdAt}) AS at
WITH metric, subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: metric, subject: subject, month: month})
SET t.n = size(days), t.days = [d IN range(1, 31) | size([x IN days WHERE x = d])];

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED' AND n.stance = 'SUPPORTS'
WITH n.target AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.supportsByMonth = months;

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED' AND n.stance = 'REBUTS'
WITH n.target AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.rebutsByMonth = months;

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED'
WITH n.basis AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.usesByMonth = months;
