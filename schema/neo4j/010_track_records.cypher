// What became of the claims of an actor, what a source is cited for, and what is reviewed at an address.
MATCH (a:Actor) SET a.claimCount = 0, a.supportedClaimCount = 0, a.mostlySupportedClaimCount = 0, a.mixedClaimCount = 0,
  a.mostlyUnsupportedClaimCount = 0, a.unsupportedClaimCount = 0, a.unverifiedClaimCount = 0;
MATCH (s:Statement) WHERE s._claimant IS NOT NULL AND s.status <> 'RETRACTED'
WITH s._claimant AS claimant, collect(coalesce(s.verdict, '')) AS verdicts
MATCH (a:Node {_id: claimant})
SET a.claimCount = size(verdicts),
  a.supportedClaimCount = size([v IN verdicts WHERE v = 'SUPPORTED']),
  a.mostlySupportedClaimCount = size([v IN verdicts WHERE v = 'MOSTLY_SUPPORTED']),
  a.mixedClaimCount = size([v IN verdicts WHERE v = 'MIXED']),
  a.mostlyUnsupportedClaimCount = size([v IN verdicts WHERE v = 'MOSTLY_UNSUPPORTED']),
  a.unsupportedClaimCount = size([v IN verdicts WHERE v = 'UNSUPPORTED']),
  a.unverifiedClaimCount = size([v IN verdicts WHERE v = 'UNVERIFIED']);
MATCH (s:Source) SET s.supportCount = 0, s.rebutCount = 0;
MATCH (e:Evidence) WHERE e.status <> 'RETRACTED'
WITH e._basis AS basis, collect(e.stance) AS stances
MATCH (s:Node:Source {_id: basis})
SET s.supportCount = size([t IN stances WHERE t = 'SUPPORTS']), s.rebutCount = size([t IN stances WHERE t = 'REBUTS']);
CREATE INDEX actor_claim_count IF NOT EXISTS FOR (n:Actor) ON (n.claimCount);
CREATE INDEX actor_unsupported_claim_count IF NOT EXISTS FOR (n:Actor) ON (n.unsupportedClaimCount);
CREATE INDEX source_support_count IF NOT EXISTS FOR (n:Source) ON (n.supportCount);
CREATE INDEX source_rebut_count IF NOT EXISTS FOR (n:Source) ON (n.rebutCount);
CREATE TEXT INDEX review_canonical_url IF NOT EXISTS FOR (n:Review) ON (n.canonicalUrl);
