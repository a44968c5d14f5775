global using ClaimGraph.Changes;
global using ClaimGraph.Ledger;
global using ClaimGraph.Queries;
global using ClaimGraph.Search;
global using ClaimGraph.Testing;
global using CsCheck;
global using Shouldly;
global using Xunit;
