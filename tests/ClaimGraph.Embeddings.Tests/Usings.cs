global using ClaimGraph.Testing;
global using Shouldly;
global using Xunit;
