// Who follows the ledger from outside: (:Follower), with (:FollowerLetter) for what is told apart from the others (dueAt; never if there
// is none) and (:FollowerAttempt) for the newest attempts. They have no relationships. Secrets in settings are encrypted.
CREATE CONSTRAINT follower_id IF NOT EXISTS FOR (f:Follower) REQUIRE f.id IS UNIQUE;
CREATE CONSTRAINT follower_letter_key IF NOT EXISTS FOR (l:FollowerLetter) REQUIRE (l.follower, l.key) IS UNIQUE;
CREATE INDEX follower_letter_due IF NOT EXISTS FOR (l:FollowerLetter) ON (l.dueAt);
CREATE CONSTRAINT follower_attempt_ordinal IF NOT EXISTS FOR (a:FollowerAttempt) REQUIRE (a.follower, a.ordinal) IS UNIQUE;
