// The claim graph as nodes and relationships:
//   (:Actor)-[:MADE]->(:Appearance)-[:OF]->(:Statement)-[:ABOUT]->(:Actor|Event), (:Appearance)-[:IN]->(:Source), (:Appearance)-[:AT]->(:Event)
//   (:Source)<-[:CITES]-(:Evidence)-[:SUPPORTS|REBUTS|CONTEXT_FOR]->(:Statement|Evidence), (:Statement)<-[:RESTS_ON]-(:Evidence)
//   (:Actor)-[:WROTE]->(:Review)-[:JUDGES]->(:Statement), (:Review)-[:BASED_ON]->(:Evidence)
//   (:Actor)-[:TOOK_PART {role}]->(:Event)<-[:REPORTS]-(:Source), (:Actor)-[:PUBLISHED]->(:Source)-[:DERIVED_FROM]->(:Source)
//   (:LedgerEntry)-[:CONTAINS]->(:Change), (:Ledger) is the head, (:Source)-[:HAS]->(:Snapshot)
// Every noun also has the label Node. Ids are whole numbers with the kind in the lowest five bits; times are milliseconds since 1970 UTC; dates are ISO
// texts, as precise as they are known; xFolded is x without case and accents. References are stored as relationships, for people and patterns, and as
// properties, to read long lists in the order of an index. Derived numbers that nothing filters or orders by are stored only if they are not 0.

CREATE CONSTRAINT node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT node_own_key IF NOT EXISTS FOR (n:Node) REQUIRE n.ownKey IS UNIQUE;
CREATE CONSTRAINT node_natural_key IF NOT EXISTS FOR (n:Node) REQUIRE n.naturalKey IS UNIQUE;
CREATE CONSTRAINT ledger_name IF NOT EXISTS FOR (l:Ledger) REQUIRE l.name IS UNIQUE;
CREATE CONSTRAINT entry_revision IF NOT EXISTS FOR (e:LedgerEntry) REQUIRE e.revision IS UNIQUE;
CREATE CONSTRAINT entry_idempotency_key IF NOT EXISTS FOR (e:LedgerEntry) REQUIRE e.idempotencyKey IS UNIQUE;
CREATE CONSTRAINT entry_commit IF NOT EXISTS FOR (e:LedgerEntry) REQUIRE e.commit IS UNIQUE;
CREATE CONSTRAINT snapshot_source IF NOT EXISTS FOR (s:Snapshot) REQUIRE s.source IS UNIQUE;
CREATE INDEX change_node IF NOT EXISTS FOR (c:Change) ON (c.node, c.revision);

CREATE INDEX actor_created IF NOT EXISTS FOR (n:Actor) ON (n.createdAt, n.id);
CREATE INDEX actor_name IF NOT EXISTS FOR (n:Actor) ON (n.name, n.id);
CREATE INDEX source_created IF NOT EXISTS FOR (n:Source) ON (n.createdAt, n.id);
CREATE INDEX source_publisher IF NOT EXISTS FOR (n:Source) ON (n.publisher, n.createdAt, n.id);
CREATE INDEX source_derived_from IF NOT EXISTS FOR (n:Source) ON (n.derivedFrom, n.createdAt, n.id);
CREATE INDEX event_created IF NOT EXISTS FOR (n:Event) ON (n.createdAt, n.id);
CREATE INDEX statement_created IF NOT EXISTS FOR (n:Statement) ON (n.createdAt, n.id);
CREATE INDEX statement_claimant IF NOT EXISTS FOR (n:Statement) ON (n.claimant, n.createdAt, n.id);
CREATE INDEX appearance_created IF NOT EXISTS FOR (n:Appearance) ON (n.createdAt, n.id);
CREATE INDEX appearance_statement IF NOT EXISTS FOR (n:Appearance) ON (n.statement, n.createdAt, n.id);
CREATE INDEX appearance_actor IF NOT EXISTS FOR (n:Appearance) ON (n.actor, n.createdAt, n.id);
CREATE INDEX appearance_source IF NOT EXISTS FOR (n:Appearance) ON (n.source, n.createdAt, n.id);
CREATE INDEX appearance_event IF NOT EXISTS FOR (n:Appearance) ON (n.event, n.createdAt, n.id);
CREATE INDEX evidence_created IF NOT EXISTS FOR (n:Evidence) ON (n.createdAt, n.id);
CREATE INDEX evidence_basis IF NOT EXISTS FOR (n:Evidence) ON (n.basis, n.createdAt, n.id);
CREATE INDEX evidence_target IF NOT EXISTS FOR (n:Evidence) ON (n.target, n.createdAt, n.id);
CREATE INDEX evidence_support IF NOT EXISTS FOR (n:Evidence) ON (n.target, n.origin);
CREATE INDEX review_created IF NOT EXISTS FOR (n:Review) ON (n.createdAt, n.id);
CREATE INDEX review_statement IF NOT EXISTS FOR (n:Review) ON (n.statement, n.createdAt, n.id);
CREATE INDEX review_reviewer IF NOT EXISTS FOR (n:Review) ON (n.reviewer, n.createdAt, n.id);

// The core folds and separates the words (Words), so that both stores find the same. Retracted nodes have none.
// The words of small commits wait in unindexedWords and unindexedQuoteWords; the ids of their nodes wait in (:Ledger).unindexed.
CREATE FULLTEXT INDEX statement_words IF NOT EXISTS FOR (n:Statement) ON EACH [n.words, n.quoteWords] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX source_words IF NOT EXISTS FOR (n:Source) ON EACH [n.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX actor_words IF NOT EXISTS FOR (n:Actor) ON EACH [n.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX event_words IF NOT EXISTS FOR (n:Event) ON EACH [n.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
