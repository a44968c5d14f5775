global using ClaimGraph.Ledger;
global using ClaimGraph.Search;
global using ClaimGraph.Stores;
global using ClaimGraph.Testing;
global using CsCheck;
global using Shouldly;
global using Xunit;
