// Changes that wait for a reviewer: (:Proposal)-[:CONCERNS]->(:Node), and (:Proposal)-[:RESULTS]->(:Node) once one is accepted.
// input is the JSON of a mutation's input, in which {"$record": n} is entry n of _concerns.
CREATE INDEX proposal_by_creation IF NOT EXISTS FOR (n:Proposal) ON (n.createdAt, n._id);
CREATE INDEX proposal_by_state IF NOT EXISTS FOR (n:Proposal) ON (n.state, n.createdAt);
CREATE INDEX proposal_by_proposer IF NOT EXISTS FOR (n:Proposal) ON (n.createdBy, n.state);
