// The claim graph as nodes and relationships:
//   (:Actor)-[:MADE]->(:Appearance)-[:OF]->(:Statement)-[:ABOUT]->(:Actor|Event)
//   (:Appearance)-[:IN]->(:Source), (:Appearance)-[:AT]->(:Event)
//   (:Source)<-[:CITES]-(:Evidence)-[:SUPPORTS|REBUTS|CONTEXT_FOR]->(:Statement|Evidence), (:Statement)<-[:RESTS_ON]-(:Evidence)
//   (:Actor)-[:WROTE]->(:Review)-[:JUDGES]->(:Statement), (:Review)-[:BASED_ON]->(:Evidence)
//   (:Actor)-[:TOOK_PART {role}]->(:Event)<-[:REPORTS]-(:Source), (:Actor)-[:PUBLISHED]->(:Source)-[:DERIVED_FROM]->(:Source)
//   (:LedgerEntry)-[:CONTAINS]->(:Change)-[:CHANGED]->(:Node), (:Ledger) is the head, (:Source)-[:HAS]->(:Snapshot)
// Once an appearance, evidence or a review is retracted, its relationships are called RETRACTED_SUPPORTS and so on. README.md shows how to
// read all this.
//
// Labels and properties are named like the nouns and fields of the API. A field of a part starts with the name of the part
// (anchorExact). Every noun also has the label Node. Ids are integers; their lowest five bits are the kind. apiId is the id that the
// API shows. Times are milliseconds since 1970 UTC. Dates are ISO texts, as precise as they are known. Enums are names in capitals.
// xFolded is x without case and accents; xOrder is the form by which x is compared, where Neo4j would compare x itself differently;
// xSortKey is what lists are ordered by, the sort key of x in the root collation of Unicode, computed by the version that
// (:Ledger).collation names. A missing property means: no value, an empty list or, for a derived number that no list is filtered by, 0.
// References are stored twice: as relationships, for people and patterns, and as properties, so that an index gives long lists in their
// order.

// What all nouns share
CREATE CONSTRAINT node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;
CREATE INDEX node_api_id IF NOT EXISTS FOR (n:Node) ON (n.apiId);
CREATE INDEX node_key IF NOT EXISTS FOR (n:Node) ON (n.key);
// Keys are not constrained: a commit can exchange those of two nodes, which a constraint would refuse halfway. Commits follow each other.
CREATE INDEX node_own_key IF NOT EXISTS FOR (n:Node) ON (n.ownKey);
CREATE INDEX node_natural_key IF NOT EXISTS FOR (n:Node) ON (n.naturalKey);
// (:FurtherKey) has the keys of a node beyond the first of its caller and the first of its content.
CREATE CONSTRAINT further_key IF NOT EXISTS FOR (f:FurtherKey) REQUIRE f.value IS UNIQUE;

// The ledger
CREATE CONSTRAINT ledger_name IF NOT EXISTS FOR (l:Ledger) REQUIRE l.name IS UNIQUE;
CREATE CONSTRAINT entry_revision IF NOT EXISTS FOR (e:LedgerEntry) REQUIRE e.revision IS UNIQUE;
CREATE INDEX entry_idempotency_key IF NOT EXISTS FOR (e:LedgerEntry) ON (e.idempotencyKey);
CREATE CONSTRAINT entry_commit IF NOT EXISTS FOR (e:LedgerEntry) REQUIRE e.commit IS UNIQUE;
CREATE INDEX change_node IF NOT EXISTS FOR (c:Change) ON (c.node, c.revision);

// Actor
CREATE INDEX actor_created IF NOT EXISTS FOR (n:Actor) ON (n.createdAt, n.id);
CREATE INDEX actor_name IF NOT EXISTS FOR (n:Actor) ON (n.name, n.id);
CREATE INDEX actor_name_sort_key IF NOT EXISTS FOR (n:Actor) ON (n.nameSortKey, n.id);

// Source
CREATE INDEX source_created IF NOT EXISTS FOR (n:Source) ON (n.createdAt, n.id);
// A text index takes addresses of any length.
CREATE TEXT INDEX source_canonical_url IF NOT EXISTS FOR (n:Source) ON (n.canonicalUrl);
CREATE INDEX source_publisher IF NOT EXISTS FOR (n:Source) ON (n.publisher, n.createdAt, n.id);
CREATE INDEX source_derived_from IF NOT EXISTS FOR (n:Source) ON (n.derivedFrom, n.createdAt, n.id);
CREATE CONSTRAINT snapshot_source IF NOT EXISTS FOR (s:Snapshot) REQUIRE s.source IS UNIQUE;

// Event
CREATE INDEX event_created IF NOT EXISTS FOR (n:Event) ON (n.createdAt, n.id);

// Statement
CREATE INDEX statement_created IF NOT EXISTS FOR (n:Statement) ON (n.createdAt, n.id);
CREATE INDEX statement_claimant IF NOT EXISTS FOR (n:Statement) ON (n.claimant, n.createdAt, n.id);

// Appearance
CREATE INDEX appearance_created IF NOT EXISTS FOR (n:Appearance) ON (n.createdAt, n.id);
CREATE INDEX appearance_statement IF NOT EXISTS FOR (n:Appearance) ON (n.statement, n.createdAt, n.id);
CREATE INDEX appearance_actor IF NOT EXISTS FOR (n:Appearance) ON (n.actor, n.createdAt, n.id);
CREATE INDEX appearance_source IF NOT EXISTS FOR (n:Appearance) ON (n.source, n.createdAt, n.id);
CREATE INDEX appearance_event IF NOT EXISTS FOR (n:Appearance) ON (n.event, n.createdAt, n.id);

// Evidence
CREATE INDEX evidence_created IF NOT EXISTS FOR (n:Evidence) ON (n.createdAt, n.id);
CREATE INDEX evidence_basis IF NOT EXISTS FOR (n:Evidence) ON (n.basis, n.createdAt, n.id);
CREATE INDEX evidence_target IF NOT EXISTS FOR (n:Evidence) ON (n.target, n.createdAt, n.id);
CREATE INDEX evidence_support IF NOT EXISTS FOR (n:Evidence) ON (n.target, n.origin);

// Review
CREATE INDEX review_created IF NOT EXISTS FOR (n:Review) ON (n.createdAt, n.id);
CREATE INDEX review_statement IF NOT EXISTS FOR (n:Review) ON (n.statement, n.createdAt, n.id);
CREATE INDEX review_reviewer IF NOT EXISTS FOR (n:Review) ON (n.reviewer, n.createdAt, n.id);
