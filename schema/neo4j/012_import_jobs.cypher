// Imports and what was wrong with their inputs: (:ImportJob) and (:ImportProblem {job, isError, number}), without relationships. They are
// no part of the graph and its ledger.
CREATE CONSTRAINT import_job_id IF NOT EXISTS FOR (j:ImportJob) REQUIRE j.id IS UNIQUE;
CREATE CONSTRAINT import_problem_number IF NOT EXISTS FOR (p:ImportProblem) REQUIRE (p.job, p.isError, p.number) IS UNIQUE;
