// The claim graph as nodes and relationships:
//   (:Actor)-[:MADE]->(:Appearance)-[:OF]->(:Statement)-[:ABOUT]->(:Actor|Event)
//   (:Appearance)-[:IN]->(:Source), (:Appearance)-[:AT]->(:Event)
//   (:Source)<-[:CITES]-(:Evidence)-[:SUPPORTS|REBUTS|CONTEXT_FOR]->(:Statement|Evidence), (:Statement)<-[:RESTS_ON]-(:Evidence)
//   (:Actor)-[:WROTE]->(:Review)-[:JUDGES]->(:Statement), (:Review)-[:BASED_ON]->(:Evidence)
//   (:Evidence)-[:JOINT_WITH]->(:Evidence), (:Statement)<-[:FROM]-(:Relation)-[:CONTRADICTS|SUPERSEDES|TRANSLATES]->(:Statement)
//   (:Actor)-[:TOOK_PART {role}]->(:Event)<-[:REPORTS]-(:Source), (:Actor)-[:PUBLISHED]->(:Source)-[:DERIVED_FROM]->(:Source)
//   (:LedgerEntry)-[:CONTAINS]->(:Change)-[:CHANGED]->(:Node), (:Ledger) is the head, (:Source)-[:HAS]->(:Snapshot)
// Once an appearance, evidence or a review is retracted, its relationships are called RETRACTED_SUPPORTS and so on. README.md shows how to
// read all this.
//
// Labels and properties are named like the nouns and fields of the API. A field of a part starts with the name of the part
// (anchorExact). Every noun also has the label Node. Times are milliseconds since 1970 UTC. Dates are ISO texts, as precise as they are
// known. Enums are names in capitals. A missing property means: no value, an empty list or, for a derived number that no list is filtered
// by, 0.
//
// Properties that begin with _ serve ClaimGraph alone. _id is the id as a number; its lowest five bits are the kind. References are stored
// twice: as relationships, for people and patterns, and as the numbers of their nodes (_target), so that an index gives long lists in their
// order. _xFolded is x without case and accents; _xOrder is the form by which x is compared, where Neo4j would compare x itself
// differently; _xSortKey is what lists are ordered by, the sort key of x in the root collation of Unicode, computed by the version that
// (:Ledger).collation names.

// What all nouns share
CREATE CONSTRAINT node_number IF NOT EXISTS FOR (n:Node) REQUIRE n._id IS UNIQUE;
CREATE INDEX node_shown_id IF NOT EXISTS FOR (n:Node) ON (n.id);
CREATE INDEX node_key IF NOT EXISTS FOR (n:Node) ON (n.key);
// Keys are not constrained: a commit can exchange those of two nodes, which a constraint would refuse halfway. Commits follow each other.
CREATE INDEX node_keyed IF NOT EXISTS FOR (n:Node) ON (n._ownKey);
CREATE INDEX node_worded IF NOT EXISTS FOR (n:Node) ON (n._naturalKey);
// (:FurtherKey) has the keys of a node beyond the first of its caller and the first of its content.
CREATE CONSTRAINT further_key IF NOT EXISTS FOR (f:FurtherKey) REQUIRE f.value IS UNIQUE;

// The ledger
CREATE CONSTRAINT ledger_name IF NOT EXISTS FOR (l:Ledger) REQUIRE l.name IS UNIQUE;
CREATE CONSTRAINT entry_revision IF NOT EXISTS FOR (e:LedgerEntry) REQUIRE e.revision IS UNIQUE;
CREATE INDEX entry_idempotency_key IF NOT EXISTS FOR (e:LedgerEntry) ON (e.idempotencyKey);
CREATE CONSTRAINT entry_committed IF NOT EXISTS FOR (e:LedgerEntry) REQUIRE e._commit IS UNIQUE;
CREATE INDEX change_of IF NOT EXISTS FOR (c:Change) ON (c._node, c.revision);

// API keys with their roles: (:ApiKey), without relationships. Only the SHA-256 of a key is stored.
CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (k:ApiKey) REQUIRE k.id IS UNIQUE;

// Actor
CREATE INDEX actor_by_creation IF NOT EXISTS FOR (n:Actor) ON (n.createdAt, n._id);
CREATE INDEX actor_by_name IF NOT EXISTS FOR (n:Actor) ON (n.name);
CREATE INDEX actor_by_sort_key IF NOT EXISTS FOR (n:Actor) ON (n._nameSortKey, n._id);

// Source
CREATE INDEX source_by_creation IF NOT EXISTS FOR (n:Source) ON (n.createdAt, n._id);
// A text index takes addresses of any length.
CREATE TEXT INDEX source_canonical_url IF NOT EXISTS FOR (n:Source) ON (n.canonicalUrl);
CREATE INDEX source_by_publisher IF NOT EXISTS FOR (n:Source) ON (n._publisher, n.createdAt, n._id);
CREATE INDEX source_by_derived_from IF NOT EXISTS FOR (n:Source) ON (n._derivedFrom, n.createdAt, n._id);
CREATE INDEX source_used IF NOT EXISTS FOR (n:Source) ON (n.evidenceCount);
CREATE CONSTRAINT snapshot_of IF NOT EXISTS FOR (s:Snapshot) REQUIRE s._source IS UNIQUE;

// Event
CREATE INDEX event_by_creation IF NOT EXISTS FOR (n:Event) ON (n.createdAt, n._id);

// Statement
CREATE INDEX statement_by_creation IF NOT EXISTS FOR (n:Statement) ON (n.createdAt, n._id);
CREATE INDEX statement_by_claimant IF NOT EXISTS FOR (n:Statement) ON (n._claimant, n.createdAt, n._id);
CREATE INDEX statement_support_count IF NOT EXISTS FOR (n:Statement) ON (n.supportCount);
CREATE INDEX statement_rebut_count IF NOT EXISTS FOR (n:Statement) ON (n.rebutCount);

// Appearance
CREATE INDEX appearance_by_creation IF NOT EXISTS FOR (n:Appearance) ON (n.createdAt, n._id);
CREATE INDEX appearance_by_statement IF NOT EXISTS FOR (n:Appearance) ON (n._statement, n.createdAt, n._id);
CREATE INDEX appearance_by_actor IF NOT EXISTS FOR (n:Appearance) ON (n._actor, n.createdAt, n._id);
CREATE INDEX appearance_by_source IF NOT EXISTS FOR (n:Appearance) ON (n._source, n.createdAt, n._id);
CREATE INDEX appearance_by_event IF NOT EXISTS FOR (n:Appearance) ON (n._event, n.createdAt, n._id);

// Evidence
CREATE INDEX evidence_by_creation IF NOT EXISTS FOR (n:Evidence) ON (n.createdAt, n._id);
CREATE INDEX evidence_by_basis IF NOT EXISTS FOR (n:Evidence) ON (n._basis, n.createdAt, n._id);
CREATE INDEX evidence_by_target IF NOT EXISTS FOR (n:Evidence) ON (n._target, n.createdAt, n._id);
CREATE INDEX evidence_by_joint_with IF NOT EXISTS FOR (n:Evidence) ON (n._jointWith, n.createdAt, n._id);
CREATE INDEX evidence_by_origin IF NOT EXISTS FOR (n:Evidence) ON (n._target, n._origin);

// Review
CREATE INDEX review_by_creation IF NOT EXISTS FOR (n:Review) ON (n.createdAt, n._id);
CREATE INDEX review_by_statement IF NOT EXISTS FOR (n:Review) ON (n._statement, n.createdAt, n._id);
CREATE INDEX review_by_reviewer IF NOT EXISTS FOR (n:Review) ON (n._reviewer, n.createdAt, n._id);

// Relation
CREATE INDEX relation_by_creation IF NOT EXISTS FOR (n:Relation) ON (n.createdAt, n._id);
CREATE INDEX relation_by_statement IF NOT EXISTS FOR (n:Relation) ON (n._statement, n.createdAt, n._id);
CREATE INDEX relation_by_other IF NOT EXISTS FOR (n:Relation) ON (n._other, n.createdAt, n._id);

// Counts of active nodes by month of createdAt (UTC), updated in every commit.
// (:Tally) counts nodes by kind, statements by verdict and by what asks for attention, proposals by state, and evidence by stance, that
// on a withdrawn basis apart: 8 more. subject is the number of the kind, verdict (0: none), flag, state or stance; month is
// year * 12 + month - 1; n is the count of the month; days are the counts of its days, always 31 of them. Sources and statements have
// lists of the evidence that supports, rebuts or rests on them (_supportsByMonth, …), without that on a withdrawn basis; each entry is
// month * 10^9 + count.
CREATE CONSTRAINT tally_month IF NOT EXISTS FOR (t:Tally) REQUIRE (t.metric, t.subject, t.month) IS UNIQUE;
