// Counts of active nodes by the month (and day of the month, UTC) of createdAt, updated in each commit: (:Tally) for nodes by kind, statements by verdict and
// evidence by stance (subject: the number of the kind, verdict or stance, 0 for none; month: year * 12 + month - 1). Lists of month * 10^9 + count, stored at
// the nodes themselves, count the evidence that supports, rebuts or rests on them. This script counts once what is already there.

CREATE CONSTRAINT tally_month IF NOT EXISTS FOR (t:Tally) REQUIRE (t.metric, t.subject, t.month) IS UNIQUE;
CREATE INDEX statement_supported IF NOT EXISTS FOR (n:Statement) ON (n.supportCount);
CREATE INDEX statement_rebutted IF NOT EXISTS FOR (n:Statement) ON (n.rebutCount);
CREATE INDEX source_used IF NOT EXISTS FOR (n:Source) ON (n.evidenceCount);

MATCH (n:Node) WHERE n.status <> 'RETRACTED'
WITH 'NODES' AS metric, {Actor: 1, Source: 2, Event: 3, Statement: 4, Appearance: 5, Evidence: 6, Review: 7}[[l IN labels(n) WHERE l <> 'Node'][0]] AS subject,
  datetime({epochMillis: n.createdAt}) AS at
WITH metric, subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: metric, subject: subject, month: month}) SET t.n = size(days), t.days = [d IN range(1, 31) | size([x IN days WHERE x = d])];

MATCH (n:Statement) WHERE n.status <> 'RETRACTED'
WITH 'VERDICTS' AS metric, coalesce({SUPPORTED: 1, MOSTLY_SUPPORTED: 2, MIXED: 3, MOSTLY_UNSUPPORTED: 4, UNSUPPORTED: 5, UNVERIFIED: 6}[n.verdict], 0) AS subject,
  datetime({epochMillis: n.createdAt}) AS at
WITH metric, subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: metric, subject: subject, month: month}) SET t.n = size(days), t.days = [d IN range(1, 31) | size([x IN days WHERE x = d])];

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED'
WITH 'STANCES' AS metric, {SUPPORTS: 1, REBUTS: 2, CONTEXT: 3}[n.stance] AS subject, datetime({epochMillis: n.createdAt}) AS at
WITH metric, subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: metric, subject: subject, month: month}) SET t.n = size(days), t.days = [d IN range(1, 31) | size([x IN days WHERE x = d])];

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED' AND n.stance = 'SUPPORTS'
WITH n.target AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.supportsByMonth = months;

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED' AND n.stance = 'REBUTS'
WITH n.target AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.rebutsByMonth = months;

MATCH (n:Evidence) WHERE n.status <> 'RETRACTED'
WITH n.basis AS id, datetime({epochMillis: n.createdAt}) AS at WITH id, at.year * 12 + at.month - 1 AS month, count(*) AS c
WITH id, collect(month * 1000000000 + c) AS months MATCH (s:Node {id: id}) SET s.usesByMonth = months;
