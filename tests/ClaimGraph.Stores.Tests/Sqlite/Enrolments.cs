using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests.Sqlite;

public sealed class SqliteReads() : ReadConformance(SqlitePlace.New);
public sealed class SqliteFilters() : FilterConformance(SqlitePlace.New);
public sealed class SqliteDerivedValues() : DerivedValueConformance(SqlitePlace.New);
