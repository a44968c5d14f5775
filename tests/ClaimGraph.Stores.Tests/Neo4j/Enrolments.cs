using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>There is one database on the server, so its tests take turns.</summary>
[CollectionDefinition(Name)]
public sealed class OneServer
{
    public const string Name = "Neo4j";
}

[Collection(OneServer.Name)] public sealed class Neo4jReads() : ReadConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jFilters() : FilterConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jDerivedValues() : DerivedValueConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jWrites() : WriteConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jReferences() : ReferenceConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jIdentity() : IdentityConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jPaging() : PagingConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jCounts() : CountConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jLedger() : LedgerConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jSearch() : SearchConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jConcurrency() : ConcurrencyConformance(Neo4jPlace.New);
[Collection(OneServer.Name)] public sealed class Neo4jKeeping() : KeepingConformance(Neo4jPlace.New);
