using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests.Sqlite;

public sealed class SqliteReads() : ReadConformance(SqlitePlace.New);

public sealed class SqliteFilters() : FilterConformance(SqlitePlace.New);

public sealed class SqliteDerivedValues() : DerivedValueConformance(SqlitePlace.New);

public sealed class SqliteWrites() : WriteConformance(SqlitePlace.New);

public sealed class SqliteReferences() : ReferenceConformance(SqlitePlace.New);

public sealed class SqliteIdentity() : IdentityConformance(SqlitePlace.New);

public sealed class SqlitePaging() : PagingConformance(SqlitePlace.New);

public sealed class SqliteOrigins() : OriginConformance(SqlitePlace.New);

public sealed class SqliteRetractions() : RetractionConformance(SqlitePlace.New);

public sealed class SqliteCounts() : CountConformance(SqlitePlace.New);

public sealed class SqliteLedger() : LedgerConformance(SqlitePlace.New);

public sealed class SqlitePast() : PastConformance(SqlitePlace.New);

public sealed class SqliteReverts() : RevertConformance(SqlitePlace.New);

public sealed class SqliteMerges() : MergeConformance(SqlitePlace.New);

public sealed class SqliteSizes() : SizeConformance(SqlitePlace.New);

public sealed class SqliteExports() : ExportConformance(SqlitePlace.New);

public sealed class SqliteDumps() : DumpConformance(SqlitePlace.New);

public sealed class SqliteInterchange() : InterchangeConformance(SqlitePlace.New);

public sealed class SqliteSearch() : SearchConformance(SqlitePlace.New);

public sealed class SqliteBestSearch() : BestSearchConformance(SqlitePlace.New);

public sealed class SqliteSearchScripts() : SearchScriptConformance(SqlitePlace.New);

public sealed class SqliteSimilar() : SimilarConformance(SqlitePlace.New);

public sealed class SqliteConcurrency() : ConcurrencyConformance(SqlitePlace.New);

public sealed class SqliteKeeping() : KeepingConformance(SqlitePlace.New);

public sealed class SqliteQuotes() : QuoteConformance(SqlitePlace.New);

public sealed class SqliteSnapshots() : SnapshotConformance(SqlitePlace.New);

public sealed class SqliteKeys() : KeyConformance(SqlitePlace.New);

public sealed class SqliteFollowers() : FollowerConformance(SqlitePlace.New);

public sealed class SqliteKeyRings() : KeyRingConformance(SqlitePlace.New);

public sealed class SqliteJobs() : JobConformance(SqlitePlace.New);

public sealed class SqliteReplay() : ReplayConformance(SqlitePlace.New);

// As an import opens the file: one connection for everything, and transactions over many commits.

public sealed class AloneLedger() : LedgerConformance(SqlitePlace.NewAlone);

public sealed class AloneConcurrency() : ConcurrencyConformance(SqlitePlace.NewAlone);

public sealed class AloneKeeping() : KeepingConformance(SqlitePlace.NewAlone);

public sealed class AloneKeys() : KeyConformance(SqlitePlace.NewAlone);

public sealed class AloneFollowers() : FollowerConformance(SqlitePlace.NewAlone);

public sealed class AloneJobs() : JobConformance(SqlitePlace.NewAlone);

public sealed class AloneReplay() : ReplayConformance(SqlitePlace.NewAlone);

public sealed class SqliteProposals() : ProposalConformance(SqlitePlace.New);
