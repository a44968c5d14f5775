using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests.Sqlite;

public sealed class SqliteReads() : ReadConformance(SqlitePlace.New);
public sealed class SqliteFilters() : FilterConformance(SqlitePlace.New);
public sealed class SqlitePaging() : PagingConformance(SqlitePlace.New);
public sealed class SqliteCounts() : CountConformance(SqlitePlace.New);
public sealed class SqliteLedger() : LedgerConformance(SqlitePlace.New);
