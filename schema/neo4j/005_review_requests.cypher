// Who asked that a statement be reviewed: (:ReviewRequest)-[:ASKS_ABOUT]->(:Statement).
CREATE INDEX review_request_by_creation IF NOT EXISTS FOR (n:ReviewRequest) ON (n.createdAt, n._id);
CREATE INDEX review_request_by_statement IF NOT EXISTS FOR (n:ReviewRequest) ON (n._statement, n.createdAt, n._id);
CREATE INDEX statement_review_request_count IF NOT EXISTS FOR (n:Statement) ON (n.reviewRequestCount);
