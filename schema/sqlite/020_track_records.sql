-- What became of the claims of an actor, and what a source is cited for.
ALTER TABLE actor ADD COLUMN claim_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN supported_claim_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN mostly_supported_claim_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN mixed_claim_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN mostly_unsupported_claim_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN unsupported_claim_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN unverified_claim_count INTEGER NOT NULL DEFAULT 0;
UPDATE actor SET
  claim_count = r.claims,
  supported_claim_count = r.supported,
  mostly_supported_claim_count = r.mostly_supported,
  mixed_claim_count = r.mixed,
  mostly_unsupported_claim_count = r.mostly_unsupported,
  unsupported_claim_count = r.unsupported,
  unverified_claim_count = r.unverified
FROM (
  SELECT claimant, count(*) AS claims,
    sum(verdict IS 1) AS supported,
    sum(verdict IS 2) AS mostly_supported,
    sum(verdict IS 3) AS mixed,
    sum(verdict IS 4) AS mostly_unsupported,
    sum(verdict IS 5) AS unsupported,
    sum(verdict IS 6) AS unverified
  FROM statement WHERE claimant IS NOT NULL AND status <> 2 GROUP BY claimant
) AS r WHERE r.claimant = actor.id;
CREATE INDEX actor_claim_count ON actor (claim_count, id) WHERE claim_count > 0;
CREATE INDEX actor_supported_claim_count ON actor (supported_claim_count, id) WHERE supported_claim_count > 0;
CREATE INDEX actor_mostly_supported_claim_count ON actor (mostly_supported_claim_count, id) WHERE mostly_supported_claim_count > 0;
CREATE INDEX actor_mixed_claim_count ON actor (mixed_claim_count, id) WHERE mixed_claim_count > 0;
CREATE INDEX actor_mostly_unsupported_claim_count ON actor (mostly_unsupported_claim_count, id) WHERE mostly_unsupported_claim_count > 0;
CREATE INDEX actor_unsupported_claim_count ON actor (unsupported_claim_count, id) WHERE unsupported_claim_count > 0;
CREATE INDEX actor_unverified_claim_count ON actor (unverified_claim_count, id) WHERE unverified_claim_count > 0;

ALTER TABLE source ADD COLUMN support_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN rebut_count INTEGER NOT NULL DEFAULT 0;
UPDATE source SET support_count = r.supports, rebut_count = r.rebuts
FROM (SELECT basis, sum(stance = 1) AS supports, sum(stance = 2) AS rebuts FROM evidence WHERE status <> 2 GROUP BY basis) AS r
WHERE r.basis = source.id;
CREATE INDEX source_support_count ON source (support_count, id) WHERE support_count > 0;
CREATE INDEX source_rebut_count ON source (rebut_count, id) WHERE rebut_count > 0;
CREATE INDEX source_appearance_count ON source (appearance_count, id) WHERE appearance_count > 0;

-- What is reviewed at an address.
CREATE INDEX review_canonical_url ON review (canonical_url, created_at, id) WHERE canonical_url IS NOT NULL;
