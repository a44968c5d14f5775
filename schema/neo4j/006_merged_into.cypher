// (:Node)-[:MERGED_INTO]->(:Node): the record that a record was merged into. It is retracted then.
CREATE INDEX actor_merged_into IF NOT EXISTS FOR (n:Actor) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX source_merged_into IF NOT EXISTS FOR (n:Source) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX event_merged_into IF NOT EXISTS FOR (n:Event) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX statement_merged_into IF NOT EXISTS FOR (n:Statement) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX appearance_merged_into IF NOT EXISTS FOR (n:Appearance) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX evidence_merged_into IF NOT EXISTS FOR (n:Evidence) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX review_merged_into IF NOT EXISTS FOR (n:Review) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX relation_merged_into IF NOT EXISTS FOR (n:Relation) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX proposal_merged_into IF NOT EXISTS FOR (n:Proposal) ON (n._mergedInto, n.createdAt, n._id);
CREATE INDEX review_request_merged_into IF NOT EXISTS FOR (n:ReviewRequest) ON (n._mergedInto, n.createdAt, n._id);
