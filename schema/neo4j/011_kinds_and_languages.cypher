// (:Tally) counts statements by kind (STATEMENT_KINDS) and by language (LANGUAGES), too. The subject of a language holds the characters of
// its tag (Stores/Counting/LanguageSubject.cs).
MATCH (n:Statement) WHERE n._id IS NOT NULL AND n.status <> 'RETRACTED'
WITH datetime({epochMillis: n.createdAt}) AS at,
  CASE n.kind WHEN 'FACT' THEN 0 WHEN 'QUOTATION' THEN 1 WHEN 'OPINION' THEN 2 WHEN 'PREDICTION' THEN 3 END AS subject
WHERE subject IS NOT NULL
WITH subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: 'STATEMENT_KINDS', subject: subject, month: month})
SET t.n = size(days), t.days = [d IN range(1, 31) | size([day IN days WHERE day = d])];
MATCH (n:Statement) WHERE n._id IS NOT NULL AND n.status <> 'RETRACTED' AND n.language IS NOT NULL
WITH datetime({epochMillis: n.createdAt}) AS at,
  CASE WHEN size(n.language) > 12 THEN 0 ELSE reduce(s = 0, i IN range(0, size(n.language) - 1) |
    s * 38 + 1 + size(split('abcdefghijklmnopqrstuvwxyz0123456789-', toLower(substring(n.language, i, 1)))[0])) END AS subject
WITH subject, at.year * 12 + at.month - 1 AS month, collect(at.day) AS days
MERGE (t:Tally {metric: 'LANGUAGES', subject: subject, month: month})
SET t.n = size(days), t.days = [d IN range(1, 31) | size([day IN days WHERE day = d])];
